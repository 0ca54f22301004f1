"""Pruning in MLflow: versions, the files they served, runs. A record goes before what it leads to, never after."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from infra import locks, mlflow_files, promotion, registry
from tasks import prune_policy, tracking_run
from tasks.prune_items import Item
from tasks.prune_policy import UNENDED, Policy
from tasks.scoring_run import EXPERIMENT as SCORING

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Experiment, LoggedModel, Run
    from mlflow.entities.model_registry import ModelVersion


def items(client: MlflowClient, use_case: str, policy: Policy) -> tuple[list[Item], list[ModelVersion], list[str]]:
    """What of a use case may go.

    Returns:
        The items in order, the versions among them, and remarks.
    """
    name = registry.model_name(use_case)
    experiment = client.get_experiment_by_name(name)
    if experiment is None:
        return [], [], []
    if _is_elsewhere(experiment):
        return [], [], [f"{name}: its artifacts lie on another machine ({experiment.artifact_location}); prune there."]
    runs = mlflow_files.all_runs(client, experiment.experiment_id)
    models = {model.model_id: model for model in mlflow_files.all_logged_models(client, experiment.experiment_id)}
    running = {run.info.run_id for run in runs if run.info.status in UNENDED}
    versions = mlflow_files.all_versions(client, name)
    going = prune_policy.versions_that_may_go(client, name, versions, running, policy)
    notes = prune_policy.under_way(use_case)
    remarks = (
        [f"{name}: {len(going)} versions stay, a run is under way ({notes[0]['note']})."] if notes and going else []
    )
    going = [] if notes else going
    numbers = {str(version.version) for version in going}
    served = {mlflow_files.model_id_of(version) for version in versions}
    stays = [version for version in versions if str(version.version) not in numbers]
    return (
        [
            *(_version(client, use_case, version, models.get(mlflow_files.model_id_of(version))) for version in going),
            *(
                _model(client, use_case, model)
                for model in models.values()
                if model.model_id not in served
                and model.source_run_id not in running
                and policy.is_old(model.creation_timestamp)
            ),
            *_runs(client, use_case, runs, {str(version.run_id) for version in stays}, policy),
            *_scoring_runs(client, use_case, policy),
        ],
        going,
        remarks,
    )


def _is_elsewhere(experiment: Experiment) -> bool:
    """A server may hold local addresses: those of its own machine."""
    place = mlflow_files.local_place(str(experiment.artifact_location))
    return mlflow_files.is_over_http() and place is not None and not place.is_dir()


def _version(client: MlflowClient, use_case: str, version: ModelVersion, model: LoggedModel | None) -> Item:
    number = str(version.version)

    def remove() -> bool:
        if not _remove_record(client, use_case, version):
            return False
        if model is not None:
            _remove_model(client, model)
        return True

    size = 0 if model is None else mlflow_files.size(model.artifact_location)
    return Item("version", f"{version.name} version {number}", size, remove, use_case)


def _remove_record(client: MlflowClient, use_case: str, version: ModelVersion) -> bool:
    """The version itself, once nobody can be about to promote it or to find it again."""
    name, number = str(version.name), str(version.version)
    with locks.held(f"{name}-registration"), locks.held(name):
        if not prune_policy.still_unneeded(client, use_case, number):
            return False
        champion = registry.alias_version(client, name, registry.CHAMPION)
        promotion.log_pruned(name, number, champion, "old, and neither an alias nor a rollback needs it")
        client.delete_model_version(name, number)
    return True


def _model(client: MlflowClient, use_case: str, model: LoggedModel) -> Item:
    """Files that no version serves: a registration that was cut off, or a pruning that was."""

    def remove() -> bool:
        served = {mlflow_files.model_id_of(version) for version in mlflow_files.all_versions(client)}
        if model.model_id in served:
            return False
        _remove_model(client, model)
        return True

    return Item(
        "model without a version", str(model.model_id), mlflow_files.size(model.artifact_location), remove, use_case
    )


def _remove_model(client: MlflowClient, model: LoggedModel) -> None:
    mlflow_files.remove(model.artifact_location, str(model.model_id))
    mlflow_files.erase_logged_model(client, str(model.model_id))


def _runs(client: MlflowClient, use_case: str, runs: list[Run], needed: set[str], policy: Policy) -> list[Item]:
    """Ended runs that made no version that stays; deleted ones whose files still lie there count as old ones."""
    active = sorted(
        (run for run in runs if run.info.lifecycle_stage == "active"), key=lambda run: int(run.info.start_time)
    )
    needed |= {run.info.run_id for run in active[max(0, len(active) - policy.keep) :]}
    going = [
        run
        for run in runs
        if run.info.run_id not in needed
        and run.info.status not in UNENDED
        and policy.is_old(run.info.end_time or run.info.start_time)
    ]
    # The run of a whole backfill stays while one of its dates does.
    gone = {run.info.run_id for run in going}
    needed |= {run.data.tags.get(tracking_run.PARENT, "") for run in active if run.info.run_id not in gone}
    found = []
    for run in sorted(going, key=lambda run: int(run.info.start_time)):
        info = run.info
        if info.run_id in needed:
            continue
        size = mlflow_files.size(info.artifact_uri)
        deleted = info.lifecycle_stage != "active"
        if deleted and size == 0 and mlflow_files.is_over_http():
            # Only who can open the database can do more, with `mlflow gc`.
            continue
        remove = functools.partial(_remove_run, client, info.run_id, info.artifact_uri, deleted)
        found.append(Item("MLflow run", f"{info.run_id} {info.status.lower()}", size, remove, use_case))
    return found


def _scoring_runs(client: MlflowClient, use_case: str, policy: Policy) -> list[Item]:
    """Records of batches that were scored; the partitions themselves are the user's."""
    experiment = client.get_experiment_by_name(SCORING.format(model=registry.model_name(use_case)))
    if experiment is None or _is_elsewhere(experiment):
        return []
    return _runs(client, use_case, mlflow_files.all_runs(client, experiment.experiment_id), set(), policy)


def _remove_run(client: MlflowClient, run_id: str, location: str, deleted: bool) -> bool:
    """Marked as deleted first: a run whose files are half gone is nobody's to look at."""
    if run_id in {version.run_id for version in mlflow_files.all_versions(client)}:
        # A version that was about to go came to be needed.
        return False
    if not deleted:
        client.delete_run(run_id)
    mlflow_files.remove(location, run_id)
    mlflow_files.erase_run(run_id)
    return True
