"""Run registered benchmarks, keep their results, and write the pages of them: what `bazaar bench` calls.

    python -m benchmarks.bench [USE_CASE ...] [--kind real|simulated|scale ...] [--only RUN ...] [--missing]
        [--champions] [--pages] [--list]

Without an option the benchmarks on real data of the use cases that are named, or of all, are run one after another
with the arguments that they are registered with; results lie in `benchmarks/results`, and the pages are written anew.
One that fails leaves its earlier result where it is and does not stop the others. Nothing else should run meanwhile:
time is measured too.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, get_args

from benchmarks.bench_pages import written
from benchmarks.bench_results import Result, default_folder, place
from benchmarks.registry import Bench, Kind, Registered, registered
from infra import environment
from infra.errors import SettingsError, UserError
from tasks import rooms

INTERRUPTED: Final = 130


def main(given: Sequence[str] | None = None) -> int:
    """Do what is asked. Returns the exit code: 0, that of the first benchmark that failed, or that of a refusal."""
    chosen = _arguments().parse_args(given)
    environment.prepare()
    environment.make_directories()
    try:
        return _done(chosen)
    except UserError as refused:
        print(f"error: {refused.problem}", file=sys.stderr)
        if refused.remedy:
            print(f"way out: {refused.remedy}", file=sys.stderr)
        return refused.exit_code
    except KeyboardInterrupt:
        print("interrupted; results that were kept stay, --missing runs the others", file=sys.stderr)
        return INTERRUPTED


def _done(chosen: argparse.Namespace) -> int:
    names = [rooms.use_case_named(one) for one in chosen.use_cases] or list(rooms.USE_CASES)
    every = [registered(name) for name in dict.fromkeys(names)]
    folder = chosen.results or default_folder()
    code = 0
    if chosen.list:
        listed(every, folder)
        return 0
    if chosen.champions:
        from benchmarks import bench_champions

        for of in every:
            file = bench_champions.keep(of.use_case, folder)
            print(f"{of.use_case}: {file or 'no champion'}")
    if not (chosen.champions or chosen.pages):
        code = _measured(every, chosen, folder)
    for file in written(folder, chosen.docs or environment.REPOSITORY / "docs"):
        print(file)
    return code


def _measured(every: Sequence[Registered], chosen: argparse.Namespace, folder: Path) -> int:
    from benchmarks.bench_running import run

    code = 0
    for of, bench in picked(every, chosen, folder):
        print(f"{of.use_case}: {bench.command}", file=sys.stderr, flush=True)
        ended = run(of, bench, folder)
        if ended.code:
            print(f"{of.use_case}, {bench.name}: FAILED with {ended.code}\n{ended.why}", file=sys.stderr, flush=True)
        else:
            print(f"{of.use_case}, {bench.name}: {ended.result}", flush=True)
        code = code or ended.code
    return code


def picked(every: Sequence[Registered], chosen: argparse.Namespace, folder: Path) -> list[tuple[Registered, Bench]]:
    """Pairs of a use case and a benchmark that are to be run.

    Raises:
        SettingsError: A run that is named is registered of none of the use cases, or nothing is left to run.
    """
    known = {bench.name for of in every for bench in of.benchmarks}
    strange = [name for name in chosen.only if name not in known]
    if strange:
        raise SettingsError(f"No run is called {', '.join(strange)}.", f"Known: {', '.join(sorted(known))}.")
    pairs = [
        (of, bench)
        for of in every
        for bench in of.benchmarks
        if (bench.name in chosen.only if chosen.only else bench.kind in chosen.kind)
    ]
    if chosen.missing:
        pairs = [one for one in pairs if not place(folder, one[0].use_case, one[1].name).is_file()]
    if not pairs:
        raise SettingsError("Nothing is left to run.", "See `bazaar bench --list`.")
    return pairs


def listed(every: Sequence[Registered], folder: Path) -> None:
    """Print what is registered, and when each was measured last."""
    from benchmarks.report_tables import framed, out, plain_table

    for of in every:
        table = plain_table(["run", "kind", "measured", "of the targets", "command"])
        for bench in of.benchmarks:
            result = Result.read(folder, of.use_case, bench.name)
            count = sum(goal.benchmark == bench.name for goal in of.targets)
            table.add_row(bench.name, bench.kind, result.began[:10] if result else "never", str(count), bench.command)
        out.print(framed(of.use_case.replace("_", "-"), table))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bazaar bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("use_cases", nargs="*", metavar="USE_CASE", help="all unless named")
    parser.add_argument("--kind", nargs="+", choices=get_args(Kind), default=["real"], help="of data")
    parser.add_argument("--only", nargs="+", default=[], metavar="RUN", help="these runs, of whatever kind")
    parser.add_argument("--missing", action="store_true", help="only those that have no result yet")
    parser.add_argument("--champions", action="store_true", help="note what was measured of the champions here; no run")
    parser.add_argument("--pages", action="store_true", help="write the pages from what is there; no run")
    parser.add_argument("--list", action="store_true", help="show what is registered; no run")
    parser.add_argument("--results", type=Path, help="folder of results")
    parser.add_argument("--docs", type=Path, help="folder of the pages")
    return parser


if __name__ == "__main__":
    sys.exit(main())
