"""A note on disk for each flow run under way, so that what a killed process left open can be found and closed."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from infra import alive, environment

# What the run that a note is of does: `kind` in the note.
TRAIN = "train"
MONITOR = "monitor"
SCORE = "score"
BACKFILL = "backfill"
REPRODUCE = "reproduce"


class Note:
    """The note of one run: JSON values, written whole at every change."""

    def __init__(self, path: Path, values: dict[str, Any]) -> None:
        self.path = path
        self.values = values
        self.stays = False

    def update(self, **values: Any) -> None:
        self.values |= values
        draft = self.path.with_suffix(f".{uuid.uuid4().hex}.draft")
        try:
            draft.write_text(json.dumps(self.values, indent=2) + "\n", encoding="utf-8")
            draft.replace(self.path)
        finally:
            draft.unlink(missing_ok=True)

    def keep(self, status: str) -> None:
        """Leave the note behind: its run ended with `status`, which could not be told to MLflow."""
        self.stays = True
        # On a full disk the note stays as it is, and its run counts as killed.
        with suppress(OSError):
            self.update(ended=status)


@contextmanager
def kept(flow_run_id: str | None, **values: Any) -> Iterator[Note]:
    """A note of this process while the block runs."""
    directory().mkdir(parents=True, exist_ok=True)
    path = directory() / f"{flow_run_id or uuid.uuid4().hex}.json"
    note = Note(path, {"flow_run_id": flow_run_id, **alive.note(), **values})
    note.update()
    try:
        yield note
    finally:
        if not note.stays:
            path.unlink(missing_ok=True)


def read(flow_run_id: str | None) -> dict[str, Any]:
    """The note of a run of this process or another, empty where there is none."""
    path = directory() / f"{flow_run_id}.json"
    if flow_run_id is None or not path.is_file():
        return {}
    values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return values


def amend(flow_run_id: str | None, **values: Any) -> None:
    """Add to the note of a run, where there is one."""
    noted = read(flow_run_id)
    if noted:
        Note(directory() / f"{flow_run_id}.json", noted).update(**values)


def left_behind() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Notes on this machine's runs whose process is gone, or which could not tell how they ended."""
    if not directory().is_dir():
        return
    for path in sorted(directory().glob("*.json")):
        try:
            noted: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except ValueError:
            # Cut off by a full disk; of whose run it was, nothing is known.
            path.unlink(missing_ok=True)
            continue
        if alive.is_here(noted) and ("ended" in noted or not alive.is_alive(noted)):
            yield path, noted


def under_way() -> list[dict[str, Any]]:
    """Notes on runs that go on, or that another machine noted: of those nothing can be told, so they count."""
    gone = {path for path, _noted in left_behind()}
    notes = []
    for path in sorted(directory().glob("*.json")):
        if path not in gone:
            try:
                notes.append({**json.loads(path.read_text(encoding="utf-8")), "note": str(path)})
            except FileNotFoundError:
                continue
    return notes


def of_living() -> list[dict[str, Any]]:
    """Notes of this machine's runs that are under way."""
    found = []
    for path in sorted(directory().glob("*.json")):
        noted = read(path.stem)
        if noted and "ended" not in noted and alive.is_here(noted) and alive.is_alive(noted):
            found.append(noted)
    return found


def directory() -> Path:
    """Where the notes lie."""
    return environment.state_directory() / "runs"
