"""Serving the deployments: runs that the server has due are started here, each in a process of its own."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Mapping
from uuid import UUID

from flows.deployed.runner import PatientRunner
from infra import served
from tasks import abandoned

LOOK_SECONDS = 2.0

log = logging.getLogger(__name__)


def serve(deployments: Mapping[UUID, str], ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; runs under way are cancelled then, runs that wait go on waiting.

    Args:
        deployments: Ids, with names.
        ready: Called when runs are taken.
    """
    os.environ[served.SERVER] = str(os.getpid())
    asyncio.run(_serve(deployments, ready))


async def _serve(deployments: Mapping[UUID, str], ready: Callable[[], None]) -> None:
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    runner = PatientRunner()
    for identifier, name in deployments.items():
        await runner.serve_registered(identifier, name)
    async with runner:
        ready()
        while not told.is_set():
            await runner.look()
            await asyncio.to_thread(_close_abandoned)
            await _first_of(told, LOOK_SECONDS)
        await runner.cancel_all_runs("bazaar up ended while this ran; run it again: finished steps are kept.")
        # One that did not end when told was killed, and its MLflow run is still open.
        await asyncio.to_thread(_close_abandoned)


def _close_abandoned() -> None:
    """A run whose process was killed outright leaves its MLflow run open."""
    try:
        abandoned.close_all()
    except Exception as error:
        # A server that is away now is asked again at the next look.
        log.warning("Abandoned runs could not be closed: %s: %s", type(error).__name__, error)


async def _first_of(told: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(told.wait(), timeout=seconds)
    except TimeoutError:
        return
