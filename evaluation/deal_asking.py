"""Requests of deals that a model is asked again: by revenue, of nobody, or by a copy that has learnt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from evaluation.asked_again import spread
from evaluation.deal_lists import Lists
from evaluation.deal_requests import most, request_columns
from evaluation.deal_truth import Truth


class Ranks(Protocol):
    """A model of deals; what its training noted may be in its `facts`."""

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame: ...

    def update(
        self, exposures: pd.DataFrame, redemptions: pd.DataFrame, deals: pd.DataFrame | None = None
    ) -> object: ...

    def save(self, directory: Path) -> object: ...


@dataclass(frozen=True)
class Asking:
    """Asks a model.

    Attributes:
        model: What is evaluated.
        known: Of the test.
        settings: Of the evaluation; `resamples`, `confidence` and `seed` of intervals.
    """

    model: Ranks
    known: Truth
    settings: Mapping[str, Any]

    def lists(self, table: pd.DataFrame, **params: float | bool) -> Lists:
        """What is answered to rows of `deal_requests.requests`, for every candidate, by relevance if not said."""
        asked = {"alpha": 0.0, "k": most(table), **params}
        return Lists.of(table, self.model.predict(request_columns(table), asked), self.known)

    def telling(self, table: pd.DataFrame) -> pd.DataFrame:
        """At most `challenge_requests` requests in which an order matters, evenly over the test."""
        rows = table[self.known.told_apart()[self.known.numbers(table)]]
        return rows.iloc[spread(len(rows), int(self.settings["challenge_requests"]))].reset_index(drop=True)
