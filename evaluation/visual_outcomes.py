"""One row per test photo: where the right product stands, how sure the answer is, and which boxes are found."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.ranked_answers import rows_of
from evaluation.visual_boxes import NONE, matched
from evaluation.visual_ranked import boxes_of, products_of
from evaluation.visual_requests import FLAGS

Column = npt.NDArray[Any]
DEPTHS: Final = (1, 5, 10)
_KEPT: Final = ("example_id", "group", "category")
UNREADABLE: Final = "unreadable"


def outcomes(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """What the answers to `visual_requests.requests` came to, in the order of the photos.

    Columns: `example_id`, `group`, `category`, `share`, the flags that slices are cut by; `shows` (a product of the
    catalogue) and `stranger` (nothing of it); `first` (the surest product), `score` (its confidence, 0 where there is
    none) and `label` (it is shown); `hit_1`, `hit_5`, `hit_10` and `reciprocal_rank` of the first right product;
    `products` (different ones that are shown) and `found_1`, `found_5`, `found_10` of them; of photos whose products
    all have boxes `true_boxes`, `told_boxes`, `matched_boxes` and `right_boxes` (matched, and the first product of it
    is the one that is there); `unreadable`.

    Raises:
        ValueError: There is not an answer for each photo.
    """
    ranked = products_of(table, answers)
    shown = [set(one) for one in table["ids"]]
    ranked = ranked.assign(
        right=[name in shown[row] for row, name in zip(ranked["row"], ranked["product_id"], strict=True)]
    )
    shows = np.array([bool(one) for one in shown], dtype=bool)
    columns: dict[str, Column] = {
        **{name: table[name].astype("str").to_numpy(object) for name in _KEPT},
        "share": table["share"].to_numpy(np.float64),
        **{name: table[name].to_numpy(dtype=bool) for name in FLAGS},
        "shows": shows,
        "stranger": ~shows,
        "products": np.array([len(one) for one in shown], dtype=np.int64),
        **_first(ranked, len(table)),
        **_right(ranked, len(table)),
        **_boxes(table, answers),
        "unreadable": _unreadable(table, answers),
    }
    return pd.DataFrame(columns)


def _first(ranked: pd.DataFrame, n: int) -> dict[str, Column]:
    top = ranked[ranked["place"] == 1]
    rows = top["row"].to_numpy(np.int64)
    first, score, label = np.full(n, None, dtype=object), np.zeros(n), np.zeros(n, dtype=np.int8)
    first[rows] = top["product_id"].to_numpy(object)
    score[rows] = top["confidence"].fillna(0.0).to_numpy(np.float64)
    label[rows] = top["right"].to_numpy(np.int8)
    return {"first": first, "score": score, "label": label}


def _right(ranked: pd.DataFrame, n: int) -> dict[str, Column]:
    """Places of those that are shown: of the first, and how many are within a depth."""
    right = ranked[ranked["right"].to_numpy(dtype=bool)]
    rows, place = right["row"].to_numpy(np.int64), right["place"].to_numpy(np.int64)
    within = {depth: np.bincount(rows[place <= depth], minlength=n) for depth in DEPTHS}
    reciprocal = np.zeros(n)
    np.maximum.at(reciprocal, rows, 1.0 / place)
    return {
        **{f"hit_{depth}": count > 0 for depth, count in within.items()},
        "reciprocal_rank": reciprocal,
        **{f"found_{depth}": count for depth, count in within.items()},
    }


def _boxes(table: pd.DataFrame, answers: pd.DataFrame) -> dict[str, Column]:
    counts = np.zeros((len(table), 4), dtype=np.int64)
    told = boxes_of(table, answers)
    for row, (ids, places) in enumerate(zip(table["ids"], table["places"], strict=True)):
        if not ids or any(place is None for place in places):
            continue
        boxes, names = told[row]
        of = matched(boxes, np.array(places, dtype=np.float64))
        right = sum(names[at] == ids[true] for at, true in enumerate(of.tolist()) if true != NONE)
        counts[row] = (len(ids), len(boxes), int((of != NONE).sum()), right)
    return dict(zip(("true_boxes", "told_boxes", "matched_boxes", "right_boxes"), counts.T, strict=True))


def _unreadable(table: pd.DataFrame, answers: pd.DataFrame) -> Column:
    said = answers["reason"].astype("str").str.startswith(UNREADABLE).fillna(False).to_numpy(dtype=bool)
    found = np.zeros(len(table), dtype=bool)
    found[rows_of(table, answers)[said]] = True
    return found
