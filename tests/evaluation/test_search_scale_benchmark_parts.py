"""Parts of the benchmark of search by size: a world with a thin log, the stopwatch, kinds of requests, verdicts."""

from __future__ import annotations

import io
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
import rich.console

from benchmarks import search_timings
from benchmarks.search_scale_report import grown, shown, verdicts
from benchmarks.search_scale_world import make
from benchmarks.search_speed import rates, seconds_of
from benchmarks.search_stopwatch import STEPS, Clock, Timed, with_stopwatch
from benchmarks.search_timings import LEAST_TYPED, requests_of, timings
from features.product_search import FeaturesParameters


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    facts = make(folder, products=400, log=600, seed=3, features=vars(FeaturesParameters()))
    assert 350 < facts["products"] < 450
    assert facts["searches"]["judged"] == 0
    assert 500 < facts["searches"]["logged"] <= 600  # in so small a world some find nothing that can be had
    return folder


def test_a_thin_log_covers_all_days_and_customers_come_back(world: Path) -> None:
    events = pd.read_parquet(world / "tables" / "events.parquet")
    first = events.drop_duplicates("search_id")
    days = first["time"].dt.floor("D").nunique()
    assert 110 <= days <= 120
    assert first["customer_id"].dropna().duplicated().any()
    assert events["product_id"].isin(pd.read_parquet(world / "tables" / "products.parquet")["product_id"]).all()
    assert (world / "examples" / "stock.parquet").is_file()


def test_requests_come_one_after_another_and_days_apart(world: Path) -> None:
    test = pd.read_parquet(world / "examples" / "test.parquet")
    found = requests_of(test, 30)
    assert list(found) == ["live", "whole", "in part", "days apart"]
    live, apart = found["live"], found["days apart"]
    assert len(live) == 30
    times = pd.to_datetime(live["time"])
    assert (times.diff().dropna() == pd.Timedelta(seconds=1)).all()
    assert times.iloc[0] >= test["time"].max().floor("s")
    assert pd.to_datetime(apart["time"]).max() - pd.to_datetime(apart["time"]).min() > pd.Timedelta(days=3)
    assert found["whole"]["query"].tolist() == apart["query"].iloc[::2].tolist()
    part = found["in part"]["query"].str.len() / apart["query"].iloc[1::2].str.len()
    assert part.between(LEAST_TYPED, 1).all()
    assert part.mean() < 0.95


def test_a_clock_counts_only_the_methods_it_was_given() -> None:
    clock = Clock()
    timed = Timed(SimpleNamespace(slow=lambda: time.sleep(0.02), fast=lambda: 3, held=7), {"slow": "step"}, clock)
    timed.slow()
    timed.slow()
    assert (timed.fast(), timed.held) == (3, 7)
    assert clock.seconds["step"] >= 0.04
    assert list(clock.seconds) == ["step"]
    clock.clear()
    assert not clock.seconds
    failing = Timed(SimpleNamespace(slow=lambda: 1 / 0), {"slow": "step"}, clock)
    with pytest.raises(ZeroDivisionError):
        failing.slow()
    assert "step" in clock.seconds


def test_rates_are_those_of_the_seconds() -> None:
    found = rates([0.001] * 99 + [0.101])
    assert found["p50_ms"] == pytest.approx(1.0)
    assert found["p99_ms"] == pytest.approx(2.0)
    assert found["queries_per_second"] == pytest.approx(500.0)
    asked: list[int] = []
    assert len(seconds_of(asked.append, list(range(30)))) == 30
    assert len(asked) == 50  # 20 of them to warm up


class _Model:
    """Counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def predict(self, frame: pd.DataFrame) -> None:
        self.asked.append(len(frame))


def test_every_kind_is_asked_row_by_row_and_one_batch_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    model, watched = _Model(), _Model()
    monkeypatch.setattr(search_timings, "on_one_thread", lambda one: one)
    clocks: list[Clock] = []

    def stopwatch(_model: Any, clock: Clock) -> _Model:
        clocks.append(clock)
        return watched

    monkeypatch.setattr(search_timings, "with_stopwatch", stopwatch)
    frame = pd.DataFrame({"query": ["a", "b", "c"]})
    found = timings(model, {"live": frame, "whole": frame.head(1)})
    assert model.asked == [1] * (6 + 2) + [3]
    assert watched.asked == [1, 1, 1]
    assert set(found["kinds"]) == {"live", "whole"}
    assert set(found["steps"]) == {*STEPS, "rest"}
    assert found["steps"]["rest"]["mean_ms"] > 0
    assert found["batch_queries_per_second"] > 0


def test_a_search_with_a_stopwatch_answers_alike_and_every_step_counts(tmp_path: Path) -> None:
    import search_store

    from models.bundle import open_checked
    from models.product_search import ProductSearch, train

    search_store.write(tmp_path / "examples")
    settings = {"threads": 1, "tuning": {"enabled": False}, "dense": {"network_up_to": 0}}
    train(tmp_path / "examples", settings, tmp_path / "bundle", lambda *_: None)
    model = ProductSearch.load(open_checked(tmp_path / "bundle"))
    queries = pd.read_parquet(tmp_path / "examples" / "train.parquet")["query"].head(5)
    asked = pd.DataFrame({"query": queries, "time": "2025-06-01T00:00:00Z"})
    clock = Clock()
    watched = with_stopwatch(model, clock)
    stood_for = set(vars(watched.answerer.searcher)) - set(vars(model.answerer.searcher))
    assert stood_for == {"meant", "known"}  # public ones: a private name may go without a word
    pd.testing.assert_frame_equal(watched.predict(asked), model.predict(asked))
    counted = {step for step in STEPS if clock.seconds.get(step, 0.0) > 0}
    trees = {"trees"} if model.answerer.searcher.booster is None else set()
    assert counted == set(STEPS) - trees


def record(products: int, p99: float) -> dict[str, Any]:
    """What one size measured."""
    rate = {"p50_ms": 1.0, "p99_ms": p99, "queries_per_second": 100.0}
    answer = {
        "load_seconds": 1.0,
        "load_memory_mb": 777.0,
        "peak_mb": 1.0,
        "batch_queries_per_second": 1.0,
        "kinds": {"live": rate},
    }
    answer["steps"] = {"trees": {"mean_ms": 1.0, "p99_ms": 2.0}}
    learn = {"seconds": products / 1e5, "peak_mb": products / 1e3, "bundle_mb": 10.0, "steps": {"indexing words": 1.0}}
    return {"products": products, "threads": 2, "learn": learn, "answer": answer}


def test_growth_is_told_from_the_smallest_to_the_largest() -> None:
    (line,) = grown([record(1_000_000, 20.0), record(100_000, 10.0)])
    assert line.startswith("10.0 times the products take 10.0 times the seconds")
    assert "2.0 times the p99" in line
    assert grown([record(100, 1.0)]) == []


def test_the_target_is_that_of_a_million_products() -> None:
    assert verdicts([record(100_000, 10.0), record(999_000, 29.0)]) == [
        "999,000 products: p99 ms of a request on one core at a million products <= 30: 29, met"
    ]
    assert verdicts([record(1_000_000, 31.0)])[0].endswith("31, MISSED")
    assert "not measured" in verdicts([record(100_000, 10.0)])[0]


def test_the_report_can_be_printed() -> None:
    console = rich.console.Console(width=200, record=True, file=io.StringIO())
    console.print(shown([record(100_000, 10.0), record(1_000_000, 31.0)]))
    printed = console.export_text()
    for title in (
        "Costs; building with 2 threads",
        "Live requests by step",
        "Building by step",
        "MISSED",
        "opening MB",
        "777.0",
    ):
        assert title in printed
    assert np.char.count(printed, "1,000,000") > 3
