"""Answers as a frame: one row a request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..request_cells import Texts, words_of
from .finding import Finding
from .request import OUTPUTS


@dataclass(frozen=True)
class Place:
    """A candidate in the order of the ranking.

    Attributes:
        text: Of the candidate.
        source: Of it.
        score: Chance that it answers.
    """

    text: str
    source: str
    score: float


def answer_frame(
    ids: list[str], shaped: list[str], findings: list[Finding], kinds: Texts, ranked: Sequence[Sequence[Place]]
) -> pd.DataFrame:
    """One row a request, in the requests' order, with the columns of `request.OUTPUTS`.

    Args:
        ids: Of the requests.
        shaped: Answers as their channel takes them.
        findings: What was found.
        kinds: Of the questions, None where none was read.
        ranked: The best candidates of each, in order.
    """
    columns: dict[str, Any] = {
        "request_id": ids,
        "answer": [None if one.abstained else text for text, one in zip(shaped, findings, strict=True)],
        "source": [one.source or None for one in findings],
        "evidence": [one.evidence or None for one in findings],
        "evidence_id": [one.evidence_id for one in findings],
        "confidence": np.array([one.confidence for one in findings], dtype=np.float64),
        "abstained": np.array([one.abstained for one in findings], dtype=bool),
        "reason": [one.reason for one in findings],
        "disputed": np.array([one.disputed for one in findings], dtype=bool),
        "kind": kinds,
        "ranked": [_ranked(one) for one in ranked],
    }
    return pd.DataFrame(
        {name: words_of(columns[name]) if kind == "string" else columns[name] for name, kind in OUTPUTS}
    )


def _ranked(places: Sequence[Place]) -> str:
    rows = [{"text": one.text, "source": one.source, "score": round(one.score, 6)} for one in places]
    return json.dumps(rows, ensure_ascii=False)
