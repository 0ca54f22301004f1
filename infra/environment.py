"""Where this installation keeps its state, and the tools' settings that must hold before they are imported."""

from __future__ import annotations

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent

# Each tool reports usage home unless told otherwise, and each takes another word for "no".
QUIET = {
    # Prefect starts its server as a module of the working directory, where anything may lie.
    "PYTHONSAFEPATH": "1",
    "DO_NOT_TRACK": "true",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DVC_NO_ANALYTICS": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",  # transformers shows one for every network that it reads
    "GX_ANALYTICS_ENABLED": "false",
    "TOKENIZERS_PARALLELISM": "false",
    "GIT_PYTHON_REFRESH": "quiet",
    # XGBoost's threads would otherwise spin while they wait, and cost several times the work where cores are shared.
    "OMP_WAIT_POLICY": "PASSIVE",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
    # Who waits for an absent server is infra.tracking, which can tell absent from broken.
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "2",
}

# A temporary server drops the task records it has not yet flushed when the run that started it ends.
PREFECT = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    # Whole seconds: the server cuts a fraction off, and an interval of 0 keeps a core busy.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    # Prefect's pages show a run's log; the terminal has the steps, and one message when a run fails.
    "PREFECT_LOGGING_LEVEL": "INFO",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",
    "PREFECT_CLI_COLORS": "false",
    # The newer pages ask a company's address for settings whenever they are opened, whatever is said of analytics.
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # Kept in memory, the slots of runs under way are lost with a server that restarts, and those runs are cancelled.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
}


def home() -> Path:
    """Directory that holds params.yaml, .bazaar/ and mlruns/: `BAZAAR_HOME`, else the repository."""
    return Path(os.environ.get("BAZAAR_HOME") or REPOSITORY).resolve()


def parameters_file() -> Path:
    """params.yaml: `BAZAAR_PARAMS`, else the home's. A DVC stage names the file that it says it depends on."""
    return Path(os.environ.get("BAZAAR_PARAMS") or home() / "params.yaml")


def state_directory() -> Path:
    """The run store, caches and Prefect's own files."""
    return home() / ".bazaar"


def store_directory() -> Path:
    """Root of the run store: `BAZAAR_STORE`, else under the state."""
    return Path(os.environ.get("BAZAAR_STORE") or state_directory() / "store")


def results_directory() -> Path:
    """Where Prefect keeps the JSON results of cached tasks, one file a cache key."""
    return Path(os.environ.get("PREFECT_LOCAL_STORAGE_PATH") or state_directory() / "results")


def tracking_directory() -> Path:
    """MLflow's database, its artifacts and the promotion log."""
    return home() / "mlruns"


def prepare() -> None:
    """Set what the tools read at import. A value that the user set stays as it is."""
    for name, value in {**QUIET, **PREFECT}.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("PREFECT_HOME", str(state_directory() / "prefect"))
    os.environ.setdefault("PREFECT_LOCAL_STORAGE_PATH", str(results_directory()))


def tracking_uri() -> str:
    """MLflow's address: `MLFLOW_TRACKING_URI` if set, else that of a running `bazaar up`, else the own database.

    Raises:
        SettingsError: This home's registry is on PostgreSQL, and no `bazaar up` runs that leads there.
    """
    named = os.environ.get("MLFLOW_TRACKING_URI")
    if named:
        return named
    from infra import home_databases, up_note

    up = up_note.running()
    if up is not None:
        return up.mlflow
    home_databases.refuse_another_than("")
    return own_database_uri()


def own_database_uri() -> str:
    """The SQLite database under `mlruns/`."""
    return f"sqlite:///{tracking_directory() / 'mlflow.db'}"


def prefect_address() -> str | None:
    """Address of Prefect's API: `PREFECT_API_URL` if set, else that of a running `bazaar up`, else none."""
    named = os.environ.get("PREFECT_API_URL")
    if named:
        return named
    from infra import up_note

    up = up_note.running()
    return None if up is None else up.prefect


def make_directories() -> None:
    """Make the directories that Prefect and MLflow expect to find."""
    for directory in (Path(os.environ["PREFECT_HOME"]), results_directory(), tracking_directory()):
        directory.mkdir(parents=True, exist_ok=True)
