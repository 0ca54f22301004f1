"""What a recorded window leads to."""

from __future__ import annotations

from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from infra import locks, tracking
from tasks import monitor_history, monitor_recording, monitor_trigger
from tasks.monitor_run import Monitored
from tasks.steps import Json

NOT_DUE = "not due"
HELD_BACK = "held back"
QUEUED = "queued"
HERE = "here"


def deployment_of(model: str) -> str:
    """The deployment that trains a use case, as the Prefect server knows it."""
    return f"{model}/train"


@task(name="decide", cache_policy=NO_CACHE, persist_result=False)
def decide(run: Monitored, summary: Json, retrain: bool) -> Json:
    """Begin a retraining when k of the last n windows are out and the latest is; once.

    Returns:
        The summary with `retraining`: `state` (not due, held back, queued, here), `words`, and where it is to be done
        here the `parameters` of the training flow.
    """
    client = tracking.open_client()
    with locks.held(f"{run.model}-monitoring"):
        known = monitor_history.windows(client, run.use_case, run.champion)
        if not monitor_trigger.is_due(known, run.label, run.settings.k, run.settings.n):
            return {**summary, "retraining": _told(NOT_DUE, _not_due(known, run))}
        why = monitor_trigger.reason(known, run.settings.n)
        held_back = _held_back(run, summary, retrain)
        if held_back is not None:
            return {**summary, "retraining": _told(HELD_BACK, f"Training again is due: {why}. {held_back}")}
        parameters = {**run.today.model_dump(mode="json"), "reason": f"monitoring: {why}"[:1000]}
        deployment = deployment_of(run.model)
        if monitor_trigger.has_deployment(deployment):
            flow_run = monitor_trigger.queue(deployment, parameters, f"window {run.label}", summary["window_run"])
            monitor_recording.note_retraining(client, summary["window_run"], f"{QUEUED}: flow run {flow_run}")
            words = f"Training again, as flow run {flow_run} of {deployment}: {why}."
            return {**summary, "retraining": _told(QUEUED, words)}
    return {**summary, "retraining": _told(HERE, f"Training again is due: {why}.", parameters=parameters)}


def begin_here(use_case: str, summary: Json) -> bool:
    """Claim a retraining for this process.

    Returns:
        False where another process was first.
    """
    client = tracking.open_client()
    with locks.held(f"{summary['model']}-monitoring"):
        known = monitor_history.windows(client, use_case, summary["champion"])
        settings = summary["settings"]
        if not monitor_trigger.is_due(known, summary["window"], settings["k"], settings["n"]):
            return False
        monitor_recording.note_retraining(client, summary["window_run"], "begun by the process that monitored")
    return True


def end_here(summary: Json, words: str) -> None:
    """Say how a retraining that was begun here ended."""
    monitor_recording.note_retraining(tracking.open_client(), summary["window_run"], words)


def _held_back(run: Monitored, summary: Json, retrain: bool) -> str | None:
    """Why a retraining that is due is not begun; None where it may be."""
    if not retrain:
        return "It was asked not to (retrain is off)."
    if summary["refusal"] is not None:
        return f"These tables would be refused as training data: {summary['refusal']}"
    busy = monitor_trigger.under_way(run.use_case)
    return None if busy is None else f"One is under way: {busy}."


def _not_due(known: list[monitor_history.Window], run: Monitored) -> str:
    this = next(window for window in known if window.label == run.label)
    if this.retraining:
        return f"This window has led to training again: {this.retraining}"
    recent = monitor_trigger.counted(known)[-run.settings.n :]
    out = sum(window.out for window in recent)
    due = f"training again is due at {run.settings.k} of {run.settings.n}, the latest among them"
    return f"{out} of the last {len(recent)} windows out; {due}."


def _told(state: str, words: str, **more: Any) -> Json:
    return {"state": state, "words": words, **more}
