"""Seasonal indices by weekly position over the year, shrunk: all -> category -> kind -> region -> product."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .core_settings import SeasonSettings
from .panel import Floats, Panel

POSITIONS: Final = 52
_ORDER: Final = ("category", "kind", "region", "product_id")
_KERNEL: Final = np.array([1, 2, 3, 2, 1], dtype=np.float64) / 9
_ROUNDS: Final = 3  # of alternating between level over the years and season

Tables = dict[str, tuple[npt.NDArray[Any], Floats]]


def positions(panel: Panel, start: int, end: int) -> npt.NDArray[np.int64]:
    """Position over the year, 0..51, of the weeks from `start` to `end`."""
    middle = pd.DatetimeIndex([panel.date_of(week) + np.timedelta64(3, "D") for week in range(start, end)])
    of_year = middle.day_of_year.to_numpy(dtype=np.int64) - 1
    return np.asarray(np.minimum(of_year // 7, POSITIONS - 1), dtype=np.int64)


@dataclass(frozen=True)
class Seasonality:
    """Multiplicative indices; 1 is an ordinary week.

    Attributes:
        overall: Index of everything, float32 (52,).
        tables: For `category`, `kind`, `region` and `product_id` the names, in order, and how their index differs from
            that of the step before, float32 (names, 52).
    """

    overall: Floats
    tables: Tables

    def of(self, series: pd.DataFrame) -> Floats:
        """Index of each series, float32 (k, 52); names that were not known have the season of the step before.

        Args:
            series: As in a panel, and `kind`.
        """
        index = np.tile(self.overall, (len(series), 1))
        for name in _ORDER:  # products of floats depend on it, and a loaded model must answer as the fitted one did
            names, ratios = self.tables.get(name, (np.zeros(0, dtype=np.str_), self.overall[:0]))
            if len(names):
                place = pd.Index(names).get_indexer(pd.Index(series[name]))
                index[place >= 0] *= ratios[place[place >= 0]]
        return index

    def save(self, directory: Path) -> None:
        arrays: dict[str, Any] = {"overall": self.overall}
        for name, (names, ratios) in self.tables.items():
            arrays[f"{name}.names"], arrays[f"{name}.ratios"] = np.asarray(names, dtype=np.str_), ratios
        np.savez(directory / "seasonality.npz", **arrays)

    @classmethod
    def load(cls, directory: Path) -> Seasonality:
        with np.load(directory / "seasonality.npz", allow_pickle=False) as arrays:
            tables = {
                name: (arrays[f"{name}.names"], arrays[f"{name}.ratios"])
                for name in _ORDER
                if f"{name}.names" in arrays
            }
            return cls(arrays["overall"], tables)


@dataclass(frozen=True)
class SeasonFit:
    """Fits indices from cleaned demand as it was known at any point in time.

    Attributes:
        series: Names of the rows, as in a panel, and `kind`.
        clean: Demand without events, promotions and stock-outs, float32 (n, weeks), NaN where masked or unknown.
        orders: Mean units of an order, float32 (n,); 1 where orders are not known.
        place: Position over the year of each week.
    """

    series: pd.DataFrame
    clean: Floats
    order_size: Floats
    place: npt.NDArray[np.int64]
    settings: SeasonSettings

    def overall(self) -> Floats:
        """Index of everything over all weeks known, float32 (52,)."""
        known = np.isfinite(self.clean)
        level = _level(self.clean, known, np.ones(self.clean.shape[1], dtype=np.float32)[None, :], self.settings.cap)
        total = np.where(known, np.minimum(self.clean, self.settings.cap * level[:, None]), 0).sum(
            axis=0, dtype=np.float64
        )
        seen = known.any(axis=0) & (total > 0)
        trend = np.where(seen, total[seen].mean() if seen.any() else 1.0, np.nan)
        index = np.ones(POSITIONS)
        for _ in range(_ROUNDS):
            index = _smooth_index(total, trend, seen, self.place)
            trend = _yearly(total / index[self.place], seen)
        bounded = np.clip(index**self.settings.power, self.settings.least, self.settings.most)
        return bounded.astype(np.float32)

    def tables(self, overall: Floats, until: int, names: tuple[str, ...]) -> Tables:
        """Own seasons as of week `until`, each on top of the index of everything and of the columns before it."""
        clean, place = self.clean[:, :until], self.place[:until]
        known = np.isfinite(clean)
        index = np.tile(overall, (len(clean), 1))
        tables: Tables = {}
        priors = {
            "category": self.settings.category_weeks,
            "kind": self.settings.kind_weeks,
            "region": self.settings.region_weeks,
            "product_id": self.settings.product_weeks,
        }
        for name in names:
            codes, groups = pd.factorize(self.series[name].to_numpy(dtype=object), sort=True)
            if not len(groups) or (name != "product_id" and len(groups) < 2):
                tables[name] = (np.zeros(0, dtype=np.str_), np.ones((0, POSITIONS), dtype=np.float32))
                continue
            ratios = self._ratios(clean, known, index, codes, len(groups), priors[name], place)
            tables[name] = (np.asarray(groups, dtype=np.str_), ratios)
            index *= ratios[codes]
        return tables

    def _ratios(
        self,
        clean: Floats,
        known: npt.NDArray[np.bool_],
        index: Floats,
        codes: npt.NDArray[np.int64],
        size: int,
        weeks: float,
        place: npt.NDArray[np.int64],
    ) -> Floats:
        """Sales against what level and index so far expect, by group and position, shrunk to 1; float32 (size, 52)."""
        level = _level(clean, known, index[:, place], self.settings.cap)
        actual = np.zeros((size, POSITIONS))
        expected = np.zeros((size, POSITIONS))
        for week, position in enumerate(place):
            there = known[:, week]
            most = self.settings.cap * level * np.maximum(index[:, position], 1)
            actual[:, position] += np.bincount(codes[there], np.minimum(clean[there, week], most[there]), size)
            expected[:, position] += np.bincount(codes[there], (level * index[:, position])[there], size)
        usual = np.bincount(codes, level, size)
        order = np.bincount(codes, level * self.order_size, size) / np.maximum(usual, 1e-9)
        prior = (weeks * usual + self.settings.evidence * order)[:, None]
        ratio = (_smooth(actual) + prior) / np.maximum(_smooth(expected) + prior, 1e-9)
        ratio[usual <= 0] = 1
        return np.clip(ratio, self.settings.least, self.settings.most).astype(np.float32)


def _level(clean: Floats, known: npt.NDArray[np.bool_], index: Floats, cap: float) -> Floats:
    """Deseasonalised units a week of each series, single weeks capped; float32 (n,)."""
    weight = np.maximum(np.where(known, index, 0).sum(axis=1), 1e-6)
    level = np.where(known, clean, 0).sum(axis=1) / weight
    capped = np.minimum(np.where(known, clean, 0), cap * level[:, None] * np.maximum(index, 1))
    return np.asarray(capped.sum(axis=1) / weight, dtype=np.float32)


def _smooth(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Sums over neighbouring positions, round the turn of the year."""
    reach = len(_KERNEL) // 2
    return np.asarray(sum(w * np.roll(values, k - reach, axis=-1) for k, w in enumerate(_KERNEL)))


def _smooth_index(total: Any, trend: Any, seen: Any, place: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    actual = np.bincount(place[seen], total[seen], POSITIONS)
    expected = np.bincount(place[seen], trend[seen], POSITIONS)
    smooth = _smooth(np.stack([actual, expected]))
    index = np.where(smooth[1] > 0, smooth[0] / np.maximum(smooth[1], 1e-9), 1.0)
    return np.asarray(np.maximum(index / index.mean(), 1e-3))


def _yearly(values: npt.NDArray[np.float64], seen: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Centred mean over a year; a single number as long as no more than a year is known."""
    if seen.sum() <= POSITIONS + 1:
        return np.full(len(values), values[seen].mean() if seen.any() else 1.0)
    ones = np.ones(POSITIONS + 1)
    sums = np.convolve(np.where(seen, values, 0), ones, mode="same")
    counts = np.convolve(seen.astype(np.float64), ones, mode="same")
    return np.asarray(sums / np.maximum(counts, 1))
