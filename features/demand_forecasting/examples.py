"""Examples: from an origin on, the next weeks of a series or of a sum."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from features.demand_forecasting.days import Longs
from features.demand_forecasting.parameters import FeaturesParameters
from features.demand_forecasting.sampled import first_by_hash
from features.demand_forecasting.splits import Split
from features.splits import SPLITS
from models.demand_forecasting.aggregates import KEYS, LEVELS, aggregate
from models.demand_forecasting.panel import SERIES_LEVEL, Panel, no_daily

SCHEMA: Final = pa.schema(
    [
        pa.field("example_id", pa.string()),
        pa.field("level", pa.string()),
        *(pa.field(name, pa.string()) for name in KEYS),
        pa.field("origin", pa.string()),
        pa.field("weeks", pa.int64()),
        pa.field("history", pa.int64()),
        pa.field("cold", pa.bool_()),
        pa.field("actual", pa.list_(pa.float32())),
    ]
)


def write_examples(
    panel: Panel, sold: npt.NDArray[np.bool_], split: Split, parameters: FeaturesParameters, out: Path
) -> dict[str, Any]:
    """Write {train,valid,test}.parquet, a row per level, series or sum, and origin; returns counts.

    Columns: example_id, level, product_id, region, category, country, origin (ISO), weeks (h, up to the horizon; valid
    looks at no week of the test, train at none of valid), history (weeks since the first sale), cold (none before the
    origin), actual (h units, NaN unknown).

    Where there are more series than settings allow, some products with all their series are taken by hash (or, where a
    single product has more, some series), and the sums
    of just these products; sums over products are all there, and over all products. Series without any sale are not
    asked for, nor are those that begin after the last week that the example looks at, nor those that begin after its
    origin without a launch date that tells of them: at the origin nobody knew that they would come.

    Args:
        panel: n series.
        sold: Series that ever sold anything, (n,).
        split: By time.
        parameters: Settings.
        out: Folder for the three files.
    """
    bare = replace(panel, price=None, stockout=None, orders=None, weekday=None, daily=no_daily())
    asked: Longs = np.flatnonzero(sold)
    sums = {level: aggregate(bare, level) for level in LEVELS if level != "product"}
    facts: dict[str, Any] = {}
    for name in SPLITS:
        most = parameters.max_train_series if name == "train" else parameters.max_test_series
        part = bare.rows(first_by_hash(panel.series, asked, most, parameters.seed))
        whole = bare.rows(asked[panel.series["product_id"].take(asked).isin(part.series["product_id"])])
        panels = {SERIES_LEVEL: part, **({"product": aggregate(whole, "product")} if len(part) else {}), **sums}
        parts = [
            _rows(own, origin, min(parameters.horizon, split.end_of(name) - origin))
            for origin in split.origins(name, parameters)
            for own in panels.values()
        ]
        table = pa.concat_tables([SCHEMA.empty_table(), *parts])
        pq.write_table(table, out / f"{name}.parquet", compression="zstd")
        levels = np.asarray(table["level"])
        facts[name] = {
            "examples": table.num_rows,
            "examples_by_level": {level: int((levels == level).sum()) for level in panels},
            "origins": [str(panel.date_of(origin)) for origin in split.origins(name, parameters)],
            "asked_series": len(part),
            "cold": int(np.asarray(table["cold"]).sum()),
        }
    return facts


def _rows(panel: Panel, origin: int, weeks: int) -> pa.Table:
    asked = np.flatnonzero((panel.first < origin) | ((panel.first < origin + weeks) & _announced(panel)))
    keys = panel.series.iloc[asked].reset_index(drop=True)
    # a sum of what has no name (products without a category) would be asked for by the same words as the total
    named = np.any([keys[name] != "" for name in KEYS], axis=0) | (panel.level == "total")
    asked, keys = asked[named], keys[named]
    history = np.maximum(origin - panel.first[asked], 0).astype(np.int64)
    day = str(panel.date_of(origin))
    texts = [panel.level, day]
    joined = keys["product_id"].str.cat([keys[name] for name in KEYS[1:]], sep="\x1f") + "\x1f" + "\x1f".join(texts)
    ids = [f"{number:016x}" for number in pd.util.hash_array(joined.to_numpy(dtype=object), categorize=False).tolist()]
    actual = np.ascontiguousarray(panel.units[asked, origin : origin + weeks], dtype=np.float32)
    offsets = np.arange(len(asked) + 1, dtype=np.int32) * weeks
    columns = {
        "example_id": pa.array(ids, pa.string()),
        "level": pa.array([panel.level] * len(asked), pa.string()),
        **{name: pa.array(keys[name].astype(object).tolist(), pa.string()) for name in KEYS},
        "origin": pa.array([day] * len(asked), pa.string()),
        "weeks": pa.array(np.full(len(asked), weeks, dtype=np.int64)),
        "history": pa.array(history),
        "cold": pa.array(history == 0),
        "actual": pa.ListArray.from_arrays(pa.array(offsets), pa.array(actual.reshape(-1))),
    }
    return pa.table(columns, schema=SCHEMA)


def _announced(panel: Panel) -> npt.NDArray[np.bool_]:
    """Rows of a product whose launch date is known, (n,)."""
    dated = panel.products.loc[panel.products["launch"] >= 0, "product_id"]
    return np.asarray(panel.series["product_id"].isin(dated))
