"""Answers as a frame: the products of each box, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from ..request_cells import words_of
from .boxes import Boxes
from .pooling import Floats, Ints
from .request import OUTPUTS

NOTHING: Final = "nothing_like_it"
UNREADABLE: Final = "unreadable: "
_KINDS: Final = {"long": np.int64, "double": np.float64}


@dataclass(frozen=True)
class Answer:
    """What is told of one picture.

    Attributes:
        boxes: In pixels of the upright picture, the surest first; (b, 4).
        box_scores: Of the locator, nan of the whole picture; (b,).
        products: Codes, best first; (p,) each box.
        scores: Of these; (p,) each.
        confidences: Of these; (p,) each.
        reason: Why there are none; empty where there are some.
    """

    boxes: Boxes
    box_scores: Floats
    products: tuple[Ints, ...]
    scores: tuple[Floats, ...]
    confidences: tuple[Floats, ...]
    reason: str = ""


def no_answer(reason: str) -> Answer:
    """Of a picture that shows nothing of the catalogue, or that cannot be read."""
    return Answer(np.zeros((0, 4), dtype=np.float32), np.zeros(0, dtype=np.float32), (), (), (), reason)


def answer_frame(ids: Sequence[str], answers: Sequence[Answer], names: Sequence[str]) -> pd.DataFrame:
    """Rows of each request in turn, with the columns of `request.OUTPUTS`.

    Args:
        ids: Of the requests.
        answers: One a request.
        names: Ids of products by their code.
    """
    rows = [row for name, one in zip(ids, answers, strict=True) for row in _rows(name, one, names)]
    columns = list(zip(*rows, strict=True)) or [()] * len(OUTPUTS)
    return pd.DataFrame({name: _column(kind, cells) for (name, kind), cells in zip(OUTPUTS, columns, strict=True)})


def _column(kind: str, cells: Sequence[Any]) -> Any:
    return words_of(list(cells)) if kind == "string" else np.array(cells, dtype=_KINDS[kind])


def _rows(name: str, answer: Answer, names: Sequence[str]) -> list[tuple[Any, ...]]:
    if answer.reason:
        none = np.nan
        return [(name, 0, none, none, none, none, none, 0, None, none, none, answer.reason)]
    return [
        (name, box, *place, box_score, rank, names[product], score, confidence, "")
        for box, (place, box_score) in enumerate(zip(answer.boxes.tolist(), answer.box_scores.tolist(), strict=True))
        for rank, (product, score, confidence) in enumerate(
            zip(answer.products[box], answer.scores[box], answer.confidences[box], strict=True), start=1
        )
    ]
