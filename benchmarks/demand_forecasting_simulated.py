"""Demand forecasting on the simulated marketplace, held against the true demand, which sales alone never show.

    python -m benchmarks.demand_forecasting_simulated [--scale 1.0] [--seed 11] [--set models....=...] [--json OUT]

The tables go the way of the flow (validate, build, train; a test year that nothing is fitted on), the model is asked
as a consumer asks it. Three targets: the error of the forecast mean beside the error of the true mean; that of products
without any history beside products with a year of it; and the bias of the four weeks after a spike, beside the same
model trained without masking.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.demand_after_spikes import after_spikes
from benchmarks.demand_simulated_measures import against_floor
from benchmarks.demand_simulated_report import shown
from benchmarks.demand_truth import Floats, Forecasts, Truth, ask
from contracts.demand_forecasting import CONTRACT
from contracts.validation import validate_directory
from evaluation.demand_spikes import AFTER
from features.demand_forecasting import build
from infra import environment
from infra.errors import DataError, UserError
from models.bundle import open_checked
from models.demand_forecasting import DemandForecaster, train
from params.base import Profile
from params.demand_forecasting import DemandForecastingParameters
from params.loading import load
from sources.simulator.demand_forecasting import write

ORIGIN_STEP: Final = 13  # weeks between the origins of the test year
MASKING: Final = "models.core.mask.enabled"

Json = dict[str, Any]


@dataclass(frozen=True)
class World:
    """Where the pieces of one measurement lie."""

    folder: Path
    settings: tuple[str, ...]

    @property
    def tables(self) -> Path:
        return self.folder / "tables"

    @property
    def clean(self) -> Path:
        return self.folder / "clean"

    @property
    def examples(self) -> Path:
        return self.folder / "examples"

    def parameters(self, *more: str) -> DemandForecastingParameters:
        return load(DemandForecastingParameters, "demand_forecasting", Profile.FULL, settings=(*self.settings, *more))


def measured(scale: float, seed: int, settings: tuple[str, ...], folder: Path) -> Json:
    """Write a world, train on it with masking and without, and measure against its truth.

    Returns:
        `errors`, `histories`, `new_against_a_year` (`demand_simulated_measures.against_floor`), `after_spikes`, and the
        world's facts.

    Raises:
        DataError: The simulated tables break the contract.
    """
    world = World(folder, settings)
    _tell("writing the world")
    write(world.tables, seed=seed, scale=scale)
    report = validate_directory(CONTRACT, world.tables, world.clean)
    if report.refusal is not None:
        raise DataError(report.refusal, report.remedy or "")
    facts = build(world.clean, world.examples, world.parameters().features.settings())
    masked, unmasked = (_trained(world, name) for name in ("true", "false"))
    truth = Truth.read(world.tables / "truth" / "demand_truth.parquet", masked.panel)
    products = pd.read_parquet(world.clean / "products.parquet")
    first, weeks, horizon = int(facts["valid_end"]), int(facts["weeks"]), int(facts["horizon"])

    def asked(model: DemandForecaster, origin: int, ahead: int) -> Forecasts:
        _tell(f"asking for {ahead} weeks from week {origin}")
        return ask(model.predict, truth, model.panel, products, origin, ahead)

    long = (asked(masked, origin, horizon) for origin in range(first, weeks, ORIGIN_STEP))
    errors, histories, compared = against_floor(truth, long)
    short = range(first, weeks - AFTER + 1, AFTER)
    pairs = ((asked(masked, origin, AFTER), asked(unmasked, origin, AFTER)) for origin in short)
    return {
        "world": {"scale": scale, "seed": seed, "series": facts["series"], "weeks": weeks, "test_from": first},
        "errors": errors,
        "histories": histories,
        "new_against_a_year": compared,
        "after_spikes": after_spikes(truth, _known(truth, masked), pairs),
    }


def _trained(world: World, masking: str) -> DemandForecaster:
    _tell(f"training with masking {masking}")
    bundle = world.folder / f"bundle-masking-{masking}"
    parameters = world.parameters(f"{MASKING}={masking}")
    train(world.examples, parameters.models.settings(), bundle, _Teller())
    return DemandForecaster.load(open_checked(bundle))


def _known(truth: Truth, model: DemandForecaster) -> Floats:
    """Sales as the model has them, of the truth's series; NaN where it knows none."""
    keys = pd.MultiIndex.from_frame(model.panel.series[["product_id", "region"]])
    place = keys.get_indexer(pd.MultiIndex.from_frame(truth.series))
    known = np.full(truth.asked.shape, np.nan)
    known[place >= 0] = np.asarray(model.panel.units, dtype=np.float64)[place[place >= 0]]
    return known


class _Teller:
    """Tells each part of training once."""

    last = ""

    def __call__(self, name: str, _share: float) -> None:
        if name != self.last:
            _tell(f"  {name}")
            self.last = name


def _tell(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0, help="of the simulator; 1 is about 5,000 series")
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.core.threads=1")
    parser.add_argument("--keep", type=Path, help="an empty folder for tables, examples and bundles")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    chosen = parser.parse_args()
    environment.prepare()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            folder = chosen.keep or Path(scratch)
            found = measured(chosen.scale, chosen.seed, tuple(chosen.settings), folder)
    except UserError as refused:
        print(f"error: {refused}", file=sys.stderr)
        return refused.exit_code
    print(shown(found))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
