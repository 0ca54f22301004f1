"""Parts of the matching benchmark, each in a process of its own: a part's peak memory must not be another's."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra import environment, processes
from infra.run_store import Reference
from tasks.steps import Run

Json = dict[str, Any]

USE_CASE = "product_matching"


def ask(part: str, parameters: Json, inputs: Json | None = None, **options: Any) -> Json:
    """Do a part in a process of its own, telling on stderr how far it is.

    Args:
        part: A key of `parts()`.
        parameters: The flow's parameters as JSON values.
        inputs: References by name, as JSON values.
        options: What else the part takes, JSON values.

    Raises:
        UserError: The part refused.
        ProcessFailedError: It failed otherwise.
    """
    told = _Teller(parameters["source"])
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch) / "result.json"
        processes.run_module(
            "benchmarks.matching_process",
            {
                "part": part,
                "parameters": parameters,
                "inputs": inputs or {},
                "options": options,
                "result": str(result),
            },
            scratch=Path(scratch),
            # Training and evaluation are each held to their own limit inside.
            timeout_seconds=3 * parameters["timeout_seconds"],
            on_progress=told,
        )
        return processes.read_result(result)


class _Teller:
    """Prints a line whenever the label changes."""

    def __init__(self, source: str) -> None:
        self.source, self.last, self.start = source, "", time.perf_counter()

    def __call__(self, label: str, _share: float) -> None:
        if label != self.last:
            print(f"{time.perf_counter() - self.start:7.1f} s  {self.source:<15} {label}", file=sys.stderr, flush=True)
            self.last = label


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import matching_blocking, matching_peers, matching_quality, matching_twins

    return {
        "prepare": matching_quality.prepare,
        "fit": matching_quality.fit,
        "evaluate": matching_quality.evaluate,
        "peers": matching_peers.measure,
        "blocking": matching_blocking.measure,
        "twins": matching_twins.measure,
    }


def work(request: Json, report: Callable[[str, float], None]) -> None:
    """Do the part that the request names and write what it found to `result`."""
    environment.prepare()
    from tasks import progress

    def relay(event: progress.Event) -> None:
        report(f"{event.step}: {event.label}" if event.label else event.step, event.share)

    run = Run(USE_CASE, request["parameters"])
    inputs = {name: Reference.from_json(value) for name, value in request["inputs"].items()}
    with progress.listening(relay):
        found = parts()[request["part"]](run, **inputs, **request["options"])
    Path(request["result"]).write_text(json.dumps(found, allow_nan=False), encoding="utf-8")


if __name__ == "__main__":
    processes.serve_request(work)
