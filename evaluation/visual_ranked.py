"""Answers about photos, put in order: the products of each photo, and the boxes that were told."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

from evaluation.ranked_answers import rows_of
from evaluation.visual_boxes import Boxes

SIDES: Final = ("left", "top", "right", "bottom")


def products_of(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Products of each photo, by the surest of the boxes in which each is told.

    Args:
        table: Rows of `visual_requests.requests`, n of them.
        answers: To these.

    Returns:
        `row` (of the table, rising), `product_id`, `confidence`, `box` (from 0) and `place` (from 1) in each row.
    """
    told = answers.assign(row=rows_of(table, answers), at=np.arange(len(answers)))
    told = told[told["product_id"].notna().to_numpy(dtype=bool)]
    told = told.sort_values(["row", "confidence", "at"], ascending=[True, False, True], kind="stable")
    first = told.drop_duplicates(["row", "product_id"])[["row", "product_id", "confidence", "box"]].reset_index(
        drop=True
    )
    return first.assign(product_id=first["product_id"].astype("str"), place=first.groupby("row").cumcount() + 1)


def boxes_of(table: pd.DataFrame, answers: pd.DataFrame) -> list[tuple[Boxes, list[str]]]:
    """(n,) boxes of each photo, (b, 4), the surest first, and the first product of each."""
    told = answers.assign(row=rows_of(table, answers))
    told = told[told["rank"].to_numpy() == 1].sort_values(["row", "box"], kind="stable")
    rows = told["row"].to_numpy(np.int64)
    places = told[list(SIDES)].to_numpy(np.float64)
    names = told["product_id"].astype("str").tolist()
    ends = np.searchsorted(rows, np.arange(len(table) + 1))
    return [(places[first:last], names[first:last]) for first, last in pairwise(ends)]
