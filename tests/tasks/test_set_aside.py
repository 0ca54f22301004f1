"""Rows that validation set aside, as a person is told of them at the end of a run or when it is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flows import console, running
from infra.errors import DataError
from params.ad_click import Parameters
from params.base import Profile
from params.loading import load
from tasks import build, ingest, validate
from tasks.steps import Run


def checked(directory: Path, rows: list[str]) -> tuple[Run, Any]:
    directory.mkdir()
    (directory / "impressions.csv").write_text("impression_id,click,ad\n" + "\n".join(rows) + "\n")
    settings = load(Parameters, "ad_click", Profile.QUICK, {"data": str(directory)}, ["max_rejected_share=0.5"])
    run = Run("ad_click", settings.model_dump(mode="json"))
    return run, validate._validate.step.perform(run, ingest.ingest.step.perform(run))


def test_rows_set_aside_are_told_with_what_they_broke(home: Path, tmp_path: Path) -> None:
    assert home.is_dir()
    rows = [f"i{row},{row % 2},a" for row in range(1_000)] + [
        "",
        "i1000,perhaps,a",
        "i1001,perhaps,a",
        ",1,a",
        "i1,0,a",
    ]
    _, clean = checked(tmp_path / "some", rows)
    (line,) = validate.set_aside(clean)
    assert line.startswith("impressions: 5 of 1,004 rows (")
    assert "click can be read as its type: 2" in line
    _, whole = checked(tmp_path / "whole", rows[:1_000])
    assert validate.set_aside(whole) == []


def test_the_end_of_a_run_tells_them(home: Path) -> None:
    assert home.is_dir()
    summary: dict[str, Any] = {
        **{"model": "ad-click", "version": "1", "promoted": False, "reason": "it loses", "run_id": "r"},
        **{"report": "page", "evaluation": "place", "champion_before": None, "as_of": None, "left_out": {}},
        **{"measures": {}, "champion_measures": {}, "set_aside": ["impressions: 342 of 6,000 rows (a[b]: 342)"]},
    }
    with console.out.capture() as told:
        running._tell(summary)
    assert "set aside   impressions: 342 of 6,000 rows (a[b]: 342)" in told.get()


def test_a_refusal_for_want_of_clicks_tells_which_rows_were_set_aside_before(home: Path, tmp_path: Path) -> None:
    assert home.is_dir()
    run, clean = checked(tmp_path / "clicks", [f"i{row},{0 if row % 3 else 'yep'},a" for row in range(300)])
    with pytest.raises(DataError, match=r"false in all of 200 .*Set aside before: impressions: 100 of 300"):
        build.build.step.perform(run, clean)
