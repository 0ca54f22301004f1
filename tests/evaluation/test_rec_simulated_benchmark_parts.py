"""Parts of the benchmark of recommendation on the simulated marketplace: the truth, ways to ask, measures, verdicts."""

from __future__ import annotations

import copy
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import rich.console

from benchmarks import rec_simulated_measures as of
from benchmarks import rec_simulated_process as process
from benchmarks.rec_peers import ALL_TIME, POPULARITY
from benchmarks.rec_simulated_asked import (
    ANYWHERE,
    AS_ASKED,
    HERE,
    IMPERSONAL,
    IN_SEASON,
    LATER,
    Way,
    answered,
    on_shelves,
    ways,
)
from benchmarks.rec_simulated_report import shown, verdicts
from benchmarks.rec_simulated_truth import Truth, read_truth, shelves_of
from benchmarks.simulated_shelves import Shelves
from evaluation.rec_context import HALF_A_YEAR
from features.recommendation import FeaturesParameters, build
from sources.simulator.recommendation import write

RESAMPLING = {"resamples": 50, "confidence": 0.95, "seed": 0}
SEED, SCALE = 3, 0.02


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of a small world without a mess, and examples made of them."""
    folder = tmp_path_factory.mktemp("world")
    write(folder / "tables", seed=SEED, scale=SCALE, messy=False)
    build(folder / "tables", folder / "examples", FeaturesParameters())
    return folder


@pytest.fixture(scope="module")
def truth(world: Path) -> Truth:
    return read_truth(world / "examples", world / "tables", world / "tables", most=10_000)


@pytest.fixture(scope="module")
def shelves() -> Shelves:
    return shelves_of(SEED, SCALE)


def test_requests_are_visits_of_the_truth(world: Path, truth: Truth) -> None:
    events = pd.read_parquet(world / "tables" / "events.parquet")
    bought = events.merge(truth.requests[["visit_id", "example_id"]], on="visit_id")
    of_log = set(zip(truth.wanted["example_id"], truth.wanted["product_id"], strict=True))
    assert of_log <= set(zip(bought["example_id"], bought["product_id"], strict=True))
    assert len(truth.requests) > 50
    assert len(truth.requests) <= truth.of_test
    visits = pd.read_parquet(world / "tables" / "truth" / "visit_truth.parquet").set_index("visit_id")
    own = visits.loc[truth.requests["visit_id"]]
    assert own["customer_id"].tolist() == truth.requests["customer_id"].tolist()
    assert truth.requests["where"].tolist() == own["region"].tolist()
    assert set(truth.preferred["example_id"]) == set(truth.requests["example_id"])
    assert (truth.preferred.groupby("example_id")["gain"].max() == 1).all()


def test_discovered_products_are_not_in_the_history(truth: Truth) -> None:
    histories = dict(zip(truth.requests["example_id"], truth.requests["history"].map(json.loads), strict=True))
    met = {(key, event["product_id"]) for key, events in histories.items() for event in events}
    of_log = set(zip(truth.wanted["example_id"], truth.wanted["product_id"], strict=True))
    assert set(zip(truth.discovered["example_id"], truth.discovered["product_id"], strict=True)) == of_log - met
    assert of_log & met


def test_fewer_requests_are_spread_over_the_test(world: Path, truth: Truth) -> None:
    some = read_truth(world / "examples", world / "tables", world / "tables", most=10)
    assert len(some.requests) == 10
    assert some.requests["time"].min() == truth.requests["time"].min()
    assert some.requests["time"].max() == truth.requests["time"].max()


def test_preferred_products_can_be_had_in_the_world(truth: Truth, shelves: Shelves) -> None:
    rows = truth.preferred.head(3_000)
    assert len(on_shelves(rows, truth.requests, shelves)) == len(rows)
    products = pd.Index(shelves.ids)
    first = truth.requests.head(3)
    masks = shelves.masks(products, first["where"], first["asked_at"])
    for place in range(3):
        one = shelves.have(
            pd.Series(products), pd.Series([first["where"].iloc[place]] * len(products)), _each(first, place, products)
        )
        assert (masks[place] == one).all()
    assert 0 < masks.mean() < 1
    anywhere = shelves.masks(products, pd.Series([None], dtype="str"), first["asked_at"].head(1))
    assert (anywhere[0] | ~masks[0]).all()
    assert anywhere.sum() > masks[0].sum()


def _each(first: pd.DataFrame, place: int, products: pd.Index[str]) -> pd.Series[Any]:
    return pd.Series([first["asked_at"].iloc[place]] * len(products))


def test_products_of_another_world_are_refused(shelves: Shelves, truth: Truth) -> None:
    one = truth.requests.head(1)
    with pytest.raises(ValueError, match="not of this world"):
        shelves.have(pd.Series(["strange"]), one["where"], one["asked_at"])


def test_places_close_up_where_products_cannot_be_had(truth: Truth, shelves: Shelves) -> None:
    key = truth.requests["example_id"].iloc[0]
    there = truth.preferred.loc[truth.preferred["example_id"] == key, "product_id"].head(2).tolist()
    masks = shelves.masks(shelves.ids, truth.requests["where"].head(1), truth.requests["asked_at"].head(1))
    gone = shelves.ids[~masks[0]][0]
    rows = pd.DataFrame({"example_id": key, "product_id": [there[0], gone, there[1]], "rank": [1, 2, 3]})
    found = on_shelves(rows, truth.requests, shelves)
    assert found[["product_id", "rank"]].to_numpy().tolist() == [[there[0], 1], [there[1], 2]]
    assert of.unavailable(truth, shelves, rows) == {"answers": 3, "unavailable": 1}


def test_what_lasts_can_be_had_half_a_year_later_too(truth: Truth, shelves: Shelves) -> None:
    rows = truth.preferred.head(3_000)
    lasting = on_shelves(rows, truth.requests, shelves, later=True)
    assert 0 < len(lasting) < len(rows)
    moved = truth.requests.assign(asked_at=truth.requests["asked_at"] + HALF_A_YEAR)
    assert len(on_shelves(lasting, moved, shelves)) == len(lasting)


def test_ways_differ_in_what_is_told(world: Path, truth: Truth) -> None:
    found = ways(truth.requests, world / "examples")
    asked = found[AS_ASKED].asked
    assert found[IMPERSONAL].params["personal"] is False
    assert found[HERE].asked["customer_id"].isna().all()
    assert found[HERE].asked["region"].tolist() == asked["region"].tolist()
    assert found[ANYWHERE].asked["region"].isna().all()
    later = pd.to_datetime(found[LATER].asked["time"]) - pd.to_datetime(asked["time"])
    assert (later == HALF_A_YEAR).all()
    row = int(np.flatnonzero(asked["history"] != "[]")[0])
    events = [json.loads(one.asked["history"].iloc[row]) for one in (found[AS_ASKED], found[LATER])]
    assert [event["product_id"] for event in events[0]] == [event["product_id"] for event in events[1]]
    assert pd.Timestamp(events[1][0]["time"]) - pd.Timestamp(events[0][0]["time"]) == HALF_A_YEAR


class _Model:
    """Answers with two products and nothing."""

    def predict(self, asked: pd.DataFrame, params: dict[str, Any]) -> pd.DataFrame:
        assert asked.empty
        assert params == {"k": 2}
        rows = [("a", 1, "p1", 2.0), ("a", 2, "p2", 1.0), ("b", 0, None, np.nan)]
        return pd.DataFrame(rows, columns=["request_id", "rank", "product_id", "score"])


def test_nothing_shown_is_no_answer() -> None:
    found = answered(_Model(), Way(pd.DataFrame(), {"k": 2}))
    assert found["example_id"].tolist() == ["a", "a"]


def test_the_oracle_is_the_best_that_can_be(truth: Truth) -> None:
    best = of.oracle(truth)
    worse = best.assign(rank=best.groupby("example_id").cumcount(ascending=False) + 1, score=-best["score"])
    tables = of.outcomes(truth, {AS_ASKED: worse, of.ORACLE: best})
    found = of.methods(tables, RESAMPLING)
    assert found[of.ORACLE][of.PREFERENCE]["value"] > 0.99
    assert found[AS_ASKED][of.PREFERENCE]["value"] < 0.5
    assert of.ahead(tables, RESAMPLING)[of.ORACLE][of.PREFERENCE]["gain"] < 0
    wishes = of.by(tables, "wish", RESAMPLING)
    assert sum(one[AS_ASKED]["n"] for one in wishes.values()) == len(truth.requests)
    assert found[of.ORACLE]["hr_10"]["value"] > found[AS_ASKED]["hr_10"]["value"]


def test_lifts_are_gains_of_what_is_told(truth: Truth, shelves: Shelves) -> None:
    best = of.oracle(truth)
    none = best.iloc[:0]
    answers = {AS_ASKED: best, IMPERSONAL: none, HERE: best, ANYWHERE: none, LATER: none, IN_SEASON: best}
    found = of.lifts(truth, answers, shelves, RESAMPLING)
    assert found["personal"]["n"] == int((truth.requests["history"] != "[]").sum())
    assert found["personal"]["gain"]["gain"] == pytest.approx(found["personal"]["told"]["value"])
    assert found["regional"]["told"]["value"] > 0.99
    assert found["seasonal"]["n"] > 0
    assert found["seasonal"]["untold"]["value"] == 0.0
    faded = of.lifts(truth, {**answers, IN_SEASON: none}, shelves, RESAMPLING)
    assert faded["seasonal"]["gain"]["gain"] == 0.0
    alike = of.lifts(truth, dict.fromkeys(answers, best), shelves, RESAMPLING)
    assert alike["seasonal"]["gain"]["gain"] == 0.0


def test_peers_are_told_what_can_be_had(
    world: Path, truth: Truth, shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "PEERS", (POPULARITY, ALL_TIME))
    found, chosen = process.peers(world / "examples", truth, shelves, 1)
    for name in process.PEERS:
        assert of.unavailable(truth, shelves, found[name])["unavailable"] == 0
        assert set(found[name]["example_id"]) == set(truth.requests["example_id"])
        assert not found[name].duplicated(["example_id", "product_id"]).any()
    assert chosen[POPULARITY]["tried"] > 1


def found_of() -> dict[str, Any]:
    """As `recommendation_simulated.measured` gives it."""
    value = {"value": 0.5, "low": 0.4, "high": 0.6, "n": 10}
    gain = {"gain": 0.1, "low": 0.05, "high": 0.15}
    methods = dict.fromkeys((AS_ASKED, of.ORACLE), dict.fromkeys(of.STATISTICS, value))
    return {
        "world": {"scale": 1},
        "requests": 10,
        "of_test": 20,
        "methods": methods,
        "ahead": {of.ORACLE: {of.PREFERENCE: gain, "ndcg_10": gain}},
        "by_wish": {"taste": dict.fromkeys(methods, value)},
        "by_new": {"False": dict.fromkeys(methods, value)},
        "lifts": {name: {"told": value, "untold": value, "gain": gain, "n": 10} for name in ("personal", "seasonal")},
        "unavailable": {AS_ASKED: {"answers": 100, "unavailable": 0}},
        "peers": {POPULARITY: {"setting": {"months": 1}, "tried": 3}, "other": {"setting": None, "tried": 0}},
        "evaluation": {"ndcg_10": {**value, "meaning": "gains"}},
        "costs": {"train": {"seconds": 3.0, "own_peak_mb": 10.0, "children_peak_mb": None}},
    }


def test_verdicts_against_the_truth_tell_met_from_missed() -> None:
    found = found_of()
    said = verdicts(found)
    assert said[1].endswith(
        "0.5, MISSED, beyond noise (0.4-0.6) (of the true preference itself: 0.5000 (0.4000-0.6000))"
    )
    assert said[2].startswith("of products that the customer had not met, recall@10")
    assert said[4].startswith("a personal lift: +0.1000")
    assert said[4].endswith("beyond noise")
    assert said[-1].endswith("0, met, of 100 products answered")
    poor = copy.deepcopy(found)
    poor["unavailable"][AS_ASKED]["unavailable"] = 1
    poor["lifts"]["personal"]["gain"]["low"] = -0.01
    assert verdicts(poor)[4].endswith("not told from noise")
    assert "MISSED" in verdicts(poor)[-1]


def test_the_report_against_the_truth_can_be_printed() -> None:
    console = rich.console.Console(width=220, record=True, file=io.StringIO())
    console.print(shown(found_of()))
    printed = console.export_text()
    for text in (
        "Gains of ours over each",
        "0.5000 (0.4000-0.6000)",
        "months=1",
        "does not suit",
        "What the steps cost",
    ):
        assert text in printed
