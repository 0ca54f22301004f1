"""Fresh photos of simulated products among clutter, the same but for how much of the picture the product takes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd

from evaluation.measured import measured as with_intervals
from evaluation.ratios import of_sums
from evaluation.visual_boxes import overlaps
from evaluation.visual_ranked import boxes_of, products_of
from sources.simulator.streams import stream
from sources.simulator.visual_goods import SOLD, blocks
from sources.simulator.visual_photos import photo
from sources.simulator.visual_plan import SCENE, Placed, Plan

Json = dict[str, Any]

_SIZE = (384, 288)
_CLUTTER = 4
_YAW = 20.0  # degrees, spread of how products are turned about their axis
_FIRST = 10_000  # number of the first photo, beyond those that the simulator takes of a block


def taken(seed: int, scale: float, names: set[str], shares: Sequence[float], photos: int) -> pd.DataFrame:
    """A photo of each product at each share: `photo_id`, `product`, `share`, `image`, `box`.

    A product stands in the same surroundings, turned alike, in usual light, at each share.

    Args:
        seed: Of the simulated world.
        scale: Of it.
        names: Products that may be taken.
        shares: Of the picture.
        photos: Products at most.
    """
    rows = []
    for block in blocks(seed, scale):
        for number, good in enumerate(one for one in block.of(SOLD) if one.product_id in names):
            rng = stream(seed, f"turns of block {block.number}", number)
            yaw, angle = float(np.clip(rng.normal(0, _YAW), -45, 45)), float(rng.normal(0, 7))
            for share in shares:
                placed = (Placed(good, share, angle, yaw),)
                plan = Plan(_FIRST + number, _FIRST + number, SCENE, _SIZE, placed, _CLUTTER, 1.0, 0.0, 0.0, 3.0)
                picture, seen = photo(seed, block.number, plan)
                if seen:
                    file = BytesIO()
                    picture.save(file, "JPEG", quality=90)
                    name = f"{good.product_id} at {share:g}"
                    rows.append((name, good.product_id, share, file.getvalue(), seen[0].box))
            if len({row[1] for row in rows}) >= photos:
                return _table(rows)
    return _table(rows)


def measured(shots: pd.DataFrame, answers: pd.DataFrame, resampling: Json) -> list[Json]:
    """By share, the largest first: `share`, `photos`, `top_1`, `located` (a told box at an intersection over union of
    .5) and `lost` (top_1 at the largest share less it, of products that were taken at both), each with its interval.
    """
    table = shots.rename(columns={"photo_id": "example_id"}).reset_index(drop=True)
    ranked = products_of(table, answers)
    first = ranked[ranked["place"] == 1].set_index("row")["product_id"].reindex(table.index)
    boxes = [told for told, _ in boxes_of(table, answers)]
    true = [np.array([box], dtype=np.float64) for box in table["box"]]
    table = table.assign(
        group=table["product"],
        top_1=(first == table["product"]).fillna(False).to_numpy(dtype=bool),
        located=[bool((overlaps(own, one) >= 0.5).any()) for own, one in zip(boxes, true, strict=True)],
    )
    largest = table[table["share"] == table["share"].max()].set_index("product")["top_1"].astype(float)
    found = []
    for share, rows in sorted(table.groupby("share"), reverse=True):
        before = rows["product"].map(largest)
        rows = rows.assign(lost=before - rows["top_1"].astype(float))[before.notna()].reset_index(drop=True)
        statistics = {name: of_sums(name) for name in ("top_1", "located", "lost")}
        told = with_intervals(rows, statistics, dict.fromkeys(statistics, ""), resampling, ("lost",))
        found.append(
            {"share": float(str(share)), "photos": len(rows), **{name: one.to_json() for name, one in told.items()}}
        )
    return found


def _table(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["photo_id", "product", "share", "image", "box"])
