"""Peers of recommendation: what they are told, what they score, how their settings are chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from benchmarks import rec_peers, rec_process, rec_tuning
from benchmarks.rec_ease import Ease, weights_of
from benchmarks.rec_item_knn import PLAIN, ItemKnn, most_similar
from benchmarks.rec_kept import keep, read
from benchmarks.rec_log import Asked, Log, seconds_of, wanted
from benchmarks.rec_peers import ALL_TIME, BEFORE, KNN, PEERS, POPULARITY, REPEATS, installed, peer
from benchmarks.rec_popularity import AllTime, BoughtBefore, Popularity
from benchmarks.rec_transitions import Transitions
from benchmarks.rec_tuning import Part, answered, choose, stand_in
from features.recommendation import FeaturesParameters, build
from infra.run_store import Reference
from tasks.steps import Run

RESAMPLING = {"resamples": 50, "confidence": 0.95, "seed": 0}
DAY = pd.Timedelta(days=1)
BEGIN = pd.Timestamp("2024-01-01", tz="UTC")


def events(rows: list[tuple[str, str, int]], region: str | None = "north") -> pd.DataFrame:
    """Customer, product and day."""
    found = pd.DataFrame(rows, columns=["customer_id", "product_id", "day"])
    return found.assign(time=BEGIN + found.pop("day") * DAY, region=region)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """60 customers who buy two of three products of their kind over and over, and ten that come late."""
    folder = tmp_path_factory.mktemp("retail")
    rng = np.random.default_rng(0)
    rows = []
    for customer in range(60):
        kind = customer % 2
        rows += [(f"c{customer:02}", f"{kind}{rng.integers(0, 3)}", int(day)) for day in rng.integers(0, 400, 12)]
    rows += [(f"late{customer}", f"{customer % 2}0", 395) for customer in range(10)]
    table = events(rows)
    table["region"] = np.where(table["customer_id"] < "c3", "north", "south")
    (folder / "tables").mkdir()
    table.to_parquet(folder / "tables" / "events.parquet", index=False)
    settings = FeaturesParameters(split="time", asks="customer", min_requests=2, history_events=10_000)
    build(folder / "tables", folder / "examples", settings)
    return folder / "examples"


@pytest.fixture(scope="module")
def test_part(examples: Path) -> Part:
    return Part.of(examples, "test")


def log_of(rows: list[tuple[int, int]], products: int = 4, **other: Any) -> Log:
    """Customer and product of events a day apart."""
    customer, product = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    given: dict[str, Any] = {
        "seconds": np.arange(len(rows)) * 86_400.0,
        "region": np.zeros(len(rows), dtype=np.int64),
        "regions": pd.Index(["here"]),
        **other,
    }
    names = pd.Index([f"p{place}" for place in range(products)])
    return Log(names, np.ones(products, dtype=bool), customer, product, **given)


def asked_of(*histories: list[int], region: int = 0) -> Asked:
    """Requests with these products before them, oldest first."""
    request = np.repeat(np.arange(len(histories)), [len(one) for one in histories])
    back = np.concatenate([np.arange(len(one))[::-1] for one in histories] or [np.zeros(0)]).astype(np.int64)
    product = np.concatenate([np.array(one, dtype=np.int64) for one in histories])
    ids = pd.Series([f"r{place}" for place in range(len(histories))], dtype="str")
    return Asked(ids, np.arange(len(histories)), np.full(len(histories), region), request, product, back)


def test_a_log_knows_what_its_split_may(examples: Path) -> None:
    valid, test = Log.of(examples, "valid"), Log.of(examples, "test")
    train, more = (len(pd.read_parquet(examples / f"{name}.parquet")) for name in ("train", "valid_events"))
    assert (len(valid.product), len(test.product)) == (train, train + more)
    first = pd.read_parquet(examples / "test.parquet")["time"].min()
    assert np.nanmax(test.seconds) < first.timestamp()
    assert test.repeats
    assert test.timed


def test_histories_are_those_before_the_request(examples: Path, test_part: Part) -> None:
    asked = test_part.asked
    table = pd.read_parquet(examples / "test.parquet")
    assert (np.bincount(asked.request, minlength=len(asked)) == table["events_before"].to_numpy()).all()
    some = asked.some(np.array([1, 3]))
    assert some.ids.tolist() == table["example_id"].iloc[[1, 3]].tolist()
    assert some.place.tolist() == [1, 3]
    own = asked.product[asked.request == 3]
    assert some.product[some.request == 1].tolist() == own.tolist()
    assert some.back[some.request == 1].tolist() == list(range(len(own)))[::-1]
    log = pd.concat([pd.read_parquet(examples / f"{name}.parquet") for name in ("train", "valid_events")])
    customer = table["customer_id"].iloc[3]
    told = log[log["customer_id"] == customer].sort_values("place")["product_id"].tolist()
    assert test_part.log.products[own].tolist() == told


def test_customers_without_events_before_are_told_apart(examples: Path, test_part: Part) -> None:
    table = pd.read_parquet(examples / "test.parquet")
    assert table["new_customer"].any()
    assert test_part.rows(known=False).tolist() == np.flatnonzero(table["new_customer"]).tolist()
    assert set(wanted(examples, "test")["example_id"]) == set(table["example_id"])


def test_seconds_are_missing_where_times_are() -> None:
    times = pd.Series([BEGIN, pd.NaT]).astype("datetime64[us, UTC]")
    found = seconds_of(times)
    assert found[0] == BEGIN.timestamp()
    assert np.isnan(found[1])


def test_late_popularity_forgets_and_a_region_comes_first() -> None:
    rows = [(0, 0)] * 5 + [(1, 1)] * 2 + [(2, 2)]
    days = np.array([0, 1, 2, 3, 4, 100, 101, 102]) * 86_400.0
    region = np.array([0] * 7 + [1])
    log = log_of(rows, seconds=days, region=region, regions=pd.Index(["here", "there"]))
    setting = {"months": None, "regional": False}
    assert Popularity.fit(log, setting, threads=1).scores(asked_of([])).argmax() == 0
    late = Popularity.fit(log, {**setting, "months": 1}, threads=1).scores(asked_of([]))[0]
    assert late.tolist() == [0.0, 2.0, 1.0, 0.0]
    there = Popularity.fit(log, {**setting, "regional": True}, threads=1)
    assert there.scores(asked_of([], region=1))[0].argsort().tolist()[::-1] == [2, 0, 1, 3]
    assert there.scores(asked_of([], region=-1)).argmax() == 0
    assert len(AllTime.settings(log)) == 1


def test_what_was_bought_before_comes_first() -> None:
    log = log_of([(0, 0), (1, 0), (1, 0), (2, 2)])
    setting = {"months": None, "regional": False, "fading": 1.0}
    score = BoughtBefore.fit(log, setting, threads=1).scores(asked_of([3, 1]))[0]
    assert score.argsort().tolist()[::-1] == [1, 3, 0, 2]
    assert BoughtBefore.settings(log_of([(0, 0), (1, 1)])) == []


def test_cosines_are_those_of_customers() -> None:
    log = log_of([(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 2)])
    found = ItemKnn.fit(log, PLAIN, threads=1).similar.toarray()
    assert found[0, 1] == pytest.approx(2 / np.sqrt(3 * 2))
    assert found[0, 2] == pytest.approx(1 / np.sqrt(3))
    assert found[1, 2] == 0.0
    shrunk = ItemKnn.fit(log, {**PLAIN, "shrinkage": 10.0}, threads=1).similar.toarray()
    assert shrunk[0, 1] == pytest.approx(2 / (np.sqrt(6) + 10))
    faded = ItemKnn.fit(log, {**PLAIN, "fading": 1.0}, threads=1)
    score = faded.scores(asked_of([2, 1]))[0]
    assert score[0] == pytest.approx(found[1, 0] + found[2, 0] / 2)


def test_the_most_similar_are_kept() -> None:
    similar = ItemKnn.fit(log_of([(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 2)]), PLAIN, threads=1).similar
    kept = most_similar(similar, 2).toarray()
    assert (np.count_nonzero(kept, axis=1) == [2, 2, 2, 0]).all()
    assert kept[0].tolist() == pytest.approx([1.0, 2 / np.sqrt(6), 0.0, 0.0])


def test_histories_are_summed_alike_whether_much_or_little_is_similar(monkeypatch: pytest.MonkeyPatch) -> None:
    similar = ItemKnn.fit(log_of([(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 2)]), PLAIN, threads=1).similar
    histories = asked_of([0, 1], [2], []).matrix(4)
    found = {}
    for least in (0.0, 1.0):
        monkeypatch.setattr(rec_peers, "DENSE_FROM", least)
        found[least] = rec_peers.by_neighbours(histories, similar)
    assert found[0.0].tolist() == found[1.0].tolist()
    assert found[0.0][0] == pytest.approx(similar.toarray()[0] + similar.toarray()[1])


def test_lists_are_kept_by_method(tmp_path: Path) -> None:
    rows = pd.DataFrame({"example_id": ["a"], "rank": [1]})
    keep(rows, tmp_path / "lists", "popularity, all time")
    keep(rows.iloc[:0], tmp_path / "lists", "a/b")
    found = read(tmp_path / "lists")
    assert {name: len(one) for name, one in found.items()} == {"popularity, all time": 1, "a/b": 0}
    assert read(tmp_path / "none") == {}


def test_transitions_have_a_direction() -> None:
    log = log_of([(0, 0), (1, 0), (0, 1), (1, 1), (0, 2)])
    setting = {"gap": 1, "decay": 1.0, "smoothing": 0.0, "fading": 1e3}
    found = Transitions.fit(log, setting, threads=1).after.toarray()
    assert found[0, 1] == pytest.approx(2 / np.sqrt(2))
    assert found[1, 0] == 0.0
    assert found[0, 2] == 0.0
    further = Transitions.fit(log, {**setting, "gap": 5, "decay": 0.5}, threads=1).after.toarray()
    assert further[0, 2] == pytest.approx(0.5 / np.sqrt(2))


def test_ease_is_the_closed_form_of_the_paper() -> None:
    rng = np.random.default_rng(0)
    rows = [(int(a), int(b)) for a, b in zip(rng.integers(0, 30, 150), rng.integers(0, 6, 150), strict=True)]
    log = log_of(sorted(set(rows)), products=6)
    had = log.matrix().toarray().astype(np.float64)
    found = Ease.fit(log, {"lambda": 3.0}, threads=1).weights
    assert np.diag(found).tolist() == [0.0] * 6
    for target in range(6):  # ridge regression of each product on the others, which is what the closed form solves
        others = [place for place in range(6) if place != target]
        x = had[:, others]
        weights = np.linalg.solve(x.T @ x + 3.0 * np.eye(5), x.T @ had[:, target])
        assert found[others, target] == pytest.approx(weights, abs=1e-4)
    with pytest.raises(ValueError, match="has no inverse"):
        weights_of(log.matrix() * 0, 0.0)


@pytest.mark.parametrize("name", list(PEERS))
def test_every_peer_finds_what_the_kind_of_the_customer_buys(name: str, test_part: Part) -> None:
    if PEERS[name][2] == "implicit":
        pytest.importorskip("implicit")
    setting = next(one for one in reversed(peer(name).settings(test_part.log)))
    fitted = peer(name).fit(test_part.log, setting, threads=1)
    asked = test_part.asked.some(test_part.rows(known=True))
    scores = np.asarray(fitted.scores(asked))
    assert scores.shape == (len(asked), len(test_part.log.products))
    assert np.isfinite(scores).all()
    if name in (POPULARITY, "popularity, all time"):
        return
    own = test_part.log.products.str[0].to_numpy()
    kind = own[asked.product[np.searchsorted(asked.request, np.arange(len(asked)))]]
    assert (own[scores.argmax(axis=1)] == kind).mean() > 0.9


def test_histories_come_again_only_where_they_may(test_part: Part) -> None:
    asked = test_part.asked.some(test_part.rows(known=True))
    fitted = ItemKnn.fit(test_part.log, PLAIN, threads=1)
    had = set(zip(asked.ids.iloc[asked.request], test_part.log.products[asked.product], strict=True))
    for repeats in (False, True):
        found = answered(fitted, test_part, asked, repeats, 1)
        again = [pair in had for pair in zip(found["example_id"], found["product_id"], strict=True)]
        assert any(again) == repeats


def test_nothing_is_listed_that_cannot_be_had(test_part: Part) -> None:
    asked = test_part.asked.some(np.arange(3))
    there = np.zeros((len(test_part.asked), len(test_part.log.products)), dtype=bool)
    there[:, 2] = True
    part = Part(test_part.log, test_part.asked, test_part.wanted, lambda rows: there[rows])
    found = answered(ItemKnn.fit(part.log, PLAIN, threads=1), part, asked, True, 1)
    assert set(found["product_id"]) == {part.log.products[2]}
    assert answered(ItemKnn.fit(part.log, PLAIN, threads=1), part, asked.some(np.arange(0)), True, 1).empty


def test_valid_chooses_the_best_setting(examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    valid = Part.of(examples, "valid")
    tried = [{"neighbours": 1, "shrinkage": 0.0, "fading": 0.0, REPEATS: False}, {**PLAIN, REPEATS: True}]
    monkeypatch.setattr(ItemKnn, "settings", classmethod(lambda _cls, _log: tried))
    chosen = choose(KNN, valid, valid.rows(known=True), "ndcg_10", 1)
    assert chosen.setting == tried[1]
    assert chosen.tried == 2
    assert chosen.valid is not None
    assert chosen.valid > 0.2
    assert choose(KNN, valid, np.zeros(0, dtype=np.int64), "ndcg_10", 1).setting == tried[0]
    monkeypatch.setattr(rec_tuning, "peer", lambda _name: BoughtBefore)
    monkeypatch.setattr(BoughtBefore, "settings", classmethod(lambda _cls, _log: []))
    assert choose(BEFORE, valid, valid.rows(known=True), "ndcg_10", 1).setting is None


def test_what_is_popular_stands_in_where_there_is_no_history(examples: Path, test_part: Part) -> None:
    chosen, found = stand_in(Part.of(examples, "valid"), test_part, "ndcg_10", 1)
    cold = test_part.asked.ids.iloc[test_part.rows(known=False)]
    assert set(found["example_id"]) == set(cold)
    assert set(chosen.setting or {}) == {"months", "regional", REPEATS}


def test_peers_that_are_not_installed_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rec_peers, "find_spec", lambda name: None if name == "implicit" else object())
    assert installed() == [name for name, (_, _, package) in PEERS.items() if package != "implicit"]


def test_each_peer_answers_every_request_once(examples: Path, tmp_path: Path) -> None:
    given = Reference("build", "key", str(examples), "")
    run = Run("recommendation", {"models": {"threads": 1}, "evaluation": {**RESAMPLING, "other": 1}})
    options = {"folder": str(tmp_path), "chooses": "ndcg_20"}
    told = rec_process.without_history(run, given, **options)
    assert told["requests"] > 0
    for name in (ALL_TIME, POPULARITY):
        peers = rec_process.of_peer(run, given, name=name, most=100, **options)
        assert peers["fit_seconds"] > 0
    found = rec_process.measure(run, given, folder=str(tmp_path))
    cold = found["parts"]["cold"]
    assert cold["requests"] == told["requests"]
    assert set(cold["methods"]) == {ALL_TIME, POPULARITY}
    lists = read(tmp_path)
    assert set(lists) == {ALL_TIME, POPULARITY, rec_process.STAND_IN}
    requests = set(pd.read_parquet(examples / "test.parquet")["example_id"])
    assert set(lists[ALL_TIME]["example_id"]) == requests
    assert set(lists[POPULARITY]["example_id"]) | set(lists[rec_process.STAND_IN]["example_id"]) == requests
    assert all(measures["hr_20"]["value"] > 0.9 for measures in cold["methods"].values())
