"""Answers as a frame: the words of each recording with what is wanted, or why there are none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from ..request_cells import words_of
from .heard import Heard
from .request import OUTPUTS
from .slots import Meaning

SILENT, NO_SPEECH, NOTHING_FITS, UNSURE = "silent", "no_speech", "nothing_fits", "unsure"
UNREADABLE: Final = "unreadable: "
_KINDS: Final = {"long": np.int64, "double": np.float64}


@dataclass(frozen=True)
class Answer:
    """What is told of one recording.

    Attributes:
        heard: The words.
        confidence: Chance that they are right.
        meaning: What is wanted; None where nothing is known of intents.
        reason: Why the words are not answered; empty where they are.
        adapted: What came of the speaker's enrolment, see `speakers`; empty where none was given.
    """

    heard: Heard
    confidence: float = 0.0
    meaning: Meaning | None = None
    reason: str = ""
    adapted: str = ""


def refusal(heard: Heard, confidence: float, meaning: Meaning | None, *, threshold: float, phrases: bool) -> str:
    """Why words are not answered; empty where they are.

    Args:
        heard: The words.
        confidence: Chance that they are right.
        meaning: What is wanted.
        threshold: Of the confidence.
        phrases: Whether whole phrases alone can be said.
    """
    if not heard.words:
        return NO_SPEECH
    if phrases and meaning is None:
        return NOTHING_FITS
    return UNSURE if confidence < threshold else ""


def answer_frame(ids: Sequence[str], answers: Sequence[Answer]) -> pd.DataFrame:
    """Rows of each request in turn, with the columns of `request.OUTPUTS`.

    Args:
        ids: Of the requests.
        answers: One a request.
    """
    rows = [row for name, one in zip(ids, answers, strict=True) for row in _rows(name, one)]
    columns = list(zip(*rows, strict=True)) or [()] * len(OUTPUTS)
    return pd.DataFrame({name: _column(kind, cells) for (name, kind), cells in zip(OUTPUTS, columns, strict=True)})


def _column(kind: str, cells: Sequence[Any]) -> Any:
    return words_of(list(cells)) if kind == "string" else np.array(cells, dtype=_KINDS[kind])


def _rows(name: str, answer: Answer) -> list[tuple[Any, ...]]:
    heard, meaning = answer.heard, answer.meaning
    if answer.reason:
        text = heard.text or None
        return [
            (name, 0, None, np.nan, np.nan, np.nan, text, answer.confidence, None, None, answer.reason, answer.adapted)
        ]
    intent = None if meaning is None else meaning.intent
    slots = None if meaning is None else json.dumps(dict(meaning.slots), ensure_ascii=False, sort_keys=True)
    told = (heard.text, answer.confidence, intent, slots, "", answer.adapted)
    timed = zip(heard.words, heard.starts.tolist(), heard.ends.tolist(), heard.sureness.tolist(), strict=True)
    return [(name, rank, word, start, end, sure, *told) for rank, (word, start, end, sure) in enumerate(timed, start=1)]
