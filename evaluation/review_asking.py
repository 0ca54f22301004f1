"""Reviews that a model is asked about again: rewritten, or for the table of a product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from evaluation.review_outcomes import compared
from evaluation.review_requests import ATTRIBUTES, request_columns, request_params
from evaluation.review_truth import Annotated


class Extractor(Protocol):
    """A model of review extraction; what its training noted may be in its `facts`."""

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Asking:
    """Asks a model.

    Attributes:
        model: What is evaluated.
        settings: Of the evaluation; `resamples`, `confidence` and `seed` of intervals.
    """

    model: Extractor
    settings: Mapping[str, Any]

    def outcomes(self, table: pd.DataFrame, annotated: Annotated) -> pd.DataFrame:
        """What is told of rows of `review_requests.requests`, perhaps with other texts, held against annotations."""
        answers = self.model.predict(request_columns(table), request_params(table))
        return compared(table, answers.reset_index(drop=True), annotated)

    def ratings(self, reviews: pd.DataFrame) -> pd.DataFrame:
        """The rated attributes of products, by these reviews of theirs alone; what cannot be rated has no row.

        Args:
            reviews: Rows of `review_requests.requests` that have a product.

        Returns:
            `product_id`, `attribute`, `rating`, `low`, `high`, `mentions`, `contradicting`.
        """
        answers = self.model.predict(request_columns(reviews), {"view": ATTRIBUTES})
        return answers[answers["rating"].notna()].reset_index(drop=True)
