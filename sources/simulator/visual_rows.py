"""Rows of catalogue, distractors and photos, and the truth behind them."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from sources.simulator import dates
from sources.simulator.streams import scrambled, stream
from sources.simulator.visual_encoding import PHOTO_FORMATS, encoded, picked
from sources.simulator.visual_goods import SOLD, Good
from sources.simulator.visual_looks import Colour
from sources.simulator.visual_photos import photo
from sources.simulator.visual_plan import Plan, Seen
from sources.simulator.visual_rates import PHOTO_RATES
from sources.simulator.visual_shots import Shot
from sources.simulator.words import hexadecimal

Files = list[tuple[str, bytes]]
_PHOTO_BITS = 14  # of a photo's number within its block
_SHOT_COLUMNS = {name: pa.string() for name in ("product_id", "image", "title", "text", "category")}
_PHOTO_COLUMNS = {name: pa.string() for name in ("photo_id", "image", "product_ids", "boxes", "group")} | {
    "time": dates.TIME
}
_SEEN_COLUMNS = {
    "photo_id": pa.string(),
    "product_id": pa.string(),
    "role": pa.string(),
    **{name: pa.int64() for name in ("left", "top", "right", "bottom")},
    **{name: pa.float64() for name in ("share", "angle", "yaw", "hidden")},
}
_TAKEN_COLUMNS = {
    "photo_id": pa.string(),
    "kind": pa.string(),
    "format": pa.string(),
    **{name: pa.int64() for name in ("width", "height", "products", "clutter", "shot")},
    **{name: pa.float64() for name in ("light", "warmth", "blur", "grain")},
    **{name: pa.bool_() for name in ("labelled", "boxed")},
}
_LOOK_COLUMNS = {
    **{name: pa.string() for name in ("product_id", "role", "shape", "pattern", "brand", "main", "second", "category")},
    **{name: pa.int64() for name in ("family", "leaf", "pieces")},
    "imitates": pa.string(),
}
_SHOWN_COLUMNS = {"image": pa.string(), "product_id": pa.string(), "format": pa.string(), "yaw": pa.float64()}


def shot_rows(goods: Sequence[tuple[Good, list[Shot]]], folder: str) -> tuple[pa.Table, pa.Table, Files]:
    """Rows of the catalogue (or of distractors), the truth of their pictures, and the pictures.

    Columns of the truth: image, product_id, format, yaw (degrees by which the product is turned about its axis).
    """
    rows, truth, files = [], [], []
    for good, views in goods:
        for view in views:
            image = f"{folder}/{good.product_id}-{view.number}.{view.file.ending}"
            text = f"{good.look.brand} {good.look.line}. {good.look.told}."
            rows.append((good.product_id, image, good.title, text, good.category))
            truth.append((image, good.product_id, view.how, view.yaw))
            files.append((image, view.file.data))
    return _table(rows, _SHOT_COLUMNS), _table(truth, _SHOWN_COLUMNS), files


def photo_rows(seed: int, block: int, plans: Sequence[Plan]) -> tuple[dict[str, pa.Table], Files]:
    """Takes the photos of a block: rows, their truth, and the pictures.

    `photo_truth` has how each photo was taken, `seen_truth` a row for each product that is seen in one, also of those
    that the catalogue lacks: where (pixels of the upright picture), which share of the picture its box takes, by how
    many degrees it is turned in the plane and about its axis, and which share of it is hidden.
    """
    rng = stream(seed, "files and labels of photos", block)
    ids = hexadecimal("s", scrambled((block << _PHOTO_BITS) + np.arange(len(plans)), seed, "photo")).to_pylist()
    setups = [plan.setup for plan in plans]
    groups = hexadecimal("g", scrambled((block << _PHOTO_BITS) + np.array(setups), seed, "setup")).to_pylist()
    days = rng.uniform(0, dates.DAYS - 1, max(setups, default=0) + 1)
    moments = dates.times(np.array([days[plan.setup] + plan.shot / 1440 for plan in plans])).astype(object)
    rows, taken, seen, files = [], [], [], []
    for plan, photo_id, group, moment in zip(plans, ids, groups, moments, strict=True):
        picture, found = photo(seed, block, plan)
        how = picked(rng, PHOTO_FORMATS)
        file = encoded(rng, picture, how)
        image = f"photos/{photo_id[-2:]}/{photo_id}.{file.ending}"
        labelled, boxed = rng.random() >= PHOTO_RATES.unlabelled, rng.random() >= PHOTO_RATES.unboxed
        sold = [one for one in found if one.placed.good.role == SOLD]
        products = json.dumps([one.placed.good.product_id for one in sold]) if labelled else None
        boxes = json.dumps([list(one.box) for one in sold]) if labelled and boxed and sold else None
        rows.append((photo_id, image, products, boxes, group, moment))
        told = (plan.light, plan.warmth, plan.blur, plan.grain, bool(labelled), boxes is not None)
        taken.append((photo_id, plan.kind, how, *picture.size, len(sold), plan.clutter, plan.shot, *told))
        seen += [_seen_row(photo_id, one) for one in found]
        files.append((image, file.data))
    tables = {
        "photos": _table(rows, _PHOTO_COLUMNS),
        "photo_truth": _table(taken, _TAKEN_COLUMNS),
        "seen_truth": _table(seen, _SEEN_COLUMNS),
    }
    return tables, files


def look_rows(goods: Sequence[Good]) -> pa.Table:
    """What all goods truly look like, sold or not; `imitates`: the product from which what is
    printed alone tells it apart."""
    rows = [
        (
            good.product_id,
            good.role,
            good.look.style.shape,
            good.look.style.pattern,
            good.look.brand,
            _hex(good.look.style.main),
            _hex(good.look.style.second),
            good.category,
            good.family,
            good.leaf,
            good.look.pieces,
            good.imitates,
        )
        for good in goods
    ]
    return _table(rows, _LOOK_COLUMNS)


def _hex(colour: Colour) -> str:
    return f"#{bytes(colour).hex()}"


def _seen_row(photo_id: str, one: Seen) -> tuple[object, ...]:
    good = one.placed.good
    return (photo_id, good.product_id, good.role, *one.box, one.share, one.placed.angle, one.placed.yaw, one.hidden)


def _table(rows: Sequence[tuple[object, ...]], columns: dict[str, pa.DataType]) -> pa.Table:
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pa.table(
        {name: pa.array(list(column), kind) for (name, kind), column in zip(columns.items(), values, strict=True)}
    )
