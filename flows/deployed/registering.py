"""From params.yaml to deployments on the Prefect server: all of them checked before the first is registered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.flows import Flow, load_flow_from_entrypoint
from pydantic import BaseModel

from flows.deployed import form, limits
from flows.deployed.kinds import KINDS, Kind
from infra import digests
from infra.registry import model_name
from params.deployments import Deployment, Deployments
from params.loading import load_section
from sources import catalog
from tasks import rooms
from tasks.lineage import ROOMS

TAG = "bazaar"
VERSION_WIDTH = 12


@dataclass(frozen=True)
class Planned:
    """A deployment that is ready to be registered."""

    use_case: str
    kind: Kind
    settings: Deployment
    parameters: BaseModel

    @property
    def name(self) -> str:
        return self.kind.deployment_name(self.use_case)


def plan() -> list[Planned]:
    """Read what is to be deployed.

    Raises:
        SettingsError: params.yaml has something unknown or out of bounds; nothing is registered then.
    """
    planned = []
    for use_case in rooms.USE_CASES:
        section = load_section(Deployments, use_case, "deployments")
        for kind in KINDS:
            settings: Deployment = getattr(section, kind.name)
            planned.append(Planned(use_case, kind, settings, kind.parameters(use_case, settings)))
    return planned


def register(planned: list[Planned]) -> dict[UUID, str]:
    """Create the deployments and what watches them, or bring those that are there up to date.

    Returns:
        Ids of the deployments, with their names.
    """
    with get_client(sync_client=True) as client:
        limits.watch_for_zombies(client)
        return {_register(client, one): one.name for one in planned}


def _register(client: SyncPrefectClient, planned: Planned) -> UUID:
    # The client's own create_deployment cannot name a limit that several deployments share; the API can.
    answer = client.request("POST", "/deployments/", json=_payload(client, planned))
    return UUID(answer.json()["id"])


def _payload(client: SyncPrefectClient, planned: Planned) -> dict[str, Any]:
    entrypoint = planned.kind.flow_entrypoint(planned.use_case)
    flow: Flow[..., Any] = load_flow_from_entrypoint(entrypoint, use_placeholder_flow=False)
    settings = planned.settings
    schedule = {"cron": settings.cron, "timezone": settings.timezone}
    return {
        "name": planned.name,
        "flow_id": str(client.create_flow_from_name(flow.name)),
        "entrypoint": entrypoint,
        "description": describe(planned),
        "tags": _tags(planned),
        "version": digests.of_source((*ROOMS, "flows", "infra"))[:VERSION_WIDTH],
        "paused": False,
        "schedules": [] if settings.cron is None else [{"schedule": schedule, "active": not settings.paused}],
        "parameters": {"parameters": planned.parameters.model_dump(mode="json")},
        "parameter_openapi_schema": form.schema(flow, planned.parameters, list(catalog.sources_for(planned.use_case))),
        "enforce_parameter_schema": True,
        "global_concurrency_limit_id": str(limits.one_at_a_time(client, planned.use_case)),
        "concurrency_options": {"collision_strategy": "ENQUEUE"},
    }


def _tags(planned: Planned) -> list[str]:
    profile = [planned.settings.profile.value] if planned.kind.profiled else []
    return [TAG, model_name(planned.use_case), planned.kind.name, *profile]


def describe(planned: Planned) -> str:
    """The text on the deployment's page."""
    model = model_name(planned.use_case)
    settings = planned.settings
    lines = [planned.kind.summary.format(model=model), ""]
    if settings.cron is None:
        lines.append("It has no schedule: it runs when it is triggered.")
    else:
        state = " The schedule is paused." if settings.paused else ""
        lines.append(f"Schedule: `{settings.cron}` in {settings.timezone}.{state}")
    begins = f"profile `{settings.profile}`" if planned.kind.profiled else f"section `{planned.kind.name}`"
    lines += [
        "",
        f"The form begins with the {begins} of params.yaml. Schedule and settings are read from "
        f"`{planned.use_case}.deployments.{planned.kind.name}` there, whenever `bazaar up` starts.",
        "",
        f"One run of {model} at a time: a further one waits as AwaitingConcurrencySlot.",
    ]
    return "\n".join(lines)
