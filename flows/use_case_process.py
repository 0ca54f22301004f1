"""The process in which one of several use cases runs."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra import environment, processes

STEPS = ("ingest", "validate", "build", "train", "evaluate", "register")


def work(request: dict[str, Any], report: Callable[[str, float], None]) -> None:
    """Run the flow of `use_case` with checked `parameters` and write its summary to `result`."""
    environment.prepare()
    # Started in the background of a shell, it would be deaf to the interrupt that lets it close what it opened.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    from flows import running
    from tasks import progress, rooms

    parameters = rooms.module("params", request["use_case"]).Parameters.model_validate(request["parameters"])
    with progress.listening(lambda event: report(*told(event))):
        summary = running.perform(request["use_case"], parameters)
    Path(request["result"]).write_text(json.dumps(summary), encoding="utf-8")


def told(event: Any) -> tuple[str, float]:
    """A step's event as a label and a share of the whole run, in which every step counts the same."""
    at = STEPS.index(event.step) if event.step in STEPS else 0
    done = {"began": 0.0, "ended": 1.0}.get(event.kind, event.share)
    label = f"{event.step}: {event.label}" if event.label else event.step
    return label, (at + done) / len(STEPS)


if __name__ == "__main__":
    processes.serve_request(work)
