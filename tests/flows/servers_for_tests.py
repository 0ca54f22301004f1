"""Real servers that a test may stop and start again on the same port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Self

BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server(ABC):
    """A server process on a port of its own, stopped by its own pid."""

    health = ""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> list[str]: ...

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def start(self) -> None:
        log = self.directory / f"server-{self.port}.log"
        with log.open("a") as stream:
            self.process = subprocess.Popen(
                self.command(),
                env=self.environment(),
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(self.address + self.health, timeout=2) as answer:  # noqa: S310
                    if answer.status == 200:
                        return
            except urllib.error.HTTPError as error:
                error.close()
                time.sleep(0.3)
            except OSError:
                time.sleep(0.3)
        raise RuntimeError(f"The server did not start:\n{log.read_text()}")

    def stop(self) -> None:
        if self.process is None:
            return
        os.killpg(self.process.pid, 15)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, 9)
            self.process.wait()
        self.process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_ended: object) -> None:
        self.stop()


class PrefectServer(Server):
    """Prefect's API with a database in `directory`."""

    health = "/api/health"

    @property
    def api(self) -> str:
        return f"{self.address}/api"

    def command(self) -> list[str]:
        return [str(BIN / "prefect"), "server", "start", "--host", "127.0.0.1", "--port", str(self.port)]

    def environment(self) -> dict[str, str]:
        own = {"PREFECT_HOME": str(self.directory), "PREFECT_SERVER_API_PORT": str(self.port)}
        return {**os.environ, **own}


class MlflowServer(Server):
    """MLflow on the database of a bazaar home."""

    health = "/health"

    def command(self) -> list[str]:
        runs = self.directory / "mlruns"
        runs.mkdir(exist_ok=True)
        return [
            str(BIN / "mlflow"), "server", "--host", "127.0.0.1", "--port", str(self.port), "--workers", "1",
            "--backend-store-uri", f"sqlite:///{runs / 'mlflow.db'}",
            "--artifacts-destination", str(runs / "artifacts"),
        ]  # fmt: skip

    def environment(self) -> dict[str, str]:
        return {**os.environ, "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}
