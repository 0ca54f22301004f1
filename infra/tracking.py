"""MLflow's tracking store: opened the same way everywhere, and still whole after its folder was moved."""

from __future__ import annotations

import logging
import sqlite3
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from infra import artifact_places, environment, locks, sign_in, tracking_pages, up_note
from infra.errors import RegistryError

if TYPE_CHECKING:
    from mlflow import MlflowClient

T = TypeVar("T")

ROOT_NOTE = "root.txt"
ANSWER_SECONDS = 3.0
ASK_AGAIN_SECONDS = 2.0

# Columns in which MLflow stores where artifacts lie, as absolute addresses.
ADDRESS_COLUMNS = (
    ("experiments", "artifact_location"),
    ("runs", "artifact_uri"),
    ("logged_models", "artifact_location"),
    ("model_versions", "source"),
    ("model_versions", "storage_location"),
)


def open_client() -> MlflowClient:
    """A client on `environment.tracking_uri()`, which also becomes MLflow's process-wide default."""
    environment.prepare()
    uri = environment.tracking_uri()
    sign_in.provide()
    client = client_of(uri)
    import mlflow

    _hush()
    mlflow.set_tracking_uri(uri)
    mlflow.set_registry_uri(uri)
    return client


def client_of(uri: str) -> MlflowClient:
    """A client on a store; MLflow's process-wide default stays the caller's."""
    if uri == environment.own_database_uri():
        settle_database()
    import mlflow

    return mlflow.MlflowClient(uri, uri)


def _hush() -> None:
    """MLflow sets its own loggers up when it is imported; its daily news are not a user's."""
    for name in ("mlflow", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # What it prints of a failed statement it raises too.
    logging.getLogger("mlflow.store.db.utils").setLevel(logging.CRITICAL)


def is_reachable(uri: str | None = None) -> bool:
    """Whether MLflow answers, at `environment.tracking_uri()` unless told; a database file always does."""
    import http.client
    import urllib.error
    import urllib.request

    uri = uri or environment.tracking_uri()
    if not uri.startswith(("http://", "https://")):
        return True
    try:
        with urllib.request.urlopen(f"{uri.rstrip('/')}/health", timeout=ANSWER_SECONDS):  # noqa: S310 - http only
            return True
    except urllib.error.HTTPError as error:
        # It asks for credentials, say: somebody is there.
        error.close()
        return error.code < 500
    except (OSError, http.client.HTTPException):
        return False


def wait_until_reachable(patience_seconds: float) -> None:
    """Wait for an MLflow that is away.

    Raises:
        RegistryError: It did not come back in that time.
    """
    deadline = time.monotonic() + patience_seconds
    while not is_reachable():
        if time.monotonic() >= deadline:
            waited = f", after {patience_seconds:g} s of waiting" if patience_seconds else ""
            raise RegistryError(
                f"MLflow at {tracking_pages.root()} does not answer{waited}.",
                "Start it, then run the same command again: finished steps are kept, the model too.",
            )
        time.sleep(ASK_AGAIN_SECONDS)


def outlasting(action: Callable[[], T], patience_seconds: float) -> T:
    """Do what needs MLflow; when MLflow goes away in the middle, wait for it and begin again.

    Raises:
        RegistryError: It stayed away.
    """
    while True:
        wait_until_reachable(patience_seconds)
        try:
            return action()
        except Exception:
            if is_reachable():
                raise


def experiment_id(client: MlflowClient, use_case: str) -> str:
    """The experiment named like the use case, created on first use."""
    from mlflow.exceptions import MlflowException

    name = use_case.replace("_", "-")
    existing = client.get_experiment_by_name(name)
    if existing is not None:
        return str(existing.experiment_id)
    # Without it MLflow's pages take the experiment for one of language-model traces.
    tags = {"mlflow.experimentKind": "custom_model_development"}
    try:
        return str(client.create_experiment(name, artifact_location=_artifact_location(name), tags=tags))
    except MlflowException:
        # Two first runs at once: the other one created it.
        existing = client.get_experiment_by_name(name)
        if existing is None:
            raise
        return str(existing.experiment_id)


def _artifact_location(name: str) -> str | None:
    """Where an experiment's files go; None leaves it to an MLflow that is not this home's.

    Through a running `bazaar up` they go to the same folder as without one, unless it was told another place, so that
    an experiment made on one road is found on the other.
    """
    uri, up = environment.tracking_uri(), up_note.running()
    if up is not None and uri == up.mlflow:
        return artifact_places.of_experiment(up.artifacts, name)
    return artifact_places.of_experiment("", name) if uri.startswith("sqlite:///") else None


def settle_database() -> None:
    """Make our own database, or follow it to where its folder was moved; done once, whoever looks at it meanwhile.

    Two processes that both found no database would each create its tables, and the second would fail half-way.
    """
    environment.tracking_directory().mkdir(parents=True, exist_ok=True)
    if is_settled():
        return
    with locks.held("tracking"):
        if is_settled():
            return
        note, database = _places()
        here, before = environment.tracking_directory().as_uri(), _noted(note)
        if not database.is_file():
            # The note says that all tables are there; they are about to be made.
            note.unlink(missing_ok=True)
            _make_tables()
        elif before not in ("", here):
            _rewrite_addresses(str(database), before, here)
        draft = note.with_suffix(f".{uuid.uuid4().hex}.draft")
        draft.write_text(here + "\n", encoding="utf-8")
        draft.replace(note)


def has_database() -> bool:
    """Whether our own database was ever made."""
    return _places()[1].is_file()


def is_settled() -> bool:
    """Whether our own database is there and knows where its folder lies."""
    note, database = _places()
    return database.is_file() and _noted(note) == environment.tracking_directory().as_uri()


def _places() -> tuple[Path, Path]:
    directory = environment.tracking_directory()
    return directory / ROOT_NOTE, directory / "mlflow.db"


def _make_tables() -> None:
    import mlflow

    _hush()
    uri = environment.own_database_uri()
    mlflow.MlflowClient(uri, uri).search_experiments(max_results=1)


def _noted(note: Path) -> str:
    """The place that was noted last; empty where there is none."""
    return note.read_text(encoding="utf-8").strip() if note.is_file() else ""


def _rewrite_addresses(database: str, before: str, after: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        for table, column in ADDRESS_COLUMNS:
            connection.execute(
                f"UPDATE {table} SET {column} = ? || substr({column}, ?) WHERE substr({column}, 1, ?) = ?",  # noqa: S608 - names are the constants above
                (after, len(before) + 1, len(before), before),
            )
