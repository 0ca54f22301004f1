"""Requests that are asked again: told less, told something else, or without products that must not come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
import pandas as pd

from evaluation.homes import home_regions
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ranked_answers import rows_of
from evaluation.rec_requests import ANSWERS, request_columns
from evaluation.rec_shown import Shown
from evaluation.rec_statistics import STATISTICS
from evaluation.rec_truth import Truth
from evaluation.shelf import Flags, micros

_NAME: Final = "unavailable_asked_again"
MEASURES: Final = (_NAME,)


class Recommends(Protocol):
    """A model of recommendation; what its training noted may be in its `facts`."""

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Asking:
    """Asks a model, and keeps what it showed that could not be had.

    Attributes:
        model: What is evaluated.
        known: Of the test.
        settings: Of the evaluation; `resamples`, `confidence` and `seed` of intervals.
        kept: Of each question so far: `group`, products `shown` and `unavailable` ones.
    """

    model: Recommends
    known: Truth
    settings: Mapping[str, Any]
    kept: list[pd.DataFrame]

    def answers(self, table: pd.DataFrame, asked: pd.DataFrame, **params: int | bool) -> tuple[pd.DataFrame, Shown]:
        """What a model answers, and the same beside what is known; held against the regions and times of the table.

        Args:
            table: Rows of `rec_requests.requests`.
            asked: What the model is told of them, row by row.
            params: Request parameters; `k` is the room's own where it is not among them.
        """
        asked_for = int(params.get("k", ANSWERS))
        answers = self.model.predict(asked, {**params, "k": asked_for}).reset_index(drop=True)
        shown = Shown.of(table, rows_of(table, answers), answers, self.known, asked_for)
        away = shown.among_first(ANSWERS, ~self.at_hand(table, shown))
        kept = {"group": table["group"].to_numpy(), "shown": shown.among_first(ANSWERS), "unavailable": away}
        self.kept.append(pd.DataFrame(kept))
        return answers, shown

    def shown(self, table: pd.DataFrame, asked: pd.DataFrame | None = None, **params: int | bool) -> Shown:
        """The same, where the answers themselves are not needed and perhaps all is told as it is."""
        return self.answers(table, request_columns(table) if asked is None else asked, **params)[1]

    def at_hand(self, table: pd.DataFrame, shown: Shown) -> Flags:
        """Whether each product could be had in the region and at the time of its row of a table."""
        moment = micros(table["asked_at"], 0)[shown.row]
        return self.known.catalogue.at_hand(shown.product, table["region"].iloc[shown.row], moment)

    def at_home(self, table: pd.DataFrame) -> None:
        """Ask for customers who are at home in a known region without one, and hold it against that region."""
        homes = home_regions(table)
        own = table.assign(region=homes)[homes.notna()].reset_index(drop=True)
        if len(own):
            self.shown(own, request_columns(own).assign(region=nothing(own)))

    def unavailable(self) -> dict[str, Measure]:
        """The hard rule, on all questions so far."""
        says = {_NAME: "unavailable of the requests that were asked again, told less, more or something else"}
        every = pd.concat(self.kept, ignore_index=True) if self.kept else None
        if every is None or not every["shown"].any():
            return {_NAME: Measure(None, n=0, higher_is_better=False, meaning=says[_NAME])}
        return measured(every, {_NAME: STATISTICS["unavailable"]}, says, self.settings, (_NAME,))


def nothing(table: pd.DataFrame) -> pd.Series[Any]:
    """A column of text in which nothing is told."""
    return pd.Series(np.full(len(table), None, dtype=object), index=table.index, dtype="str")
