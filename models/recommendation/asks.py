"""Requests as the model asks them of itself: positions, numbers and masks, for training and serving alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..ragged import entries_of
from .told_history import BUY

Ints = npt.NDArray[np.int64]
Kinds = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Asks:
    """n requests; their histories lie one after another, oldest event first.

    Attributes:
        starts: Where each history begins, and the end of the last; (n + 1,).
        product: Position of each event's product; (events,).
        seconds: Time of each event, NaN where not known; (events,).
        kind: View, cart or buy; (events,).
        regions: Names, None where not known; n.
        times: Seconds since 1970; (n,).
        allowed: Products that may be shown; (products,) each.
    """

    starts: Ints
    product: Ints
    seconds: Numbers
    kind: Kinds
    regions: Sequence[str | None]
    times: Numbers
    allowed: Sequence[Truths]

    def __len__(self) -> int:
        return len(self.times)

    def history(self, row: int) -> slice:
        """Events of a request."""
        return slice(int(self.starts[row]), int(self.starts[row + 1]))

    def sizes(self) -> Ints:
        """Events of each request; (n,)."""
        return np.diff(self.starts)

    def owners(self) -> Ints:
        """Request of each event; (events,)."""
        return np.repeat(np.arange(len(self)), self.sizes())

    def part(self, start: int, end: int) -> Asks:
        """Some of them, in their order."""
        rows = np.arange(start, min(end, len(self)))
        entries, _ = entries_of(self.starts, rows)
        starts = self.starts[start : len(rows) + start + 1] - self.starts[start]
        return Asks(
            starts,
            self.product[entries],
            self.seconds[entries],
            self.kind[entries],
            self.regions[start:end],
            self.times[rows],
            self.allowed[start:end],
        )


def without(allowed: Truths, gone: Ints) -> Truths:
    """Products that may be shown, less some.

    Args:
        allowed: Products that may be shown; (products,); not written to.
        gone: Positions; (n,).
    """
    if not len(gone):
        return allowed
    left = allowed.copy()
    left[gone] = False
    return left


def without_bought(allowed: Truths, history: Ints, kinds: Kinds, repeated: Truths) -> Truths:
    """Products that may be shown, less those that were bought and are not bought again.

    Args:
        allowed: Products that may be shown; (products,); not written to.
        history: Positions; (events,).
        kinds: Of the events; (events,).
        repeated: Products that may be shown to who has bought them; (products,).
    """
    bought = history[kinds == BUY]
    return without(allowed, bought[~repeated[bought]])
