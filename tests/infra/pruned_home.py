"""A home with toy versions and steps, to prune."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import toy
from mlflow import MlflowClient

from infra import promotion, registry
from infra.run_store import RunStore
from tasks import prune, prune_policy
from tasks.prune_items import Plan


def filled(text: str) -> Callable[[Path], dict[str, str]]:
    def produce(out: Path) -> dict[str, str]:
        (out / "file.txt").write_text(text)
        return {}

    return produce


def add_step(key: str, step: str = "train") -> Path:
    """A step of the run store; its place."""
    store = RunStore()
    store.write(step, key * 64, filled(key))
    return store.place(step, key * 64)


def add_version(client: MlflowClient, scratch: Path, number: int, step: str | None = None) -> str:
    """A verified version whose run has ended and kept a file; with `step`, its lineage records one."""
    version = toy.registered(client, scratch, answer=float(number))
    run_id = registry.get_version(client, toy.NAME, version).run_id
    client.log_text(run_id, f"run {number}", "note.txt")
    client.set_terminated(run_id, "FINISHED")
    if step is not None:
        client.set_model_version_tag(toy.NAME, version, prune_policy.STEPS, json.dumps({"train": step * 64}))
    return version


def promote(client: MlflowClient, version: str, over: str | None) -> None:
    promotion.decide(client, toy.NAME, version, promotion.Decision(True, "because", over, {}))


def planned(client: MlflowClient, age_seconds: float = 0.0, keep: int = 0, shared: bool = True) -> Plan:
    return prune.plan(client, [toy.NAME], prune_policy.policy(age_seconds, keep), shared=shared)


def names(plan: Plan, kind: str) -> list[str]:
    return [item.name for item in plan.items if item.kind == kind]


def numbers(client: MlflowClient) -> set[str]:
    return {str(version.version) for version in client.search_model_versions(f"name='{toy.NAME}'")}
