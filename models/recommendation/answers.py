"""The answer to requests: products in their order, why each is there, and what the caller should know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..request_cells import words_of
from .reasons import REASONS
from .request import OUTPUTS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_WORDS: Final = np.array([*REASONS, None], dtype=object)  # the last stands for no reason


@dataclass(frozen=True)
class Answer:
    """Of one request.

    Attributes:
        positions: Products, best first; none where nothing can be shown.
        scores: Of each; (products,).
        reasons: Place in `REASONS` of each; (products,).
        because: Position of the product of the history that speaks most for each, -1 for none; (products,).
        note: What the caller should know, None for nothing.
    """

    positions: Ints
    scores: Floats
    reasons: Ints
    because: Ints
    note: str | None


def frame_of(ids: Sequence[str], answers: Sequence[Answer], products: npt.NDArray[np.object_]) -> pd.DataFrame:
    """One row a product answered, in the requests' order, best first; one of rank 0 where there is none.

    Args:
        ids: Of the requests; one an answer.
        answers: One a request.
        products: Ids of products by position.
    """
    counts = np.array([len(one.positions) for one in answers], dtype=np.int64)
    rows = np.maximum(counts, 1)
    request = np.repeat(np.arange(len(answers)), rows)
    place = np.arange(len(request)) - np.repeat(np.cumsum(rows) - rows, rows)
    found = np.repeat(counts > 0, rows)
    position, because, reason = (np.full(len(request), -1, dtype=np.int64) for _ in range(3))
    score = np.full(len(request), np.nan)
    if found.any():
        position[found] = np.concatenate([one.positions for one in answers])
        because[found] = np.concatenate([one.because for one in answers])
        reason[found] = np.concatenate([one.reasons for one in answers])
        score[found] = np.concatenate([one.scores for one in answers])
    columns: dict[str, Any] = {
        "request_id": words_of(np.array(ids, dtype=object)[request]),
        "rank": np.where(found, place + 1, 0),
        "product_id": words_of(_named(products, position)),
        "score": score,
        "reason": words_of(_WORDS[reason]),
        "because": words_of(_named(products, because)),
        "note": words_of(np.array([one.note for one in answers], dtype=object)[request]),
    }
    return pd.DataFrame({name: columns[name] for name, _ in OUTPUTS}, copy=False)


def _named(products: npt.NDArray[np.object_], positions: Ints) -> npt.NDArray[np.object_]:
    names = np.full(len(positions), None, dtype=object)
    known = positions >= 0
    names[known] = products[positions[known]]
    return names
