"""Queries of nothing but words that are known to be words: nothing in them is to be corrected."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.parquet as pq

from evaluation.search_requests import words

# Slips repeat too; a word that the catalogue lacks is one when so many searches have it. A slip of one search in a
# hundred repeats so often only in a query of thousands, and the count is fixed so that versions can be compared.
COMMON: Final = 20
_TEXTS: Final = ("title", "brand", "colour", "category", "bullets", "description")


def clean(examples: Path, table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether each search has a word, and all its words occur in texts of products or often in queries of train."""
    asked = [text.split() for text in words(table["query"])]
    unknown = {word for text in asked for word in text} - _of_products(examples, {w for text in asked for w in text})
    common = _of_queries(examples, unknown)
    return np.array([bool(text) and not (set(text) & unknown) - common for text in asked], dtype=bool)


def _of_products(examples: Path, wanted: set[str]) -> set[str]:
    """Those of the words that occur in texts of products."""
    found: set[str] = set()
    file = pq.ParquetFile(examples / "products.parquet")
    there = [name for name in _TEXTS if name in file.schema_arrow.names]
    for rows in file.iter_batches(columns=there):
        for name in there:
            for text in words(rows.column(name).to_pandas()):
                found |= wanted.intersection(text.split())
    return found


def _of_queries(examples: Path, wanted: set[str]) -> set[str]:
    """Those of the words that many searches of train have."""
    queries = pd.read_parquet(examples / "train.parquet", columns=["query"])["query"]
    counts: Counter[str] = Counter()
    for text in words(queries):
        counts.update(wanted.intersection(text.split()))
    return {word for word, count in counts.items() if count >= COMMON}
