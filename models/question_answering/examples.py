"""Training examples as they lie on disk, checked before any work is spent on them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from ..errors import InputError
from .passages import SOURCES, Flags
from .product_names import ProductNames
from .shown import COLUMNS, is_shown

LEARNED: Final = ("train", "valid")
CANDIDATES: Final = "candidates.parquet"
PRODUCTS: Final = "products.parquet"
TEXTS: Final = "texts.parquet"
OPINIONS: Final = "opinions.parquet"
FACTS: Final = "facts.json"
_GRADES: Final = (0, 1, 2)
_PATH: Final = ">"  # parts the names of a category's path


@dataclass(frozen=True)
class Examples:
    """All that a model is made from.

    Attributes:
        questions: One row each of train and valid: example_id, split, question, product_id, customer_id, rewording_of.
        shown: Passages that answer questions of which only such are known, see `shown.is_shown`; none of these is among
            `questions`. `shown.COLUMNS`.
        candidates: Judged ones of these questions: question (row of `questions`), text, source, grade.
        names: What products are called.
        texts: Passages of all products: product_id, source, id, text, weight, time.
        opinions: Counted ones by product and attribute; None where there are none.
        directory: Holds the tables of accounts.
        facts: What the examples say of themselves.
    """

    questions: pd.DataFrame
    shown: pd.DataFrame
    candidates: pd.DataFrame
    names: ProductNames
    texts: pd.DataFrame
    opinions: pd.DataFrame | None
    directory: Path
    facts: dict[str, Any]

    def of_passages(self) -> Flags:
        """Which candidates are passages of a product, and not rows of an account."""
        found: Flags = self.candidates["source"].isin(SOURCES).to_numpy() & self.candidates["text"].notna().to_numpy()
        return found


def read(directory: Path, least_doubted: int = 1) -> Examples:
    """Read questions of train and valid, and what answers are taken from; the test's questions are never opened.

    Args:
        directory: Of the examples.
        least_doubted: See `ranking_settings.RankingSettings`.

    Raises:
        InputError: No question has a passage that somebody judged.
        ValueError: An id occurs twice, or a candidate has no grade, or is of no question.
    """
    parts = [pd.read_parquet(directory / f"{split}.parquet").assign(split=split) for split in LEARNED]
    questions = pd.concat(parts, ignore_index=True)
    ids = pd.Index(questions["example_id"].astype("str"))
    if ids.has_duplicates:
        raise ValueError(f"{int(ids.duplicated().sum())} of {len(ids)} example_id of train and valid occur twice.")
    candidates = pd.read_parquet(directory / CANDIDATES, filters=[("split", "in", LEARNED)])
    candidates = candidates.reset_index(drop=True).assign(
        question=ids.get_indexer(pd.Index(candidates["example_id"].astype("str"))).astype(np.int64)
    )
    for bad, what in (
        (candidates["question"] < 0, "are of no question of train or valid"),
        (~candidates["grade"].isin(_GRADES), "have no grade of 0, 1 or 2"),
    ):
        if bad.any():
            raise ValueError(f"candidates: {int(bad.sum())} of {len(candidates)} {what}.")
    opinions = directory / OPINIONS
    found = Examples(
        *_parted(questions, candidates.sort_values("question", kind="stable").reset_index(drop=True), least_doubted),
        _names(pd.read_parquet(directory / PRODUCTS)),
        pd.read_parquet(directory / TEXTS),
        pd.read_parquet(opinions) if opinions.is_file() else None,
        directory,
        json.loads((directory / FACTS).read_text(encoding="utf-8")),
    )
    if not found.of_passages().any():
        raise InputError(
            f"qa: none of {len(candidates)} candidates of {len(questions)} questions is a passage of a product "
            f"({', '.join(SOURCES)}); ranking is learned from judged passages."
        )
    return found


def _parted(
    questions: pd.DataFrame, candidates: pd.DataFrame, least_doubted: int
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Questions that can be judged by, what answers the others, and the candidates of the former."""
    aside = is_shown(questions, candidates, least_doubted)
    of_those = aside[candidates["question"].to_numpy()]
    asked = questions.iloc[candidates["question"].to_numpy()]
    every = candidates[["example_id", "text", "source"]].assign(
        question=asked["question"].to_numpy(), product_id=asked["product_id"].to_numpy()
    )
    place = np.cumsum(~aside) - 1
    kept = candidates[~of_those].reset_index(drop=True)
    kept = kept.assign(question=place[kept["question"].to_numpy()].astype(np.int64))
    return questions[~aside].reset_index(drop=True), every.loc[of_those, COLUMNS].reset_index(drop=True), kept


def cells(column: pd.Series[Any]) -> list[str | None]:
    """Cells of a column of text, None where missing."""
    return [None if pd.isna(cell) else str(cell) for cell in column.tolist()]


def _names(products: pd.DataFrame) -> ProductNames:
    rows = zip(*(cells(products[name]) for name in ("product_id", "title", "category")), strict=True)
    known = [(product, title, category) for product, title, category in rows if product is not None]
    titles = {product: title for product, title, _ in known if title}
    last = {product: path.split(_PATH)[-1].strip() for product, _, path in known if path}
    return ProductNames(titles, last)
