"""Parts of a benchmark, each in a process of its own: a part's peak memory must not be another's."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from infra import environment, processes
from infra.run_store import Reference
from tasks.steps import Run

Json = dict[str, Any]


@dataclass(frozen=True)
class Benchmark:
    """What is measured of a use case, in parts.

    Attributes:
        use_case: Module name.
        parts: `module:function` that gives the parts by name; each takes the run, references and options, and returns
            JSON values.
    """

    use_case: str
    parts: str

    def ask(self, part: str, parameters: Json, inputs: Json | None = None, **options: Any) -> Json:
        """Do a part in a process of its own, telling on stderr how far it is.

        Args:
            part: Its name.
            parameters: The flow's parameters as JSON values.
            inputs: References by name, as JSON values.
            options: What else the part takes, JSON values.

        Raises:
            UserError: The part refused.
            ProcessFailedError: It failed otherwise.
        """
        told = _Teller(parameters["source"])
        _put_on_path(environment.REPOSITORY)
        with tempfile.TemporaryDirectory() as scratch:
            result = Path(scratch) / "result.json"
            processes.run_module(
                "benchmarks.part_process",
                {
                    "use_case": self.use_case,
                    "parts": self.parts,
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


def _put_on_path(folder: Path) -> None:
    """Let processes that are started find this package: it is not installed, and they do not look where they begin."""
    places = [place for place in os.environ.get("PYTHONPATH", "").split(os.pathsep) if place]
    if str(folder) not in places:
        os.environ["PYTHONPATH"] = os.pathsep.join([str(folder), *places])


class _Teller:
    """Prints a line whenever the label changes."""

    def __init__(self, source: str) -> None:
        self.source, self.last, self.start = source, "", time.perf_counter()

    def __call__(self, label: str, _share: float) -> None:
        if label != self.last:
            print(f"{time.perf_counter() - self.start:7.1f} s  {self.source:<15} {label}", file=sys.stderr, flush=True)
            self.last = label


def work(request: Json, report: Callable[[str, float], None]) -> None:
    """Do the part that the request names and write what it found to `result`."""
    environment.prepare()
    from tasks import progress

    def relay(event: progress.Event) -> None:
        report(f"{event.step}: {event.label}" if event.label else event.step, event.share)

    module, function = request["parts"].split(":")
    parts: dict[str, Callable[..., Json]] = getattr(import_module(module), function)()
    run = Run(request["use_case"], request["parameters"])
    inputs = {name: Reference.from_json(value) for name, value in request["inputs"].items()}
    with progress.listening(relay):
        found = parts[request["part"]](run, **inputs, **request["options"])
    Path(request["result"]).write_text(json.dumps(found, allow_nan=False), encoding="utf-8")


if __name__ == "__main__":
    processes.serve_request(work)
