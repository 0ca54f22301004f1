"""Parts of the benchmark of recommendation on public logs: how lists are held against what was wanted, scores,
verdicts."""

from __future__ import annotations

import copy
import io
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import rich.console
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import rec_report as report
from benchmarks.rec_peers import ALL_TIME, ALS, BEFORE, BM25, EASE, KNN, POPULARITY
from benchmarks.rec_process import OURS
from benchmarks.rec_ranks import DEPTH, held_against, listed, per_request
from benchmarks.rec_scores import COLD, WARM, compared
from benchmarks.rec_verdicts import PARTS
from benchmarks.rec_worlds import BEAUTY, RETAIL

RESAMPLING = {"resamples": 50, "confidence": 0.95, "seed": 0}


def answers(*lists: tuple[str, list[str], list[float]]) -> pd.DataFrame:
    """Lists in rank order: request, products, scores."""
    return pd.concat(
        [
            pd.DataFrame({"example_id": key, "product_id": ids, "rank": range(1, len(ids) + 1), "score": scores})
            for key, ids, scores in lists
        ],
        ignore_index=True,
    ).astype({"example_id": "str", "product_id": "str"})


def wanted(*pairs: tuple[str, str], gain: float = 1.0, unseen: tuple[str, ...] = ()) -> pd.DataFrame:
    """What was wanted: request and product."""
    rows = pd.DataFrame(pairs, columns=["example_id", "product_id"]).astype("str")
    return rows.assign(gain=gain, unseen=rows["product_id"].isin(unseen))


def test_a_wanted_product_stands_behind_others_of_its_score() -> None:
    lists = answers(("a", ["x", "y", "z", "w"], [3.0, 2.0, 2.0, 2.0]))
    found = held_against(lists, wanted(("a", "y")))
    assert found[["product_id", "place"]].to_numpy().tolist() == [["y", 4]]
    assert held_against(lists, wanted(("a", "x")))["place"].tolist() == [1]


def test_a_list_that_is_not_in_the_order_of_its_scores_keeps_its_own() -> None:
    lists = answers(("a", ["x", "y", "z"], [1.0, 5.0, 0.5]))
    assert held_against(lists, wanted(("a", "y")))["place"].tolist() == [2]
    assert held_against(lists, wanted(("a", "z")))["place"].tolist() == [3]


def test_a_score_that_the_end_of_a_whole_list_has_counts_as_missed() -> None:
    ids = [f"p{place}" for place in range(DEPTH)]
    flat = answers(("a", ids, [2.0] + [1.0] * (DEPTH - 1)))
    assert held_against(flat, wanted(("a", "p5"))).empty
    assert held_against(flat, wanted(("a", "p0")))["place"].tolist() == [1]
    short = answers(("a", ids[:-1], [2.0] + [1.0] * (DEPTH - 2)))
    assert held_against(short, wanted(("a", "p5")))["place"].tolist() == [DEPTH - 1]


def test_measures_of_one_wanted_product_are_those_of_its_place() -> None:
    ids = pd.Series(["a", "b", "c"], dtype="str")
    lists = answers(
        ("a", ["x", "y"], [2.0, 1.0]), ("b", [f"n{place}" for place in range(14)] + ["y"], [*range(15, 0, -1)])
    )
    found = per_request(ids, lists, wanted(("a", "y"), ("b", "y"), ("c", "y")))
    assert found["hr_10"].tolist() == [1.0, 0.0, 0.0]
    assert found["hr_20"].tolist() == [1.0, 1.0, 0.0]
    assert found["mrr"].tolist() == pytest.approx([1 / 2, 1 / 15, 0.0])
    assert found["ndcg_10"].tolist() == pytest.approx([1 / np.log2(3), 0.0, 0.0])
    assert found["ndcg_20"].tolist() == pytest.approx([1 / np.log2(3), 1 / 4, 0.0])


def test_recall_is_of_all_that_was_wanted_and_by_what_was_learnt() -> None:
    ids = pd.Series(["a", "b"], dtype="str")
    lists = answers(("a", ["x", "new"], [2.0, 1.0]))
    want = wanted(("a", "x"), ("a", "new"), ("a", "other"), ("a", "more"), unseen=("new", "other"))
    found = per_request(ids, lists, want)
    first = found.iloc[0]
    assert (first["recall_20"], first["unseen_20"], first["warm_20"]) == (0.5, 0.5, 0.5)
    ideal = sum(1 / np.log2(place + 1) for place in range(1, 5))
    assert first["ndcg_20"] == pytest.approx((1 + 1 / np.log2(3)) / ideal)
    assert found.iloc[1].drop("example_id").isna().all()


@given(st.lists(st.integers(0, 3), min_size=2, max_size=12), st.data())
@settings(max_examples=60, deadline=None)
def test_the_place_is_that_behind_all_that_score_as_much(scores: list[int], data: st.DataObject) -> None:
    right = data.draw(st.integers(0, len(scores) - 1))
    products = pd.Index([f"p{place}" for place in range(len(scores))])
    lists = listed(pd.Series(["a"], dtype="str"), np.array([scores], np.float64), products)
    found = held_against(lists, wanted(("a", f"p{right}")))
    assert found["place"].tolist() == [sum(score >= scores[right] for score in scores)]


def test_what_must_not_come_is_not_listed() -> None:
    scores = np.array([[1.0, -np.inf, 3.0], [-np.inf] * 3])
    found = listed(pd.Series(["a", "b"], dtype="str"), scores, pd.Index(["x", "y", "z"]))
    assert found[["example_id", "product_id", "rank"]].to_numpy().tolist() == [["a", "z", 1], ["a", "x", 2]]


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """Four requests, the last two of customers without an event before."""
    ids = ["a", "b", "c", "d"]
    test = pd.DataFrame({"example_id": ids, "customer_id": ids, "events_before": [3, 1, 0, 0]})
    test.to_parquet(tmp_path / "test.parquet", index=False)
    products = pd.DataFrame({"product_id": [f"p{place}" for place in range(50)], "listed": [True] * 40 + [False] * 10})
    products.to_parquet(tmp_path / "products.parquet", index=False)
    for name, seen in (("train", range(30)), ("valid_events", range(25, 35))):
        log = pd.DataFrame({"product_id": [f"p{place}" for place in seen if place != 2]})
        log.to_parquet(tmp_path / f"{name}.parquet", index=False)
    rows = wanted(*((key, "p1") for key in ids), ("c", "p2"), unseen=("p2",))
    rows.assign(split="test").to_parquet(tmp_path / "relevant.parquet", index=False)
    return tmp_path


def test_methods_are_compared_for_warm_and_cold_customers(examples: Path) -> None:
    right = answers(*((key, ["p1", "p2"], [2.0, 1.0]) for key in "abcd"))
    wrong = answers(*((key, ["p3", "p1"], [2.0, 1.0]) for key in "ab"))
    found = compared(examples, {"worse": wrong, OURS: right}, RESAMPLING)
    assert list(found["parts"]) == ["all", WARM, COLD]
    warm, cold = found["parts"][WARM], found["parts"][COLD]
    assert list(warm["methods"]) == [OURS, "worse"]
    assert (warm["requests"], cold["requests"], cold["with_unseen"]) == (2, 2, 1)
    assert warm["ahead"]["worse"]["mrr"]["gain"] == 0.5
    assert cold["methods"]["worse"]["hr_10"]["value"] == 0.0
    assert cold["methods"][OURS]["unseen_20"]["value"] == 1.0
    assert found["random_unseen"] == 0.5
    assert (found["never_seen"], found["random_among_unseen"]) == (6, 1.0)


def measure(value: float) -> dict[str, Any]:
    """As `search_statistics.measured` gives it."""
    return {"value": value, "low": value - 0.01, "high": value + 0.01, "n": 10}


def a_part(ours: float, others: list[str], gain: float) -> dict[str, Any]:
    """What was measured of ours and of others that are so far behind."""
    names = ("hr_10", "hr_20", "ndcg_10", "ndcg_20", "recall_20", "mrr", "unseen_20")
    ahead = {name: {"gain": gain, "low": gain - 0.001, "high": gain + 0.001} for name in names}
    methods = {OURS: {name: measure(ours) for name in names}}
    methods |= {other: {name: measure(ours - gain) for name in names} for other in others}
    return {"requests": 10, "with_unseen": 3, "methods": methods, "ahead": dict.fromkeys(others, ahead)}


def found_of(world: str, **parts: Any) -> dict[str, Any]:
    """As `recommendation.measured` gives it of one log."""
    peer = {"setting": {"lambda": 5.0}, "tried": 5, "valid": 0.05, "seconds": 1.0}
    peer |= {"fit_seconds": 1.0, "answer_seconds": 1.0, "peak_mb": 100.0, "peak_mb_before": 50.0}
    nothing = {"setting": None, "tried": 0, "valid": None, "seconds": 0.0}
    one = {
        "peers": {EASE: peer, "bought before": nothing},
        "stand_in": {**peer, "requests": 2},
        "ours": {"seconds": 2.0, "costs": {"train": {"seconds": 100.0, "children_peak_mb": 900.0}}},
        "scores": {
            "products": 4000,
            "never_seen": 40,
            "random_unseen": 0.005,
            "random_among_unseen": 0.5,
            "parts": parts,
        },
    }
    return {"worlds": {world: one}}


def test_verdicts_on_beauty_tell_met_from_missed() -> None:
    said = report.verdicts(found_of(BEAUTY, all=a_part(0.07, [ALS, BM25], 0.0005)))
    assert "HR@10 >= 0.08: 0.07, MISSED" in said[0]
    assert "NDCG@10 >= 0.05: 0.07, met" in said[1]
    assert any(line.startswith(f"HR@10 above {ALS}") and line.endswith("met, within noise") for line in said)
    assert f"NDCG@10 above {EASE}: not measured, MISSED" in said
    assert said[-1] == "seconds of training on 2 cores <= 180: 100, met"
    behind = report.verdicts(found_of(BEAUTY, all=a_part(0.09, [ALS], -0.01)))
    assert any(line.startswith(f"HR@10 above {ALS}") and line.endswith("MISSED") for line in behind)


def test_verdicts_on_retail_are_of_warm_cold_and_unseen() -> None:
    parts = {
        "all": a_part(0.03, [KNN], 0.1),
        WARM: a_part(0.2, [POPULARITY, ALL_TIME, KNN, ALS, BM25, BEFORE], 0.1),
        COLD: a_part(0.1, [POPULARITY, ALL_TIME, BEFORE], 0.05),
    }
    said = report.verdicts(found_of(RETAIL, **parts))
    assert sum(line.endswith("met, beyond noise") for line in said) == 14
    assert "times that of a lot >= 5: 6, met, within noise (4-8)" in said[-2]
    assert "times that of a lot among them alone >= 1: 0.06, MISSED, beyond noise" in said[-1]
    besides = [line for line in said if line.endswith("(no part of the target)")]
    assert len(besides) == 2
    assert all(f"above {BEFORE}" in line and PARTS[WARM] in line for line in besides)
    fewer = copy.deepcopy(parts)
    del fewer[WARM]["ahead"][KNN]
    assert sum("not measured" in line for line in report.verdicts(found_of(RETAIL, **fewer))) == 2


def test_without_ours_no_target_is_judged() -> None:
    found = found_of(BEAUTY, all=a_part(0.07, [ALS], 0.1))
    found["worlds"][BEAUTY]["ours"] = None
    del found["worlds"][BEAUTY]["scores"]["parts"]["all"]["methods"][OURS]
    found["worlds"][BEAUTY]["scores"]["parts"]["all"]["ahead"] = {}
    (line,) = report.verdicts(found)
    assert "ours was not asked" in line


@pytest.mark.parametrize("world", [BEAUTY, RETAIL])
def test_the_report_can_be_printed(world: str) -> None:
    console = rich.console.Console(width=200, record=True, file=io.StringIO())
    parts = {"all": a_part(0.07, [ALS], 0.01), WARM: a_part(0.07, [ALS], 0.01), COLD: a_part(0.07, [ALS], 0.01)}
    console.print(report.shown(found_of(world, **parts)))
    printed = console.export_text()
    for text in ("Gains of ours over each", "lambda=5.0", "does not suit this log", "where there is no history"):
        assert text in printed
    assert "0.0700 (0.0600-0.0800)" in printed
