"""Copies of training pairs with one field blanked, so that a model survives sellers who leave it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .encoding import Encodings, encode
from .fields import Fields

Positions = npt.NDArray[np.int64]

BLANKS: Final[dict[str, tuple[str, ...]]] = {
    "brand": ("brand",),
    "category": ("category",),
    "description": ("description",),
    "attributes": ("attributes", "model", "stated"),
    "price": ("price",),
}


def blanked_pairs(
    fields: Fields, left: Positions, right: Positions, share: float, rng: np.random.Generator
) -> Iterator[tuple[Encodings, Positions, Positions, Positions, Positions]]:
    """Draw `share` of the pairs for each field that any listing fills, and blank it: in half of them on both
    sides, in the others on one side.

    Yields:
        Encodings of the listings drawn, full ones first and blanked ones after; the drawn pairs' rows in those
        encodings (left, right); the drawn pairs' positions; and, for each row of the encodings, its listing.
    """
    for columns in BLANKS.values():
        if not any(_filled(fields, column) for column in columns):
            continue
        drawn = np.flatnonzero(rng.random(len(left)) < share)
        if not len(drawn):
            continue
        used, inverse = np.unique(np.concatenate([left[drawn], right[drawn]]), return_inverse=True)
        full = take(fields, used)
        encodings = encode(_stack(full, _blank(full, columns)))
        half = rng.integers(0, 4, len(drawn))  # 0, 1: both sides; 2: the left one; 3: the right one
        i = inverse[: len(drawn)] + np.where(half != 3, len(used), 0)
        j = inverse[len(drawn) :] + np.where(half != 2, len(used), 0)
        yield encodings, i, j, drawn, np.concatenate([used, used])


def take(fields: Fields, rows: Positions) -> Fields:
    """Some rows of the fields, in the order given."""
    taken: dict[str, Any] = {
        name: value.iloc[rows].reset_index(drop=True) if isinstance(value, pd.Series) else value[rows]
        for name, value in vars(fields).items()
    }
    return Fields(**taken)


def _filled(fields: Fields, column: str) -> bool:
    value = getattr(fields, column)
    return bool((value != "").any()) if isinstance(value, pd.Series) else bool(np.isfinite(value).any())


def _blank(fields: Fields, columns: tuple[str, ...]) -> Fields:
    empty = pd.Series(pd.array([""] * len(fields), dtype="str"))
    changed = {column: np.full(len(fields), np.nan) if column == "price" else empty for column in columns}
    return replace(fields, **changed)  # type: ignore[arg-type]


def _stack(first: Fields, second: Fields) -> Fields:
    stacked: dict[str, Any] = {}
    for name, value in vars(first).items():
        other = getattr(second, name)
        stacked[name] = (
            pd.concat([value, other], ignore_index=True)
            if isinstance(value, pd.Series)
            else np.concatenate([value, other])
        )
    return Fields(**stacked)
