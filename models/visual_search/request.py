"""Requests as callers send them: the bytes of a picture each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from ..errors import InputError
from ..request_bytes import bytes_of
from ..request_cells import request_ids_of
from .asked_how import DEFAULTS
from .example_picture import example_picture

IMAGE: Final = "image"
OUTPUTS: Final = (
    ("request_id", "string"),
    ("box", "long"),
    ("left", "double"),
    ("top", "double"),
    ("right", "double"),
    ("bottom", "double"),
    ("box_score", "double"),
    ("rank", "long"),
    ("product_id", "string"),
    ("score", "double"),
    ("confidence", "double"),
    ("reason", "string"),
)


@dataclass(frozen=True)
class Questions:
    """The requests of one call.

    Attributes:
        ids: One a request, its row's number where none is given.
        pictures: Bytes of each, empty where nothing is given.
    """

    ids: list[str]
    pictures: list[bytes]


def signature() -> dict[str, list[tuple[str, str, Any]]]:
    """What the registry is told: a request's columns, an answer's columns, and the parameters of a request."""
    return {
        "inputs": [("request_id", "string", False), (IMAGE, "binary", True)],
        "outputs": [(name, kind, False) for name, kind in OUTPUTS],
        "params": [(name, kind, value) for name, (kind, value) in DEFAULTS.items()],
    }


def input_example() -> pd.DataFrame:
    """Two requests, of a drawn picture and of a blank one."""
    pictures = [example_picture(), example_picture(blank=True)]
    return pd.DataFrame({"request_id": ["a", "b"], IMAGE: pd.Series(pictures, dtype=object)})


def questions_of(frame: pd.DataFrame) -> Questions:
    """The requests of a frame; columns that are not of the signature are ignored.

    Raises:
        InputError: There is no column of pictures, or it holds something else than bytes.
    """
    return Questions(request_ids_of(frame), pictures_of(frame, "the request"))


def pictures_of(frame: pd.DataFrame, what: str) -> list[bytes]:
    """The bytes of pictures, one a row; empty where nothing is given.

    Raises:
        InputError: There is no column of pictures, or it holds neither bytes nor base64.
    """
    if IMAGE not in frame.columns:
        raise InputError(f"{what} ({len(frame)} rows) lacks the column {IMAGE}; give the bytes of a picture.")
    return [b"" if cell is None else cell for cell in bytes_of(frame, IMAGE)]
