"""Which databases a home lives on, remembered: a registry on PostgreSQL is not silently doubled in SQLite."""

from __future__ import annotations

from pathlib import Path

from infra import environment
from infra.errors import SettingsError


def remember(postgres: str) -> None:
    """Note the PostgreSQL of this home, without password; empty for SQLite, which needs no note."""
    if postgres:
        _note().parent.mkdir(parents=True, exist_ok=True)
        _note().write_text(postgres + "\n", encoding="utf-8")


def remembered() -> str:
    """The PostgreSQL of this home, without password; empty for SQLite."""
    return _note().read_text(encoding="utf-8").strip() if _note().is_file() else ""


def refuse_another_than(postgres: str) -> None:
    """Check that these are the databases of this home.

    Args:
        postgres: As `remember` takes it.

    Raises:
        SettingsError: They are elsewhere.
    """
    before = remembered()
    if before == "" or _place(before) == _place(postgres):
        return
    raise SettingsError(
        f"The registry of this home is on PostgreSQL ({before})"
        + (f", not on {postgres}." if postgres else ", and no `bazaar up` runs that leads there."),
        f"Run `bazaar up --postgres {before}`, or set MLFLOW_TRACKING_URI to an MLflow that leads there. "
        f"To begin anew elsewhere, remove {_note()}.",
    )


def _place(postgres: str) -> str:
    """Server and databases, whichever user comes."""
    return postgres.partition("://")[2].rpartition("@")[2]


def _note() -> Path:
    return environment.state_directory() / "postgres.txt"
