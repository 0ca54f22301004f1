"""What is forecast of all series and their sums from one origin on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from .aggregates import LEVELS, aggregate, members, sum_by
from .backtest_sample import Sample
from .backtests import Context
from .calibration import Calibration
from .catalogue import ALL_LEVELS
from .core import Core
from .design import Lasting
from .forecast import Forecast
from .launch import LaunchCurves
from .level_weights import LevelWeights
from .life import on_sale
from .panel import SERIES_LEVEL, Floats, Panel
from .reconciliation import reconcile, rescaled

BANDS: Final = ("p10", "p50", "p90", "low", "high")
_HEAD: Final = "outlook.json"
OWNED: Final = (SERIES_LEVEL, "product")  # levels whose rows are of one product, which may begin and end

Reals = npt.NDArray[np.float64]
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Fitted:
    """The parts of the model that were learnt."""

    core: Core
    launch: LaunchCurves
    weights: LevelWeights
    calibration: Calibration


@dataclass(frozen=True)
class Predicted:
    """Of k rows over h weeks.

    Attributes:
        mean: Expected units, float64 (k, h); of sums exactly the sum of their parts.
        bands: As `BANDS` names them, float32 (k, h, 5).
    """

    mean: Reals
    bands: Floats


@dataclass(frozen=True)
class Outlook:
    """All levels from one origin on.

    Attributes:
        origin: First week.
        levels: Level -> forecasts, rows as in `catalogue.Catalogue.rows`.
    """

    origin: int
    levels: dict[str, Predicted]

    @property
    def size(self) -> int:
        """Bytes of its arrays."""
        return sum(one.mean.nbytes + one.bands.nbytes for one in self.levels.values())

    def save(self, directory: Path) -> None:
        """Write the arrays as npy; `directory` is made."""
        directory.mkdir(parents=True, exist_ok=True)
        for level, predicted in self.levels.items():
            # means are exact in float32 for series, and sums of them are made again when they are loaded
            if level == SERIES_LEVEL:
                np.save(directory / "mean.npy", predicted.mean.astype(np.float32), allow_pickle=False)
            np.save(directory / f"{level}.npy", predicted.bands, allow_pickle=False)
        (directory / _HEAD).write_text(json.dumps({"origin": self.origin}) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path, panel: Panel) -> Outlook:
        """Read what `save` wrote; bands stay on disk until they are looked at."""
        origin = int(json.loads((directory / _HEAD).read_text(encoding="utf-8"))["origin"])
        mean = np.load(directory / "mean.npy", mmap_mode="r", allow_pickle=False)
        means = _sums(mean, panel)
        bands = {level: np.load(directory / f"{level}.npy", mmap_mode="r", allow_pickle=False) for level in ALL_LEVELS}
        return cls(origin, {level: Predicted(means[level], bands[level]) for level in ALL_LEVELS})


@dataclass(frozen=True)
class Bases:
    """What the global model says of all levels before they agree.

    Attributes:
        panels: Level -> panel as it was known at the origin.
        forecasts: Level -> forecast of its rows.
        stands_for: How many times a series counts in sums over products, float32 (n,); None for once.
    """

    origin: int
    panels: dict[str, Panel]
    forecasts: dict[str, Forecast]
    stands_for: Floats | None = None

    def means(self) -> dict[str, Floats]:
        return {level: forecast.mean for level, forecast in self.forecasts.items()}


def levels_of(panel: Panel) -> dict[str, Panel]:
    """The panel of series and those of all its sums."""
    return {SERIES_LEVEL: panel, **{level: aggregate(panel, level) for level in LEVELS}}


def bases(
    core: Core,
    launch: LaunchCurves,
    panels: dict[str, Panel],
    origin: int,
    horizon: int,
    sample: Sample | None = None,
    lasting: Mapping[str, Lasting] | None = None,
) -> Bases:
    """Forecasts of every level by itself.

    Args:
        panels: Level -> panel; weeks from the origin on are cut off.
        sample: Of the same panels: what is forecast; all where None.
        lasting: Level -> what forecasts from several origins share; made for each where None.
    """
    chosen, shared = sample or Sample(panels, {}, None), lasting or {}
    forecasts = {
        level: core.forecast(panel.until(origin), launch, chosen.rows.get(level), origin, horizon, shared.get(level))
        for level, panel in panels.items()
    }
    known = {level: panel.until(origin) for level, panel in chosen.panels.items()}
    for level in OWNED:
        forecasts[level] = _held(forecasts[level], on_sale(known[level], origin, horizon))
    return Bases(origin, known, forecasts, chosen.stands_for)


def agreed(base: Bases, weights: LevelWeights) -> dict[str, Forecast]:
    """Forecasts whose means add up, before calibration; the means are float64 sums only in `Predicted`."""
    return {level: rescaled(base.forecasts[level], mean) for level, mean in _agreed_means(base, weights).items()}


def finished(base: Bases, weights: LevelWeights, calibration: Calibration) -> Outlook:
    """Means that add up, calibrated quantiles and intervals around them."""
    levels: dict[str, Predicted] = {}
    means = _agreed_means(base, weights)
    for level, mean in means.items():
        forecast = rescaled(base.forecasts[level], mean)
        context = Context.of(base.panels[level], None, base.origin, calibration.settings)
        bands = banded(level, forecast, context, calibration)
        if level in OWNED:
            bands[on_sale(base.panels[level], base.origin, mean.shape[1]) == 0] = 0
        levels[level] = Predicted(mean, bands)
    return Outlook(base.origin, levels)


def banded(level: str, forecast: Forecast, context: Context, calibration: Calibration) -> Floats:
    """Calibrated quantiles and interval, float32 (k, h, 5)."""
    bands = np.empty((*forecast.mean.shape, len(BANDS)), dtype=np.float32)
    bands[:, :, :3] = calibration.apply(level, forecast, context).quantiles
    bands[:, :, 3], bands[:, :, 4] = calibration.interval(level, forecast, context)
    return bands


def look(fitted: Fitted, panel: Panel, origin: int) -> Outlook:
    """Everything from an origin on, as far as training had targets; nothing at or after the origin is read."""
    panels = levels_of(panel.until(origin))
    base = bases(fitted.core, fitted.launch, panels, origin, fitted.core.horizon)
    return finished(base, fitted.weights, fitted.calibration)


def _agreed_means(base: Bases, weights: LevelWeights) -> dict[str, Reals]:
    means = reconcile(base.means(), base.panels, base.origin, weights, base.stands_for)
    panel = base.panels[SERIES_LEVEL]
    means[on_sale(panel, base.origin, means.shape[1]) == 0] = 0
    return _sums(means, panel, base.stands_for)


def _sums(means: Floats, panel: Panel, stands_for: Floats | None = None) -> dict[str, Reals]:
    found = {SERIES_LEVEL: means.astype(np.float64)}
    many = means if stands_for is None else means * stands_for[:, None]
    for level in LEVELS:
        rows, codes = members(panel.series, level)
        found[level] = sum_by(means if level in OWNED else many, codes, len(rows))
    return found


def _held(forecast: Forecast, share: Floats) -> Forecast:
    return Forecast(forecast.mean * share, forecast.quantiles * share[:, :, None])
