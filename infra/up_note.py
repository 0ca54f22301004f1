"""The note that a running `bazaar up` leaves in its home, by which other commands there find its servers."""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infra import alive, environment

if TYPE_CHECKING:
    from infra.server_process import ServerProcess

NO_SIGN_IN = ""
FROM_ENVIRONMENT = "environment"


@dataclass(frozen=True)
class Up:
    """A `bazaar up`. Holds no secret: only where one is kept.

    Args:
        prefect: Address of Prefect's API.
        mlflow: Address of MLflow.
        artifacts: Where new experiments keep their files, an address; empty for `mlruns/artifacts` of the home.
        databases: `SQLite`, or the PostgreSQL without its password.
        sign_in: Empty for none, `environment`, or the path of the file with the credentials.
        process: What identifies the command (`infra.alive.note`).
        children: What identifies its servers.
        ready: Whether they all answer.
    """

    prefect: str
    mlflow: str
    artifacts: str
    databases: str
    sign_in: str
    process: dict[str, Any] = field(default_factory=alive.note)
    children: tuple[dict[str, Any], ...] = ()
    ready: bool = False

    def with_child(self, server: ServerProcess) -> Up:
        """The same with one more server, which has not ended yet."""
        return replace(self, children=(*self.children, alive.note(server.process.pid)))

    def write(self) -> None:
        """Write the note whole, readable by its owner alone."""
        path().parent.mkdir(parents=True, exist_ok=True)
        draft = path().with_suffix(f".{uuid.uuid4().hex}.draft")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        draft.replace(path())


def path() -> Path:
    """Where the note lies."""
    return environment.state_directory() / "up.json"


def read() -> Up | None:
    """The note that lies there, whether its process runs or not; None where there is none that can be read."""
    try:
        values = json.loads(path().read_text(encoding="utf-8"))
        return Up(**{**values, "children": tuple(values["children"])})
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        # None there, cut off by a full disk, or of another version of this program: its process cannot be asked.
        return None


def running() -> Up | None:
    """The `bazaar up` of this home and machine whose servers answer."""
    up = read()
    if up is None or not up.ready or not alive.is_here(up.process) or not alive.is_alive(up.process):
        return None
    return up


def left_children() -> list[dict[str, Any]]:
    """Servers of a killed `bazaar up` of this machine that have not ended yet."""
    up = read()
    if up is None or not alive.is_here(up.process) or alive.is_alive(up.process):
        return []
    return [child for child in up.children if alive.is_alive(child)]


def remove() -> None:
    path().unlink(missing_ok=True)
