"""Runs whose process was killed: nobody else will say that they ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra import run_notes, tracking
from tasks import tracking_run

TOLD = "the process that ran it is gone"


def close_all() -> list[str]:
    """End, in Prefect and in MLflow, every run of this machine whose process is gone.

    A note is dropped only when both know; while MLflow is away it waits for the next call.

    Returns:
        The ids of the flow runs that were closed.
    """
    closed = []
    for path, noted in run_notes.left_behind():
        if not _close_mlflow(noted):
            continue
        if noted.get("flow_run_id") is not None:
            _crash_flow_run(UUID(noted["flow_run_id"]))
            closed.append(str(noted["flow_run_id"]))
        path.unlink(missing_ok=True)
    return closed


def _close_mlflow(noted: dict[str, Any]) -> bool:
    if noted.get("mlflow_run_id") is None:
        return True
    if not tracking.is_reachable():
        return False
    tracking_run.close(
        tracking.open_client(), noted["mlflow_run_id"], noted.get("ended", "KILLED"), "" if "ended" in noted else TOLD
    )
    return True


def _crash_flow_run(flow_run_id: UUID) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
    from prefect.exceptions import ObjectNotFound
    from prefect.states import Crashed

    with get_client(sync_client=True) as client:
        try:
            state = client.read_flow_run(flow_run_id).state
        except ObjectNotFound:
            # The run belonged to another server.
            return
        if state is not None and state.is_final():
            return
        client.set_flow_run_state(flow_run_id, Crashed(message=f"Crashed: {TOLD}."), force=True)
        for task_run in client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[flow_run_id]))):
            if task_run.state is None or not task_run.state.is_final():
                client.set_task_run_state(task_run.id, Crashed(message=f"Crashed: {TOLD}."), force=True)
