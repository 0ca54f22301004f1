"""Pairs of a query and a product, and the columns that they are graded by."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..vocabulary import Vocabulary
from . import grading_columns, grading_meaning
from .grading_settings import GradingSettings
from .grading_words import offered
from .pair_texts import field

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

GRADES: Final = ("exact", "substitute", "complement", "irrelevant")
NAMES: Final = (*grading_columns.NAMES, *grading_meaning.NAMES)


def checked(queries: list[str], products: pd.DataFrame, grades: npt.NDArray[Any]) -> Ints:
    """Places in `GRADES`, one a pair.

    Raises:
        InputError: The lengths differ, or a grade is none of the four.
    """
    labels = np.asarray(grades, dtype=np.int64)
    if not len(queries) == len(products) == len(labels):
        raise InputError(f"{len(queries)} queries, {len(products)} products and {len(labels)} grades are no pairs.")
    strange = (labels < 0) | (labels >= len(GRADES))
    if strange.any():
        raise InputError(f"grade: {int(strange.sum())} of {len(labels)} are none of 0..3, the places in {GRADES}.")
    return labels


def spelt_titles(products: pd.DataFrame, most: int) -> list[str]:
    """Words of each title; of its first `most` characters."""
    return [" ".join(one.fields["title"]) for one in offered(products, ["title"], most)]


def brand_words(products: pd.DataFrame, most: int) -> frozenset[str]:
    """Words of all brands; of the first `most` characters of each."""
    return frozenset(word for one in offered(products, ["brand"], most) for word in one.fields["brand"])


def columns_of(
    queries: list[str],
    products: pd.DataFrame,
    vocabulary: Vocabulary,
    brands: frozenset[str],
    settings: GradingSettings,
    threads: int,
) -> Reals:
    """Columns `NAMES` of pairs, (pairs, columns); those of meaning NaN where the network is left out."""
    words = grading_columns.word_columns(queries, products, vocabulary, brands, settings)
    if not settings.title_pieces:
        return np.column_stack([words, np.full((len(queries), len(grading_meaning.NAMES)), np.nan)])
    # what stands far behind is not read, however long a text is
    cut = [query[: settings.body_characters] for query in queries]
    titles = pd.DataFrame({"title": field(products, "title").str.slice(0, settings.body_characters)})
    return np.column_stack([words, grading_meaning.meaning_columns(cut, titles, settings.title_pieces, threads)])
