"""The global model: one set of boosted trees over all series of all levels, direct by blocks of horizon."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from .boosters import Boosters
from .core_settings import CoreSettings
from .design import Design, Lasting, Launch
from .event_features import EventUplift
from .examples import OWNED, gather
from .forecast import QUANTILES, Forecast
from .kinds import Kinds
from .masking import demand
from .panel import SERIES_LEVEL, Floats, Panel
from .sampling import origins
from .seasonality import Seasonality, SeasonFit
from .text import product_texts

Progress = Callable[[str, float], None]
_HEAD: Final = "core.json"
_KINDS: Final = "kinds.npz"


@dataclass(frozen=True)
class Core:
    """One global model over all levels.

    Attributes:
        horizon: The longest horizon that training had targets for, in weeks.
        kinds: Clusters of what products are called.
        seasonality: Seasonal indices as of the end of training.
        uplift: What events do.
        boosters: By block of horizon, nearest first.
    """

    settings: CoreSettings
    horizon: int
    kinds: Kinds
    seasonality: Seasonality
    uplift: EventUplift
    boosters: tuple[Boosters, ...]

    @classmethod
    def fit(
        cls, panels: dict[str, Panel], launch: Launch, end: int, settings: CoreSettings, progress: Progress
    ) -> Self:
        """Fit on weeks before `end`.

        Args:
            panels: By level; `series` is always there.
            progress: Called with the step's name and the share of the work that is done.

        Raises:
            InputError: There are too few weeks to compare a forecast with.
        """
        if end <= settings.least_history:
            raise InputError(
                f"sales: {end} weeks before the end of training are too few for a forecast to be compared with what "
                f"followed it; at least {settings.least_history + 1} are needed. Give a longer history."
            )
        panels = {level: panel.until(end) for level, panel in panels.items()}
        progress("seasonal indices", 0.0)
        finest = panels.get("product", panels[SERIES_LEVEL])
        volumes = _volumes(panels[SERIES_LEVEL])
        kinds = _kinds(panels[SERIES_LEVEL], launch, settings)
        designs = {
            level: Design.of(panel, volumes, settings, Lasting.of(panel, volumes, kinds, launch), end)
            for level, panel in panels.items()
        }
        own = designs["product" if "product" in panels else SERIES_LEVEL]
        clean = _clean(own)
        seasons = Seasons.of(own, clean, designs.get("region"))
        chosen = origins(end, settings)
        step = settings.season.as_of_step
        known = {mark: seasons.until(mark) for mark in sorted({min(end, max(one // step, 1) * step) for one in chosen})}
        seasonality = seasons.until(end)
        progress("uplift of events", 0.05)
        index = seasonality.of(own.lasting.series)[:, own.position[:end]]
        uplift = EventUplift.fit(finest, clean, index, end, settings.events)
        table = gather(
            designs, launch, end, settings, known, uplift, lambda done: progress("training rows", 0.1 + 0.3 * done)
        )
        fitted = []
        for position, (block, rows) in enumerate(table.items()):
            progress(f"trees of weeks {block[0]} to {block[1]}", 0.4 + 0.6 * position / len(table))
            fitted.append(Boosters.fit(*block, *rows, settings))
        progress("done", 1.0)
        return cls(settings, min(settings.horizon, fitted[-1].last), kinds, seasonality, uplift, tuple(fitted))

    def lasting(self, panel: Panel, launch: Launch) -> Lasting:
        """What forecasts of a panel from several origins share."""
        return Lasting.of(panel, self.uplift.volumes, self.kinds, launch)

    def forecast(
        self,
        panel: Panel,
        launch: Launch,
        rows: npt.NDArray[np.int64] | None,
        origin: int,
        horizon: int,
        lasting: Lasting | None = None,
    ) -> Forecast:
        """Units of weeks `origin` to `origin + horizon - 1`; of the panel only weeks before the origin are read.

        Steps beyond the trained horizon are forecast by the trees of the last block.

        Args:
            rows: Series to forecast, in this order; all where None.
            origin: Week position, after the first week and at most the panel's first unknown one.
            horizon: Weeks.
            lasting: Of the same panel, cut at any week; made here where None.
        """
        known = panel.until(origin)
        chosen = np.arange(len(panel)) if rows is None else np.asarray(rows, dtype=np.int64)
        last = origin + max(0, horizon - self.settings.horizon)
        shared = self.lasting(known, launch) if lasting is None else lasting
        design = Design.of(known, self.uplift.volumes, self.settings, shared, last)
        mean = np.zeros((len(chosen), horizon), dtype=np.float32)
        quantiles = np.zeros((len(chosen), horizon, len(QUANTILES)), dtype=np.float32)
        for start in range(0, len(chosen), self.settings.chunk):
            part = slice(start, start + self.settings.chunk)
            mean[part], quantiles[part] = self._chunk(design, launch, chosen[part], origin, horizon)
        return Forecast(mean, quantiles)

    def _chunk(
        self, design: Design, launch: Launch, rows: npt.NDArray[np.int64], origin: int, horizon: int
    ) -> tuple[Floats, Floats]:
        steps = np.tile(np.arange(1, horizon + 1), (len(rows), 1))
        built = design.rows(rows, origin, steps, self.seasonality, self.uplift, launch)
        owned = design.panel.level in OWNED
        cold = np.flatnonzero(owned & (design.panel.first[rows] >= min(origin, design.panel.weeks)))
        limit = np.float32(self.settings.cold_limit)
        mean = np.empty(steps.shape, dtype=np.float32)
        quantiles = np.empty((*steps.shape, len(QUANTILES)), dtype=np.float32)
        for position, boosters in enumerate(self.boosters):
            first = boosters.first - 1
            last = horizon if position == len(self.boosters) - 1 else min(boosters.last, horizon)
            if first >= last:
                break
            features = np.ascontiguousarray(built.features[:, first:last].reshape(-1, built.features.shape[2]))
            ratio, spread = boosters.predict(features)
            ratio, spread = ratio.reshape(len(rows), -1), spread.reshape(len(rows), last - first, -1)
            # there may have been few beginnings to learn from, and trees are bold where they have seen nothing
            ratio[cold] = np.clip(ratio[cold], 1 / limit, limit)
            spread[cold] = np.minimum(spread[cold], limit**2)
            mean[:, first:last] = ratio * built.base[:, first:last]
            quantiles[:, first:last] = spread * built.base[:, first:last, None]
        return mean, quantiles

    def save(self, directory: Path) -> None:
        """Write trees as ubj, indices as npz, the rest as JSON; `directory` is made."""
        directory.mkdir(parents=True, exist_ok=True)
        np.savez(directory / _KINDS, centres=self.kinds.centres)
        self.seasonality.save(directory)
        self.uplift.save(directory)
        for boosters in self.boosters:
            boosters.save(directory)
        head = {
            "settings": self.settings.as_dict(),
            "horizon": self.horizon,
            "blocks": [[boosters.first, boosters.last] for boosters in self.boosters],
        }
        (directory / _HEAD).write_text(json.dumps(head, sort_keys=True) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        head = json.loads((directory / _HEAD).read_text(encoding="utf-8"))
        settings = CoreSettings.read(head["settings"])
        boosters = tuple(Boosters.load(directory, first, last, settings.threads) for first, last in head["blocks"])
        with np.load(directory / _KINDS, allow_pickle=False) as arrays:
            kinds = Kinds(arrays["centres"])
        return cls(settings, head["horizon"], kinds, Seasonality.load(directory), EventUplift.load(directory), boosters)


@dataclass(frozen=True)
class Seasons:
    """Seasonal indices as they could be known at any time: of products, and of regions over all products."""

    overall: Floats
    products: SeasonFit
    regions: SeasonFit | None

    @classmethod
    def of(cls, products: Design, clean: Floats, regions: Design | None) -> Self:
        fit = _season_fit(products, clean)
        return cls(fit.overall(), fit, None if regions is None else _season_fit(regions, _clean(regions)))

    def until(self, week: int) -> Seasonality:
        tables = self.products.tables(self.overall, week, ("category", "kind", "product_id"))
        if self.regions is not None:
            tables |= self.regions.tables(self.overall, week, ("region",))
        return Seasonality(self.overall, tables)


def _clean(design: Design) -> Floats:
    """Demand outside events and promotions, float32 (n, weeks), NaN elsewhere."""
    panel = design.panel
    clean = demand(panel, design.settings.mask)
    clean[design.masked(np.arange(len(panel)), 0, panel.weeks)] = np.nan
    return clean


def _season_fit(design: Design, clean: Floats) -> SeasonFit:
    panel = design.panel
    return SeasonFit(
        design.lasting.series, clean, _order_size(panel), design.position[: panel.weeks], design.settings.season
    )


def _kinds(panel: Panel, launch: Launch, settings: CoreSettings) -> Kinds:
    if launch.texts is None:
        return Kinds(np.zeros((0, 0), dtype=np.float32))
    return Kinds.fit(launch.texts.of(product_texts(panel.products)), settings.season.kinds, settings.seed)


def _volumes(panel: Panel) -> dict[str, float]:
    """Units by region."""
    units = np.nan_to_num(panel.units).sum(axis=1, dtype=np.float64)
    sums = dict.fromkeys((str(name) for name in panel.regions["region"]), 0.0)
    for name, value in zip(panel.series["region"], units, strict=True):
        sums[str(name)] = sums.get(str(name), 0.0) + float(value)
    return sums


def _order_size(panel: Panel) -> Floats:
    """Mean units of an order, float32 (n,); 1 where orders are not counted."""
    if panel.orders is None:
        return np.ones(len(panel), dtype=np.float32)
    orders = np.nan_to_num(panel.orders).sum(axis=1)
    units = np.nan_to_num(panel.units).sum(axis=1)
    return np.where(orders > 0, units / np.maximum(orders, 1), 1).astype(np.float32)
