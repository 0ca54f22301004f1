"""Candidates as a shop tells them: ids of deals that a model may know, all of those that it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.deal_catalogue import Catalogue
from evaluation.deal_facts import facts
from evaluation.shelf import Flags, Longs, micros

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

_TEST_FROM: Final = "test_from"


@dataclass(frozen=True)
class Told:
    """How each deal is told.

    Attributes:
        deals: All of the examples.
        names: As ids; (deals,).
        objects: As objects; (deals,).
        later: Whether it started after training; (deals,).
    """

    deals: Catalogue
    names: Texts
    objects: Texts
    later: Flags

    @classmethod
    def of(cls, examples: Path, deals: Catalogue) -> Self:
        """By the beginning of the test; where the examples do not tell it, all are objects."""
        begins = facts(examples).get(_TEST_FROM)
        since = pd.to_datetime(pd.Series([begins]), utc=True)
        later = deals.since >= micros(since, int(np.iinfo(np.int64).min))[0]
        names, objects = (np.array(one, dtype=object) for one in (deals.names(), deals.objects()))
        return cls(deals, names, objects, later)

    def cells(self, deal: Longs, moment: Longs, none_left: Flags | None = None) -> Texts:
        """Each deal as JSON, with the stock and the budget that are left of it then; (n,).

        Args:
            deal: Places in the catalogue; (n,).
            moment: Microseconds since 1970; (n,).
            none_left: Of those nothing is said to be left; (n,).
        """
        found = np.where(self.later[deal] | self.deals.scarce[deal], self.objects[deal], self.names[deal])
        rows = np.flatnonzero(self.deals.scarce[deal])
        stock, budget = self.deals.left(deal[rows], moment[rows])
        for at, left, money in zip(rows.tolist(), stock.tolist(), budget.tolist(), strict=True):
            found[at] = _with(_with(found[at], "stock_left", left), "budget_left", money)
        if none_left is not None:
            for at in np.flatnonzero(none_left).tolist():
                found[at] = self.objects[deal[at]][:-1] + ',"stock_left":0}'
        return found

    def lists(self, row: Longs, deal: Longs, moment: Longs, count: int) -> list[str]:
        """Candidates of each of so many requests as a JSON list; equal ones are one and the same text.

        Args:
            row: Request of each deal, ascending; (n,).
            deal: Places in the catalogue; (n,).
            moment: Of the requests, microseconds since 1970; (count,).
            count: Requests.
        """
        ends = np.searchsorted(row, np.arange(count + 1)).tolist()
        scarce = self.deals.scarce[deal]
        kept: dict[bytes, str] = {}
        found = []
        for place in range(count):
            part = slice(ends[place], ends[place + 1])
            own, moments = deal[part], np.full(ends[place + 1] - ends[place], moment[place])
            if scarce[part].any():
                found.append(_list(self.cells(own, moments)))
                continue
            key = own.tobytes()
            if key not in kept:
                kept[key] = _list(self.cells(own, moments))
            found.append(kept[key])
        return found


def _list(cells: Texts) -> str:
    return "[" + ",".join(cells.tolist()) + "]"


def _with(text: str, name: str, left: float) -> str:
    """An object with what is left, where there is an end to it; never less than nothing."""
    return f'{text[:-1]},"{name}":{max(left, 0.0)!r}}}' if np.isfinite(left) else text
