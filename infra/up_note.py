"""The note by which other commands find the servers of a running `bazaar up`."""

from __future__ import annotations

import getpass
import json
import uuid
from pathlib import Path
from typing import Any

from infra import alive, environment


def write(*, prefect: str, mlflow: str, postgres: bool) -> None:
    """Note this process and its servers; nothing secret stands in it.

    Args:
        prefect: Address of Prefect's API.
        mlflow: Address of MLflow.
        postgres: Whether PostgreSQL holds their state; else it is the files of this installation.
    """
    values = {**alive.note(), "user": getpass.getuser(), "prefect": prefect, "mlflow": mlflow, "postgres": postgres}
    path().parent.mkdir(parents=True, exist_ok=True)
    draft = path().with_suffix(f".{uuid.uuid4().hex}.draft")
    draft.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    draft.replace(path())


def read() -> dict[str, Any] | None:
    """The note, if the process it speaks of runs on this machine."""
    try:
        noted = json.loads(path().read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        # Cut off by a full disk: of whom it spoke is not known, and a new one takes its place.
        return None
    if not isinstance(noted, dict) or not alive.is_here(noted) or not alive.is_alive(noted):
        return None
    return noted


def address(server: str) -> str | None:
    """Address of `prefect` or `mlflow`, while `bazaar up` runs."""
    noted = read()
    return None if noted is None else str(noted[server])


def remove() -> None:
    """Take the note away."""
    path().unlink(missing_ok=True)


def path() -> Path:
    """Where the note is."""
    return environment.state_directory() / "up.json"
