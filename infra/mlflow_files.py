"""Artifacts of MLflow by their address: how large they are, and their removal, through whichever store holds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infra import environment

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import LoggedModel, Run
    from mlflow.entities.model_registry import ModelVersion

MODEL_SCHEME = "models:/"
PAGE = 500


def size(location: str) -> int:
    """Bytes of all files under an address; 0 where nothing is left.

    Raises:
        MlflowException: The store that holds them does not answer.
    """
    return sum(_sizes(_repository(location), None))


def _sizes(repository: Any, path: str | None) -> Iterator[int]:
    for entry in repository.list_artifacts(path):
        if entry.is_dir:
            yield from _sizes(repository, entry.path)
        else:
            yield int(entry.file_size or 0)


def remove(location: str, owner: str) -> None:
    """Delete every file under an address. What is already gone is no error.

    Args:
        owner: Id of the run or logged model; the directory of that name, in which MLflow puts them, goes too.

    Raises:
        MlflowException: The store that holds them does not answer, or refuses.
    """
    around, _, _last = location.rstrip("/").rpartition("/")
    _repository(around if around.endswith(f"/{owner}") else location).delete_artifacts()


def _repository(location: str) -> Any:
    from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

    return get_artifact_repository(location)


def local_place(location: str) -> Path | None:
    """The directory that an address names, None where it names another kind of store."""
    from mlflow.utils.file_utils import local_file_uri_to_path

    if location.startswith("file:") or location.startswith("/"):
        return Path(local_file_uri_to_path(location))
    return None


def is_over_http() -> bool:
    """Whether MLflow is a server, rather than a database that this process opens itself."""
    return environment.tracking_uri().startswith(("http://", "https://"))


def model_id_of(version: ModelVersion) -> str | None:
    """The logged model whose files a version serves."""
    source = str(version.source or "")
    return version.model_id or (source.removeprefix(MODEL_SCHEME) if source.startswith(MODEL_SCHEME) else None)


def all_versions(client: MlflowClient, name: str | None = None) -> list[ModelVersion]:
    """Every version of a model, or of all models."""
    found: list[ModelVersion] = []
    token = None
    while True:
        page = client.search_model_versions(f"name='{name}'" if name else None, max_results=PAGE, page_token=token)
        found += page
        token = page.token
        if not token:
            return found


def all_runs(client: MlflowClient, experiment: str) -> list[Run]:
    """Every run of an experiment, those that were deleted but not yet erased included."""
    from mlflow.entities import ViewType

    found: list[Run] = []
    token = None
    while True:
        page = client.search_runs([experiment], run_view_type=ViewType.ALL, max_results=PAGE, page_token=token)
        found += page
        token = page.token
        if not token:
            return found


def all_logged_models(client: MlflowClient, experiment: str) -> list[LoggedModel]:
    """Every logged model of an experiment."""
    found: list[LoggedModel] = []
    token = None
    while True:
        page = client.search_logged_models([experiment], max_results=PAGE, page_token=token)
        found += page
        token = page.token
        if not token:
            return found


def erase_run(run_id: str) -> None:
    """Erase a deleted run's rows where the database is open to us, as `mlflow gc` would."""
    store = _database()
    if store is not None:
        store._hard_delete_run(run_id)


def erase_logged_model(client: MlflowClient, model_id: str) -> None:
    """Delete a logged model's record; where the database is open to us, its rows too."""
    client.delete_logged_model(model_id)
    store = _database()
    if store is not None:
        store._hard_delete_logged_model(model_id)


def _database() -> Any | None:
    from mlflow.tracking._tracking_service.utils import _get_store

    return None if is_over_http() else _get_store()
