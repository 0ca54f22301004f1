"""Requests as callers send them: queries of customers, typed whole or in part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..request_cells import Texts, exclusions_of, request_ids_of, texts_of, times_of
from .asked_how import DEFAULTS

QUERY: Final = "query"
IDENTITY: Final = ("customer_id", "region", "product_id")
TEXTS: Final = ("language", "title", "description", "bullets", "brand", "colour")
_KINDS: Final = {bool: "boolean", int: "long", str: "string"}
OUTPUTS: Final = (
    ("request_id", "string"),
    ("rank", "long"),
    ("product_id", "string"),
    ("score", "double"),
    ("understood", "string"),
    ("corrected", "boolean"),
    ("completions", "string"),
    ("note", "string"),
    ("grade", "string"),
    ("p_exact", "double"),
    ("p_substitute", "double"),
    ("p_complement", "double"),
    ("p_irrelevant", "double"),
)


@dataclass(frozen=True)
class Questions:
    """The requests of one call, texts are None where nothing is given.

    Attributes:
        texts: Of each of request_id, query, customer_id, region, language, product_id, title, description, bullets,
            brand, colour, one a request; request_id is the row's number where none is given.
        times: Seconds since 1970, UTC; (n,).
        excluded: Product ids that must not be answered; one tuple a request.
    """

    texts: dict[str, Texts]
    times: npt.NDArray[np.float64]
    excluded: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.times)

    def part(self, start: int, end: int) -> Questions:
        """Some of them, in their order."""
        texts = {name: column[start:end] for name, column in self.texts.items()}
        return Questions(texts, self.times[start:end], self.excluded[start:end])


def signature() -> dict[str, list[tuple[str, str, object]]]:
    """What the registry is told: a request's columns, an answer's columns, and the parameters of a request."""
    names = ("request_id", QUERY, "customer_id", "region", "time", "language", "exclude", "product_id", "title")
    return {
        "inputs": [(name, "string", name == QUERY) for name in (*names, "description", "bullets", "brand", "colour")],
        "outputs": [(name, kind, False) for name, kind in OUTPUTS],
        "params": [(name, _KINDS[type(value)], value) for name, value in DEFAULTS.items()],
    }


def input_example() -> pd.DataFrame:
    """Two requests, one with all that a search may be told and one with half a query alone."""
    return pd.DataFrame(
        {
            "request_id": ["a", "b"],
            "query": ["electric kettle 1.7 l", "wireless headph"],
            "customer_id": ["c1", None],
            "region": ["north", None],
            "time": ["2026-01-31T18:30:00Z", None],
            "language": ["en", None],
            "exclude": ['["p17"]', None],
        }
    )


def questions_of(frame: pd.DataFrame, now: float) -> Questions:
    """The columns that the model reads, all of them, missing where the request has them not.

    Args:
        frame: As the caller sent it; columns that are not of the signature are ignored.
        now: Seconds since 1970, for requests without a time.

    Raises:
        InputError: The query's column is absent, or cells cannot be read.
    """
    if QUERY not in frame.columns:
        raise InputError(
            f"the request ({len(frame)} rows) lacks the column {QUERY}; give it, null or empty where nothing was typed."
        )
    columns: dict[str, Texts] = {"request_id": [*request_ids_of(frame)]}
    columns |= {name: texts_of(frame, name, identity=True) for name in IDENTITY}
    columns |= {name: texts_of(frame, name) for name in (QUERY, *TEXTS)}
    return Questions(columns, times_of(frame, "time", now), exclusions_of(frame, "exclude"))
