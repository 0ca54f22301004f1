"""Feature rows of series at an origin, and the usual sales that forecasts are relative to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Protocol, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import event_features, price_features, series_features
from .core_settings import CoreSettings
from .event_features import EventTable, EventUplift
from .kinds import Kinds
from .masking import demand
from .panel import Floats, Panel, launch_weeks
from .seasonality import Seasonality, positions
from .text import TextVectors

LEVEL_CODES: Final = {"series": 0, "product": 1, "region": 2, "category": 3, "country": 4, "total": 5}
_TARGET: Final = ("step", "season", "season_recent", "level", "launch_ratio", "age_then")
NAMES: Final = (
    *series_features.NAMES,
    *_TARGET,
    *series_features.YEARLY_NAMES,
    *event_features.NAMES,
    *price_features.NAMES,
)
Steps = npt.NDArray[np.int64]


class Launch(Protocol):
    """What a product without history will sell, and the texts it was learnt from."""

    @property
    def texts(self) -> TextVectors | None: ...

    def expected(self, panel: Panel, rows: npt.NDArray[np.int64], origin: int, horizon: int) -> Floats: ...


@dataclass(frozen=True)
class Rows:
    """Feature rows.

    Attributes:
        features: In the order of `NAMES`, float32 (k, h, features).
        base: Usual units that a target week is measured against, float32 (k, h), above 0.
    """

    features: Floats
    base: Floats


@dataclass(frozen=True)
class Lasting:
    """What is the same of a panel at every origin, since it does not come from sales.

    Attributes:
        series: Names of the series, and the kind of their product.
        promotions: Planned promotions by series.
    """

    series: pd.DataFrame
    promotions: price_features.Promotions

    @classmethod
    def of(cls, panel: Panel, volumes: dict[str, float], kinds: Kinds, launch: Launch) -> Self:
        return cls(
            kinds.named(panel.series, panel.products, launch.texts), price_features.Promotions.read(panel, volumes)
        )


@dataclass(frozen=True)
class Design:
    """A panel made ready for rows at any origin.

    Attributes:
        panel: The series.
        lasting: Their names, kinds and promotions.
        table: Events known ahead, of the panel's weeks and of a horizon after them.
        happened: All events of the panel's weeks, unplanned ones too.
        place: Of each series in `table`.
        position: Position over the year of every week of `table`.
        launches: Week of each product's launch day, by product; -1 where it is not known.
    """

    panel: Panel
    lasting: Lasting
    table: EventTable
    happened: EventTable
    place: npt.NDArray[np.int64]
    position: npt.NDArray[np.int64]
    launches: pd.Series[int]
    settings: CoreSettings

    @classmethod
    def of(
        cls,
        panel: Panel,
        volumes: dict[str, float],
        settings: CoreSettings,
        lasting: Lasting,
        end: int | None = None,
    ) -> Self:
        """Prepare a panel for origins up to `end`, its last week where None."""
        last = max(panel.weeks, panel.weeks if end is None else end) + settings.horizon + settings.events.farthest
        table = EventTable.read(panel, volumes, last, unplanned=False, phases=settings.events.phases)
        return cls(
            panel,
            lasting,
            table,
            EventTable.read(panel, volumes, panel.weeks, unplanned=True),
            table.rows(panel.series),
            positions(panel, 0, last),
            launch_weeks(panel),
            settings,
        )

    def masked(self, rows: npt.NDArray[np.int64], start: int, end: int) -> npt.NDArray[np.bool_]:
        """Weeks with an event or a promotion, bool (k, weeks from `start` to `end`)."""
        share, _, _ = self.lasting.promotions.dense(rows, start, end)
        events = (self.happened.share[:, self.place[rows], start:end] >= self.settings.mask.least_share).any(axis=0)
        return np.asarray((share >= self.settings.mask.least_share) | events)

    def rows(
        self,
        rows: npt.NDArray[np.int64],
        origin: int,
        steps: Steps,
        seasonality: Seasonality,
        uplift: EventUplift,
        launch: Launch | None,
    ) -> Rows:
        """Rows of series `rows` at an origin; nothing of weeks from the origin on is read but calendar and promotions.

        Args:
            steps: Weeks after the origin, from 1, int64 (k, h).
            launch: None leaves the launch curve out, as if it were not known.
        """
        settings = self.settings
        part = self.panel.rows(rows)
        start = max(0, min(origin, part.weeks) - settings.memory)
        stop = min(origin, part.weeks)
        yearly = seasonality.of(self.lasting.series.iloc[rows])
        age = np.maximum(origin - part.first.astype(np.int64), 0)
        past = series_features.Past(
            demand(part, settings.mask, start, stop),
            self.masked(rows, start, stop),
            yearly[:, self.position[start:stop]],
            None if part.orders is None else part.orders[:, start:stop],
            age,
        )
        shape = series_features.describe(past, settings)
        weeks = origin - 1 + steps
        season = np.take_along_axis(yearly, self.position[weeks], 1)
        scale, launched = self._launch(part, rows, origin, steps, shape.scale, age, launch)
        event, factor = event_features.event_features(
            self.table, uplift.of(part.series, self.table.names), self.place[rows], weeks, settings.events.farthest
        )
        price = self._prices(part, rows, start, stop, weeks)
        recent = past.index[:, -settings.scale_weeks :].mean(axis=1)
        target = np.empty((*steps.shape, len(_TARGET)), dtype=np.float32)
        target[..., 0] = steps
        target[..., 1] = np.log(season)
        target[..., 2] = np.log(season / recent[:, None])
        target[..., 3] = LEVEL_CODES[part.level]
        target[..., 4] = launched
        target[..., 5] = np.minimum(weeks - self._begins(rows, origin)[:, None], settings.memory)
        own = np.broadcast_to(shape.features[:, None, :], (*steps.shape, shape.features.shape[1]))
        features = np.concatenate([own, target, shape.same_weeks(steps), event, price], axis=2)
        return Rows(features, scale * season * factor)

    def _launch(
        self,
        part: Panel,
        rows: npt.NDArray[np.int64],
        origin: int,
        steps: Steps,
        scale: Floats,
        age: Any,
        launch: Launch | None,
    ) -> tuple[Floats, Floats]:
        """Scale of each week, which is the launch curve where there is no history; the curve over it where young."""
        ratio = np.full(steps.shape, np.nan, dtype=np.float32)
        scale = np.repeat(scale[:, None], steps.shape[1], axis=1)
        young = np.flatnonzero(age < self.settings.young)
        if launch is not None and len(young) and part.level in ("series", "product"):
            known = self.panel if origin >= self.panel.weeks else self.panel.until(origin)
            expected = launch.expected(known, rows[young], origin, int(steps.max()))
            chosen = np.maximum(np.take_along_axis(expected, steps[young] - 1, 1), 0)
            cold = age[young] <= 0
            scale[young[cold]] = np.maximum(chosen[cold], self.settings.least_scale)
            ratio[young] = chosen / scale[young]
        return scale, ratio

    def _begins(self, rows: npt.NDArray[np.int64], origin: int) -> npt.NDArray[np.int64]:
        """Week of the first sale or launch; of what is to be launched that of its launch day, int64 (k,)."""
        first = self.panel.first[rows].astype(np.int64)
        waits = np.flatnonzero(first >= min(origin, self.panel.weeks))
        if len(waits):
            names = self.panel.series["product_id"].iloc[rows[waits]]
            launch = self.launches.reindex(names).fillna(-1).to_numpy(dtype=np.int64)
            first[waits] = np.maximum(np.where(launch >= 0, launch, origin), origin)
        return first

    def _prices(self, part: Panel, rows: npt.NDArray[np.int64], start: int, stop: int, weeks: Steps) -> Floats:
        near = max(start, stop - 26)
        usual, recent = price_features.usual_price(None if part.price is None else part.price[:, near:stop], len(part))
        low, high = int(weeks.min()), int(weeks.max()) + 1
        dense = [np.take_along_axis(array, weeks - low, 1) for array in self.lasting.promotions.dense(rows, low, high)]
        return price_features.price_features(usual, recent, *dense)
