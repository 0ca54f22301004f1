"""Parts of the benchmark of deal ranking on Complete Journey: gains, curves, what is known when, peers, verdicts."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import rich.console
from deals_for_benchmark_tests import TEST_FROM, VALID_FROM, write_examples
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, log_loss, roc_auc_score

from benchmarks import deal_plain_peers as plain
from benchmarks import deal_report as report
from benchmarks.deal_gains import ndcg
from benchmarks.deal_laxer import known
from benchmarks.deal_own_features import features as own_features
from benchmarks.deal_peer_counts import Log
from benchmarks.deal_peer_features import features
from benchmarks.deal_process import TOLD_MORE
from benchmarks.deal_resampled import AUC, LOSS, MEASURES, NDCG, PRECISION, RATIO, Draws, values
from benchmarks.deal_rows import Part, Rows
from benchmarks.deal_scores import compared, on_rows

RESAMPLING = {"resamples": 40, "confidence": 0.95, "seed": 0}


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small folder of examples."""
    return write_examples(tmp_path_factory.mktemp("deals"))


@pytest.fixture(scope="module")
def part(examples: Path) -> Part:
    """Of the test."""
    return Part.of(examples, "test")


def test_the_gain_of_a_list_is_discounted_by_place_and_held_against_the_best() -> None:
    request, gain = np.zeros(4, np.int64), np.array([0.0, 1.0, 0.0, 1.0])
    found, against = ndcg(request, np.array([4.0, 3.0, 2.0, 1.0]), gain, 3)
    assert found[0] == pytest.approx((1 / math.log2(3)) / (1 + 1 / math.log2(3)))
    assert against[0] == found[0]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.booleans()), min_size=1, max_size=12),
    st.integers(1, 5),
)
def test_ties_are_the_mean_over_all_lots_and_the_worst_of_them(rows: list[tuple[int, int, bool]], places: int) -> None:
    request = np.unique([row[0] for row in rows], return_inverse=True)[1]
    score, gain = (np.array([row[at] for row in rows], dtype=np.float64) for at in (1, 2))
    mean, worst = ndcg(request, score, gain, places)
    rng = np.random.default_rng(0)
    lots = [ndcg(request, score + rng.random(len(rows)) / 2, gain, places)[0] for _ in range(400)]
    for own, of in enumerate(np.transpose(lots)):
        if np.isnan(mean[own]):
            assert np.isnan(of).all()
            continue
        assert mean[own] == pytest.approx(of.mean(), abs=0.12)
        assert worst[own] <= of.min() + 1e-12


def test_curves_of_customers_drawn_are_those_of_rows_so_weighted(part: Part) -> None:
    score = np.round(np.random.default_rng(1).normal(size=len(part.asked)), 1)
    drawn = Draws.of(part.asked, 30, 3)
    found = values(part.asked, score, drawn)
    for at in range(31):
        weight = drawn.weights[at][drawn.customer]
        label = part.asked.label
        assert found[AUC][at] == pytest.approx(roc_auc_score(label, score, sample_weight=weight))
        assert found[PRECISION][at] == pytest.approx(average_precision_score(label, score, sample_weight=weight))


def test_measures_of_requests_weigh_whole_customers(part: Part) -> None:
    score, drawn = plain.popularity(part.learnt, part.asked), Draws.of(part.asked, 10, 3)
    found = values(part.asked, score, drawn)
    some = part.asked.some(part.asked.with_redemption)
    gains = ndcg(some.request, score[part.asked.with_redemption], some.label, 5)[0]
    first = np.flatnonzero(np.diff(some.request, prepend=-1))
    weight = drawn.weights[4][drawn.customer[part.asked.with_redemption][first]]
    assert found[NDCG][0] == pytest.approx(gains.mean())
    assert found[NDCG][4] == pytest.approx((gains * weight).sum() / weight.sum())
    assert set(found) == set(MEASURES)


@pytest.mark.parametrize(("split", "until"), [("valid", VALID_FROM), ("test", TEST_FROM)])
def test_what_is_learnt_does_not_know_what_is_redeemed_when_the_split_has_begun(
    examples: Path, split: str, until: pd.Timestamp
) -> None:
    learnt = Part.of(examples, split).learnt
    known = learnt.table["redeemed_at"] < until
    assert learnt.label.tolist() == known.astype(float).tolist()
    assert (learnt.table["redeemed_at"].notna() & ~known).any()
    assert (np.diff(learnt.request) >= 0).all()
    assert learnt.table.groupby(learnt.request)["example_id"].nunique().max() == 1


def test_the_laxer_reading_learns_later_labels_and_tells_no_request_of_them(examples: Path, tmp_path: Path) -> None:
    strict = Part.of(examples, "test")
    late = strict.learnt.table["redeemed_at"] >= TEST_FROM
    assert known(examples, tmp_path) == {"known_later": late.sum()}
    lax = Part.of(tmp_path, "test")
    assert late.any()
    assert lax.learnt.label.tolist() == (strict.learnt.label + late).tolist()
    pd.testing.assert_frame_equal(lax.asked.table, strict.asked.table)
    told = [pd.read_parquet(folder / "redemptions.parquet") for folder in (examples, tmp_path)]
    pd.testing.assert_frame_equal(*told)


def test_the_test_is_told_all_that_was_redeemed_in_it(part: Part) -> None:
    assert part.asked.label.sum() == part.asked.table["redeemed_at"].notna().sum() > 0


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(-1, 2), st.integers(0, 6)), max_size=20), st.integers(0, 7))
def test_counts_are_of_what_came_before(rows: list[tuple[int, int]], moment: int) -> None:
    key = np.array([row[0] for row in rows], dtype=np.int64)
    time = np.array([row[1] for row in rows], dtype=np.float64)
    amount = np.arange(1.0, len(rows) + 1)
    found, since = Log.of(key, time, amount).before(np.arange(3), np.full(3, float(moment)))
    for own in range(3):
        before = (key == own) & (time < moment)
        assert found[own] == amount[before].sum()
        assert (moment - time[before].max() == since[own]) if before.any() else np.isnan(since[own])


def test_plain_peers_count_what_was_learnt(part: Part) -> None:
    learnt, asked = part.learnt, part.asked
    sums = pd.Series(learnt.label).groupby(learnt.table["offer"].to_numpy()).agg(["sum", "mean"])
    offer = asked.table["offer"]
    assert plain.popularity(learnt, asked).tolist() == sums["sum"].reindex(offer).tolist()
    assert plain.rate(learnt, asked) == pytest.approx(sums["mean"].reindex(offer).to_numpy())
    strong = plain.pair(learnt, asked, 1e9)
    assert strong == pytest.approx(np.full(len(asked), learnt.label.mean() ** 2), rel=1e-3)


def test_features_of_a_request_know_nothing_of_later_days(examples: Path, tmp_path: Path) -> None:
    part = Part.of(examples, "valid")
    learnt, asked = features(examples, part.learnt, part.asked)
    assert len(learnt) == len(part.learnt)
    assert len(asked) == len(part.asked)
    last = part.asked.table["time"].max()
    for file in examples.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    bought = pd.read_parquet(examples / "purchases.parquet")
    bought[bought["time"] < last].to_parquet(tmp_path / "purchases.parquet")
    assert len(bought) > (bought["time"] < last).sum()
    pd.testing.assert_frame_equal(features(tmp_path, part.learnt, part.asked)[1], asked)
    early = part.asked.table["time"] == part.asked.table["time"].min()
    bought[bought["time"] < part.asked.table["time"].min()].to_parquet(tmp_path / "purchases.parquet")
    fewer = features(tmp_path, part.learnt, part.asked)[1]
    pd.testing.assert_frame_equal(fewer[early], asked[early])
    assert (fewer["bought"] < asked["bought"]).any()


def test_features_count_purchases_of_the_deals_products(examples: Path) -> None:
    part = Part.of(examples, "test")
    asked = features(examples, part.learnt, part.asked)[1]
    bought, listed = pd.read_parquet(examples / "purchases.parquet"), plain.products_of(examples)
    for row in range(0, len(part.asked), 17):
        one = part.asked.table.iloc[row]
        before = bought[bought["time"] < one["time"]]
        own = before[before["customer_id"] == one["customer_id"]]
        assert asked["bought"][row] == len(own)
        assert asked["bought_of_deal"][row] == own["product_id"].isin(listed[one["deal_id"]]).sum()
        of_all = bought[bought["time"] < min(one["time"], TEST_FROM)]
        assert asked["everybody_bought"][row] == of_all["product_id"].isin(listed[one["deal_id"]]).sum()
        assert asked["width"][row] == len(listed[one["deal_id"]])


@pytest.mark.parametrize("told_all", [False, True])
def test_what_others_do_in_the_test_is_known_to_the_peer_that_is_told_more_alone(
    examples: Path, tmp_path: Path, told_all: bool
) -> None:
    part = Part.of(examples, "test")
    before = features(examples, part.learnt, part.asked, told_all=told_all)[1]
    who = part.asked.table["customer_id"].iloc[0]
    own = (part.asked.table["customer_id"] == who).to_numpy()
    for file in examples.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    bought = pd.read_parquet(examples / "purchases.parquet")
    kept = (bought["time"] < TEST_FROM) | (bought["customer_id"] == who)
    bought[kept].to_parquet(tmp_path / "purchases.parquet")
    assert (~kept).any()
    asked = part.asked.table
    redeemed_at = asked["redeemed_at"].where(own)
    fewer = Rows(asked.assign(redeemed_at=redeemed_at), part.asked.request)
    after = features(tmp_path, part.learnt, fewer, told_all=told_all)[1]
    assert after[own].equals(before[own]) == (not told_all)
    shown = before.groupby(asked["offer"].to_numpy())["offer_shown"].nunique()
    assert (shown > 1).any() == told_all
    # what a customer redeems in the test is told with the next request
    first = asked["time"] == asked["time"].min()
    late = before[~first].set_index(asked.loc[~first, "customer_id"])["customer_redeemed"].groupby(level=0).max()
    early = before[first].set_index(asked.loc[first, "customer_id"])["customer_redeemed"].groupby(level=0).max()
    assert (late > early).any()
    assert (before["offer_days_since"].dropna() > 0).all()


@pytest.mark.parametrize("split", ["valid", "test"])
def test_features_of_ours_are_told_what_came_before_each_request_alone(
    examples: Path, tmp_path: Path, split: str
) -> None:
    part = Part.of(examples, split)
    learnt, asked = own_features(examples, part.learnt, part.asked)
    assert (len(learnt), len(asked)) == (len(part.learnt), len(part.asked))
    for file in examples.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    for log in ("purchases", "redemptions"):
        rows = pd.read_parquet(examples / f"{log}.parquet")
        rows[rows["time"] < part.asked.table["time"].max()].to_parquet(tmp_path / f"{log}.parquet")
        assert len(pd.read_parquet(tmp_path / f"{log}.parquet")) < len(rows)
    pd.testing.assert_frame_equal(own_features(tmp_path, part.learnt, part.asked)[1], asked)
    bought = next(name for name in asked if name.endswith(" bought"))
    plain_bought = features(examples, part.learnt, part.asked)[1]["bought"]
    assert np.corrcoef(asked[bought], plain_bought)[0, 1] > 0.99


def test_what_is_not_answered_lies_below_all_that_is(part: Part) -> None:
    rows: Rows = part.asked
    kept = rows.table[["example_id", "deal_id"]].assign(score=np.arange(len(rows), dtype=np.float64))
    found = on_rows(rows, kept.iloc[3:].sample(frac=1.0, random_state=1))
    assert found[3:].tolist() == list(range(3, len(rows)))
    assert (found[:3] < 3).all()


def test_ours_is_held_against_each_other_method_and_the_targets(part: Part) -> None:
    rows = part.asked
    table = rows.table[["example_id", "deal_id"]]
    kept = {"ours": table.assign(score=rows.label), plain.POPULARITY: table.assign(score=0.0)}
    found = compared(rows, kept, "ours", RESAMPLING)
    assert found["methods"]["ours"][NDCG]["value"] == found["methods"]["ours"][AUC]["value"] == 1.0
    assert found["methods"][plain.POPULARITY][AUC]["value"] == pytest.approx(0.5)
    assert found["ahead"][plain.POPULARITY][AUC] == pytest.approx({"gain": 0.5, "low": 0.5, "high": 0.5})
    lines = report.verdicts(found)
    assert lines[0].startswith("NDCG@5 >= 0.25: 1, met, beyond noise")
    assert any(line.startswith("NDCG@5 above popularity") and "met, beyond noise" in line for line in lines)
    alone = compared(rows, {plain.POPULARITY: kept[plain.POPULARITY]}, "ours", RESAMPLING)
    assert "no target" in report.verdicts(alone)[0]
    assert _printed({"scores": alone, "peers": {}, "ours": None, "known_later": None})


def test_rows_of_all_requests_are_compared_by_probability_and_lists_by_score(part: Part) -> None:
    rows, rng = part.asked, np.random.default_rng(4)
    said = rng.uniform(0.05, 0.9, len(rows))
    table = rows.table[["example_id", "deal_id"]].assign(score=rows.label)
    kept = {"ours": table.assign(probability=said), "bare": table}
    found = compared(rows, kept, "ours", RESAMPLING)["methods"]
    assert found["ours"][NDCG]["value"] == found["bare"][NDCG]["value"] == 1.0
    assert found["ours"][AUC]["value"] == pytest.approx(roc_auc_score(rows.label, said))
    assert found["ours"][PRECISION]["value"] == pytest.approx(average_precision_score(rows.label, said))
    assert found["ours"][LOSS]["value"] == pytest.approx(log_loss(rows.label, said))
    assert found["ours"][RATIO]["value"] == pytest.approx(said.sum() / rows.label.sum())
    assert found["bare"][AUC]["value"] == 1.0
    assert found["bare"][LOSS]["value"] is found["bare"][RATIO]["low"] is None
    fewer = compared(rows, {"ours": kept["ours"].iloc[3:]}, "ours", RESAMPLING)["methods"]["ours"]
    assert fewer[RATIO]["value"] == pytest.approx(said[3:].sum() / rows.label.sum())


def test_no_target_is_held_against_a_peer_that_is_told_more(part: Part) -> None:
    table = part.asked.table[["example_id", "deal_id"]].assign(score=part.asked.label)
    kept = dict.fromkeys(("ours", "LightGBM binary", f"LightGBM binary{TOLD_MORE}"), table)
    lines = report.verdicts(compared(part.asked, kept, "ours", RESAMPLING))
    more = [line for line in lines if TOLD_MORE in line]
    assert len(more) == 1
    assert more[0].endswith("no target")
    assert any("above LightGBM binary: " in line and "MISSED" in line for line in lines)


def test_the_report_has_every_method_with_its_interval(part: Part) -> None:
    table = part.asked.table[["example_id", "deal_id"]]
    kept = {name: table.assign(score=part.asked.label) for name in ("ours", plain.PAIR)}
    kept["ours"]["probability"] = 0.25
    scores = compared(part.asked, kept, "ours", RESAMPLING)
    peers = {plain.PAIR: {"setting": "shrunk by 5", "tried": 4, "valid": 0.1, "seconds": 3.0, "peak_mb": 7.0}}
    costs = {"train": {"seconds": 1.0, "own_peak_mb": 2.0}}
    text = _printed({"scores": scores, "peers": peers, "ours": {"costs": costs}, "known_later": None})
    laxer = _printed({"scores": scores, "peers": peers, "ours": {"costs": costs}, "known_later": 12})
    assert "laxer: 12 labels" in laxer
    assert "MISSED" not in laxer
    assert "shrunk by 5" in text
    assert f"{0.25 * len(part.asked) / part.asked.label.sum():.5f} (" in text
    assert f"NDCG@5 above {plain.PAIR}: +0.0000" in text
    assert "MISSED" in text


def _printed(found: dict[str, Any]) -> str:
    console = rich.console.Console(file=io.StringIO(), width=220)
    console.print(report.shown(found))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()
