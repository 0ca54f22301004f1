"""The server a run needs: the one that was named, or a temporary Prefect of its own."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from infra import environment, public_name, server_process, sign_in
from infra.errors import SettingsError
from infra.server_process import ServerProcess

ADDRESS = "PREFECT_API_URL"
PATIENCE_SECONDS = 10.0
DRAIN_SECONDS = 10.0

# What a server that lives for one run leaves out: pages, automations, schedules. Its own words for "temporary".
TEMPORARY = {
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_LOGGER_ENABLED": "false",
}


@contextmanager
def prefect_api(meanwhile: Callable[[], object] | None = None) -> Iterator[str]:
    """A Prefect API for the block: `PREFECT_API_URL`, else that of a running `bazaar up`, else a server of our own.

    Inside the block `PREFECT_API_URL` names it. A server of our own starts while `meanwhile` runs, and ends with the
    block, after everything the run reported was written; it also ends when this process is killed.

    Args:
        meanwhile: Slow imports that need no server yet, the flow's module for one.

    Raises:
        SettingsError: The address that was set does not answer.
        ServerFailedError: Our own server did not start.
    """
    address = environment.prefect_address()
    sign_in.provide()
    if address is not None:
        _check_answers(address)
        with _as_default(address):
            if meanwhile is not None:
                meanwhile()
            yield address
        return
    server, address = start_prefect("127.0.0.1", 0, temporary=True)
    try:
        with _as_default(address):
            if meanwhile is not None:
                meanwhile()
            server.wait_until_healthy()
            try:
                yield address
            finally:
                _send_what_waits()
    finally:
        server.stop()
    server.log.unlink(missing_ok=True)


def start_prefect(
    host: str, port: int, *, temporary: bool = False, name: str = "", variables: dict[str, str] | None = None
) -> tuple[ServerProcess, str]:
    """Start Prefect's server, not yet waited for, and give the address of its API.

    Args:
        temporary: Whether it lives for one run.
        name: By which other machines reach it, if they do.
        variables: Further settings of it.
    """
    environment.make_directories()
    listening = server_process.listen(host, port, "--prefect-port")
    port = listening.getsockname()[1]
    root = server_process.address_of(host, port)
    server = server_process.start(
        "Prefect",
        ["prefect", str(listening.fileno())],
        variables={
            "PREFECT_SERVER_API_HOST": host,
            "PREFECT_SERVER_API_PORT": str(port),
            # Else the pages ask whatever server the environment of their server names.
            ADDRESS: f"{root}/api",
            **public_name.for_prefect(name, port),
            **(TEMPORARY if temporary else {}),
            **(variables or {}),
        },
        log=log_path(f"prefect-of-{os.getpid()}" if temporary else "prefect"),
        health=f"{root}/api/health",
        listening=listening,
    )
    return server, f"{root}/api"


def log_path(name: str) -> Path:
    """Where the log of a server is."""
    return environment.state_directory() / "logs" / f"{name}.log"


@contextmanager
def _as_default(address: str) -> Iterator[None]:
    before = os.environ.get(ADDRESS)
    os.environ[ADDRESS] = address
    _reread_settings()
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(ADDRESS, None)
        else:
            os.environ[ADDRESS] = before
        _reread_settings()


def _reread_settings() -> None:
    """Prefect reads its settings when it is imported; one that already was has to look again."""
    if "prefect.context" in sys.modules:
        from prefect.context import refresh_global_settings_context

        refresh_global_settings_context()


def _check_answers(address: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not server_process.answers(f"{address.rstrip('/')}/health"):
        if time.monotonic() > deadline:
            raise SettingsError(
                f"No Prefect answers at {address}.",
                f"Start it, or unset {ADDRESS}: then a run brings its own.",
            )
        time.sleep(0.2)


def _send_what_waits() -> None:
    """Have Prefect's background threads send the events and logs they hold, while there is a server to take them."""
    if "prefect.events.worker" in sys.modules:
        from prefect.events.worker import EventsWorker

        EventsWorker.drain_all(timeout=DRAIN_SECONDS)
    if "prefect.logging.handlers" in sys.modules:
        from prefect.logging.handlers import APILogWorker

        APILogWorker.drain_all(timeout=DRAIN_SECONDS)
