"""Work in a process of its own: killed by a timeout, by its parent's death, or by an interrupt."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra.errors import UserError
from infra.module_process import FAILURE, PROGRESS, ModuleProcess


def run_module(
    module: str,
    request: dict[str, Any],
    *,
    scratch: Path,
    timeout_seconds: float,
    on_progress: Callable[[str, float], None],
) -> None:
    """Run `python -m module REQUEST.json` and relay its progress lines.

    Args:
        module: Has a `main` that calls `serve_request`.
        request: JSON values handed to it.
        scratch: An existing directory for the request and the log.
        timeout_seconds: After it the whole process group is killed.
        on_progress: Called with a label and the share done, 0 to 1.

    Raises:
        TimeoutError: It took longer.
        UserError: It refused its input.
        ProcessFailedError: It failed otherwise.
    """
    ModuleProcess.start(module, request, scratch=scratch, on_progress=on_progress).finish(timeout_seconds)


def serve_request(work: Callable[[dict[str, Any], Callable[[str, float], None]], None]) -> None:
    """Body of a module that runs in a process of its own: read the request, work, and report how it ended."""
    request_path = Path(sys.argv[1])
    request = json.loads(request_path.read_text(encoding="utf-8"))
    _die_with(request["parent"])
    # Shells have their background jobs ignore it, and so what these start; whoever started this may send it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        work(request, _report)
    except UserError as error:
        # Whoever started it may not know the very kind.
        kinds = [kind.__name__ for kind in type(error).__mro__]
        failure = {"kinds": kinds, "problem": error.problem, "remedy": error.remedy}
        (request_path.parent / FAILURE).write_text(json.dumps(failure), encoding="utf-8")
        sys.exit(error.exit_code)


def _report(label: str, share: float) -> None:
    sys.stdout.write(PROGRESS + json.dumps([label, share]) + "\n")
    sys.stdout.flush()


def _die_with(parent: int) -> None:
    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def read_result(path: Path) -> dict[str, Any]:
    """What the process wrote as its result, JSON values."""
    result: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return result
