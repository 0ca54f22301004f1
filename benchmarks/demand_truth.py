"""The simulator's true demand as arrays, and forecasts of the same series and weeks beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.demand_forecasting.panel import Panel

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]
Predict = Callable[[pd.DataFrame, dict[str, Any] | None], pd.DataFrame]

OF_A_PRODUCT = ("title", "category", "attributes", "launch_date")


@dataclass(frozen=True)
class Truth:
    """n series over w weeks; arrays of shape (n, w), NaN where the product is not on offer.

    Attributes:
        series: product_id, region.
        mean: Expected net units, were there always stock, knowing all but chance and surprises.
        rate: The same knowing moods and surprises too.
        asked: Net units that were asked for, whether or not there was stock; a week below 0 counts 0, as for a model.
        product: Number of each row's product, (n,).
        begun: Week in which the product was first on offer in any region, (n,).
    """

    series: pd.DataFrame
    mean: Floats
    rate: Floats
    asked: Floats
    product: Positions
    begun: Positions

    @classmethod
    def read(cls, path: Path, panel: Panel) -> Truth:
        """Read `truth/demand_truth.parquet` over the panel's weeks."""
        table = pd.read_parquet(path)
        codes = table.groupby(["product_id", "region"], sort=True).ngroup().to_numpy()
        series = table.groupby(["product_id", "region"], sort=True).size().index.to_frame(index=False)
        week = (pd.to_datetime(table["week"]) - pd.Timestamp(str(panel.start))).dt.days.to_numpy() // 7
        inside = (week >= 0) & (week < panel.weeks)
        found = {}
        for name in ("mean", "rate", "asked"):
            found[name] = np.full((len(series), panel.weeks), np.nan)
            found[name][codes[inside], week[inside]] = table[name].to_numpy(dtype=np.float64)[inside]
        product = pd.factorize(series["product_id"])[0].astype(np.int64)
        begun = np.full(product.max() + 1, panel.weeks)
        np.minimum.at(begun, product[codes[inside]], week[inside])
        return cls(series, found["mean"], found["rate"], np.maximum(found["asked"], 0), product, begun[product])

    def __len__(self) -> int:
        return len(self.series)


@dataclass(frozen=True)
class Forecasts:
    """Forecasts of k of the truth's series from one origin on.

    Attributes:
        origin: Week.
        rows: Of the truth, (k,).
        mean, p50: Units, (k, h).
    """

    origin: int
    rows: Positions
    mean: Floats
    p50: Floats

    def of(self, weekly: Floats) -> Floats:
        """The same series and weeks of one of the truth's arrays, NaN after its end."""
        found = np.full(self.mean.shape, np.nan)
        part = weekly[self.rows, self.origin : self.origin + self.mean.shape[1]]
        found[:, : part.shape[1]] = part
        return found


def ask(predict: Predict, truth: Truth, panel: Panel, products: pd.DataFrame, origin: int, horizon: int) -> Forecasts:
    """Ask for every series that is on offer in the weeks from an origin on, as a consumer would.

    A product that the panel has no row of is asked for with what its catalogue says; so no series is left out.

    Args:
        predict: Of the model.
        truth: n series.
        panel: What the model knows.
        products: The products table, validated.
        origin: Week of the panel.
        horizon: Weeks.
    """
    rows = np.flatnonzero(np.isfinite(truth.mean[:, origin : origin + horizon]).any(axis=1)).astype(np.int64)
    asked = truth.series.iloc[rows].reset_index(drop=True)
    known = pd.MultiIndex.from_frame(panel.series[["product_id", "region"]]).get_indexer(
        pd.MultiIndex.from_frame(asked)
    )
    told = products.set_index("product_id").reindex(asked["product_id"]).reset_index(drop=True)
    told["launch_date"] = told["launch_date"].dt.strftime("%Y-%m-%d")
    for name in OF_A_PRODUCT:
        asked[name] = told[name].astype("str").where((known < 0) & told[name].notna().to_numpy())
    answer = predict(asked.assign(origin=str(panel.date_of(origin))), {"horizon": horizon})
    shape = (len(rows), horizon)
    return Forecasts(
        origin,
        rows,
        answer["mean"].to_numpy(dtype=np.float64).reshape(shape),
        answer["p50"].to_numpy(dtype=np.float64).reshape(shape),
    )
