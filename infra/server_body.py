"""Body of a server process: it ends when the process that started it does, and takes along what it started itself."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

WATCH_SECONDS = 0.5
# Of a server told to end: then it is killed.
GRACE_SECONDS = 40.0
# Of what a command leaves behind when it has ended.
LEFT_SECONDS = 2.0
# Of clients' open connections, once the server was told to end.
CLOSE_SECONDS = 2
UNREAD_SECONDS = 5.0
START_LOCK = "start.lock"


def main() -> None:
    """`PARENT prefect FD`, Prefect's API on a listening socket; or `PARENT command WORD...`, any server's command."""
    parent, kind, *rest = sys.argv[1:]
    _end_with(int(parent))
    if kind == "prefect":
        _serve_prefect(int(rest[0]))
    else:
        sys.exit(_run_command(rest))


def _end_with(parent: int) -> None:
    """End this process and its group when the parent is gone, even where the parent was killed outright."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE_SECONDS + WATCH_SECONDS)
        os.killpg(os.getpgid(0), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def _run_command(words: list[str]) -> int:
    """Run the command; told to end, tell it, and end what it leaves behind."""

    def end(_signal: int, _frame: Any) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    signal.signal(signal.SIGTERM, end)
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL)
    try:
        return process.wait()
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        # It alone first: it knows in which order what it started ends well.
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=GRACE_SECONDS - 2 * LEFT_SECONDS)
        _end_group()


def _end_group() -> None:
    """End the other processes of this group: politely, then for good."""
    import psutil

    others = [found for found in psutil.process_iter() if found.pid != os.getpid() and _group(found.pid) == os.getpid()]
    for found in others:
        _tell(found, signal.SIGTERM)
    _ended, alive = psutil.wait_procs(others, timeout=LEFT_SECONDS)
    for found in alive:
        _tell(found, signal.SIGKILL)


def _group(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except OSError:
        # It ended meanwhile, or is not ours to ask about.
        return None


def _tell(process: Any, what: signal.Signals) -> None:
    import psutil

    try:
        process.send_signal(what)
    except psutil.NoSuchProcess:
        return


def _serve_prefect(fd: int) -> None:
    # Imports are shorter without collections, and what was imported is never garbage.
    gc.disable()
    import uvicorn
    from filelock import FileLock
    from prefect.server.api.server import create_app
    from prefect.settings import get_current_settings

    lock = FileLock(Path(get_current_settings().home) / START_LOCK)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            # Two servers that start on one database would migrate it side by side.
            with lock:
                await super().startup(sockets=sockets)
            gc.freeze()
            gc.enable()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await _read_what_arrived()
            await super().shutdown(sockets=sockets)

    config = uvicorn.Config(
        create_app, factory=True, log_level="warning", lifespan="on", timeout_graceful_shutdown=CLOSE_SECONDS
    )
    Server(config).run(sockets=[socket.socket(fileno=fd)])


async def _read_what_arrived() -> None:
    """Wait until the services have taken every message there is; each writes what it took when it stops.

    Prefect's services drop the messages that wait in memory when the server ends, and a run's last task is among them.
    """
    from prefect.server.utilities.messaging.memory import Topic

    deadline = time.monotonic() + UNREAD_SECONDS
    empty = 0
    while empty < 2 and time.monotonic() < deadline:
        waiting = sum(
            subscription._queue.qsize() + subscription._retry.qsize()
            for topic in Topic._topics.values()
            for subscription in topic._subscriptions
        )
        empty = 0 if waiting else empty + 1
        await asyncio.sleep(0.05)


if __name__ == "__main__":
    main()
