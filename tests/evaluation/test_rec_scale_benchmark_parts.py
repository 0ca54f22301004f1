"""Parts of the benchmark of recommendation by size: the made-up world, kinds of requests, timings, verdicts."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import rich.console

from benchmarks import rec_scale_world
from benchmarks.rec_scale_asked import LONG, K, after_events, requests_of, timings
from benchmarks.rec_scale_catalogue import SHELF
from benchmarks.rec_scale_report import TIMES, grown, shown, verdicts
from benchmarks.rec_scale_world import BASKET, EVENTS, Wanted, events_tables, make

CUSTOMERS, PRODUCTS = 800, 2_000


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    facts = make(folder, customers=CUSTOMERS, products=PRODUCTS, seed=3, features={})
    assert facts["products"] == PRODUCTS
    assert facts["customers_of_events"] == CUSTOMERS
    return folder


@pytest.fixture(scope="module")
def events(world: Path) -> pd.DataFrame:
    return pd.read_parquet(world / "tables" / "events.parquet")


def test_customers_have_about_as_many_events_as_they_should(events: pd.DataFrame) -> None:
    each = events.groupby("customer_id").size()
    assert each.mean() == pytest.approx(EVENTS, rel=0.15)
    assert each.min() >= 1
    assert each.max() > 4 * EVENTS
    assert events.groupby("visit_id").size().mean() == pytest.approx(BASKET, rel=0.15)
    assert (events.groupby("visit_id")["time"].nunique() == 1).all()
    assert (events.groupby("visit_id")["customer_id"].nunique() == 1).all()
    assert events.groupby("customer_id")["time"].is_monotonic_increasing.all()
    assert (events.groupby("customer_id")["region"].nunique() == 1).all()


def test_few_products_are_wanted_by_many_and_customers_have_shelves(events: pd.DataFrame) -> None:
    counts = events["product_id"].value_counts()
    assert counts.head(PRODUCTS // 100).sum() > 0.1 * len(events)
    number = events["product_id"].str[1:].astype(int)
    assert number.max() < PRODUCTS
    shelf = (number // SHELF).to_numpy()
    top = pd.crosstab(events["customer_id"], shelf).to_numpy()
    own = np.sort(top, axis=1)[:, -3:].sum() / top.sum()
    strangers = pd.crosstab(np.random.default_rng(0).permutation(events["customer_id"]), shelf).to_numpy()
    assert own > np.sort(strangers, axis=1)[:, -3:].sum() / top.sum() + 0.15


def test_some_products_follow_others(events: pd.DataFrame) -> None:
    number = events["product_id"].str[1:].astype(int).to_numpy()
    same = (events["customer_id"] == events["customer_id"].shift(-1)).to_numpy()[:-1]
    pairs = pd.DataFrame({"one": number[:-1][same], "next": number[1:][same]})
    often = pairs.groupby("one")["next"].agg(lambda rows: rows.value_counts(normalize=True).iloc[0])
    frequent = often[pairs["one"].value_counts().reindex(often.index) > 40]
    assert frequent.median() > 0.2


def test_the_same_seed_makes_the_same_tables_by_any_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    one = next(events_tables(50, 500, 1))
    assert one.equals(next(events_tables(50, 500, 1)))
    assert not one.equals(next(events_tables(50, 500, 2)))
    monkeypatch.setattr(rec_scale_world, "BATCH", 20)
    parts = list(events_tables(50, 500, 1))
    assert len(parts) == 3
    names = [set(part.column(column).to_pylist()) for part in parts for column in ("customer_id", "visit_id")]
    assert sum(map(len, names)) == len(set().union(*names))


def test_products_of_a_last_short_shelf_exist() -> None:
    rng = np.random.default_rng(0)
    drawn = Wanted(SHELF + 7, rng).draw(rng, np.repeat(np.arange(50), 40), rng.integers(0, 2, (50, 3)))
    assert drawn.min() >= 0
    assert drawn.max() <= SHELF + 6


def test_kinds_of_requests_differ_in_what_is_told(world: Path) -> None:
    found = requests_of(world / "examples", 30)
    live, none, long, apart = (found[name] for name in ("live", "no history", "long history", "days apart"))
    times = pd.to_datetime(live["time"])
    assert (times.diff().dropna() == pd.Timedelta(seconds=1)).all()
    assert pd.to_datetime(apart["time"]).max() <= times.iloc[0]
    assert none["customer_id"].isna().all()
    assert set(none["history"]) == {"[]"}
    assert {len(json.loads(one)) for one in long["history"]} == {LONG}
    test = pd.read_parquet(world / "examples" / "test.parquet").set_index(["customer_id", "time"])
    before = [len(json.loads(one)) for one in apart["history"]]
    keys = list(zip(apart["customer_id"], pd.to_datetime(apart["time"]), strict=True))
    assert before == [min(int(test["events_before"].loc[[key]].iloc[0]), LONG) for key in keys]
    own, padded = json.loads(live["history"].iloc[5]), json.loads(long["history"].iloc[5])
    assert own
    assert padded[-len(own) :] == own[-LONG:]


class _Model:
    """Shows three products, the first of which is the last of the history."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def predict(self, frame: pd.DataFrame, params: dict[str, Any]) -> pd.DataFrame:
        assert params == {"k": K}
        self.asked.append(len(frame))
        history = json.loads(frame["history"].iloc[0])
        first = history[-1]["product_id"] if history else "none"
        return pd.DataFrame({"product_id": [first, "b", "c"]})


def test_every_kind_is_asked_row_by_row_and_one_batch_at_once() -> None:
    model = _Model()
    frame = pd.DataFrame({"history": ['[{"product_id": "c"}]', "[]"], "time": "2025-01-01T00:00:00Z"})
    found = timings(model, {"live": frame, "no history": frame.tail(1)})
    assert model.asked == [1] * (4 + 2) + [1] * 4 + [2]
    assert set(found["kinds"]) == {"live", "no history"}
    assert found["batch_queries_per_second"] > 0
    assert set(found["kinds"]["live"]) == set(TIMES.values())
    assert found["after_event"]["changed"] == 0.5


def test_a_list_of_nothing_is_not_timed() -> None:
    class Nothing(_Model):
        def predict(self, frame: pd.DataFrame, params: dict[str, Any]) -> pd.DataFrame:  # noqa: ARG002
            return pd.DataFrame({"product_id": pd.Series([None], dtype="str")})

    frame = pd.DataFrame({"history": ["[]"], "time": "2025-01-01T00:00:00Z"})
    assert after_events(Nothing(), frame)["changed"] is None


def record(customers: int, p99: float, products: int = 100_000) -> dict[str, Any]:
    """What one size measured."""
    rate = {"p50_ms": 1.0, "p99_ms": p99, "queries_per_second": 100.0, "cpu_p50_ms": 1.0, "cpu_p99_ms": 2.0}
    answer = {"load_seconds": 1.0, "loaded_mb": 1.0, "peak_mb": 1.0, "batch_queries_per_second": 1.0}
    answer |= {"kinds": {"live": rate}, "after_event": {"p50_ms": 1.0, "p99_ms": 2.0, "changed": 0.9}}
    learn = {"seconds": customers / 1e4, "peak_mb": customers / 1e3, "bundle_mb": 10.0, "steps": {"covisits": 1.0}}
    made = {"customers_of_events": customers, "products": products, "events": customers * 20}
    return {"threads": 2, "make": {**made, "seconds": 1.0, "peak_mb": 1.0}, "learn": learn, "answer": answer}


def test_growth_is_told_from_the_fewest_to_the_most_events() -> None:
    (line,) = grown([record(1_000_000, 9.0), record(10_000, 8.0)])
    assert line.startswith("100.0 times the events take 100.0 times the seconds")
    assert grown([record(100, 1.0)]) == []


def test_the_target_is_that_of_a_hundred_thousand_products() -> None:
    said = verdicts([record(10_000, 9.0), record(1_000_000, 11.0)])
    assert said[0].endswith("<= 10: 9, met")
    assert said[1].endswith("11, MISSED")
    assert "not measured" in verdicts([record(10_000, 1.0, products=1_000)])[0]


def test_the_report_by_size_can_be_printed() -> None:
    console = rich.console.Console(width=240, record=True, file=io.StringIO())
    console.print(shown([record(10_000, 9.0), record(1_000_000, 11.0)]))
    printed = console.export_text()
    for title in ("By size; fitted with 2 threads", "One request after another", "Fitting by step", "MISSED"):
        assert title in printed
