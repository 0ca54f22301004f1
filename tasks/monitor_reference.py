"""The champion's training reference: made when a version is registered, kept with it, and checked when it is read."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from infra import digests, registry
from infra.errors import RegistryError
from infra.run_store import Reference
from params.loading import load_section
from params.monitor import SECTION, MonitorSettings
from tasks import monitor_profiles, monitor_reference_file
from tasks.contract_of import contract_of
from tasks.monitor_reference_file import Kept
from tasks.monitor_sample import sampled
from tasks.steps import Run

if TYPE_CHECKING:
    from mlflow import MlflowClient

PLACE = "monitoring_reference"
SHA256 = "bazaar.monitoring_reference_sha256"


def keep(client: MlflowClient, run_id: str, run: Run, clean: Reference, evaluation: Reference) -> dict[str, str]:
    """Log the reference under the MLflow run of a version.

    Args:
        run_id: Of the version.
        clean: The tables it was made from, validated.
        evaluation: Holds its answers on the test examples.

    Returns:
        The tag that belongs on the version: the reference's sha256.
    """
    settings = load_section(MonitorSettings, run.use_case, SECTION)
    contract = contract_of(run.use_case, run.parameters)
    answers, _ = sampled(evaluation.directory / "predictions.parquet", _all(evaluation), (), settings.max_rows)
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / PLACE
        out.mkdir()
        kept = Kept(
            monitor_profiles.of_tables(contract, clean.directory, settings),
            monitor_profiles.of_answers(answers, settings),
            clean.facts["counts"],
            tuple(answers.columns),
        )
        monitor_reference_file.write(out, kept)
        client.log_artifacts(run_id, str(out), PLACE)
        return {SHA256: digests.of_directory(out)}


def complete(client: MlflowClient, version: str, run: Run, clean: Reference, evaluation: Reference) -> None:
    """Give a version that was registered before there were references the one it lacks."""
    name = registry.model_name(run.use_case)
    record = registry.get_version(client, name, version)
    if SHA256 in record.tags:
        return
    for tag, value in keep(client, record.run_id, run, clean, evaluation).items():
        client.set_model_version_tag(name, version, tag, value)


def open_checked(client: MlflowClient, name: str, version: str) -> Kept:
    """The reference of a version.

    Raises:
        RegistryError: The version has none, or it is not the one that was kept.
    """
    import mlflow

    record = registry.get_version(client, name, version)
    expected = record.tags.get(SHA256)
    if expected is None:
        raise RegistryError(
            f"{name} version {version} has no training reference: it was registered before there were any.",
            f"Run the command that made it again (bazaar run {name} ...): the version stays, its reference is added.",
        )
    with tempfile.TemporaryDirectory() as scratch:
        try:
            place = Path(
                mlflow.artifacts.download_artifacts(run_id=record.run_id, artifact_path=PLACE, dst_path=scratch)
            )
        except Exception as error:
            raise RegistryError(
                f"The training reference of {name} version {version} cannot be read: {error}",
                "Restore mlruns/ from a copy, or train again.",
            ) from error
        if digests.of_directory(place) != expected:
            raise RegistryError(
                f"The training reference of {name} version {version} is not the one that was kept (sha256 differs).",
                "Restore mlruns/ from a copy, or train again.",
            )
        return monitor_reference_file.read(place)


def _all(evaluation: Reference) -> list[str]:
    import pyarrow.parquet as pq

    return [str(name) for name in pq.read_schema(evaluation.directory / "predictions.parquet").names]
