"""Quantiles and an interval that keep what they say, learnt from forecasts of weeks that nothing was fitted on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from .backtests import Backtest, CalibrationSettings, Context, View, least_of, pool
from .conformal import Groups, Shifts
from .forecast import QUANTILES, Forecast
from .intervals import Interval
from .middle import Middle
from .panel import Floats

_FILE: Final = "calibration.json"
_LEAST: Final = np.float32(1e-6)  # units: a smaller forecast is none, and nothing is divided by less


@dataclass(frozen=True)
class Tails:
    """What calibrates one pool of levels.

    Attributes:
        lower: Shifts of P10 down.
        middle: Factors of P50.
        upper: Shifts of P90 up.
        interval: Of what the three give.
    """

    lower: Shifts
    middle: Middle
    upper: Shifts
    interval: Interval

    @classmethod
    def fit(cls, tests: Sequence[tuple[View, Floats]], settings: CalibrationSettings, least: int) -> Tails:
        """Learn from views of backtests and what happened, (k, h) each; `least` as in the settings.

        A week whose forecast or outcome is no number teaches nothing.
        """
        kept = [
            np.isfinite(actual) & np.isfinite(view.scale) & np.isfinite(view.anchors).all(axis=-1)
            for view, actual in tests
        ]
        pairs = list(zip(tests, kept, strict=True))
        anchors = np.concatenate([view.anchors[known] for (view, _), known in pairs])
        actual = np.concatenate([happened[known] for (_, happened), known in pairs])
        scale = np.concatenate([view.scale[known] for (view, _), known in pairs])
        groups = np.concatenate([view.groups[known] for (view, _), known in pairs])
        origin = np.repeat(np.arange(len(tests)), [int(known.sum()) for known in kept])
        safe = np.maximum(scale, _LEAST)
        lower = Shifts.fit((anchors[:, 0] - actual) / safe, groups, 1 - QUANTILES[0], least)
        upper = Shifts.fit((actual - anchors[:, 2]) / safe, groups, QUANTILES[2], least)
        medians = np.where(anchors[:, 1] < _LEAST, np.float32(0), anchors[:, 1])
        middle = Middle.fit(medians, actual, groups, origin, least, settings.middle_limit)
        quantiles = _shifted(anchors, scale, groups, lower, middle, upper)
        interval = Interval.fit(
            quantiles, actual, safe, groups, settings.coverage, settings.give, settings.anchor, least
        )
        return cls(lower, middle, upper, interval)

    def quantiles(self, view: View) -> Floats:
        """Calibrated quantiles, float32 (k, h, 3), none below 0, none crossing."""
        return _shifted(view.anchors, view.scale, view.groups, self.lower, self.middle, self.upper)


@dataclass(frozen=True)
class Calibration:
    """Conformal calibration of all levels; a level that it was not fitted on is left as it is.

    Attributes:
        settings: As fitted.
        tails: By pool of levels.
    """

    settings: CalibrationSettings
    tails: dict[str, Tails]

    @classmethod
    def fit(
        cls, backtests: Mapping[str, Sequence[Backtest]], settings: CalibrationSettings | None = None
    ) -> Calibration:
        """Learn from backtests of several origins, by level, of weeks that no model was fitted on."""
        chosen = settings or CalibrationSettings()
        pooled: dict[str, list[tuple[View, Floats]]] = {}
        for level, tests in backtests.items():
            stride = max(sum(test.actual.size for test in tests) // chosen.most, 1)
            for test in (one.every(stride) for one in tests):
                view = View.of(level, test.forecast, test.context, chosen)
                pooled.setdefault(pool(level), []).append((view, test.actual))
        return cls(chosen, {name: Tails.fit(tests, chosen, least_of(name, chosen)) for name, tests in pooled.items()})

    def apply(self, level: str, forecast: Forecast, context: Context) -> Forecast:
        """The forecast with calibrated quantiles; its mean is left as it is."""
        tails = self.tails.get(pool(level))
        if tails is None:
            return forecast
        return Forecast(forecast.mean, tails.quantiles(View.of(level, forecast, context, self.settings)))

    def interval(self, level: str, forecast: Forecast, context: Context) -> tuple[Floats, Floats]:
        """Lower and upper end of the interval of `settings.coverage`, float32 (k, h) each.

        Args:
            level: As in `apply`.
            forecast: What `apply` was given, not what it gave.
            context: As in `apply`.
        """
        tails = self.tails.get(pool(level))
        if tails is None:
            return forecast.quantiles[:, :, 0], forecast.quantiles[:, :, 2]
        view = View.of(level, forecast, context, self.settings)
        return tails.interval.ends(tails.quantiles(view), view.scale, view.groups)

    def save(self, directory: Path) -> None:
        """Write `calibration.json`."""
        directory.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self), sort_keys=True, allow_nan=False, default=lambda array: array.tolist())
        (directory / _FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Calibration:
        """Read what `save` wrote."""
        stored = json.loads((directory / _FILE).read_text(encoding="utf-8"))
        settings: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in stored["settings"].items()
        }
        return cls(CalibrationSettings(**settings), {name: _tails(parts) for name, parts in stored["tails"].items()})


def _shifted(anchors: Floats, scale: Floats, groups: Groups, lower: Shifts, middle: Middle, upper: Shifts) -> Floats:
    """Quantiles (..., 3) of anchors (..., 3)."""
    centre = anchors[..., 1] * middle.of(groups)
    # a P10 of zero stays: outcomes tie with it, and raising it would put all of them below
    low = np.where(anchors[..., 0] <= 0, 0, np.maximum(anchors[..., 0] - lower.of(groups) * scale, 0))
    high = np.maximum(anchors[..., 2] + upper.of(groups) * scale, 0)
    return np.stack([np.minimum(low, centre), centre, np.maximum(high, centre)], axis=-1).astype(np.float32)


def _tails(parts: dict[str, Any]) -> Tails:
    ends = parts["interval"]
    return Tails(
        Shifts.of_lists(parts["lower"]),
        Middle(Shifts.of_lists(parts["middle"]["factors"])),
        Shifts.of_lists(parts["upper"]),
        Interval(
            ends["coverage"], ends["anchor"], Shifts.of_lists(ends["one_sided"]), Shifts.of_lists(ends["two_sided"])
        ),
    )
