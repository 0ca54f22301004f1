"""Whether a process that left a note of itself still runs; a pid alone may since have been given to another."""

from __future__ import annotations

import os
import socket
from typing import Any

import psutil

# Clocks of the process table are coarse; two processes of one pid are further apart than this.
SAME_START_SECONDS = 2.0


def note() -> dict[str, Any]:
    """What identifies this process: host, pid, and when it started (seconds since the epoch)."""
    return {"host": socket.gethostname(), "pid": os.getpid(), "started": psutil.Process().create_time()}


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
