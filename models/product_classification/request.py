"""Requests as callers send them: listings whose leaves are asked for."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from ..errors import InputError

Words = pd.api.extensions.ExtensionArray

LISTING_ID: Final = "listing_id"
TITLE: Final = "title"
PRICE: Final = "price"
TEXT_COLUMNS: Final = (TITLE, "description", "brand", "attributes", "language")
DEFAULT_K: Final = 5
_OUTPUTS: Final = (
    ("listing_id", "string"),
    ("rank", "long"),
    ("leaf_id", "string"),
    ("path", "string"),
    ("probability", "double"),
    ("assigned", "boolean"),
    ("node_id", "string"),
    ("node_path", "string"),
    ("node_probability", "double"),
    ("node_level", "long"),
    ("sure", "boolean"),
)


def signature() -> dict[str, list[tuple[str, str, object]]]:
    """What the registry is told: a request's columns, an answer's columns, and the parameter of a request."""
    texts = [(name, "string", name == TITLE) for name in TEXT_COLUMNS]
    return {
        "inputs": [(LISTING_ID, "string", False), *texts, (PRICE, "double", False)],
        "outputs": [(name, kind, False) for name, kind in _OUTPUTS],
        "params": [("k", "long", DEFAULT_K)],
    }


def input_example() -> pd.DataFrame:
    """Two listings, one with all that may be told and one with a title alone."""
    return pd.DataFrame(
        {
            "listing_id": ["a", "b"],
            "title": ["Nordwind W55 kettle 1.7 l black", "Silicone case for Nordwind phone N7"],
            "description": ["Cordless electric kettle of steel.", None],
            "brand": ["Nordwind", None],
            "attributes": ['{"colour": "black", "capacity": "1.7 l"}', None],
            "language": ["en", None],
            "price": [39.9, np.nan],
        }
    )


def k_of(params: dict[str, Any] | None) -> int:
    """How many leaves a listing are asked for.

    Raises:
        InputError: It is no whole number of at least 1.
    """
    k = (params or {}).get("k", DEFAULT_K)
    if isinstance(k, bool) or not isinstance(k, int | np.integer) or k < 1:
        raise InputError(f"k is {k!r}; it is a whole number of at least 1: how many leaves a listing are answered.")
    return int(k)


def listings_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns that the model reads, all of them, missing where the request has them not.

    Raises:
        InputError: The title's column is absent, or cells are of a wrong type.
    """
    if TITLE not in frame.columns:
        raise InputError(
            f"the request ({len(frame)} rows) lacks the column {TITLE}; give it, null where a listing has none."
        )
    columns = {name: _texts(frame, name) for name in TEXT_COLUMNS}
    return pd.DataFrame({**columns, PRICE: _prices(frame)})


def ids_of(frame: pd.DataFrame) -> Words:
    """The listings' ids as text, null where none is given; whole numbers are read as ids.

    Raises:
        InputError: An id is neither text nor a whole number.
    """
    if LISTING_ID in frame.columns and pd.api.types.is_integer_dtype(_one(frame, LISTING_ID).dtype):
        return words_of(_one(frame, LISTING_ID).astype("str"))
    return _texts(frame, LISTING_ID)


def words_of(cells: Any) -> Words:
    """A column of text; nulls stay null."""
    found: Words = pd.array(cells, dtype="str")
    return found


def _one(frame: pd.DataFrame, name: str) -> pd.Series[Any]:
    times = int((frame.columns == name).sum())
    if times > 1:
        raise InputError(f"the request has the column {name} {times} times; give it once.")
    return frame[name]


def _texts(frame: pd.DataFrame, name: str) -> Words:
    if name not in frame.columns:
        return words_of([None] * len(frame))
    column = _one(frame, name)
    if column.dtype == "str":
        return words_of(column)
    known = column.notna()
    held = column[known]
    strange = np.fromiter((not isinstance(one, str) for one in held), dtype=bool, count=len(held))
    if strange.any():
        kind = type(held.to_numpy()[strange][0]).__name__
        raise InputError(
            f"the request's column {name} holds {int(strange.sum())} cells of {len(column)} that are no text, the "
            f"first is of type {kind}; give text{' of one JSON object' if name == 'attributes' else ''}, null where "
            "it is not known."
        )
    return words_of(column.astype("object").where(known, None))


def _prices(frame: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.float64]]:
    if PRICE not in frame.columns:
        return np.full(len(frame), np.nan)
    column = _one(frame, PRICE)
    is_truth = pd.api.types.is_bool_dtype(column.dtype)
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    lost = len(column) if is_truth else int((~np.isfinite(numbers) & column.notna().to_numpy()).sum())
    if lost:
        raise InputError(
            f"the request's column {PRICE} holds {lost} cells of {len(column)} that are no finite numbers; give the "
            "price as a number, null where it is not known."
        )
    return numbers
