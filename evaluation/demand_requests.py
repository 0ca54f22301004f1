"""The frozen test rows of demand forecasting as questions, with what became of them and what naive forecasts say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.naive_forecasts import own_level, seasonal_naive, thirteen_week_mean
from evaluation.ratios import divided
from models.demand_forecasting.aggregates import aggregate
from models.demand_forecasting.panel import SERIES_LEVEL, Panel, as_day

PANEL: Final = "panel"
REQUEST: Final = ("product_id", "region", "category", "country", "origin")
OF_A_PRODUCT: Final = ("title", "category", "attributes", "launch_date")
MOSTLY_OUT_OF_STOCK: Final = 0.5  # share of a week; what was sold in a week with more is not what was wanted
CHARTED_WEEKS: Final = 104  # of the past, that a chart of a series shows
SCALED_WEEKS: Final = 8  # known weeks that the scale of RMSSE needs at least
_IDENTITY: Final = {
    SERIES_LEVEL: ("product_id", "region"),
    "product": ("product_id",),
    "region": ("region",),
    "category": ("category",),
    "country": ("country",),
    "total": (),
}


def requests(examples: Path) -> pd.DataFrame:
    """The test rows, one question each, with its truth and the answers of two naive forecasts.

    Columns beside those of `test.parquet`: `title`, `attributes`, `launch_date` of the product; `units`, `naive`,
    `average` (lists over the weeks of the horizon: sold, seasonal naive, mean of 13 weeks; NaN in `units` where demand
    is unknown); `level_before` (units a week before the origin); `scale` (mean squared one-week change before it, NaN
    where there is none); `past` (units before it).
    """
    test = pd.read_parquet(examples / "test.parquet").reset_index(drop=True)
    panel = Panel.load(examples / PANEL)
    parts = [_of_level(rows, panel, str(level)) for level, rows in test.groupby("level", sort=False)]
    return _with_products(pd.concat(parts).sort_index() if parts else test, panel)


def request_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Only what a consumer would send: which series, from when on, and what is known of a product before it sells."""
    asked = table[list(dict.fromkeys((*REQUEST, *OF_A_PRODUCT)))].astype("str")
    optional = [str(name) for name in asked if name not in ("product_id", "region")]
    return asked.assign(**{name: asked[name].where(asked[name] != "") for name in optional})


def request_params(table: pd.DataFrame) -> dict[str, Any]:
    """How many weeks every question is about: as many as any of them can be held against."""
    return {"horizon": int(table["weeks"].max()) if len(table) else 1}


def easier_params(params: dict[str, Any]) -> list[dict[str, Any]]:
    """Shorter horizons, the longest first: a champion may have been trained for one of them."""
    return [{**params, "horizon": weeks} for weeks in range(params["horizon"] - 1, 0, -1)]


def _of_level(rows: pd.DataFrame, panel: Panel, level: str) -> pd.DataFrame:
    at = panel if level == SERIES_LEVEL else aggregate(panel, level)
    identity = list(_IDENTITY[level])
    position = _positions(rows[identity], at.series[identity]) if identity else np.zeros(len(rows), dtype=np.int64)
    return rows.assign(**{name: list(values) for name, values in _columns(rows, at, position)})


def _positions(wanted: pd.DataFrame, known: pd.DataFrame) -> npt.NDArray[np.int64]:
    keys = pd.MultiIndex.from_frame(known.astype("str"))
    found: npt.NDArray[np.int64] = keys.get_indexer(pd.MultiIndex.from_frame(wanted.astype("str")))
    if (found < 0).any():
        raise ValueError(f"{int((found < 0).sum())} test rows are in no series of the panel: built apart from it.")
    return found


def _columns(
    rows: pd.DataFrame, panel: Panel, position: npt.NDArray[np.int64]
) -> Iterator[tuple[str, list[Any] | npt.NDArray[np.float64]]]:
    """Origin after origin, so that only rows of one origin are in memory at a time."""
    found: dict[str, list[Any]] = {
        name: [None] * len(rows) for name in ("units", "naive", "average", "level_before", "scale", "past")
    }
    for origin, places in rows.reset_index(drop=True).groupby("origin").indices.items():
        week = panel.week_of(as_day(str(origin)))
        horizon = int(rows["weeks"].iloc[places].max())
        before = np.asarray(panel.units[position[places], :week], dtype=np.float64)
        values = {
            "units": _demand(panel, position[places], week, horizon),
            "naive": seasonal_naive(before, horizon),
            "average": thirteen_week_mean(before, horizon),
            "level_before": own_level(before),
            "scale": squared_changes(before, np.asarray(panel.first[position[places]])),
            "past": before[:, -CHARTED_WEEKS:],
        }
        for name, array in values.items():
            for place, value in zip(places, array, strict=True):
                found[name][place] = value
    yield from found.items()


def _demand(panel: Panel, position: npt.NDArray[np.int64], week: int, horizon: int) -> npt.NDArray[np.float64]:
    weeks = slice(week, week + horizon)
    sold = np.asarray(panel.units[position, weeks], dtype=np.float64)
    if panel.stockout is not None:
        sold = np.where(np.asarray(panel.stockout[position, weeks]) > MOSTLY_OUT_OF_STOCK, np.nan, sold)
    return sold


def squared_changes(before: npt.NDArray[np.float64], first: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Mean squared change from week to week since the first sale, (k,): the scale of RMSSE.

    Hyndman and Koehler, 2006, International Journal of Forecasting 22; from the first sale on as in the M5 competition
    (Makridakis, Spiliotis and Assimakopoulos, 2022, ibid. 38). NaN where nothing changed, or too few weeks are known.
    """
    since = np.where(np.arange(before.shape[1])[None, :] >= first[:, None], before, np.nan)
    changes = np.diff(since, axis=1) ** 2
    known = np.isfinite(changes)
    total, count = np.where(known, changes, 0).sum(axis=1), known.sum(axis=1)
    defined = (count >= SCALED_WEEKS) & (total > 0)
    return divided(total, np.where(defined, count, 0.0))


def _with_products(table: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    of_product = panel.products.set_index("product_id")
    known = of_product.reindex(table["product_id"])
    launch = known["launch"].fillna(-1).to_numpy(dtype=np.int64)
    days = np.where(launch >= 0, launch, 0).astype("datetime64[D]").astype("str")
    return table.assign(
        title=known["title"].fillna("").to_numpy(),
        attributes=known["attributes"].fillna("").to_numpy(),
        launch_date=np.where(launch >= 0, days, ""),
    )
