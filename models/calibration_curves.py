"""Many increasing curves in one array, so that rows of different curves are looked up together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

_APART: Final = 256.0  # log odds between the ranges of neighbouring curves on the common axis
_ENDS: Final = 100.0  # log odds beyond which all is the same


@dataclass(frozen=True)
class Curves:
    """Piecewise linear, each going on beyond its first and last knot with a slope of its own.

    Attributes:
        starts: Where each piece begins on the common axis, curve after curve, ascending, (pieces,).
        x: A point of each piece, in log odds, (pieces,).
        y: The curve's value there, (pieces,).
        slope: Of each piece, above 0, (pieces,).
    """

    starts: Reals
    x: Reals
    y: Reals
    slope: Reals

    @classmethod
    def through(cls, knots: Sequence[tuple[Reals, Reals, float]]) -> Self:
        """Curves through strictly increasing knots.

        Args:
            knots: For each curve positions and values, ascending, at least one, and the slope beyond them.
        """
        parts: list[tuple[Reals, Reals, Reals, Reals]] = []
        for number, (x, y, slope) in enumerate(knots):
            inner = np.diff(y) / np.diff(x)
            parts.append(
                (
                    number * _APART + np.concatenate([[-_APART / 2], np.clip(x, -_ENDS, _ENDS)]),
                    np.concatenate([x[:1], x]),
                    np.concatenate([y[:1], y]),
                    np.concatenate([[slope], inner, [slope]]),
                )
            )
        return cls(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def __call__(self, logit: Reals, curve: Codes | int = 0) -> Reals:
        """The value of each row's curve, (n,)."""
        # np.clip costs more than both together on a handful of rows
        on_axis = np.minimum(np.maximum(logit, -_ENDS), _ENDS) + curve * _APART
        piece = self.starts.searchsorted(on_axis, side="right") - 1
        return self.y[piece] + self.slope[piece] * (logit - self.x[piece])
