"""Pages of benchmarks say what results say, and no more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import benchmark_page, challenge_page
from benchmarks.bench_champions import CHAMPION, measures
from benchmarks.bench_results import Result, place
from benchmarks.readings import Reading, at, made, read, row, taken, worst
from benchmarks.registered_goals import Goal, Verdict
from benchmarks.registry import Bench, Beside, Registered, Shown
from infra.errors import DataError

USE_CASE = "visual_search"  # lends its name and its challenges
MACHINE = {
    "system": "Linux",
    "architecture": "x86_64",
    "cores": 2,
    "memory_gib": 24,
    "instructions": ["avx2"],
    "python": "3.11",
}
UNDER = {
    "data": {"photos": {"sha256": "ab" * 32, "files": 3}},
    "commit": "c0ffee" * 6,
    "changed": False,
    "machine": MACHINE,
    "packages": {"numpy": "2.0"},
}
FOUND = {
    "methods": {
        "ours": {"top_1": {"value": 0.5, "low": 0.4, "high": 0.6}, "locator_recall": {"value": 0.9}},
        "peer": {"top_1": {"value": 0.25, "low": 0.2, "high": 0.3}},
    },
    "seconds": 30,
}


def _result(found: Any = FOUND, name: str = "photos") -> Result:
    return Result(
        USE_CASE, name, "python -m benchmarks.photos", "2026-01-02T03:04:05+00:00", 61.2, UNDER, found, "told"
    )


@pytest.fixture
def known() -> Registered:
    top = at("methods", "ours", "top_1")
    return Registered(
        USE_CASE,
        (Bench("photos", "photos", "photos of shops", "real"), Bench("scale", "scale", "many", "scale")),
        (
            Goal("top-1", 0.3, "photos", top),
            Goal("top-1, harder", 0.55, "photos", top, tried="more passes"),
            Goal("seconds", 20, "photos", at("seconds"), at_least=False, tried="fewer passes"),
            Goal("ms at a million", 5, "scale", at("ms"), at_least=False),
            Goal("top-5", 0.9, "photos", at("methods", "ours", "top_5")),
        ),
        (("photos", ("methods", "ours")),),
        {"wide variety": Shown(("tests/x.py",), "photos", {"top-1 again": ("photos", top)})},
        (Beside("top-1", "photos", ("methods",), ("top_1",)),),
    )


@pytest.mark.parametrize(
    ("reading", "plain", "beyond"),
    [
        (None, Verdict.UNKNOWN, Verdict.UNKNOWN),
        (Reading(0.1), Verdict.MET, Verdict.MISSED_IN_NOISE),
        (Reading(0.1, 0.05, 0.2), Verdict.MET, Verdict.MET),
        (Reading(0.1, -0.1, 0.2), Verdict.MET_IN_NOISE, Verdict.MISSED_IN_NOISE),
        (Reading(0.0, -0.1, 0.2), Verdict.MISSED_IN_NOISE, Verdict.MISSED_IN_NOISE),
        (Reading(-0.1, -0.2, -0.05), Verdict.MISSED, Verdict.MISSED),
        (Reading(-0.1), Verdict.MISSED, Verdict.MISSED),
    ],
)
def test_a_gain_is_judged_with_its_interval(reading: Reading | None, plain: Verdict, beyond: Verdict) -> None:
    assert Goal.above("gain", "run", read).verdict(reading) == plain
    assert Goal.above("gain", "run", read, beyond_noise=True).verdict(reading) == beyond


def test_a_bound_itself_is_enough_unless_it_is_strict() -> None:
    goal = Goal("errors", 0.1, "run", read, at_least=False)
    assert goal.verdict(Reading(0.1)) == Verdict.MET
    assert replace(goal, strict=True).verdict(Reading(0.1)) == Verdict.MISSED
    assert (str(goal), str(replace(goal, strict=True))) == ("<= 0.1", "< 0.1")


def test_numbers_are_read_where_they_lie() -> None:
    rows = {"rows": [{"n": 1, "ms": 2.0}, {"n": 9, "ms": 3.0}, {"n": 9, "ms": 4.0}]}
    assert row(("rows",), lambda one: one["n"] == 9, "ms")(rows) == Reading(4.0)
    assert row(("rows",), lambda one: one["n"] == 7, "ms")(rows) is None
    assert at("rows", 0, "ms")(rows) == Reading(2.0)
    assert at("rows", 3, "ms")(rows) is None
    assert read({"gain": 0.1, "low": 0.0, "high": 0.2}) == Reading(0.1, 0.0, 0.2)
    assert read({"value": None, "low": None, "high": None}) is None
    assert read(True) is None
    both = [at("rows", 0, "ms"), at("rows", 1, "ms")]
    assert worst(both, highest=True)(rows) == Reading(3.0)
    assert worst([*both, at("gone")], highest=True)(rows) is None
    assert made(lambda found: len(found["rows"]))(rows) == Reading(3.0)
    assert taken(made(lambda found: found["gone"]), rows) is None
    assert taken(made(lambda found: max(found["rows"][:0])), rows) is None


def test_a_result_comes_back_as_it_was_written(tmp_path: Path) -> None:
    _result().write(tmp_path)
    assert Result.read(tmp_path, USE_CASE, "photos") == replace(_result(), printed="told\n")
    assert Result.read(tmp_path, USE_CASE, "scale") is None


@pytest.mark.parametrize("text", ["", "[]", '{"format": 0}', '{"format": 1, "use_case": "x"}'])
def test_a_file_that_is_no_result_is_refused_by_name(text: str, tmp_path: Path) -> None:
    file = place(tmp_path, USE_CASE, "photos")
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"photos.json .*bazaar bench visual-search --only photos"):
        Result.read(tmp_path, USE_CASE, "photos")


def test_the_page_judges_each_target(known: Registered) -> None:
    page = benchmark_page.page([known], {(USE_CASE, "photos"): _result()})
    assert "| top-1 | >= 0.3 | 0.5 (0.4 to 0.6) | met | `photos` |" in page
    assert "| top-1, harder | >= 0.55 | 0.5 (0.4 to 0.6) | **not met, within noise** | `photos` |" in page
    assert "| seconds | <= 20 | 30 | **not met** | `photos` |" in page
    assert "| ms at a million | <= 5 |  | not measured | `scale` |" in page
    assert "| top-5 | >= 0.9 | its result lacks it | not measured | `photos` |" in page
    assert "- top-1, harder: more passes" in page
    assert "- seconds: fewer passes" in page
    assert "| all | 1 | 0 | 1 | 1 | 2 |" in page


def test_the_page_says_under_what_it_was_measured(known: Registered) -> None:
    page = benchmark_page.page([known], {(USE_CASE, "photos"): _result()})
    line = next(line for line in page.splitlines() if "photos.json" in line)
    assert "`python -m benchmarks.photos`" in line
    assert "2026-01-02, 61 s" in line
    assert "photos `abababababab`" in line
    assert "`c0ffeec0ff`" in line
    assert "2 cores x86_64 with avx2, 24 GiB, Linux" in line


def test_peers_stand_beside_ours_as_a_share_of_it(known: Registered) -> None:
    page = benchmark_page.page([known], {(USE_CASE, "photos"): _result()})
    assert "| peer | 0.25 (0.2 to 0.3) | 0.5 |" in page


def test_a_page_without_results_claims_nothing(known: Registered) -> None:
    page = benchmark_page.page([known], {})
    assert "met |" not in page.split("## Visual search")[1]
    assert page.count("not measured |") - 1 == len(known.targets)


def test_challenges_take_values_from_benchmarks_first_then_from_the_champion(known: Registered) -> None:
    champion = _result({"measures": {"locator_recall": {"value": 0.1}, "top_1_at_25": {"value": 0.7}}}, CHAMPION)
    page = challenge_page.page([known], {(USE_CASE, "photos"): _result(), (USE_CASE, CHAMPION): champion})
    assert "| `locator_recall` | 0.9 | run `photos` |" in page
    assert "| `top_1_at_25` | 0.7 | champion |" in page
    assert (
        "| wide variety | top-1 again | 0.5 (0.4 to 0.6) | run `photos` | [x.py](../tests/x.py); run `photos` |" in page
    )


def test_a_challenge_that_nothing_shows_is_a_hole(known: Registered) -> None:
    assert "wide variety" not in challenge_page.holes(known)
    assert {"millions of images", "finding the product in the picture"} == set(challenge_page.holes(known))
    assert challenge_page.HOLE in challenge_page.page([known], {})


def test_flat_metrics_become_measures_with_their_ends() -> None:
    found = measures({"f1": 0.5, "f1.low": 0.4, "f1.high": 0.6, "ms": 3.0, "odd.low": 1.0})
    assert found["f1"] == {"value": 0.5, "low": 0.4, "high": 0.6}
    assert found["ms"] == {"value": 3.0, "low": None, "high": None}
    assert set(found) == {"f1", "ms", "odd.low"}
