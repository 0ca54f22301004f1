"""What holds around one monitor run: whose champion, which new data, under which name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from infra import registry, run_notes, served, tracking
from infra.errors import RegistryError
from params.base import FlowParameters, Profile
from params.loading import load, load_section
from params.monitor import SECTION, MonitorParameters, MonitorSettings
from tasks import abandoned, artifacts, contract_of, lineage, rooms
from tasks.steps import Run

if TYPE_CHECKING:
    from mlflow import MlflowClient

# The gate's policy of today holds, and today's limits; what the champion was made with are these.
_RECIPE = ("features", "evaluation", "max_rejected_share")


@dataclass(frozen=True)
class Monitored:
    """One monitor run.

    Args:
        use_case: Module name.
        model: Registered name.
        champion: Its version, resolved once.
        champion_run: MLflow run that made it.
        label: Name of the window.
        settings: When it is out.
        run: The use case's own parameters on the window's data, for the steps that are shared with training.
        today: Those of params.yaml on the same data, in the champion's profile: what a retraining runs with.
        notes: What a reader has to know of these.
    """

    use_case: str
    model: str
    champion: str
    champion_run: str
    label: str
    settings: MonitorSettings
    run: Run
    today: FlowParameters
    notes: tuple[str, ...]


@contextmanager
def monitor_run(parameters: MonitorParameters) -> Iterator[Monitored]:
    """The block is one run of the flow `monitor`; one that is killed leaves a note by which the next closes it.

    Raises:
        RegistryError: There is no champion to monitor, or MLflow stays away.
        SettingsError: A parameter or a section of params.yaml is refused.
    """
    served.end_with_server()
    abandoned.close_all()
    with artifacts.refusals_shown(parameters.use_case):
        use_case = rooms.use_case_named(parameters.use_case)
        with run_notes.kept(lineage.flow_run_id(), use_case=use_case, kind=run_notes.MONITOR):
            yield _resolved(use_case, parameters)


def _resolved(use_case: str, parameters: MonitorParameters) -> Monitored:
    settings = parameters.settings or load_section(MonitorSettings, use_case, SECTION)
    today = own_parameters(use_case, Profile.QUICK, parameters)
    tracking.wait_until_reachable(today.mlflow_patience_seconds)
    client, name = tracking.open_client(), registry.model_name(use_case)
    champion = registry.alias_version(client, name, registry.CHAMPION)
    if champion is None:
        raise RegistryError(f"{name} has no champion to monitor.", f"Train one: bazaar run {name}.")
    champion_run = registry.get_version(client, name, champion).run_id
    recorded = _recorded(client, champion_run)
    profile = Profile(recorded.get("profile", Profile.FULL))
    today = _with_columns(own_parameters(use_case, profile, parameters), use_case, recorded)
    run, notes = _run(use_case, today, recorded)
    as_of = parameters.as_of
    label = parameters.window or (as_of.isoformat() if as_of else f"{datetime.now(UTC):%Y-%m-%d}")
    return Monitored(use_case, name, champion, champion_run, label, settings, run, today, notes)


def own_parameters(use_case: str, profile: Profile, parameters: MonitorParameters) -> FlowParameters:
    """The use case's parameters of params.yaml on the window's data."""
    kind: type[FlowParameters] = rooms.module("params", use_case).Parameters
    changes = {name: getattr(parameters, name) for name in ("data", "source", "as_of", "encoding")}
    if parameters.simulator is not None:
        changes["simulator"] = parameters.simulator.model_dump()
    return load(kind, use_case, profile, changes)


def _run(use_case: str, today: FlowParameters, recorded: Mapping[str, Any]) -> tuple[Run, tuple[str, ...]]:
    """Examples are made and measured as the champion's were, where this code still takes its parameters."""
    values = {**today.model_dump(mode="json"), **_declared(use_case, recorded)}
    kind: type[FlowParameters] = rooms.module("params", use_case).Parameters
    try:
        then = kind.model_validate({**values, **{name: recorded[name] for name in _RECIPE}})
    except (ValidationError, KeyError):
        note = "The champion's own parameters are not understood by this code; those of params.yaml are used."
        return Run(use_case, values), (note,)
    return Run(use_case, then.model_dump(mode="json")), ()


def _with_columns(today: FlowParameters, use_case: str, recorded: Mapping[str, Any]) -> FlowParameters:
    """What a retraining runs with: where params.yaml declares no column, those of the champion go on."""
    values = today.model_dump(mode="json")
    if any((values.get("contract") or {}).values()):
        return today
    return type(today).model_validate({**values, **_declared(use_case, recorded)})


def _declared(use_case: str, recorded: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that the champion was trained with are those of a window, wherever the window comes from."""
    options = contract_of.declared(use_case, recorded)
    return {} if options is None else {"contract": options}


def _recorded(client: MlflowClient, run_id: str) -> dict[str, Any]:
    import mlflow

    uri = f"{client.get_run(run_id).info.artifact_uri}/parameters.yaml"
    try:
        return dict(yaml.safe_load(mlflow.artifacts.load_text(uri)))
    except Exception as error:
        raise RegistryError(
            f"The parameters of the champion's run {run_id} cannot be read: {error}",
            "Restore mlruns/ from a copy, or train again.",
        ) from error
