"""What is registered of benchmarks hangs together: every run is there, every target is read, no challenge is a hole."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks import challenge_page
from benchmarks.registry import registered
from infra.environment import REPOSITORY
from sources import catalog
from tasks import rooms

pytestmark = pytest.mark.parametrize("use_case", rooms.USE_CASES)


def test_runs_are_there_and_read_known_sources(use_case: str) -> None:
    of = registered(use_case)
    names = [bench.name for bench in of.benchmarks]
    assert len(set(names)) == len(names)
    assert {bench.kind for bench in of.benchmarks} == {"real", "simulated", "scale"}
    for bench in of.benchmarks:
        assert find_spec(f"benchmarks.{bench.module}") is not None
        text = (REPOSITORY / "benchmarks" / f"{bench.module}.py").read_text(encoding="utf-8")
        assert f'"{bench.writes}"' in text or "scale_curve.arguments" in text
        assert bool(bench.sources) or bench.kind != "real"
        for source in bench.sources:
            assert catalog.source_named(use_case, source).files


def test_targets_and_comparisons_are_of_registered_runs(use_case: str) -> None:
    of = registered(use_case)
    names = {bench.name for bench in of.benchmarks}
    assert of.targets
    assert len({goal.what for goal in of.targets}) == len(of.targets)
    told = [goal.benchmark for goal in of.targets] + [one.benchmark for one in of.beside]
    told += [run for run, _ in of.evaluations] + [shown.benchmark for shown in of.shown.values()]
    told += [run for shown in of.shown.values() for run, _ in shown.measures.values()]
    assert set(told) <= names


def test_a_result_without_a_number_is_not_measured(use_case: str) -> None:
    for goal in registered(use_case).targets:
        for nothing in ({}, []):
            assert goal.verdict(goal.reached(nothing)) == "not measured"


def test_no_challenge_is_a_hole(use_case: str) -> None:
    of = registered(use_case)
    assert challenge_page.holes(of) == []
    assert set(of.shown) == set(of.challenges())


def test_what_shows_a_challenge_is_in_the_tree(use_case: str) -> None:
    for challenge, shown in registered(use_case).shown.items():
        for test in shown.tests:
            file, _, function = test.partition("::")
            assert (REPOSITORY / Path(file)).is_file(), f"{challenge}: {file} is gone"
            assert not function or f"def {function}(" in (REPOSITORY / file).read_text(encoding="utf-8")
