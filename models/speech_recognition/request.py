"""Requests as callers send them: the bytes of a recording each, and of the same speaker's voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from ..errors import InputError
from ..request_bytes import bytes_of
from ..request_cells import request_ids_of, texts_of
from .example_recording import example_recording

AUDIO, ENROLMENT, ENROLMENT_TEXT = "audio", "enrolment", "enrolment_text"
OUTPUTS: Final = (
    ("request_id", "string"),
    ("rank", "long"),
    ("word", "string"),
    ("start", "double"),
    ("end", "double"),
    ("sureness", "double"),
    ("transcript", "string"),
    ("confidence", "double"),
    ("intent", "string"),
    ("slots", "string"),
    ("reason", "string"),
    ("adapted", "string"),
)
REFUSE: Final = "refuse"
DEFAULTS: Final[dict[str, tuple[str, Any]]] = {REFUSE: ("boolean", True)}


@dataclass(frozen=True)
class Questions:
    """The requests of one call.

    Attributes:
        ids: One a request, its row's number where none is given.
        recordings: Bytes of each, empty where nothing is given.
        enrolments: Bytes of each, None where nothing is given.
        texts: What is said in these, None where nobody says.
    """

    ids: list[str]
    recordings: list[bytes]
    enrolments: list[bytes | None]
    texts: list[str | None]


def signature() -> dict[str, list[tuple[str, str, Any]]]:
    """What the registry is told: a request's columns, an answer's columns, and the parameters of a request."""
    return {
        "inputs": [
            ("request_id", "string", False),
            (AUDIO, "binary", True),
            (ENROLMENT, "binary", False),
            (ENROLMENT_TEXT, "string", False),
        ],
        "outputs": [(name, kind, False) for name, kind in OUTPUTS],
        "params": [(name, kind, value) for name, (kind, value) in DEFAULTS.items()],
    }


def input_example() -> pd.DataFrame:
    """Two requests, of a drawn sound, the second silent."""
    recordings = [example_recording(), example_recording(silent=True)]
    return pd.DataFrame({"request_id": ["a", "b"], AUDIO: pd.Series(recordings, dtype=object)})


def refuses(params: dict[str, Any] | None) -> bool:
    """Whether what is no phrase, or unsure, is to be refused.

    Raises:
        InputError: A parameter is unknown or no truth value.
    """
    given = {name: default for name, (_, default) in DEFAULTS.items()} | (params or {})
    unknown = sorted(set(given) - set(DEFAULTS))
    if unknown:
        raise InputError(f"unknown request parameters {unknown}; known are {sorted(DEFAULTS)}.")
    if given[REFUSE] not in (True, False):
        raise InputError(f"the request parameter {REFUSE} is {given[REFUSE]!r}; give true or false.")
    return bool(given[REFUSE])


def questions_of(frame: pd.DataFrame) -> Questions:
    """The requests of a frame; columns that are not of the signature are ignored.

    Raises:
        InputError: There is no column of recordings, or it holds something else than bytes, or texts are none.
    """
    if AUDIO not in frame.columns:
        raise InputError(f"the request ({len(frame)} rows) lacks the column {AUDIO}; give the bytes of a recording.")
    recordings = [cell or b"" for cell in bytes_of(frame, AUDIO)]
    enrolments: list[bytes | None] = [None] * len(frame)
    if ENROLMENT in frame.columns:
        enrolments = bytes_of(frame, ENROLMENT)
    texts = [(text and text.strip()) or None for text in texts_of(frame, ENROLMENT_TEXT)]
    return Questions(request_ids_of(frame), recordings, enrolments, texts)
