"""Training of the forecasting model: a panel and where its splits end in, a sealed bundle out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..bundle import seal
from ..errors import InputError
from . import backtesting, valid_metrics
from .backtest_sample import Sample
from .backtests import Backtest
from .calibration import Calibration
from .core import Core
from .daily_training import fit_daily
from .forecaster import MODEL_CLASS, Files
from .launch import LaunchCurves
from .level_weights import LevelWeights, fit_weights
from .outlook import Bases, Fitted, bases, levels_of, look
from .panel import SERIES_LEVEL, Panel
from .parameters import DemandParameters
from .text import TextVectors

Progress = Callable[[str, float], None]
Panels = dict[str, Panel]


def train(examples_dir: Path, parameters: dict[str, Any], out: Path, progress: Progress) -> dict[str, float]:
    """Fit on train, calibrate on valid, fit again with the same settings on both, write a bundle.

    Nothing is fitted on weeks at or after the start of the test; the bundle holds them all the same, as the history
    that forecasts begin from.

    Args:
        examples_dir: Holds `panel/` (`Panel.save`) and `facts.json` with `train_end`, `valid_end` and `horizon`.
        parameters: See `parameters.DemandParameters`; what is not given keeps its default.
        out: Directory of the bundle; made if absent, must be empty.
        progress: Called with the step's name and the share of the work that is done.

    Returns:
        Metrics on valid, on which calibration and the shares of levels were chosen: they flatter a little.

    Raises:
        InputError: Too short a history.
        ValueError: Unknown parameters, or `out` holds files.
    """
    facts = json.loads((examples_dir / "facts.json").read_text(encoding="utf-8"))
    chosen = _bounded(DemandParameters.read(parameters), int(facts["horizon"]))
    train_end, valid_end = int(facts["train_end"]), int(facts["valid_end"])
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise ValueError(f"{out} is not empty: a bundle accounts for every file in its directory.")
    progress("reading the panel", 0.0)
    panel = Panel.load(examples_dir / Files.PANEL)
    if not 0 < train_end < valid_end <= panel.weeks:
        raise InputError(
            f"sales: {panel.weeks} weeks with the test from week {valid_end} and valid from week {train_end} leave "
            "nothing to fit or to tune on; give a longer history."
        )
    known = panel.until(valid_end)
    panels = levels_of(known)
    core, launch = _fit(panels, train_end, chosen, _share(progress, 0.05, 0.4))
    progress("forecasting valid", 0.4)
    sample = Sample.of(panels, train_end, chosen.backtest_series, chosen.core.seed)
    lasting = {level: core.lasting(one, launch) for level, one in panels.items()}
    tried = [
        bases(core, launch, panels, origin, min(core.horizon, valid_end - origin), sample, lasting)
        for origin in backtesting.origins(train_end, valid_end, chosen.valid_origin_step)
    ]
    progress("bringing levels to agree", 0.5)
    means = {base.origin: base.means() for base in tried}
    weights = fit_weights(means, sample.panels, valid_end, chosen.reconciliation, sample.stands_for)
    progress("calibrating", 0.52)
    backtests, calibration = _calibrate(tried, sample.panels, weights, chosen)
    metrics = valid_metrics.measured(backtests, calibration)
    if known.weekday is not None:
        progress("learning of days", 0.55)
        forecasts = [
            (base.origin, sample.spread(test.forecast.mean, len(known)))
            for base, test in zip(tried, backtests[SERIES_LEVEL], strict=True)
        ]
        daily = fit_daily(known, train_end, forecasts, chosen.calibration.coverage, chosen.daily)
        daily.save(Files(out).of(Files.DAILY))
    texts = launch.texts
    del tried, means, backtests, sample, lasting, core, launch
    core, launch = _fit(panels, valid_end, chosen, _share(progress, 0.58, 0.85), texts)
    del panels
    fitted = Fitted(core, launch, weights, calibration)
    progress("forecasting from the last week", 0.85)
    _write(fitted, panel, Files(out))
    seal(
        out,
        MODEL_CLASS,
        chosen.as_dict(),
        {
            "series": len(panel),
            "weeks": panel.weeks,
            "train_end": train_end,
            "valid_end": valid_end,
            "horizon": core.horizon,
            "default_origin": str(panel.date_of(panel.weeks)),
            "valid_metrics": metrics,
        },
    )
    progress("done", 1.0)
    return metrics


def _bounded(chosen: DemandParameters, horizon: int) -> DemandParameters:
    """The horizon is that of the examples."""
    blocks = tuple(last for last in chosen.core.blocks if last < horizon)
    return replace(chosen, core=replace(chosen.core, horizon=horizon, blocks=(*blocks, horizon)))


def _fit(
    panels: Panels, end: int, chosen: DemandParameters, progress: Progress, texts: TextVectors | None = None
) -> tuple[Core, LaunchCurves]:
    progress("launch curves", 0.0)
    launch = LaunchCurves.fit(panels[SERIES_LEVEL], end, chosen.cold_start, texts)
    return Core.fit(panels, launch, end, chosen.core, progress), launch


def _calibrate(
    tried: list[Bases], panels: Panels, weights: LevelWeights, chosen: DemandParameters
) -> tuple[dict[str, list[Backtest]], Calibration]:
    tests = backtesting.backtests(tried, panels, weights, chosen.calibration, chosen.core.mask.least_stock)
    return tests, Calibration.fit(tests, chosen.calibration)


def _write(fitted: Fitted, panel: Panel, files: Files) -> None:
    panel.save(files.of(Files.PANEL))
    fitted.core.save(files.of(Files.CORE))
    fitted.launch.save(files.of(Files.LAUNCH))
    fitted.weights.save(files.of(Files.LEVELS))
    fitted.calibration.save(files.of(Files.CALIBRATION))
    # by the parts as they are read back: what is stored in half precision would else differ from what is served later
    look(files.fitted(), panel, panel.weeks).save(files.of(Files.OUTLOOK))


def _share(progress: Progress, begin: float, end: float) -> Progress:
    """Progress of a part of the work as progress of the whole."""
    return lambda label, share: progress(label, begin + (end - begin) * share)
