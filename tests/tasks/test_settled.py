"""When a run would find all of its work done."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mlflow import MlflowClient

from infra import digests, registry, tracking
from infra.run_store import Reference, RunStore
from tasks import settled
from tasks.lineage import ROOMS
from tasks.steps import Run, Step

NAMES = (f"toy_{number}" for number in itertools.count())
PARAMETERS = {"data": "first", "data_rev": None, "rounds": 3, "note": "a"}
STEPS = ("ingest", "validate", "build", "train")


def standing_in(name: str, setting: str) -> Any:
    """A step whose result hangs on one parameter and on what went in."""

    def work(out: Path, run: Run, *_inputs: Any) -> dict[str, Any]:
        (out / "result.txt").write_text(f"{name} {run.parameters[setting]}")
        return {}

    def settings(run: Run, *_inputs: Any) -> dict[str, Any]:
        return {setting: run.parameters[setting]}

    return SimpleNamespace(step=Step(name, ("infra.errors",), settings, work))


@dataclass
class Shop:
    """A use case of its own in a registry and a run store, filled as a run fills them."""

    client: MlflowClient
    use_case: str = field(default_factory=lambda: next(NAMES))
    made: dict[str, Reference] = field(default_factory=dict)

    @property
    def model(self) -> str:
        return registry.model_name(self.use_case)

    def version(self) -> tuple[str, str]:
        """A verified version and the MLflow run that made it."""
        if not self.client.search_registered_models(f"name='{self.model}'"):
            self.client.create_registered_model(self.model)
        run_id = self.client.create_run(tracking.experiment_id(self.client, self.use_case)).info.run_id
        tags = {registry.STATE: registry.VERIFIED}
        return str(self.client.create_model_version(self.model, "files", run_id, tags=tags).version), run_id

    def run(self, against: str | None, status: str = "FINISHED") -> str:
        """Do what a run does: its steps, a version, an MLflow run that tells of both."""
        run, inputs = Run(self.use_case, PARAMETERS), ()
        for name in STEPS:
            inputs = (settled_steps()[name].perform(run, *inputs),)
            self.made[name] = inputs[0]
        judged = settled_steps()["evaluate"].perform(run, self.made["build"], self.made["train"], against)
        version, run_id = self.version()
        tags = {
            "parameters_sha256": digests.of_value(run.parameters),
            "source_sha256": digests.of_source(ROOMS),
            "steps": json.dumps({reference.step: reference.key for reference in (*self.made.values(), judged)}),
            "bazaar.version": version,
        }
        for name, text in tags.items():
            self.client.set_tag(run_id, name, text)
        self.client.set_terminated(run_id, status)
        return version

    def champion(self, version: str | None) -> None:
        if version is None:
            self.client.delete_registered_model_alias(self.model, registry.CHAMPION)
        else:
            self.client.set_registered_model_alias(self.model, registry.CHAMPION, version)

    def settled(self, **changes: Any) -> str | None:
        return settled.settled_version(self.client, Run(self.use_case, {**PARAMETERS, **changes}))


def settled_steps() -> dict[str, Step]:
    calls = (settled.ingest, settled.validate._validate, settled.build, settled.train, settled.evaluate_against)
    return {call.step.name: call.step for call in calls}  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MlflowClient]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("BAZAAR_HOME", str(tmp_path_factory.mktemp("settled")))
        yield tracking.open_client()
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI"):
        os.environ.pop(name, None)


@pytest.fixture
def shop(client: MlflowClient, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.setattr(settled, "ingest", standing_in("ingest", "data"))
    monkeypatch.setattr(settled.validate, "_validate", standing_in("validate", "data"))
    monkeypatch.setattr(settled, "build", standing_in("build", "data"))
    monkeypatch.setattr(settled, "train", standing_in("train", "rounds"))
    monkeypatch.setattr(settled, "evaluate_against", standing_in("evaluate", "rounds"))
    return Shop(client)


def test_what_was_never_run_is_not_settled(shop: Shop) -> None:
    assert shop.settled() is None


def test_the_version_of_the_last_run_stands_for_the_next(shop: Shop) -> None:
    first = shop.run(against=None)
    shop.champion(first)
    assert shop.settled() == first


@pytest.mark.parametrize("change", [{"data": "second"}, {"rounds": 4}, {"note": "b"}])
def test_another_parameter_unsettles(shop: Shop, change: dict[str, Any]) -> None:
    shop.champion(shop.run(against=None))
    assert shop.settled(**change) is None


def test_other_code_unsettles(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.champion(shop.run(against=None))
    monkeypatch.setattr(digests, "of_source", lambda packages: digests.of_value(["other", *packages]))
    assert shop.settled() is None


@pytest.mark.parametrize("status", ["FAILED", "KILLED"])
def test_a_run_that_did_not_finish_settles_nothing(shop: Shop, status: str) -> None:
    shop.champion(shop.run(against=None, status=status))
    assert shop.settled() is None


def a_changed_byte(content: Path) -> None:
    (content / "result.txt").write_text("altered")


def a_lost_file(content: Path) -> None:
    (content / "result.txt").unlink()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("harm", [a_changed_byte, a_lost_file])
def test_a_harmed_result_unsettles(shop: Shop, step: str, harm: Callable[[Path], None]) -> None:
    shop.champion(shop.run(against=None))
    harm(shop.made[step].directory)
    assert shop.settled() is None


def test_a_refused_version_is_settled_while_the_champion_is_the_one_that_it_lost_to(shop: Shop) -> None:
    better, other = shop.version()[0], shop.version()[0]
    shop.champion(better)
    refused = shop.run(against=better)
    assert shop.settled() == refused
    shop.champion(other)
    assert shop.settled() is None
    shop.champion(None)
    assert shop.settled() is None


def test_a_version_that_is_gone_or_unfinished_unsettles(shop: Shop) -> None:
    version = shop.run(against=None)
    shop.champion(version)
    shop.client.set_model_version_tag(shop.model, version, registry.STATE, "")
    assert shop.settled() is None
    shop.champion(None)
    shop.client.delete_model_version(shop.model, version)
    assert shop.settled() is None


def test_tables_that_were_refused_are_not_settled(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.champion(shop.run(against=None))
    found = RunStore.find

    def refused(store: RunStore, step: str, key: str) -> Reference | None:
        reference = found(store, step, key)
        if reference is not None and step == "validate":
            reference.facts["refusal"] = "too many rows"
        return reference

    monkeypatch.setattr(RunStore, "find", refused)
    assert shop.settled() is None
