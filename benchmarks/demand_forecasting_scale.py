"""Building, fitting and forecasting 1 k, 10 k and 100 k series: seconds by stage, series a second, peak memory.

`python -m benchmarks.demand_forecasting_scale [--sizes 1000 10000 100000] [--set models.core.mean.rounds=100]` prints
the curve, the power law that it follows, and what that says of 20 M series. Weekly tables of the simulated marketplace;
each size is measured in a process of its own, so that its peak is its own. Making the tables is not counted.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.demand_cost_fit import fit
from benchmarks.demand_weekly_tables import write_weekly
from features.demand_forecasting import build
from models.bundle import open_checked
from models.demand_forecasting import DemandForecaster, train
from params.base import Profile
from params.demand_forecasting import DemandForecastingParameters
from params.loading import load

SIZES: Final = (1_000, 10_000, 100_000)
MILLIONS: Final = 20_000_000
TARGET: Final = {"series": 100_000, "minutes": 10, "gibibytes": 8}
_SEED: Final = 303
_ASKED: Final = 1_000  # series in the request that is timed

Record = dict[str, Any]


def curve(sizes: tuple[int, ...] = SIZES, settings: tuple[str, ...] = ()) -> list[Record]:
    """Measure each size.

    Returns:
        One record a size: `series`; seconds `build`, `train` (with the forecast of all series for the whole horizon,
        and of all their sums), `load`, `answer` (of a request for 1,000 series); `train_cpu`, processor seconds of
        `train` over all threads; parts of `train` as `train: <part>`; `series_per_second` of `train`,
        `train_peak_gibibytes`, `peak_gibibytes`, `bundle_gibibytes`.
    """
    with tempfile.TemporaryDirectory() as scratch:
        return [_in_own_process(size, settings, Path(scratch)) for size in sizes]


def _in_own_process(size: int, settings: tuple[str, ...], scratch: Path) -> Record:
    folder = scratch / f"series-{size}"
    write_weekly(folder / "tables", _SEED, size)
    command = [sys.executable, "-m", "benchmarks.demand_forecasting_scale", "--measure", str(folder)]
    command += ["--set", *settings] if settings else []
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    record: Record = json.loads(done.stdout.splitlines()[-1])
    print(json.dumps(record), file=sys.stderr, flush=True)
    return record


class _Clock:
    """Seconds by part, a part beginning where its name is first told."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._name, self._since = "", time.perf_counter()

    def __call__(self, name: str, _share: float = 0.0) -> None:
        now = time.perf_counter()
        if self._name:
            self.seconds[self._name] = self.seconds.get(self._name, 0.0) + now - self._since
        if name != self._name and name:
            print(f"{name}, peak so far {_peak_gibibytes()} GiB", file=sys.stderr, flush=True)
        self._name, self._since = name, now


def _cpu_seconds() -> float:
    """Of all threads so far; on a machine that others use too, these say more than the clock."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def measure(folder: Path, settings: tuple[str, ...]) -> Record:
    """Build, train, load and ask once; see `curve`."""
    parameters = load(DemandForecastingParameters, "demand_forecasting", Profile.FULL, settings=settings)
    facts, built = _timed(lambda: build(folder / "tables", folder / "examples", parameters.features.settings()))
    clock, before = _Clock(), _cpu_seconds()
    _, trained = _timed(lambda: train(folder / "examples", parameters.models.settings(), folder / "bundle", clock))
    clock("")
    cpu = _cpu_seconds() - before
    peak = _peak_gibibytes()
    model, loaded = _timed(lambda: DemandForecaster.load(open_checked(folder / "bundle")))
    request = model.panel.series[["product_id", "region"]].iloc[:_ASKED].reset_index(drop=True)
    horizon = int(facts["horizon"])
    answer, answered = _timed(lambda: model.predict(request, {"horizon": horizon}))
    assert len(answer) == horizon * len(request)
    series = int(facts["series"])
    return {
        "series": series,
        "build": round(built, 2),
        "train": round(trained, 2),
        "train_cpu": round(cpu, 2),
        "load": round(loaded, 2),
        "answer": round(answered, 2),
        **{f"train: {name}": round(seconds, 2) for name, seconds in clock.seconds.items()},
        "series_per_second": round(series / trained, 1),
        "train_peak_gibibytes": peak,
        "peak_gibibytes": _peak_gibibytes(),
        "bundle_gibibytes": round(sum(path.stat().st_size for path in (folder / "bundle").rglob("*")) / 2**30, 3),
    }


def _peak_gibibytes() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**30, 2)


def extrapolated(records: list[Record]) -> str:
    """What the curve says of `MILLIONS` of series, by the power law and by the last two sizes."""
    series = np.array([record["series"] for record in records], dtype=np.float64)
    lines = []
    for name, unit in (("build", "h"), ("train", "h"), ("train_cpu", "h"), ("peak_gibibytes", "GiB")):
        found = fit(series, np.array([max(record[name], 0.01) for record in records]))
        per = 3600 if unit == "h" else 1
        lines.append(
            f"{name}: {found.factor:.3g} x series^{found.exponent:.2f}; {MILLIONS:,} series by the power law "
            f"{found.by_power(MILLIONS) / per:,.1f} {unit}, by the last two sizes "
            f"{found.by_slope(MILLIONS) / per:,.1f} {unit} ({1e6 * found.slope / per:,.2f} {unit} a million)"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure all sizes, or the one that a folder was made for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.core.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(measure(chosen.measure, tuple(chosen.settings))))
        return
    records = curve(tuple(sorted(chosen.sizes)), tuple(chosen.settings))
    print(pd.DataFrame(records).T.to_string(header=False))
    if len(records) > 1:
        print(extrapolated(records))
    print(f"target: {TARGET['series']:,} series in {TARGET['minutes']} minutes below {TARGET['gibibytes']} GiB")
    if chosen.json:
        chosen.json.write_text(json.dumps(records, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
