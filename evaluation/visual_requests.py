"""The frozen test photos of visual search as requests, and how they are asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from evaluation.visual_photos import PICTURE, with_pictures

FLAGS: Final = ("one_product", "several_products", "small_in_picture", "large_in_picture", "added_later")
LEVELS: Final = ">"  # between the levels of a category
DEEPEST: Final = 10  # products of a box that are asked for
ASKED_AT_ONCE: Final = 64  # photos, whose bytes are in memory together


def requests(examples: Path) -> pd.DataFrame:
    """The test photos, one request each.

    Pictures stay in their file, for photos of a whole test are too much for memory: see `visual_photos`.

    Columns beside those of `test.parquet`: `row` in it; `example_id`; `group` (photos taken in one go share one); `ids`
    and `places` (lists of what is labelled, and its boxes [left, top, right, bottom], each None where nobody drew one);
    the flags that slices are cut by; `category` of the first product, of a path the first level; and `examples`, where
    the catalogue lies.
    """
    schema = pq.read_schema(examples / "test.parquet")
    columns = [name for name in schema.names if name != PICTURE]
    table = pd.read_parquet(examples / "test.parquet", columns=columns).reset_index(drop=True)
    goods = pd.read_parquet(examples / "catalogue.parquet", columns=["product_id", "category", "held_out"])
    goods = goods.drop_duplicates("product_id").set_index("product_id")
    ids = [json.loads(cell) for cell in table["product_ids"]]
    places: list[Any] = [_places(cell, len(one)) for cell, one in zip(table["boxes"], ids, strict=True)]
    own = table["photo_id"].astype("str")
    group = table["group"].astype("str")
    table = table.assign(
        row=np.arange(len(table)),
        example_id=own,
        group=("group " + group).where(group.notna(), "photo " + own),
        ids=ids,
        places=places,
        category=_department(pd.Series([goods["category"].get(one[0]) if one else None for one in ids], dtype="str")),
        examples=pd.Categorical([str(examples)] * len(table), categories=[str(examples)]),
    )
    later = set(goods.index[goods["held_out"]])
    return table.assign(
        one_product=[len(set(one)) == 1 for one in ids],
        several_products=[len(set(one)) > 1 for one in ids],
        added_later=[not later.isdisjoint(one) for one in ids],
    )


def request_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Only what a shop would send: the bytes of the photo."""
    pictures = with_pictures(table)[PICTURE]
    return pd.DataFrame({"request_id": table["example_id"].astype("str"), "image": pictures.astype(object)})


def request_params(table: pd.DataFrame) -> dict[str, Any]:  # noqa: ARG001 - the frame's interface
    """All that is nearest, however unsure; usual requests, which refuse, are measured by `visual_refused`."""
    return {"k": DEEPEST, "refuse": False}


def easier_params(params: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: ARG001 - the frame's interface
    """What a champion without these parameters takes."""
    return [{}]


def _department(category: pd.Series[Any]) -> pd.Series[Any]:
    """The first level of `Fruit > Apples`: leaves have too few photos each to tell anything."""
    return category.str.split(LEVELS).str[0].str.strip()


def _places(cell: Any, count: int) -> list[list[float] | None]:
    return json.loads(cell) if isinstance(cell, str) else [None] * count
