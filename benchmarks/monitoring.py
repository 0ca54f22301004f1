"""What monitoring costs: seconds and peak memory of making a training reference, and of comparing a window with it.

python -m benchmarks.monitoring [--rows 10000 100000 1000000] [--max-rows 50000]

Writes made-up listings as `validate` would leave them and, in a process of its own each, makes the reference (profile
and files) and compares a window of as many rows (profile, tests, report). Validation, which reads the tables whole,
is measured by benchmarks/validation.py; asking the champion costs what `rows_per_second` of its evaluation says.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import multiprocessing.connection
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.validation import make_listings

Work = Callable[[Path, int], object]


def write_tables(directory: Path, rows: int) -> None:
    for name, seed in (("train", 7), ("window", 8)):
        (directory / name).mkdir()
        make_listings(rows, 0.0, seed).to_parquet(directory / name / "listings.parquet", row_group_size=131_072)


def reference(directory: Path, max_rows: int) -> object:
    from contracts.product_matching import CONTRACT
    from params.monitor import MonitorSettings
    from tasks import monitor_profiles
    from tasks.monitor_reference_file import Kept, write

    settings = MonitorSettings(max_rows=max_rows)
    out = directory / f"reference-{max_rows}"
    out.mkdir()
    profiles = monitor_profiles.of_tables(CONTRACT, directory / "train", settings)
    write(out, Kept(profiles, monitor_profiles.Profiled(0, 0, {}), {}))
    return {"reference kB": round(sum(path.stat().st_size for path in out.iterdir()) / 1000)}


def compare(directory: Path, max_rows: int) -> object:
    from contracts.product_matching import CONTRACT
    from evaluation import drift
    from params.monitor import MonitorSettings
    from tasks import monitor_compare, monitor_profiles
    from tasks.monitor_reference_file import read

    settings = MonitorSettings(max_rows=max_rows)
    kept = read(directory / f"reference-{max_rows}")
    new = monitor_profiles.of_tables(CONTRACT, directory / "window", settings, kept.tables)
    findings = drift.judged(
        list(monitor_compare.tables(kept.tables, new, settings)), alpha=settings.alpha, min_rows=settings.min_rows
    )
    return {
        "comparisons": len(findings),
        "looked at": new["listings"].looked_at,
        "drifted": sum(finding.state == drift.DRIFTED for finding in findings),
    }


def measured(work: Work, directory: Path, max_rows: int) -> dict[str, object]:
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(work, directory, max_rows, sender))
    process.start()
    sender.close()
    result: dict[str, object] = receiver.recv()
    process.join()
    return result


def _run(work: Work, directory: Path, max_rows: int, sender: multiprocessing.connection.Connection) -> None:
    import pyarrow.dataset  # noqa: F401 importing is not what is measured

    from tasks import monitor_compare, monitor_profiles, monitor_reference_file  # noqa: F401
    from tasks.evaluate_process import _peak_megabytes

    before = _peak_megabytes()
    start = time.perf_counter()
    told = work(directory, max_rows)
    seconds = time.perf_counter() - start
    assert isinstance(told, dict)
    sender.send(
        {**told, "seconds": round(seconds, 2), "peak MB": round(_peak_megabytes()), "of it imports": round(before)}
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--max-rows", type=int, default=50_000, help="as the setting of that name")
    asked = parser.parse_args()
    for rows in asked.rows:
        with tempfile.TemporaryDirectory() as temporary:
            directory = Path(temporary)
            # A child's peak begins at its parent's size, so the tables are made in a process that ends before.
            maker = multiprocessing.get_context("spawn").Process(target=write_tables, args=(directory, rows))
            maker.start()
            maker.join()
            for work in (reference, compare):
                told = measured(work, directory, asked.max_rows)
                print(json.dumps({"work": work.__name__, "rows": rows, **told}), flush=True)


if __name__ == "__main__":
    main()
