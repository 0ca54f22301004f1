"""Days of a forecast: shares of the week's mean that sum to it exactly, and how far days scatter around them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .aggregates import members, sum_by
from .day_events import factors_by_day
from .day_spread import DaySpread
from .life import on_sale_days
from .panel import Panel
from .reconciliation import GRID
from .weekday_profile import DAYS, WeekdayProfile

_FILE: Final = "daily.json"
_CHUNK: Final = 8_192  # series whose days are in memory at once

Reals = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class DailySettings:
    """How weeks become days."""

    blocks: int = 8  # blocks of 13 weeks whose days of the week are learnt from, the latest ones
    prior_units: float = 30.0  # that weigh against what a series, product, category or region has sold itself
    event_prior_units: float = 50.0  # that weigh against what was sold in the weeks of an event
    least_days: int = 300  # days of about one size that its scatter is learnt from


@dataclass(frozen=True)
class DailyModel:
    """What was learnt of days.

    Attributes:
        settings: As fitted.
        factors: By event, how much its days differ from the usual.
        spread: How far days scatter around their mean.
    """

    settings: DailySettings
    factors: dict[str, float]
    spread: DaySpread

    def save(self, directory: Path) -> None:
        """Write `daily.json`; `directory` is made."""
        directory.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self), sort_keys=True, allow_nan=False)
        (directory / _FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> DailyModel:
        """Read what `save` wrote."""
        stored = json.loads((directory / _FILE).read_text(encoding="utf-8"))
        return cls(DailySettings(**stored["settings"]), stored["factors"], DaySpread(**stored["spread"]))


@dataclass(frozen=True)
class Days:
    """Shares of the days of coming weeks, of all series.

    Attributes:
        panel: Of series, as it was known at the origin.
        profile: Usual shares of the days.
        regions: Regions of the series, in the order of `in_region`.
        in_region: Place of each series' region.
    """

    panel: Panel
    profile: WeekdayProfile
    regions: list[str]
    in_region: Positions

    @classmethod
    def of(cls, panel: Panel, settings: DailySettings) -> Days:
        """From a panel that was cut at the origin."""
        rows, codes = members(panel.series, "region")
        profile = WeekdayProfile.of(panel, settings.blocks, settings.prior_units)
        return cls(panel, profile, [str(name) for name in rows["region"]], codes)

    def of_series(self, rows: Positions, mean: Reals, first: int, factors: Mapping[str, float]) -> Reals:
        """Means of days, (k, h, 7), of series `rows` whose weeks from `first` on have `mean`, (k, h)."""
        horizon = mean.shape[1]
        events = factors_by_day(self.panel, factors, self.regions, first, horizon)
        share = self.profile.series[rows][:, None, :] * events[self.in_region[rows]]
        return split(mean, share * on_sale_days(self.panel.rows(rows), first, horizon))

    def of_sums(
        self, codes: Positions, positions: Positions, series: Reals, first: int, factors: Mapping[str, float]
    ) -> Reals:
        """Means of days of rows of a level, (k, h, 7): exactly the sums of the days of their series.

        Args:
            codes: Which row of the level each series is a part of, (n,); see `aggregates.members`.
            positions: Rows of the level.
            series: Weekly means of all series, (n, h).
            first: First week.
            factors: By event.
        """
        asked, place = np.unique(positions, return_inverse=True)
        into = np.searchsorted(asked, codes)
        into = np.where((into < len(asked)) & (asked[np.minimum(into, len(asked) - 1)] == codes), into, -1)
        parts = np.flatnonzero(into >= 0)
        total = np.zeros((len(asked), series.shape[1], DAYS))
        for start in range(0, len(parts), _CHUNK):
            rows = parts[start : start + _CHUNK]
            total += sum_by(self.of_series(rows, series[rows], first, factors), into[rows], len(asked))
        return np.asarray(total[place])

    def of_new(self, panel: Panel, mean: Reals, first: int, factors: Mapping[str, float]) -> Reals:
        """Means of days of series that are not among the known ones, (k, h, 7); `panel` holds them alone."""
        regions = [str(name) for name in panel.series["region"]]
        events = factors_by_day(panel, factors, regions, first, mean.shape[1])
        categories = [str(name) for name in panel.series["category"]]
        usual = [self.profile.of_new(*names) for names in zip(categories, regions, strict=True)]
        share = np.array(usual).reshape(len(panel), 1, DAYS) * events
        return split(mean, share * on_sale_days(panel, first, mean.shape[1]))


def split(mean: Reals, share: Reals) -> Reals:
    """Days of weeks, none below 0, that sum exactly to them in whatever order they are added.

    Args:
        mean: Of weeks, multiples of `GRID`, (k, h).
        share: Of days, of any positive sum, (k, h, 7); where all are 0 the days are alike.
    """
    mass = share.sum(axis=2, keepdims=True)
    share = np.where(mass > 0, share, 1.0)
    share = share / share.sum(axis=2, keepdims=True)
    days = np.floor(mean[:, :, None] * share / GRID) * GRID
    largest = share.argmax(axis=2)[:, :, None]
    np.put_along_axis(days, largest, 0.0, axis=2)
    np.put_along_axis(days, largest, mean[:, :, None] - days.sum(axis=2, keepdims=True), axis=2)
    return days


def sampled_days(panel: Panel, first: int, weeks: int) -> tuple[Positions, Reals]:
    """Series of the daily sample, and what they sold on the days from week `first` on, (k, weeks, 7).

    A series is of the sample when it sold on any day of the panel; a day without a row is one without a sale.
    """
    keys = pd.MultiIndex.from_frame(panel.series[["product_id", "region"]])
    of_day = keys.get_indexer(pd.MultiIndex.from_frame(panel.daily[["product_id", "region"]]))
    day = panel.daily["day"].to_numpy(dtype=np.int64) - DAYS * first
    rows = np.unique(of_day[of_day >= 0]).astype(np.int64)
    inside = (of_day >= 0) & (day >= 0) & (day < DAYS * weeks)
    sold = np.zeros((len(rows), DAYS * weeks))
    np.add.at(
        sold, (np.searchsorted(rows, of_day[inside]), day[inside]), panel.daily["units"].to_numpy(np.float64)[inside]
    )
    return rows, sold.reshape(len(rows), weeks, DAYS)
