"""A search that is asked again, in other words or of nobody in particular."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import pandas as pd

from evaluation.homes import home_regions
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.search_outcomes import outcomes
from evaluation.search_requests import request_columns
from evaluation.search_statistics import STATISTICS

_NAME: Final = "unavailable_asked_again"
MEASURES: Final = (_NAME,)
SHOWN: Final = 10  # products a search that is asked again


class Search(Protocol):
    """A model of product search; what its training noted may be in its `facts`."""

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Asking:
    """Asks a model, and keeps what it showed that could not be had.

    Attributes:
        model: What is evaluated.
        settings: Of the evaluation; `resamples`, `confidence` and `seed` of intervals.
        shown: Of each question so far: `group`, products `shown` and `unavailable` ones.
    """

    model: Search
    settings: Mapping[str, Any]
    shown: list[pd.DataFrame]

    def at_home(self, table: pd.DataFrame) -> pd.DataFrame:
        """Searches whose customer is at home in a known region, asked without one and held against that region.

        Args:
            table: Rows of `search_requests.requests`.
        """
        homes = home_regions(table)
        own = table.assign(region=homes)[homes.notna()].reset_index(drop=True)
        return self.outcomes(own, own.assign(region=pd.Series([None] * len(own), dtype="str"))) if len(own) else own

    def outcomes(
        self, table: pd.DataFrame, asked: pd.DataFrame | None = None, **params: str | int | bool
    ) -> pd.DataFrame:
        """What the first ten products of each search came to; see `search_outcomes.outcomes`.

        Args:
            table: Rows of `search_requests.requests`, `query` perhaps another.
            asked: What the model is told of them where it is not the same.
            params: Request parameters beside the number of products.
        """
        answers = self.model.predict(request_columns(table if asked is None else asked), {"k": SHOWN, **params})
        found = outcomes(table, answers.reset_index(drop=True))
        self.shown.append(found[["group", "shown", "unavailable"]])
        return found

    def unavailable(self) -> dict[str, Measure]:
        """The hard rule, on all questions so far."""
        says = {
            _NAME: "unavailable of the searches typed in part, mistyped, asked without the customer or without "
            "saying where the customer is at home"
        }
        every = pd.concat(self.shown, ignore_index=True) if self.shown else None
        if every is None or not every["shown"].any():
            return {_NAME: Measure(None, n=0, higher_is_better=False, meaning=says[_NAME])}
        return measured(every, {_NAME: STATISTICS["unavailable"]}, says, self.settings, (_NAME,))
