"""Questions that a model is asked again: in other words, of other candidates, by somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd

from evaluation.asked_again import spread
from evaluation.qa_judged import Flags, Judged
from evaluation.qa_outcomes import compared, in_order
from evaluation.qa_own import Own
from evaluation.qa_requests import request_columns


class Answers(Protocol):
    """A model of question answering."""

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Asking:
    """Asks a model.

    Attributes:
        model: What is evaluated.
        examples: What `build` wrote.
        own: Whose rows are whose.
        settings: Of the evaluation; `resamples`, `confidence` and `seed` of intervals.
    """

    model: Answers
    examples: Path
    own: Own
    settings: Mapping[str, Any]

    @classmethod
    def of(cls, model: Answers, examples: Path, settings: Mapping[str, Any]) -> Asking:
        return cls(model, examples, Own.of(examples), settings)

    def answers(self, table: pd.DataFrame, **params: float) -> pd.DataFrame:
        """One to each row of `qa_requests.requests`, perhaps put otherwise, in their order."""
        return in_order(table, self.model.predict(request_columns(table), dict(params)).reset_index(drop=True))

    def outcomes(self, table: pd.DataFrame, answers: pd.DataFrame | None = None, **params: float) -> pd.DataFrame:
        """What is answered, held against what people judged of these questions; see `qa_outcomes.compared`."""
        told = self.answers(table, **params) if answers is None else answers
        return compared(table, told, self.judged(table), self.own)

    def judged(self, table: pd.DataFrame) -> Judged:
        """Candidates of the questions of a table."""
        return Judged.of(table, self.examples)

    def sample(self, table: pd.DataFrame, among: Flags) -> pd.DataFrame:
        """At most `challenge_questions` of the questions of which something holds, evenly over the test."""
        rows = np.flatnonzero(among)
        return table.iloc[rows[spread(len(rows), int(self.settings["challenge_questions"]))]].reset_index(drop=True)
