"""Requests as callers send them: texts of reviews, or products whose reviews are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from ..errors import InputError
from ..request_cells import Texts, request_ids_of, texts_of
from .asked_how import DEFAULTS

INPUTS: Final = ("text", "product_id", "language", "request_id")
_ASKED: Final = ("text", "product_id")  # one of them is what is asked about
OUTPUTS: Final = (
    ("request_id", "string"),
    ("product_id", "string"),
    ("aspect", "string"),
    ("aspect_start", "long"),
    ("aspect_end", "long"),
    ("opinion", "string"),
    ("opinion_start", "long"),
    ("opinion_end", "long"),
    ("sentiment", "string"),
    ("confidence", "double"),
    ("attribute", "string"),
    ("rating", "double"),
    ("low", "double"),
    ("high", "double"),
    ("mentions", "long"),
    ("contradicting", "boolean"),
    ("quotes", "string"),
    ("note", "string"),
)
_KINDS: Final = {float: "double", str: "string"}


@dataclass(frozen=True)
class Questions:
    """The requests of one call; None where nothing is given.

    Attributes:
        ids: One a request, its row's number where none is given.
        texts, products, languages: One a request.
    """

    ids: list[str]
    texts: Texts
    products: Texts
    languages: Texts

    def __len__(self) -> int:
        return len(self.ids)


def signature() -> dict[str, list[tuple[str, str, object]]]:
    """What the registry is told: a request's columns, an answer's columns, and the parameters of a request."""
    return {
        "inputs": [(name, "string", False) for name in INPUTS],
        "outputs": [(name, kind, False) for name, kind in OUTPUTS],
        "params": [(name, _KINDS[type(value)], value) for name, value in DEFAULTS.items()],
    }


def input_example() -> pd.DataFrame:
    """Two reviews, one with all that can be told and one text alone."""
    return pd.DataFrame(
        {
            "request_id": ["a", "b"],
            "text": ["The battery lasts for days, but the screen is too dark.", "way too expensive!!!"],
            "product_id": ["p1", None],
            "language": ["en", None],
        }
    )


def questions_of(frame: pd.DataFrame) -> Questions:
    """The columns that the model reads, all of them, missing where the request has them not.

    Args:
        frame: As the caller sent it; columns that are not of the signature are ignored. A frame without a text and
            without a product is refused, for nobody means to ask that.

    Raises:
        InputError: Neither column that can be asked about is there, or cells cannot be read.
    """
    if not set(_ASKED) & set(frame.columns):
        raise InputError(f"the request ({len(frame)} rows) has none of the columns {', '.join(_ASKED)}; give one.")
    products, languages = (texts_of(frame, name, identity=True) for name in ("product_id", "language"))
    return Questions(request_ids_of(frame), texts_of(frame, "text"), products, languages)
