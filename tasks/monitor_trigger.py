"""Whether the windows of a champion are a reason to train again, and how that is begun: once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from infra import run_notes
from infra.registry import model_name
from tasks.monitor_history import Window

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.objects import FlowRun

_UNDER_WAY = ("PENDING", "RUNNING", "CANCELLING", "PAUSED")


def counted(known: Sequence[Window]) -> list[Window]:
    """The windows since the last one that led to training, after which the count starts anew; judged ones alone."""
    last = max((at for at, window in enumerate(known) if window.retraining), default=-1)
    return [window for window in known[last + 1 :] if window.judged]


def is_due(known: Sequence[Window], label: str, k: int, n: int) -> bool:
    """Whether `label` is the latest window and out, and with it k of the last n."""
    recent = counted(known)[-n:]
    return bool(recent) and recent[-1].label == label and recent[-1].out and sum(w.out for w in recent) >= k


def reason(known: Sequence[Window], n: int) -> str:
    """The sentence that the retraining carries."""
    recent = counted(known)[-n:]
    out = [window for window in recent if window.out]
    return (
        f"{len(out)} of the last {len(recent)} windows are out ({', '.join(window.label for window in out)}); "
        f"latest: {'; '.join(out[-1].reasons[:5])}"
    )


def under_way(use_case: str) -> str | None:
    """The training of this use case that is queued or runs, in words; None where there is none.

    Asked are the Prefect server of this process, and the notes of this machine's runs, which other servers may run.
    """
    here = training_here(use_case)
    if here is not None:
        return here
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        for run in _flow_runs(client, model_name(use_case)):
            return f"flow run {run.name} is {run.state_name}"
    return None


def training_here(use_case: str) -> str | None:
    """A process of this machine that trains the use case, in words; other runs of it are none."""
    for noted in run_notes.of_living():
        if noted.get("use_case") == use_case and noted.get("kind") == run_notes.TRAIN:
            return f"process {noted['pid']} trains"
    return None


def _flow_runs(client: SyncPrefectClient, flow_name: str) -> list[FlowRun]:
    """Those that have begun, and those that should have; a schedule's future runs are none of them."""
    from prefect.client.schemas.filters import (
        FlowFilter,
        FlowFilterName,
        FlowRunFilter,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType

    types = [*map(StateType, _UNDER_WAY), StateType.SCHEDULED]
    found = client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[flow_name])),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=types))),
    )
    now = datetime.now(UTC)

    def has_its_time(run: FlowRun) -> bool:
        return run.expected_start_time is not None and run.expected_start_time <= now

    return [run for run in found if run.state_type != StateType.SCHEDULED or has_its_time(run)]


def has_deployment(name: str) -> bool:
    """Whether the Prefect server can start a run of `flow/deployment`."""
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound

    with get_client(sync_client=True) as client:
        try:
            client.read_deployment_by_name(name)
        except ObjectNotFound:
            return False
    return True


def queue(deployment: str, parameters: dict[str, Any], label: str, once: str) -> str:
    """Have the Prefect server run a deployment; not waited for.

    Args:
        label: A tag of the flow run.
        once: Asked again with the same, the server gives the run that it made the first time.

    Returns:
        The id of the flow run.
    """
    from prefect.deployments import run_deployment

    run: Any = run_deployment(
        deployment,
        parameters={"parameters": parameters},
        timeout=0,
        as_subflow=False,
        tags=["retraining", label],
        idempotency_key=f"retraining {once}",
    )
    return str(run.id)
