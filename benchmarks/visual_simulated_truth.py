"""Answers on simulated photos against what these truly show: each product by its size, turn, cover and light."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.bootstrap import Statistic
from evaluation.measured import measured
from evaluation.ratios import of_sums
from evaluation.visual_boxes import NONE, matched
from evaluation.visual_locator import boxes_in_photo
from evaluation.visual_photos import each_photo
from evaluation.visual_ranked import boxes_of, products_of

Json = dict[str, Any]

SOLD: Final = "sold"
SIDES: Final = ["left", "top", "right", "bottom"]
WITHIN: Final = 5  # surest products of a photo among which one is looked for
_STATISTICS: Final[Mapping[str, Statistic]] = {
    "located": of_sums("located"),
    "told": of_sums("told"),
    "right": of_sums("right"),
    "among_5": of_sums("among_5"),
}
# What is told of a product or of its photo, and where bands of it begin.
BANDS: Final = {
    "share of the picture": ("share", (0.0, 0.05, 0.1, 0.25, 0.5)),
    "degrees turned": ("turn", (0.0, 15.0, 45.0, 90.0)),
    "share hidden": ("hidden", (0.0, 0.1, 0.3)),
    "light": ("light", (0.0, 0.6, 0.85, 1.15)),
    "blur, pixels": ("blur", (0.0, 0.6, 1.2)),
    "products in the photo": ("products", (1.0, 2.0, 4.0, 7.0)),
}
FLAGS: Final = {"twin": "only what is printed tells it from another", "held_out": "training never saw it"}


def seen_in(tables: Path, examples: Path, table: pd.DataFrame, answers: pd.DataFrame, model: Any) -> pd.DataFrame:
    """A row for each product that is truly seen in a test photo, those that the catalogue lacks too.

    Columns: `photo` (row of `table`), `group`, `sold`, what `BANDS` and `FLAGS` name; `located` (the locator finds it
    at an intersection over union of .5, among the boxes that serving looks at), `told` (an answer's box is there),
    `right` (and its first product is this) and `among_5` (it is among the surest five of the photo).
    """
    seen = pd.read_parquet(tables / "truth" / "seen_truth.parquet")
    taken = pd.read_parquet(tables / "truth" / "photo_truth.parquet")[["photo_id", "light", "blur"]]
    imitations = pd.read_parquet(tables / "truth" / "look_truth.parquet")[["product_id", "imitates"]].dropna()
    goods = pd.read_parquet(examples / "catalogue.parquet", columns=["product_id", "held_out"])
    seen = seen.merge(taken.drop_duplicates("photo_id"), on="photo_id")
    seen = seen.merge(goods.drop_duplicates("product_id"), on="product_id", how="left")
    row = pd.Index(table["example_id"]).get_indexer(pd.Index(seen["photo_id"]))
    seen = seen.assign(photo=row).loc[row >= 0].reset_index(drop=True)
    turn = np.abs((seen["angle"] + 180) % 360 - 180)
    seen = seen.assign(
        group=table["group"].to_numpy(object)[seen["photo"]],
        sold=(seen["role"] == SOLD) & seen["held_out"].notna(),
        held_out=seen["held_out"].eq(True).fillna(False).to_numpy(dtype=bool),
        turn=turn,
        twin=seen["product_id"].isin({*imitations["product_id"], *imitations["imitates"]}),
        products=seen.groupby("photo")["product_id"].transform("size"),
    )
    columns: Any = _found(seen, table, answers, model)
    told: pd.DataFrame = seen.assign(**columns)
    return told


def counted(seen: pd.DataFrame, table: pd.DataFrame, model: Any, resampling: Json) -> Json:
    """Over all products: recall of the locator of all, of the catalogue's own what answers tell; and its precision."""
    own = seen[seen["sold"]].reset_index(drop=True)
    found = measured(own, _STATISTICS, dict.fromkeys(_STATISTICS, ""), resampling)
    every = measured(seen, {"located_of_all": of_sums("located")}, {"located_of_all": ""}, resampling)
    photos = pd.DataFrame({"group": table["group"], "boxes": [len(one) for one in located(table, model)]})
    hits = np.bincount(seen.loc[seen["located"], "photo"], minlength=len(table))
    precision = {"locator_precision": of_sums("hits", "boxes")}
    found |= every | measured(photos.assign(hits=hits), precision, {"locator_precision": ""}, resampling)
    return {name: one.to_json() for name, one in found.items()}


def banded(seen: pd.DataFrame, resampling: Json) -> Json:
    """By what is told, by band: `from`, `rows` and the measures of the catalogue's products in it."""
    own, found = seen[seen["sold"]], {}
    for name, (column, begins) in BANDS.items():
        band = np.searchsorted(begins, own[column].to_numpy(np.float64), side="right") - 1
        found[name] = [
            _measured(own[band == place], {"from": begin}, resampling)
            for place, begin in enumerate(begins)
            if (band == place).any()
        ]
    for column, name in FLAGS.items():
        flag = own[column].fillna(False).to_numpy(dtype=bool)
        found[name] = [
            _measured(own[flag == value], {"from": str(value)}, resampling)
            for value in (False, True)
            if (flag == value).any()
        ]
    return found


def located(table: pd.DataFrame, model: Any) -> list[np.ndarray]:
    """Boxes that serving looks at, in pixels of the upright original, the surest first; (b, 4) each."""
    found = (boxes_in_photo(model, photo.picture) for photo in each_photo(table))
    return [np.zeros((0, 4)) if one is None else one for one in found]


def _measured(rows: pd.DataFrame, told: Json, resampling: Json) -> Json:
    found = measured(rows.reset_index(drop=True), _STATISTICS, dict.fromkeys(_STATISTICS, ""), resampling)
    return {**told, "rows": len(rows), "measures": {name: one.to_json() for name, one in found.items()}}


def _found(seen: pd.DataFrame, table: pd.DataFrame, answers: pd.DataFrame, model: Any) -> dict[str, np.ndarray]:
    columns = {name: np.zeros(len(seen), dtype=bool) for name in ("located", "told", "right", "among_5")}
    own, boxes = located(table, model), boxes_of(table, answers)
    ranked = products_of(table, answers)
    first = ranked[ranked["place"] <= WITHIN].groupby("row")["product_id"].agg(set)
    for photo in np.unique(seen["photo"].to_numpy(np.int64)).tolist():
        at = np.flatnonzero(seen["photo"].to_numpy(np.int64) == photo)
        true, names = seen.loc[at, SIDES].to_numpy(np.float64), seen.loc[at, "product_id"].tolist()
        of = matched(own[photo], true)
        columns["located"][at[of[of != NONE]]] = True
        told, firsts = boxes[photo]
        for box, place in enumerate(matched(told, true).tolist()):
            if place != NONE:
                columns["told"][at[place]] = True
                columns["right"][at[place]] = firsts[box] == names[place]
        columns["among_5"][at] = [name in first.get(photo, set()) for name in names]
    return columns
