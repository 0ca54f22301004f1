"""A module at work in a process of its own, seen from the process that started it."""

from __future__ import annotations

import contextvars
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.errors import UserError

REQUEST = "request.json"
FAILURE = "failure.json"
LOG = "log.txt"
PROGRESS = "progress "
TOLD_LINES = 20


class ProcessFailedError(RuntimeError):
    """The process ended without its result; the message holds the end of what it printed."""


@dataclass(frozen=True)
class ModuleProcess:
    """A process that was started, in a process group of its own.

    Args:
        module: What it runs.
        process: The process.
        scratch: Holds the request, the log and, after a refusal, what was refused.
        reader: Relays what it tells of its progress.
    """

    module: str
    process: subprocess.Popen[str]
    scratch: Path
    reader: threading.Thread

    @classmethod
    def start(
        cls,
        module: str,
        request: Mapping[str, Any],
        *,
        scratch: Path,
        on_progress: Callable[[str, float], None],
        variables: Mapping[str, str] | None = None,
    ) -> ModuleProcess:
        """Start `python -m module REQUEST.json`.

        Args:
            module: Has a `main` that calls `processes.serve_request`.
            request: JSON values handed to it.
            scratch: An existing directory, its own.
            on_progress: Called from a thread with a label and the share done, 0 to 1.
            variables: Laid over the environment.
        """
        request_path = scratch / REQUEST
        request_path.write_text(json.dumps({**request, "parent": os.getpid()}), encoding="utf-8")
        with (scratch / LOG).open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                # -P: a module of that name in the caller's directory is not ours.
                [sys.executable, "-P", "-m", module, str(request_path)],
                env={**os.environ, **(variables or {})},
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
        return cls(module, process, scratch, reader)

    @property
    def log(self) -> Path:
        """What the process printed as errors."""
        return self.scratch / LOG

    def finish(self, timeout_seconds: float | None = None) -> None:
        """Wait for its end; whatever ends the waiting ends the process.

        Raises:
            TimeoutError: It took longer.
            UserError: It refused its input.
            ProcessFailedError: It failed otherwise.
        """
        try:
            self.process.wait(timeout=timeout_seconds)
        except subprocess.TimeoutExpired as error:
            raise TimeoutError(
                f"{self.module} was stopped after its limit of {timeout_seconds:g} s; "
                "raise it: --set timeout_seconds=..."
            ) from error
        finally:
            self.kill()
        self.reader.join()
        if self.process.returncode != 0:
            raise self._failure()

    def interrupt(self, grace_seconds: float) -> None:
        """Have it end as Ctrl-C ends a command; kill it where it takes longer than that."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout=grace_seconds)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """Kill it and what it started in its group."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _failure(self) -> Exception:
        refused = self.scratch / FAILURE
        if refused.is_file():
            failure = json.loads(refused.read_text(encoding="utf-8"))
            known = {kind.__name__: kind for kind in _subclasses(UserError)}
            nearest = next(known[name] for name in failure["kinds"] if name in known)
            return nearest(failure["problem"], failure["remedy"])
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-TOLD_LINES:]
        told = "\n".join(lines)
        return ProcessFailedError(f"{self.module} ended with exit code {self.process.returncode}.\n{told}")


def _relay(process: subprocess.Popen[str], on_progress: Callable[[str, float], None]) -> None:
    if process.stdout is None:
        return
    with process.stdout as lines:
        for line in lines:
            if line.startswith(PROGRESS):
                label, share = json.loads(line[len(PROGRESS) :])
                on_progress(label, share)


def _subclasses(kind: type[UserError]) -> list[type[UserError]]:
    return [kind, *(deeper for child in kind.__subclasses__() for deeper in _subclasses(child))]
