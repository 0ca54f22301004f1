"""What the frame costs: a run with everything cached, and the same steps as plain function calls.

python -m benchmarks.orchestration [--use-case product-matching] [--rounds 5] [--out FILE.json]

Measured, as whole processes, in a home of its own that is removed at the end: `bazaar run` with a temporary Prefect
server; `bazaar run` beside a running Prefect server; a bare process that imports the steps and calls them; `--help`.
All runs but the first find every step in the run store. Rounds alternate between the kinds, so that what else the
machine does falls on all of them; the median and the range are told.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from infra import environment

BAZAAR = Path(sys.executable).with_name("bazaar")
PLAIN = """
import sys
from infra import environment
environment.prepare()
from params.base import Profile
from params.loading import load
from tasks import build, evaluate, ingest, rooms, train, validate
from tasks.steps import Run
use_case, *settings = sys.argv[1:]
parameters = load(rooms.module("params", use_case).Parameters, use_case, Profile.QUICK, {}, settings)
run = Run(use_case, parameters.model_dump(mode="json"))
tables = ingest.ingest.step.perform(run)
clean = validate._validate.step.perform(run, tables)
examples = build.build.step.perform(run, clean)
bundle = train.train.step.perform(run, examples)
evaluate.evaluate_against.step.perform(run, examples, bundle, "1")
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--use-case", default="product-matching")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--set", action="append", default=[], dest="settings", help="as of bazaar run")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="bazaar-orchestration-"))
    try:
        measured = measure(home, asked.use_case, asked.settings, asked.rounds)
    finally:
        shutil.rmtree(home)
    for name, seconds in measured.items():
        print(f"{name:<45} {statistics.median(seconds):6.2f} s   ({min(seconds):.2f} - {max(seconds):.2f})")
    if asked.out is not None:
        asked.out.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")


def measure(home: Path, use_case: str, settings: list[str], rounds: int) -> dict[str, list[float]]:
    """Wall-clock seconds of each kind of process, one value a round."""
    shutil.copy(environment.REPOSITORY / "params.yaml", home)
    os.environ["BAZAAR_HOME"] = str(home)
    for name in ("PREFECT_HOME", "PREFECT_LOCAL_STORAGE_PATH", "PREFECT_API_URL", "MLFLOW_TRACKING_URI"):
        os.environ.pop(name, None)
    environment.prepare()
    words = [word for setting in settings for word in ("--set", setting)]
    run = [str(BAZAAR), "run", use_case, *words]
    plain = [sys.executable, "-P", "-c", PLAIN, use_case.replace("-", "_"), *settings]
    print("first run, nothing cached:", f"{_seconds(run):.1f} s")
    measured: dict[str, list[float]] = {}

    def note(name: str, command: list[str]) -> None:
        measured.setdefault(name, []).append(_seconds(command))

    from infra import servers

    # Once more uncounted: its evaluation against the new champion is the last thing that is not cached yet.
    _seconds(run)
    for _ in range(rounds):
        note("bazaar --help", [str(BAZAAR), "--help"])
        note("the same steps as plain calls, cached", plain)
        note("bazaar run, cached, its own temporary server", run)
        with servers.prefect_api():
            _seconds(run)
            note("bazaar run, cached, a server that runs", run)
    return measured


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return taken


if __name__ == "__main__":
    main()
