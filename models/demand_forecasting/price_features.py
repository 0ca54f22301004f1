"""Prices and planned promotions of target weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from .panel import ALL, Floats, Panel

NAMES: Final = ("price_level", "price_recent", "deal_share", "discount", "planned_price")
_RECENT: Final = 4  # weeks that a recent price is the mean of


@dataclass(frozen=True)
class Promotions:
    """Planned promotions of a panel's series, by series.

    Attributes:
        starts: Where the promotions of a series begin, int64 (n + 1,).
        week, share, discount, price: One entry per series and promoted week, by series and week.
    """

    starts: npt.NDArray[np.int64]
    week: npt.NDArray[np.int64]
    share: Floats
    discount: Floats
    price: Floats

    @classmethod
    def read(cls, panel: Panel, volumes: dict[str, float]) -> Self:
        """Promotions of single products; of a product over all regions the mean of its regions by sales."""
        given = panel.promotions[panel.promotions["week"] >= 0]
        series = panel.series.assign(row=np.arange(len(panel)))
        everywhere = given[given["region"] == ALL].drop(columns="region").merge(series, on="product_id")
        somewhere = given[given["region"] != ALL].merge(series, on=["product_id", "region"])
        parts = [everywhere, somewhere]
        summed = series[(series["region"] == ALL) & (series["product_id"] != ALL)]
        if len(summed):
            spread = (
                given[given["region"] != ALL]
                .drop(columns="region")
                .assign(
                    share=given["share"]
                    * given["region"].map(volumes).astype("float64").fillna(0.0)
                    / max(sum(volumes.values()), 1e-9)
                )
            )
            parts.append(spread.merge(summed, on="product_id"))
        found = pd.concat(parts, ignore_index=True)
        found["weight"] = found["share"].clip(lower=1e-6)
        found["cut"] = found["discount"] * found["weight"]
        found["cut_weight"] = found["weight"].where(found["discount"].notna())
        found["paid"] = found["price"] * found["weight"]
        found["paid_weight"] = found["weight"].where(found["price"].notna())
        sums = (
            found.groupby(["row", "week"], sort=True)[["share", "cut", "cut_weight", "paid", "paid_weight"]]
            .sum()
            .reset_index()
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            discount = (sums["cut"] / sums["cut_weight"].where(sums["cut_weight"] > 0)).to_numpy(dtype=np.float32)
            price = (sums["paid"] / sums["paid_weight"].where(sums["paid_weight"] > 0)).to_numpy(dtype=np.float32)
        row = sums["row"].to_numpy(dtype=np.int64)
        return cls(
            np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(panel)))]).astype(np.int64),
            sums["week"].to_numpy(dtype=np.int64),
            np.minimum(sums["share"].to_numpy(dtype=np.float32), 1),
            discount,
            price,
        )

    def dense(self, rows: npt.NDArray[np.int64], start: int, end: int) -> tuple[Floats, Floats, Floats]:
        """Share, discount and price of some series' weeks from `start` to `end`, float32 (k, weeks); NaN unknown."""
        counts = self.starts[rows + 1] - self.starts[rows]
        owner = np.repeat(np.arange(len(rows)), counts)
        at = np.repeat(self.starts[rows] - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
        inside = (self.week[at] >= start) & (self.week[at] < end)
        owner, at = owner[inside], at[inside]
        place = (owner, self.week[at] - start)
        shape = (len(rows), end - start)
        share = np.zeros(shape, dtype=np.float32)
        discount, price = (np.full(shape, np.nan, dtype=np.float32) for _ in range(2))
        share[place], discount[place], price[place] = self.share[at], self.discount[at], self.price[at]
        return share, discount, price


def usual_price(price: Floats | None, rows: int) -> tuple[Floats, Floats]:
    """Median of the last known prices, and the mean of the last weeks' relative to it; float32 (k,), NaN unknown."""
    from .masking import quantiles

    if price is None or not price.shape[1]:
        nothing = np.full(rows, np.nan, dtype=np.float32)
        return nothing, nothing
    usual = quantiles(price, (0.5,))[:, 0]
    recent = price[:, -_RECENT:]
    known = np.isfinite(recent)
    mean = np.where(known, recent, 0).sum(axis=1) / np.where(known.any(axis=1), known.sum(axis=1), np.nan)
    return usual, np.asarray(mean / np.maximum(usual, 1e-6), dtype=np.float32)


def price_features(usual: Floats, recent: Floats, share: Floats, discount: Floats, planned: Floats) -> Floats:
    """Features of target weeks in the order of `NAMES`, float32 (k, h, 5).

    A planned price without a stated discount is one against the usual price, and the other way round.
    """
    k, h = share.shape
    out = np.empty((k, h, len(NAMES)), dtype=np.float32)
    ratio = planned / np.maximum(usual[:, None], 1e-6)
    out[..., 0] = np.log(np.maximum(usual, 1e-3))[:, None]
    out[..., 1] = recent[:, None]
    out[..., 2] = share
    out[..., 3] = np.where(np.isfinite(discount), discount, np.where(share > 0, 1 - ratio, 0))
    out[..., 4] = np.where(np.isfinite(ratio), ratio, np.where(share > 0, 1 - discount, 1))
    return out
