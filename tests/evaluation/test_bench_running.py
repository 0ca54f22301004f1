"""A benchmark that is run for the record leaves a result, and one that fails leaves the earlier one."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from benchmarks import bench
from benchmarks.bench_results import Result, place
from benchmarks.bench_running import run
from benchmarks.registry import Bench, Registered
from infra.errors import SettingsError

QUICK = ("--logs", "2", "--resamples", "100")
SMALL = Bench(
    "coverage",
    "ad_click_off_policy_coverage",
    "small",
    "simulated",
    ("--logs", "2", "--resamples", "100"),
    ("hillstrom",),
)
BROKEN = Bench("coverage", "ad_click_off_policy_coverage", "broken", "simulated", ("--logs", "many"))
OTHER = Bench("other", "ad_click_kdd", "real", "real")
KNOWN = Registered("ad_click", (SMALL, OTHER), (), (), {})


def test_a_run_keeps_what_it_found_and_under_what(tmp_path: Path) -> None:
    ended = run(KNOWN, SMALL, tmp_path)
    assert (ended.code, ended.result) == (0, place(tmp_path, "ad_click", "coverage"))
    result = Result.read(tmp_path, "ad_click", "coverage")
    assert result is not None
    assert result.command == "python -m benchmarks.ad_click_off_policy_coverage --logs 2 --resamples 100"
    assert result.found
    assert "|" in result.printed
    assert len(result.circumstances["data"]["hillstrom"]["sha256"]) == 64
    assert result.circumstances["machine"]["cores"] >= 1
    failed = run(KNOWN, BROKEN, tmp_path)
    assert (failed.code, failed.result) == (2, None)
    assert "invalid int value" in failed.why
    assert Result.read(tmp_path, "ad_click", "coverage") == result


def _chosen(**given: object) -> argparse.Namespace:
    return argparse.Namespace(**{"only": [], "kind": ["real"], "missing": False, **given})


def test_runs_are_picked_by_kind_by_name_and_by_what_is_missing(tmp_path: Path) -> None:
    assert bench.picked([KNOWN], _chosen(), tmp_path) == [(KNOWN, OTHER)]
    assert bench.picked([KNOWN], _chosen(only=["coverage"]), tmp_path) == [(KNOWN, SMALL)]
    assert bench.picked([KNOWN], _chosen(kind=["real", "simulated"]), tmp_path) == [(KNOWN, SMALL), (KNOWN, OTHER)]
    Result("ad_click", "other", "", "", 0.0, {}, {}, "").write(tmp_path)
    with pytest.raises(SettingsError, match="Nothing is left to run"):
        bench.picked([KNOWN], _chosen(missing=True), tmp_path)
    with pytest.raises(SettingsError, match=r"No run is called nonsense.*Known: coverage, other"):
        bench.picked([KNOWN], _chosen(only=["nonsense"]), tmp_path)


def test_an_unknown_use_case_is_refused_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["visual-serch"]) == 4
    assert "Did you mean visual-search?" in capsys.readouterr().err
