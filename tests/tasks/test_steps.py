from __future__ import annotations

from pathlib import Path

import pytest

from infra.run_store import Reference
from tasks.steps import Json, Run, Step

RUN = Run("product_matching", {"factor": 2, "other": 1})


def settings(run: Run, *_inputs: object) -> Json:
    return {"factor": run.parameters["factor"]}


def step(calls: list[str], packages: tuple[str, ...] = ("infra.errors",)) -> Step:
    def work(out: Path, run: Run, *inputs: object) -> Json:
        calls.append("worked")
        (out / "result.txt").write_text(str(run.parameters["factor"]))
        return {"inputs": len(inputs)}

    return Step("double", packages, settings, work)


def reference(sha256: str) -> Reference:
    return Reference("before", "k", "nowhere", sha256)


def test_the_same_inputs_are_worked_on_once(home: Path) -> None:
    calls: list[str] = []
    first = step(calls).perform(RUN, reference("a" * 64))
    second = step(calls).perform(RUN, reference("a" * 64))
    assert first == second
    assert calls == ["worked"]
    assert first.path.startswith(str(home))


@pytest.mark.parametrize(
    ("run", "entry", "changes"),
    [
        (RUN, reference("b" * 64), True),
        (Run("product_matching", {"factor": 3, "other": 1}), reference("a" * 64), True),
        (Run("deal_ranking", {"factor": 2, "other": 1}), reference("a" * 64), True),
        (Run("product_matching", {"factor": 2, "other": 9}), reference("a" * 64), False),
        (RUN, Reference("before", "other key", "elsewhere", "a" * 64), False),
    ],
    ids=["input's bytes", "own parameter", "use case", "another's parameter", "where the input lies"],
)
def test_the_key_changes_with_what_decides_the_result_and_nothing_else(
    run: Run, entry: Reference, changes: bool
) -> None:
    before = step([]).key(RUN, reference("a" * 64))
    assert (step([]).key(run, entry) != before) == changes


def test_the_key_changes_with_the_source_of_its_packages() -> None:
    assert step([], ("infra.errors",)).key(RUN) != step([], ("infra.locks",)).key(RUN)
