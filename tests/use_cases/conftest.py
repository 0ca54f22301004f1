"""Every use case taken through its steps once, small, without Prefect."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from infra.run_store import Reference
from params.base import FlowParameters, Profile
from params.loading import load
from tasks import build, evaluate, ingest, rooms, train, validate
from tasks.steps import Run

REPOSITORY = Path(__file__).resolve().parents[2]
# What makes the quick profile small enough for a test, by use case.
SMALLER = {"product_matching": ("simulator.scale=0.05", "models.rounds=30", "evaluation.resamples=100")}


@dataclass(frozen=True)
class Walked:
    """A use case and what its steps made."""

    name: str
    parameters: FlowParameters
    tables: Reference
    clean: Reference
    examples: Reference
    bundle: Reference
    evaluation: Reference

    def room(self, name: str) -> ModuleType:
        return rooms.module(name, self.name)


@pytest.fixture(scope="session", params=rooms.USE_CASES)
def walked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    use_case = request.param
    home = tmp_path_factory.mktemp(use_case)
    shutil.copy(REPOSITORY / "params.yaml", home)
    before = os.environ["BAZAAR_HOME"]
    os.environ["BAZAAR_HOME"] = str(home)
    try:
        kind: type[Any] = rooms.module("params", use_case).Parameters
        parameters = load(kind, use_case, Profile.QUICK, {}, SMALLER[use_case])
        run = Run(use_case, parameters.model_dump(mode="json"))
        tables = ingest.ingest.step.perform(run)
        clean = validate._validate.step.perform(run, tables)
        examples = build.build.step.perform(run, clean)
        bundle = train.train.step.perform(run, examples)
        evaluation = evaluate.evaluate_against.step.perform(run, examples, bundle, None)
        yield Walked(use_case, parameters, tables, clean, examples, bundle, evaluation)
    finally:
        os.environ["BAZAAR_HOME"] = before
