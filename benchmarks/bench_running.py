"""A registered benchmark is run in a process of its own, and its result is kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from benchmarks import bench_circumstances
from benchmarks.bench_results import Result
from benchmarks.registry import Bench, Registered
from infra import environment

LAST: Final = 3  # lines of a failed run that are told


@dataclass(frozen=True)
class Ended:
    """How a run ended.

    Attributes:
        bench: What ran.
        code: Its exit code.
        result: Where the result lies; None where it failed.
        why: The last lines that a failed run said.
    """

    bench: Bench
    code: int
    result: Path | None
    why: str = ""


def run(of: Registered, bench: Bench, folder: Path) -> Ended:
    """Run it and keep what it found; an earlier result stays where it fails.

    Args:
        of: The use case's.
        bench: One of its benchmarks.
        folder: Of results.
    """
    circumstances = bench_circumstances.of(of.use_case, bench)
    began, start = datetime.now(UTC).isoformat(timespec="seconds"), time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "found.json"
        command = [sys.executable, "-m", f"benchmarks.{bench.module}", *bench.arguments, bench.writes, str(file)]
        code, printed, said = _performed(command)
        if code or not file.is_file():
            told = "\n".join(said[-LAST:]) or "it said nothing"
            return Ended(bench, code or 1, None, told)
        found = json.loads(file.read_text(encoding="utf-8"))
    seconds = round(time.perf_counter() - start, 1)
    result = Result(of.use_case, bench.name, bench.command, began, seconds, circumstances, found, printed)
    return Ended(bench, 0, result.write(folder))


def _performed(command: list[str]) -> tuple[int, str, list[str]]:
    """Exit code, what went to stdout, and the lines that went to stderr, which are shown as they come."""
    places = [str(environment.REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])]
    started: dict[str, Any] = {
        "cwd": environment.REPOSITORY,
        "env": {**os.environ, "PYTHONPATH": os.pathsep.join(places)},
    }
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as printed,
        subprocess.Popen(
            command, stdout=printed, stderr=subprocess.PIPE, text=True, encoding="utf-8", **started
        ) as process,
    ):
        try:
            said = _relayed(process.stderr)
            code = process.wait()
        except BaseException:
            process.terminate()
            raise
        printed.seek(0)
        return code, printed.read(), said


def _relayed(stream: IO[str] | None) -> list[str]:
    said = []
    for line in stream or ():
        print(line, end="", file=sys.stderr, flush=True)
        if line.strip():
            said.append(line.rstrip())
    return said
