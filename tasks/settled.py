"""Whether a run would find all of its work done: neither data, code, parameters nor champion changed since the last."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from infra import digests, registry
from infra.errors import RegistryError
from infra.run_store import Reference, RunStore
from tasks import data_source, validate
from tasks.build import build
from tasks.evaluate import evaluate_against
from tasks.ingest import ingest
from tasks.lineage import ROOMS
from tasks.steps import Json, Run
from tasks.train import train

if TYPE_CHECKING:
    from mlflow import MlflowClient

VERSION = "bazaar.version"


def settled_version(client: MlflowClient, run: Run) -> str | None:
    """The version that a run would end at, where it would do nothing on the way but look things up; else None.

    A finished MLflow run with these parameters and this code stands for it. That the data are the same, and that
    nothing was lost of what the steps made of them, is looked up in the run store, whose bytes are compared; and the
    champion has to be the one that the version was judged against, or the version itself.
    """
    before = _last_run(client, run.use_case, digests.of_value(run.parameters))
    if before is None:
        return None
    name, version = registry.model_name(run.use_case), before.data.tags[VERSION]
    champion = registry.alias_version(client, name, registry.CHAMPION)
    steps: Json = json.loads(before.data.tags["steps"])
    made = _made(data_source.with_data_version(run))
    if made is None or any(steps.get(reference.step) != reference.key for reference in made):
        return None
    examples, bundle = made[2:]
    judged_against = {
        evaluate_against.step.key(run, examples, bundle, other): other  # type: ignore[attr-defined]
        for other in (None, *_versions(client, name))
    }
    if steps.get("evaluate") not in judged_against:
        return None
    if champion not in (version, judged_against[steps["evaluate"]]):
        return None
    return version if _is_whole(client, name, version) else None


def _last_run(client: MlflowClient, use_case: str, parameters_sha256: str) -> Any:
    """The latest finished MLflow run of these parameters and of this installation's code, None where there is none."""
    experiment = client.get_experiment_by_name(registry.model_name(use_case))
    if experiment is None:
        return None
    same = {"parameters_sha256": parameters_sha256, "source_sha256": digests.of_source(ROOMS)}
    conditions = ["attributes.status = 'FINISHED'", *(f"tags.{name} = '{value}'" for name, value in same.items())]
    found = client.search_runs(
        [experiment.experiment_id],
        filter_string=" and ".join(conditions),
        order_by=["attributes.start_time DESC"],
        max_results=1,
    )
    return next((one for one in found if VERSION in one.data.tags and "steps" in one.data.tags), None)


def _made(run: Run) -> tuple[Reference, Reference, Reference, Reference] | None:
    """What ingest, validate, build and train made of these inputs, None where one of them would have to work."""
    inputs: tuple[Reference, ...] = ()
    made: list[Reference] = []
    for call in (ingest, validate._validate, build, train):
        step = call.step  # type: ignore[attr-defined]  # the step without Prefect
        found = RunStore().find(step.name, step.key(run, *inputs))
        if found is None or found.facts.get("refusal") is not None:
            return None
        made.append(found)
        inputs = (found,)
    tables, clean, examples, bundle = made
    return tables, clean, examples, bundle


def _versions(client: MlflowClient, name: str) -> Iterator[str]:
    return (str(found.version) for found in client.search_model_versions(f"name='{name}'"))


def _is_whole(client: MlflowClient, name: str, version: str) -> bool:
    try:
        return registry.get_version(client, name, version).tags.get(registry.STATE) == registry.VERIFIED
    except RegistryError:
        return False
