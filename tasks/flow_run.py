"""What holds around the six steps of one flow run: its note on disk, its MLflow run, and who closes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from infra import run_notes, served, tracking
from infra.errors import RegistryError
from tasks import abandoned, artifacts, data_source, gate_policy, lineage, tracking_run
from tasks.steps import Run

if TYPE_CHECKING:
    from params.base import FlowParameters


@contextmanager
def flow_run(use_case: str, parameters: FlowParameters) -> Iterator[Run]:
    """The block is one run of a use case's flow.

    An MLflow run stands open from the first step on, so that a run that is stopped is seen to have been stopped:
    FINISHED at the end, FAILED on an error, KILLED on a cancellation or an interrupt. A process that is killed outright
    leaves a note, by which the next run closes what it left open. Where MLflow is away,
    the run goes on without it, and `register` opens the MLflow run when it is back.

    Args:
        use_case: Module name.
        parameters: Checked parameters of the flow.
    """
    served.end_with_server()
    gate_policy.check(use_case, parameters)
    abandoned.close_all()
    run = data_source.with_data_version(Run(use_case, parameters.model_dump(mode="json")))
    name = lineage.flow_run_id()
    with run_notes.kept(name, use_case=use_case, kind=run_notes.TRAIN) as note:
        mlflow_run_id = _opened(run, note)
        try:
            with artifacts.refusals_shown(use_case):
                yield replace(run, mlflow_run_id=mlflow_run_id)
        except Exception as error:
            _close(name, note, "FAILED", f"{type(error).__name__}: {error}")
            raise
        except BaseException:
            # Cancelled by Prefect (its signal is no Exception) or interrupted at the terminal.
            _close(name, note, "KILLED", "cancelled")
            raise
        _close(name, note, "FINISHED")


def _opened(run: Run, note: run_notes.Note) -> str | None:
    if not tracking.is_reachable():
        return None
    mlflow_run_id = tracking_run.open_run(tracking.open_client(), run)
    note.update(mlflow_run_id=mlflow_run_id)
    return mlflow_run_id


def _close(name: str | None, note: run_notes.Note, status: str, why: str = "") -> None:
    # `register` notes the MLflow run that it opened late.
    mlflow_run_id = {**note.values, **run_notes.read(name)}.get("mlflow_run_id")
    if mlflow_run_id is None:
        return
    note.values["mlflow_run_id"] = mlflow_run_id
    try:
        if not tracking.is_reachable():
            raise RegistryError("MLflow is away.")
        tracking_run.close(tracking.open_client(), mlflow_run_id, status, why)
    except Exception:
        # The note stays behind, and whoever next finds it closes the MLflow run; how this run ended matters more.
        note.keep(status)
