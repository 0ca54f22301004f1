"""Training examples as they lie on disk, checked before any work is spent on them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from ..errors import InputError
from .extracted import NONE, SENTIMENTS, Flags, Ints, Reals, Reviews, Triplets

TRAIN: Final = "train.parquet"
VALID: Final = "valid.parquet"
TRIPLETS: Final = "triplets.parquet"
UNLABELLED: Final = "unlabelled.parquet"
PRODUCTS: Final = "products.parquet"
FACTS: Final = "facts.json"
_SPANS: Final = ("aspect_start", "aspect_end", "opinion_start", "opinion_end")

Texts = list[str | None]


@dataclass(frozen=True)
class Told:
    """Reviews with what is told beside their text.

    Attributes:
        reviews: Texts, triplets, stars.
        products: Whose each is, None where not known.
        seconds: When each was written, since 1970, NaN where not known; (n,).
        languages: Of each, None where not known.
    """

    reviews: Reviews
    products: Texts
    seconds: Reals
    languages: Texts

    def __len__(self) -> int:
        return len(self.reviews)


@dataclass(frozen=True)
class Examples:
    """All that a model is made from.

    Attributes:
        train, valid: Annotated reviews.
        unlabelled: Reviews that help to learn.
        products: Other reviews of products, without triplets and stars: what the view of products is read from.
        teaching: Which of these may teach; the others, such as those that measure, are only shown; (n,).
        facts: What the examples say of themselves.
    """

    train: Told
    valid: Told
    unlabelled: Told
    products: Told
    teaching: Flags
    facts: dict[str, Any]


def read(directory: Path) -> Examples:
    """Read the reviews of train and valid with their triplets, and those without; of the test the texts alone.

    Raises:
        InputError: No triplet of train is there to learn from.
        ValueError: An id occurs twice, or a triplet names a review that is not there, lies outside it, or has a
            sentiment that is none.
    """
    triplets = pd.read_parquet(directory / TRIPLETS, filters=[("split", "in", ("train", "valid"))])
    parts = {name: _annotated(directory / path, name, triplets) for name, path in (("train", TRAIN), ("valid", VALID))}
    if not len(parts["train"].reviews.triplets):
        raise InputError(
            f"there is nothing to learn from: none of {len(parts['train'])} reviews of train has an annotated triplet."
        )
    unlabelled = _told(_optional(directory / UNLABELLED), Triplets.none())
    viewed = _optional(directory / PRODUCTS).assign(stars=np.nan)
    split = viewed["split"] if "split" in viewed else pd.Series(index=viewed.index, dtype="str")
    viewed = viewed[~split.isin(list(parts))]
    teaching = (split[viewed.index] == "unlabelled").to_numpy(dtype=bool, na_value=False)
    facts = json.loads((directory / FACTS).read_text(encoding="utf-8"))
    return Examples(parts["train"], parts["valid"], unlabelled, _told(viewed, Triplets.none()), teaching, facts)


def _optional(path: Path) -> pd.DataFrame:
    return pd.read_parquet(path) if path.is_file() else pd.DataFrame({"text": pd.Series(dtype="str")})


def _annotated(path: Path, name: str, triplets: pd.DataFrame) -> Told:
    rows = pd.read_parquet(path).reset_index(drop=True)
    ids = pd.Index(rows["example_id"].astype("str"))
    if ids.has_duplicates:
        raise ValueError(f"{name}: {int(ids.duplicated().sum())} of {len(ids)} example_id occur twice.")
    own = triplets[triplets["split"] == name]
    told = _told(rows, _triplets(own, ids, name))
    lengths = np.array([len(text) for text in told.reviews.texts], dtype=np.int64)
    found = told.reviews.triplets
    ends = lengths[found.text]
    outside = np.zeros(len(found), dtype=bool)
    for start, end in ((found.aspect_start, found.aspect_end), (found.opinion_start, found.opinion_end)):
        outside |= (start != NONE) & ((start < 0) | (start >= end) | (end > ends))
    if outside.any():
        raise ValueError(f"triplets: {int(outside.sum())} of {len(found)} of {name} lie outside their text.")
    return told


def _triplets(rows: pd.DataFrame, ids: pd.Index[Any], name: str) -> Triplets:
    text = ids.get_indexer(pd.Index(rows["example_id"].astype("str"))).astype(np.int64)
    sentiment = pd.Index(SENTIMENTS).get_indexer(pd.Index(rows["sentiment"].astype("str"))).astype(np.int64)
    for bad, what in ((text < 0, f"a review that {name} does not hold"), (sentiment < 0, "no sentiment")):
        if bad.any():
            raise ValueError(f"triplets: {int(bad.sum())} of {len(rows)} rows of {name} name {what}.")
    spans: dict[str, Ints] = {column: rows[column].to_numpy(dtype=np.int64) for column in _SPANS}
    return Triplets(text=text, **spans, sentiment=sentiment)


def _told(rows: pd.DataFrame, triplets: Triplets) -> Told:
    texts = ["" if text is None else text for text in _texts(rows, "text")]
    stars = rows["stars"] if "stars" in rows else pd.Series(np.full(len(rows), np.nan))
    numbers = pd.to_numeric(stars).to_numpy(dtype=np.float64, na_value=np.nan)
    return Told(Reviews(texts, triplets, numbers), _texts(rows, "product_id"), _seconds(rows), _texts(rows, "language"))


def _texts(rows: pd.DataFrame, name: str) -> Texts:
    if name not in rows:
        return [None] * len(rows)
    return [None if pd.isna(cell) else str(cell) for cell in rows[name].tolist()]


def _seconds(rows: pd.DataFrame) -> Reals:
    if "time" not in rows:
        return np.full(len(rows), np.nan)
    times = rows["time"].astype("datetime64[us, UTC]")
    return np.where(times.isna(), np.nan, times.astype("int64").to_numpy() / 1e6)
