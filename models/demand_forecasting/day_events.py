"""Which days of an event's week sell more, or nothing."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from .panel import ALL, Panel
from .weekday_profile import DAYS

Reals = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def days_on(on: pd.Series[int]) -> Flags:
    """Days of an event's week from their bits, bool (events, 7)."""
    return (on.to_numpy(dtype=np.int64)[:, None] >> np.arange(DAYS) & 1).astype(bool)


def fit_factors(panel: Panel, shares: Reals, prior: float) -> dict[str, float]:
    """By event the odds of a sale on its days over the usual odds, shrunk to 1.

    Learnt from `panel.daily`; events that fill whole weeks say nothing of days and get 1.

    Args:
        panel: Of series, cut where learning ends.
        shares: Usual shares of the days, (n, 7).
        prior: Units that weigh against what was sold in the weeks of an event.
    """
    sold = _weeks_of_sales(panel)
    factors: dict[str, float] = {}
    for name, rows in panel.events.groupby("event", sort=True):
        inside = usual = total = 0.0
        for region, week, on in zip(rows["region"], rows["week"], days_on(rows["on"]), strict=True):
            found = sold.get(int(week))
            if found is None or on.all():
                continue
            series, units = found
            if region != ALL:
                there = (panel.series["region"].to_numpy()[series]) == region
                series, units = series[there], units[there]
            week_total = units.sum(axis=1)
            inside += float(units[:, on].sum())
            usual += float((shares[series][:, on].sum(axis=1) * week_total).sum())
            total += float(week_total.sum())
        factors[str(name)] = _odds(inside, usual, total, prior)
    return factors


def _weeks_of_sales(panel: Panel) -> dict[int, tuple[npt.NDArray[np.int64], Reals]]:
    """Week -> series of the daily sample that sold in it, and their units by day, (k, 7)."""
    daily = panel.daily
    if not len(daily):
        return {}
    keys = pd.MultiIndex.from_frame(panel.series[["product_id", "region"]])
    series = keys.get_indexer(pd.MultiIndex.from_frame(daily[["product_id", "region"]]))
    week, day = np.divmod(daily["day"].to_numpy(dtype=np.int64), DAYS)
    table = pd.DataFrame({"week": week, "series": series, "day": day, "units": daily["units"].to_numpy(np.float64)})
    wide = table[series >= 0].pivot_table(index=["week", "series"], columns="day", values="units", aggfunc="sum")
    wide = wide.reindex(columns=range(DAYS)).fillna(0.0)
    weeks = wide.index.get_level_values("week").to_numpy()
    rows = wide.index.get_level_values("series").to_numpy(dtype=np.int64)
    values = wide.to_numpy()
    return {int(one): (rows[weeks == one], values[weeks == one]) for one in np.unique(weeks)}


def _odds(inside: float, usual: float, total: float, prior: float) -> float:
    if usual <= 0 or usual >= total:
        return 1.0
    share = usual / total
    return ((inside + prior * share) / (total - inside + prior * (1 - share))) * ((1 - share) / share)


def factors_by_day(panel: Panel, factors: Mapping[str, float], regions: list[str], origin: int, horizon: int) -> Reals:
    """How much more likely than usual a sale is on a day because of events, (regions, horizon, 7)."""
    found = np.ones((len(regions), horizon, DAYS))
    place = {region: position for position, region in enumerate(regions)}
    near = panel.events[(panel.events["week"] >= origin) & (panel.events["week"] < origin + horizon)]
    for name, region, week, on in zip(near["event"], near["region"], near["week"], days_on(near["on"]), strict=True):
        rows = slice(None) if region == ALL else [place[region]] if region in place else []
        found[rows, int(week) - origin] *= np.where(on, factors.get(str(name), 1.0), 1.0)
    return found
