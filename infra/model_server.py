"""MLflow's own model server over the files of one version, in this process."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from infra import server_process

APP = "mlflow.pyfunc.scoring_server.app:app"


def free_port(host: str, port: int) -> int:
    """The port itself, or a free one for 0.

    Raises:
        SettingsError: It is taken, or the host is not this machine's.
    """
    with server_process.listen(host, port, "--port") as listening:
        return int(listening.getsockname()[1])


def serve(files: Path, host: str, port: int, workers: int) -> None:
    """Answer /invocations, /ping and /version until told to end.

    Args:
        files: What `registry.checked_files` gave.
        workers: Processes; each loads the model.
    """
    import uvicorn
    from mlflow.pyfunc import scoring_server

    # The command is MLflow's for a shell, where the working directory is searched for modules; the environment serves.
    _command, variables = scoring_server.get_cmd(str(files), port, host, None, workers)
    os.environ.update(variables)
    # uvicorn ends its server, then gives the signal back; the caller has files to remove.
    signal.signal(signal.SIGTERM, _end)
    uvicorn.run(APP, host=host, port=port, workers=workers, log_level="warning", access_log=False)


def _end(_signal: int, _frame: Any) -> None:
    raise SystemExit(128 + signal.SIGTERM)
