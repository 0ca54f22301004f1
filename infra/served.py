"""A flow run's process that a server of deployments started ends with it; else nobody could cancel it any more."""

from __future__ import annotations

import os
import signal
import threading
import time

# Pid of the process that serves, in the environment of the runs it starts.
SERVER = "BAZAAR_SERVED_BY"
LOOK_SECONDS = 1.0


def end_with_server() -> None:
    """Where this process was started by a server of deployments, be told to end when that is gone, even by kill -9."""
    parent = os.getppid()
    if os.environ.get(SERVER) != str(parent):
        return

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
