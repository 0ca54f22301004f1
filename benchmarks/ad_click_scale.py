"""Building and learning 200 k, 1 M and 10 M impressions: seconds by step, impressions a second, peak memory.

    python -m benchmarks.ad_click_scale [--sizes 200000 1000000 10000000] [--untimed] [--set models....=...]
        [--json OUT]

Clean logs of the simulated marketplace, of which so many impressions are learnt (train and valid) and the latest are
left for the test; making them is not counted. Build and train have a process of their own each,
so that a peak is of one step of one size alone. Target: 10 M impressions trained in one pass in under 10 minutes of the
clock, under 6 GiB. Without times (`--untimed`) training passes over the log again and again, fold by fold.
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

from params.ad_click import Parameters
from params.base import Profile
from params.loading import load
from sources.simulator.ad_click import write
from sources.simulator.ad_shown import ROWS_PER_SCALE

SIZES: Final = (200_000, 1_000_000, 10_000_000)
TARGET: Final = {"impressions": 10_000_000, "seconds": 600, "gibibytes": 6}
_SEED: Final = 404

Record = dict[str, Any]


def curve(sizes: tuple[int, ...], settings: tuple[str, ...], scratch: Path, *, untimed: bool) -> list[Record]:
    """Measure each size, of a log whose times were left out where `untimed`.

    Returns:
        One record a size: `impressions` in the log; `build` and `train`, each with `seconds`, `cpu_seconds` over all
        threads, and `gibibytes`, its peak; `train` also with `rows` that it learnt, of train and valid,
        `rows_per_second` and `parts`, seconds by part; `bundle_megabytes`.
    """
    found = []
    test_share = load(Parameters, "ad_click", Profile.FULL, settings=settings).features.test_share
    for learnt in sizes:
        folder = scratch / f"impressions-{learnt}"
        size = round(learnt / (1 - test_share))
        write(folder / "tables", seed=_SEED, scale=size / ROWS_PER_SCALE, messy=False)
        if untimed:
            _without_times(folder / "tables" / "impressions.parquet")
        record: Record = {"impressions": size, "timed": not untimed}
        for step in _STEPS:
            record |= _in_own_process(step, folder, settings)
        print(json.dumps(record), file=sys.stderr, flush=True)
        found.append(record)
    return found


def _without_times(table: Path) -> None:
    from pyarrow import parquet

    rest = table.with_suffix(".rest")
    with parquet.ParquetFile(table) as file:
        kept = [name for name in file.schema_arrow.names if name != "time"]
        schema = file.schema_arrow.remove(file.schema_arrow.get_field_index("time"))
        with parquet.ParquetWriter(rest, schema) as writer:
            for part in file.iter_batches(columns=kept):
                writer.write_batch(part)
    rest.replace(table)


def _in_own_process(step: str, folder: Path, settings: tuple[str, ...]) -> Record:
    command = [sys.executable, "-m", "benchmarks.ad_click_scale", "--step", step, "--folder", str(folder)]
    command += ["--set", *settings] if settings else []
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    record: Record = json.loads(done.stdout.splitlines()[-1])
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
        self._name, self._since = name, now


def _cost(work: Callable[[], Any]) -> tuple[Any, Record]:
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    done = work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    unit = 1 if sys.platform == "darwin" else 1024
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done, {
        "seconds": round(time.perf_counter() - start, 1),
        "cpu_seconds": round(cpu, 1),
        "gibibytes": round(after.ru_maxrss * unit / 2**30, 2),
    }


def _build(folder: Path, parameters: Parameters) -> Record:
    from features.ad_click import build

    _, cost = _cost(lambda: build(folder / "tables", folder / "examples", parameters.features.settings()))
    return {"build": cost}


def _train(folder: Path, parameters: Parameters) -> Record:
    from models.ad_click import train

    clock = _Clock()
    settings = parameters.models.settings()
    _, cost = _cost(lambda: train(folder / "examples", settings, folder / "bundle", clock))
    clock("")
    facts = json.loads((folder / "examples" / "facts.json").read_text(encoding="utf-8"))
    rows = sum(facts[split]["rows"] for split in ("train", "valid"))
    size = sum(path.stat().st_size for path in (folder / "bundle").rglob("*"))
    parts = {name: round(seconds, 1) for name, seconds in clock.seconds.items()}
    cost |= {"rows": rows, "rows_per_second": round(rows / cost["seconds"]), "parts": parts}
    return {"train": cost, "bundle_megabytes": round(size / 1e6, 1)}


_STEPS: Final = {"build": _build, "train": _train}


def told(records: list[Record]) -> str:
    """The records as a table, and the verdict where the size of the target was measured."""
    head = "| impressions | build s | build GiB | learnt | train s | train CPU s | train GiB | rows/s | bundle MB |"
    lines = [head, "|--:" * 9 + "|"]
    for one in records:
        build, train = one["build"], one["train"]
        lines.append(
            f"| {one['impressions']:,} | {build['seconds']} | {build['gibibytes']} | {train['rows']:,} "
            f"| {train['seconds']} | {train['cpu_seconds']} | {train['gibibytes']} | {train['rows_per_second']:,} "
            f"| {one['bundle_megabytes']} |"
        )
    for one in records:
        if one["train"]["rows"] >= 0.99 * TARGET["impressions"]:
            train = one["train"]
            met = train["seconds"] <= TARGET["seconds"] and train["gibibytes"] <= TARGET["gibibytes"]
            lines.append(f"target {TARGET}: {'met' if met else 'MISSED'}")
    return "\n".join(lines)


def main() -> None:
    """Measure all sizes, or one step of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--untimed", action="store_true", help="leave the times out")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    parser.add_argument("--step", choices=list(_STEPS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.step:
        parameters = load(Parameters, "ad_click", Profile.FULL, settings=tuple(chosen.settings))
        print(json.dumps(_STEPS[chosen.step](chosen.folder, parameters)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        records = curve(tuple(chosen.sizes), tuple(chosen.settings), Path(scratch), untimed=chosen.untimed)
    print(told(records))
    if chosen.json:
        chosen.json.write_text(json.dumps(records, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
