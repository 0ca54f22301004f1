"""A real Prefect server for the session."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bazaar_command import Bazaar

REPOSITORY = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a real Prefect server on a free port, stopped by its own pid."""
    directory = tmp_path_factory.mktemp("prefect")
    port = free_port()
    log = (directory / "server.log").open("w")
    server = subprocess.Popen(
        [Path(sys.executable).with_name("prefect"), "server", "start", "--host", "127.0.0.1", "--port", str(port)],
        env={**os.environ, "PREFECT_HOME": str(directory), "PREFECT_SERVER_API_PORT": str(port)},
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    api = f"http://127.0.0.1:{port}/api"
    try:
        _wait_until_healthy(api, server, directory / "server.log")
        yield api
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        log.close()


def _wait_until_healthy(api: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{api}/health", timeout=2) as answer:  # noqa: S310 - the server just started
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"The Prefect server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def bazaar_at(prefect_api: str) -> Callable[[Path], Bazaar]:
    """Make a bazaar in a directory."""

    def make(directory: Path) -> Bazaar:
        directory.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / "params.yaml", directory)
        return Bazaar(directory, prefect_api)

    return make
