"""Work in a process of its own: killed by a timeout, by its parent's death, or by an interrupt."""

from __future__ import annotations

import contextvars
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra.errors import UserError

PROGRESS = "progress "
FAILURE = "failure.json"


class ProcessFailedError(RuntimeError):
    """The process ended without its result; the message holds the end of what it printed."""


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
    request_path = scratch / "request.json"
    request_path.write_text(json.dumps({**request, "parent": os.getpid()}), encoding="utf-8")
    log_path = scratch / "log.txt"
    with log_path.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            # -P: a module of that name in the caller's directory is not ours.
            [sys.executable, "-P", "-m", module, str(request_path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
        # The listener and Prefect's task run are known to this thread's context alone.
        context = contextvars.copy_context()
        reader = threading.Thread(target=context.run, args=(_relay, process, on_progress), daemon=True)
        reader.start()
        try:
            process.wait(timeout=timeout_seconds)
        except subprocess.TimeoutExpired as error:
            raise TimeoutError(
                f"{module} was stopped after its limit of {timeout_seconds:g} s; raise it: --set timeout_seconds=..."
            ) from error
        finally:
            _kill_group(process)
        reader.join()
    if process.returncode != 0:
        _raise_failure(module, scratch, log_path, process.returncode)


def serve_request(work: Callable[[dict[str, Any], Callable[[str, float], None]], None]) -> None:
    """Body of a module that `run_module` starts: read the request, work, and report how it ended."""
    request_path = Path(sys.argv[1])
    request = json.loads(request_path.read_text(encoding="utf-8"))
    _die_with(request["parent"])
    try:
        work(request, _report)
    except UserError as error:
        failure = {"kind": type(error).__name__, "problem": error.problem, "remedy": error.remedy}
        (request_path.parent / FAILURE).write_text(json.dumps(failure), encoding="utf-8")
        sys.exit(error.exit_code)


def _report(label: str, share: float) -> None:
    sys.stdout.write(PROGRESS + json.dumps([label, share]) + "\n")
    sys.stdout.flush()


def _relay(process: subprocess.Popen[str], on_progress: Callable[[str, float], None]) -> None:
    if process.stdout is None:
        return
    with process.stdout as lines:
        for line in lines:
            if line.startswith(PROGRESS):
                label, share = json.loads(line[len(PROGRESS) :])
                on_progress(label, share)


def _die_with(parent: int) -> None:
    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _kill_group(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _raise_failure(module: str, scratch: Path, log_path: Path, code: int) -> None:
    failure_path = scratch / FAILURE
    if failure_path.is_file():
        failure = json.loads(failure_path.read_text(encoding="utf-8"))
        kinds = {kind.__name__: kind for kind in _subclasses(UserError)}
        raise kinds[failure["kind"]](failure["problem"], failure["remedy"])
    tail = "\n".join(log_path.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
    raise ProcessFailedError(f"{module} ended with exit code {code}.\n{tail}")


def _subclasses(kind: type[UserError]) -> list[type[UserError]]:
    return [kind, *(deeper for child in kind.__subclasses__() for deeper in _subclasses(child))]


def read_result(path: Path) -> dict[str, Any]:
    """What the process wrote as its result, JSON values."""
    result: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return result
