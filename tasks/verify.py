"""verify: hash everything a version was made of again, and tell whether it can be made again here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from infra import mlflow_files, scratch
from infra.errors import RegistryError, SettingsError
from tasks import data_checks, installation_checks, store_checks, version_checks, version_record
from tasks.findings import Finding, State
from tasks.version_checks import RESTORE
from tasks.version_record import VersionRecord

if TYPE_CHECKING:
    from mlflow import MlflowClient


def findings(client: MlflowClient, version: VersionRecord) -> Iterator[Finding]:
    """Check part by part, the cheap ones first."""
    yield version_checks.record(client, version)
    try:
        with files_of(version) as files:
            yield version_checks.bundle(files, version)
            yield version_checks.code(files, version)
            yield version_checks.signature(files)
            yield installation_checks.packages(files)
    except RegistryError as error:
        yield Finding("files", State.ABSENT, error.problem, error.remedy)
    yield installation_checks.code(version)
    yield from store_checks.steps(version)
    yield from _of_parameters(client, version)


def _of_parameters(client: MlflowClient, version: VersionRecord) -> Iterator[Finding]:
    try:
        recorded = version_record.parameters(client, version)
    except RegistryError as error:
        yield Finding("parameters", State.ABSENT, error.problem, error.remedy)
        return
    yield installation_checks.parameters(version, recorded)
    try:
        run = installation_checks.run_with(version, recorded)
    except SettingsError:
        # Told above; without parameters the source cannot be asked.
        return
    yield data_checks.source(version, run)


@contextmanager
def files_of(version: VersionRecord) -> Iterator[Path]:
    """The files of a version, unchecked; in place where they are on this machine, else a passing copy.

    Raises:
        RegistryError: They are gone.
    """
    import mlflow

    with scratch.directory("version") as place:
        try:
            files = mlflow.artifacts.download_artifacts(
                f"models:/{version.name}/{version.version}",
                dst_path=str(place) if mlflow_files.is_over_http() else None,
            )
        except Exception as error:
            raise RegistryError(
                f"The files of {version.name} version {version.version} cannot be read: {error}", RESTORE
            ) from error
        yield Path(files)
