"""Parts of the benchmark of deal ranking by size: made-up tables, requests of many candidates, verdicts."""

from __future__ import annotations

import copy
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import rich.console

from benchmarks import deal_scale_report as report
from benchmarks.deal_scale_asked import CANDIDATES, WAYS, requests_of, timings
from benchmarks.deal_scale_world import SHOWN, make

RECORD: dict[str, Any] = {
    "threads": 2,
    "make": {"exposures": 1_000, "deals": 30, "seconds": 1.0, "peak_mb": 10.0},
    "learn": {"seconds": 2.0, "peak_mb": 20.0, "bundle_mb": 1.0, "steps": {"growing trees": 1.5}},
    "answer": {
        "candidates": CANDIDATES,
        "loaded_mb": 5.0,
        "batch_requests_per_second": 50.0,
        "kinds": {
            name: {"p50_ms": 5.0, "p99_ms": 9.0, "cpu_p50_ms": 4.0, "cpu_p99_ms": 8.0, "queries_per_second": 200.0}
            for name in WAYS
        },
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables and examples of few exposures."""
    out = tmp_path_factory.mktemp("made")
    make(out, exposures=10_000, seed=5, features={"min_redeemed": 1})
    return out


def test_visits_show_as_many_deals_that_run_each_once(folder: Path) -> None:
    tables = folder / "tables"
    shown = pd.read_parquet(tables / "exposures.parquet")
    deals = pd.read_parquet(tables / "deals.parquet").set_index("deal_id")
    assert abs(len(shown) - 10_000) < 1_500
    visits = shown.groupby((shown["rank"] == 1).cumsum())
    assert (visits["deal_id"].nunique() == SHOWN).all()
    own = deals.reindex(shown["deal_id"])
    assert (own["start"].to_numpy() <= shown["time"].to_numpy()).all()
    assert (own["end"].to_numpy() > shown["time"].to_numpy()).all()
    redeemed = pd.read_parquet(tables / "redemptions.parquet")
    assert 0.01 < len(redeemed) / len(shown) < 0.1
    assert len(redeemed.merge(shown, on=["customer_id", "deal_id", "time"])) >= len(redeemed)


def test_a_request_tells_the_same_deals_by_id_and_as_objects(folder: Path) -> None:
    asked = requests_of(folder / "examples", 4, seed=1)
    last = pd.Timestamp(asked["ids"]["time"].iloc[0])
    for by_id, whole in zip(asked["ids"]["deals"], asked["objects"]["deals"], strict=True):
        ids, objects = json.loads(by_id), json.loads(whole)
        assert len(set(ids)) == CANDIDATES
        assert [one["deal_id"] for one in objects] == ids
        assert all(pd.Timestamp(one["start"]) <= last < pd.Timestamp(one["end"]) for one in objects)
        assert all(isinstance(one["products"], list) for one in objects)
        assert any("stock_left" in one for one in objects)
    assert asked["ids"].drop(columns="deals").equals(asked["objects"].drop(columns="deals"))


def test_every_way_is_asked_one_request_at_a_time(folder: Path) -> None:
    calls = []

    class Model:
        def predict(self, request: pd.DataFrame, params: dict[str, Any]) -> None:
            calls.append((len(request), request["deals"].iloc[0][:2], params.get("allocate", False)))

    found = timings(Model(), requests_of(folder / "examples", 3, seed=1))
    assert set(found["kinds"]) == set(WAYS)
    assert found["candidates"] == CANDIDATES
    ways = {(text, allocate) for count, text, allocate in calls if count == 1}
    assert ways == {('["', False), ('["', True), ("[{", False), ("[{", True)}
    assert [count for count, _, _ in calls if count > 1] == [3]


def test_the_target_is_held_against_every_way_to_ask() -> None:
    slow = copy.deepcopy(RECORD)
    slow["answer"]["kinds"]["objects"]["p99_ms"] = 21.0
    slow["make"]["exposures"], slow["learn"]["seconds"] = 10_000, 8.0
    lines = report.verdicts([slow])
    assert len(lines) == len(WAYS)
    assert sum("MISSED" in line for line in lines) == 1
    assert "10,000 exposures, objects: p99 ms" in next(line for line in lines if "MISSED" in line)
    assert report.grown([RECORD, slow]) == [
        "10.0 times the exposures take 4.0 times the seconds of fitting, 1.0 times the memory of fitting"
    ]
    few = copy.deepcopy(RECORD)
    few["answer"]["candidates"] = 40
    assert "no target" in report.verdicts([few])[0]
    console = rich.console.Console(file=io.StringIO(), width=220)
    console.print(report.shown([RECORD, slow]))
    assert isinstance(console.file, io.StringIO)
    assert "growing trees" in console.file.getvalue()
