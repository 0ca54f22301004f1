"""All that trees are told of a question with each passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from . import agreement, word_columns
from .corpus import Corpus
from .kind_names import ACCOUNT_KINDS, KINDS, PRODUCT_KINDS
from .passage_store import vectors_of
from .passages import SOURCES, Floats, Passages, Reals

_DAY: Final = 86_400.0
MEANING: Final = ("said_meaning", "asked_meaning", "best_meaning", "agreement", "nearest", "support")
KIND: Final = (*(f"kind_{name}" for name in PRODUCT_KINDS), "kind_account")
# How many candidates there are is no column: lists that people judged are as long as whoever drew them made them.
PLACE: Final = (*(f"is_{name}" for name in SOURCES), "weight", "age_days")
COMPARED: Final = (
    "bm25",
    "bm25_beside_title",
    "coverage",
    "said_bm25",
    "said_meaning",
    "asked_meaning",
    "best_meaning",
)
NAMES: Final = (
    *word_columns.NAMES,
    *MEANING,
    *agreement.NAMES,
    *KIND,
    *PLACE,
    *(f"{name}_{how}" for name in COMPARED for how in ("lead", "best", "mean", "rank")),
)


@dataclass(frozen=True)
class Asked:
    """A question about a product.

    Attributes:
        text: The question.
        title: Of the product, "" where not known.
        kinds: Probability of each kind, in the order of `KINDS`; (kinds,).
        vector: Its meaning; (d,).
        seconds: When it is asked, since 1970; NaN where not known.
    """

    text: str
    title: str
    kinds: Reals
    vector: Floats
    seconds: float = np.nan


def columns_of(asked: Asked, passages: Passages, corpus: Corpus) -> Reals:
    """Columns `NAMES` of each passage; (n, columns).

    Args:
        asked: The question.
        passages: n of them, with vectors.
        corpus: How much words tell.
    """
    words = word_columns.word_columns(asked.text, asked.title, passages, corpus)
    vectors = vectors_of(passages)
    among = (vectors[:, 0] @ vectors[:, 0].T).astype(np.float64)
    meaning = _meaning(asked, vectors, among)
    agreeing = agreement.agreement_columns(asked.text, passages, meaning[:, 0], among)
    parts = [words, meaning, agreeing, _kind(asked, len(passages)), _place(asked, passages)]
    named = dict(zip(NAMES, np.column_stack(parts).T, strict=False))
    return np.column_stack([*parts, *(compared(named[name]) for name in COMPARED)])


def compared(values: Reals) -> Reals:
    """Lead over the best of the others, the best, the mean, and the rank from 0 in a list; NaN stays; (n, 4)."""
    known = ~np.isnan(values)
    out = np.full((len(values), 4), np.nan)
    if not known.any():
        return out
    own = values[known]
    falling = np.sort(own)[::-1]
    second = falling[1] if len(own) > 1 else np.nan
    out[known, 0] = own - np.where(own == falling[0], second, falling[0])
    out[:, 1], out[:, 2] = falling[0], own.mean()
    out[known, 3] = np.searchsorted(-falling, -own)
    return out


def _meaning(asked: Asked, vectors: Floats, among: Reals) -> Reals:
    likeness = (vectors @ asked.vector).astype(np.float64)
    said, put = likeness[:, 0], np.where(np.abs(vectors[:, 1]).sum(1) > 0, likeness[:, 1], np.nan)
    if len(vectors) < 2:
        nothing = np.full((len(vectors), 3), np.nan)
        return np.column_stack([said, put, np.fmax(said, put), nothing])
    trust = np.exp(said - said.max()) * ~np.eye(len(said), dtype=bool)
    support = (among * trust).sum(1) / trust.sum(1)
    others = np.where(np.eye(len(said), dtype=bool), np.nan, among)
    return np.column_stack([said, put, np.fmax(said, put), np.nanmean(others, 1), np.nanmax(others, 1), support])


def _kind(asked: Asked, rows: int) -> Reals:
    chance = dict(zip(KINDS, asked.kinds.tolist(), strict=True))
    own = sum(chance[name] for name in ACCOUNT_KINDS)
    return np.tile(np.array([*(chance[name] for name in PRODUCT_KINDS), own]), (rows, 1))


def _place(asked: Asked, passages: Passages) -> Reals:
    sources = np.array(passages.sources, dtype=object)
    is_of = np.column_stack([sources == name for name in SOURCES]).astype(np.float64).reshape(-1, len(SOURCES))
    age = (asked.seconds - passages.seconds) / _DAY
    return np.column_stack([is_of, passages.weights, age])
