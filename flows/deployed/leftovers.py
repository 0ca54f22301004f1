"""What an earlier server of these deployments left unfinished; settled before the next one takes runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Cancelled, Scheduled

from infra import alive, run_notes

MISSED = "Missed: nothing was serving then. The latest of the missed runs is made up for; this is an earlier one."
PAGE = 200


def settle(deployments: Iterable[UUID]) -> None:
    """Start again what had not begun, end what was to be cancelled, and make up for missed schedules once.

    Runs that were under way are `tasks.abandoned`'s to close.

    Args:
        deployments: Ids of those that only this process serves.
    """
    with get_client(sync_client=True) as client:
        for deployment in deployments:
            for flow_run in _in_state(client, deployment, StateType.PENDING):
                if not _has_process(flow_run):
                    client.set_flow_run_state(flow_run.id, Scheduled(scheduled_time=datetime.now(UTC)), force=True)
            for flow_run in _in_state(client, deployment, StateType.CANCELLING):
                if not _has_process(flow_run):
                    client.set_flow_run_state(flow_run.id, Cancelled(message="Its process had ended."), force=True)
            for flow_run in _missed(client, deployment)[1:]:
                client.set_flow_run_state(flow_run.id, Cancelled(message=MISSED), force=True)


def _missed(client: SyncPrefectClient, deployment: UUID) -> list[FlowRun]:
    """Runs of the schedule whose time has passed, the latest first."""
    now = datetime.now(UTC)
    due = [
        flow_run
        for flow_run in _in_state(client, deployment, StateType.SCHEDULED)
        if flow_run.auto_scheduled and flow_run.expected_start_time and flow_run.expected_start_time < now
    ]
    return sorted(due, key=lambda flow_run: flow_run.expected_start_time or now, reverse=True)


def _in_state(client: SyncPrefectClient, deployment: UUID, kind: StateType) -> list[FlowRun]:
    found: list[FlowRun] = []
    some: list[FlowRun] | None = None
    while some is None or len(some) == PAGE:
        some = client.read_flow_runs(
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[kind]))),
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
            sort=FlowRunSort.EXPECTED_START_TIME_ASC,
            limit=PAGE,
            offset=len(found),
        )
        found += some
    return found


def _has_process(flow_run: FlowRun) -> bool:
    noted = run_notes.read(str(flow_run.id))
    return bool(noted) and alive.is_here(noted) and alive.is_alive(noted)
