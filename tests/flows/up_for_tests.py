"""A real `bazaar up` in a home of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from bazaar_command import Bazaar

REPOSITORY = Path(__file__).resolve().parents[2]
# What our commands set in their own process, and a test may not leave behind.
SET_BY_COMMANDS = (
    "MLFLOW_TRACKING_URI",
    "MLFLOW_REGISTRY_URI",
    "MLFLOW_TRACKING_USERNAME",
    "MLFLOW_TRACKING_PASSWORD",
    "PREFECT_API_AUTH_STRING",
    "PREFECT_API_URL",
)

PATIENCE_SECONDS = 400
END_SECONDS = 120


def new_home(directory: Path) -> Bazaar:
    """The command in a new home, with no server named."""
    directory.mkdir()
    shutil.copy(REPOSITORY / "params.yaml", directory)
    os.environ.pop("PREFECT_API_URL", None)
    return Bazaar(directory, api="")


@contextmanager
def as_a_command_in(home: Path) -> Iterator[None]:
    """This process works in that home, as another command there would."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("BAZAAR_HOME", str(home))
        for name in SET_BY_COMMANDS:
            # Set first: only what was set is put back.
            patched.setenv(name, "")
            os.environ.pop(name)
        yield


@dataclass
class Up:
    """The command under way."""

    bazaar: Bazaar
    process: subprocess.Popen[str]

    @classmethod
    def start(cls, bazaar: Bazaar, *words: str, ports: tuple[int, int] = (0, 0)) -> Up:
        named = ("--prefect-port", str(ports[0]), "--mlflow-port", str(ports[1]))
        return cls(bazaar, bazaar.start("up", *named, *words))

    @property
    def note(self) -> dict[str, Any]:
        return json.loads((self.bazaar.home / ".bazaar" / "up.json").read_text())

    def until_servers_answer(self) -> Up:
        self._until(lambda: self._noted_by_this() and self.note["ready"])
        return self

    def until_all_is_served(self) -> Up:
        self.until_servers_answer()
        self._until((self.bazaar.home / ".bazaar" / "deployments.ready").exists)
        return self

    def processes(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, how: signal.Signals) -> str:
        """What it said in all; nothing of it runs on."""
        children = self.processes()
        self.process.send_signal(how)
        said, _ = self.process.communicate(timeout=END_SECONDS)
        _, alive = psutil.wait_procs(children, timeout=END_SECONDS)
        assert alive == []
        return said

    def kill(self) -> None:
        """For the end of a test that failed half-way."""
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.communicate()

    def _noted_by_this(self) -> bool:
        note = self.bazaar.home / ".bazaar" / "up.json"
        return note.exists() and self.note["process"]["pid"] == self.process.pid

    def _until(self, condition) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert self.process.poll() is None, self.process.communicate()[0]
            assert time.monotonic() < deadline
            time.sleep(0.2)
