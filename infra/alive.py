"""Whether a process that left a note of itself still runs; a pid alone may since have been given to another."""

from __future__ import annotations

import os
import socket
from typing import Any

import psutil

# Clocks of the process table are coarse; two processes of one pid are further apart than this.
SAME_START_SECONDS = 2.0


def note(pid: int | None = None) -> dict[str, Any]:
    """What identifies a process, this one unless told: host, pid, and when it started (seconds since the epoch).

    Raises:
        psutil.NoSuchProcess: It is gone.
    """
    pid = os.getpid() if pid is None else pid
    return {"host": socket.gethostname(), "pid": pid, "started": psutil.Process(pid).create_time()}


def is_here(noted: dict[str, Any]) -> bool:
    """Whether the noted process ran, or runs, on this machine; of others nothing can be told."""
    return bool(noted.get("host") == socket.gethostname())


def is_alive(noted: dict[str, Any]) -> bool:
    """Whether the noted process of this machine runs."""
    try:
        process = psutil.Process(int(noted["pid"]))
        return (
            abs(process.create_time() - float(noted["started"])) < SAME_START_SECONDS
            and process.status() != psutil.STATUS_ZOMBIE
        )
    except (psutil.NoSuchProcess, KeyError, TypeError, ValueError):
        return False
