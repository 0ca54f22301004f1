"""Trees that rank, and what they learn from."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.product_search.copies import Copies, late_searches, tuned_searches, typed_in_part
from models.product_search.example_parts import Pairs, Part
from models.product_search.history_settings import HistorySettings
from models.product_search.propensity import Propensities
from models.product_search.ranking import Table, grown, scores
from models.product_search.ranking_settings import RankingSettings
from models.product_search.reading import asked_queries
from models.product_search.training_rows import worth_of
from models.product_search.valid_metrics import ndcg

NAMES = ("tells", "noise")


def table(searches: int, seed: int) -> Table:
    """Ten products a search, worth what a column says with noise."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(searches * 10, 2)).astype(np.float32)
    search = np.repeat(np.arange(searches), 10)
    labels = (features[:, 0] + rng.normal(0, 0.5, len(features)) > 1).astype(np.float32)
    return Table(features, labels, search)


def part(pairs: Pairs, logged: list[bool], times: list[float] | None = None) -> Part:
    searches = pd.DataFrame({"query": [f"query number {row}" for row in range(len(logged))]})
    seconds = np.zeros(len(logged)) if times is None else np.array(times)
    return Part(searches, seconds, np.array(logged), pairs)


def test_what_tells_is_learnt() -> None:
    settings = RankingSettings(rounds=30, patience=5)
    booster = grown(table(200, 0), table(40, 1), NAMES, settings, 7, 1)
    new = table(60, 2)
    found = ndcg(new.searches, scores(booster, new.features), new.labels.astype(float), 5)
    drawn = ndcg(new.searches, new.features[:, 1], new.labels.astype(float), 5)
    assert found.mean() > drawn.mean() + 0.2


def test_the_same_seed_gives_the_same_trees() -> None:
    settings = RankingSettings(rounds=5)
    first, second = (grown(table(50, 0), table(0, 1), NAMES, settings, 7, 1) for _ in range(2))
    assert first.save_raw("ubj") == second.save_raw("ubj")


def test_ndcg_is_one_in_the_best_order_and_knows_places() -> None:
    searches, gains = np.array([0, 0, 0, 4, 4]), np.array([1.0, 0.1, 0.0, 0.0, 0.0])
    assert list(ndcg(searches, gains, gains, 10)) == [1.0]
    worst = ndcg(searches, -gains, gains, 10)
    assert worst[0] == pytest.approx((1 / 2 + 0.1 / np.log2(3)) / (1 + 0.1 / np.log2(3)))
    assert list(ndcg(searches, -gains, gains, 1)) == [0.0]


def test_a_click_at_a_low_place_is_worth_more_and_a_grade_is_worth_itself() -> None:
    rank = np.array([1.0, 2.0, 3.0, np.nan])
    done = np.array([True, True, False, False])
    pairs = Pairs(
        np.array([0, 0, 0, 1]),
        np.arange(4),
        np.array([1.0, 0.3, 0.0, 0.1]),
        np.array([-1, -1, -1, 1]),
        rank,
        done,
        done,
    )
    propensities = Propensities(np.array([1.0, 0.5, 0.25]), {})
    worth = worth_of(part(pairs, [True, False]), propensities, 10.0)
    np.testing.assert_allclose(worth, [1.0, 0.6, 0.0, 0.1])
    np.testing.assert_allclose(worth_of(part(pairs, [True, False]), propensities, 1.5)[1], 0.45)


def nothing() -> Pairs:
    none: Any = np.zeros(0)
    return Pairs(none, none, none, none, none, none, none)


def test_copies_are_whole_and_in_part_told_and_not_told() -> None:
    settings = RankingSettings(partial_share=0.5, impersonal_share=0.25, least_typed=0.3)
    whole = part(nothing(), [True] * 400)
    wanted = np.arange(400) % 2 == 0
    copies = Copies.of_train(whole, wanted, settings, HistorySettings(staleness_days=2.0), 7)
    assert set(copies.search) == set(np.flatnonzero(wanted))
    assert 250 < len(copies) < 350
    queries = whole.searches["query"].to_numpy()[copies.search]
    assert all(query.startswith(text) and text for query, text in zip(queries, copies.typed, strict=True))
    assert copies.typed[:200] == list(queries[:200])
    assert min(len(text) / len(query) for text, query in zip(copies.typed, queries, strict=True)) >= 0.3
    assert 0.15 < 1 - copies.told.mean() < 0.35
    assert copies.stale.min() >= 0
    assert 1 < copies.stale.max() / 86_400 <= 2


def test_the_ranker_learns_from_late_searches_and_from_judged_ones() -> None:
    several = part(nothing(), [True] * 4 + [False, True], [4.0, 1.0, 3.0, 2.0, 0.0, np.nan])
    assert list(late_searches(several, 0.5)) == [True, False, True, False, True, True]
    assert late_searches(several, 1.0).all()
    assert late_searches(part(nothing(), [False] * 3), 0.5).all()


def test_past_queries_are_those_that_are_wanted_with_what_answered_them() -> None:
    none: Any = np.zeros(5, dtype=bool)
    gain = np.array([1.0, 0.0, 0.5, 0.3, 1.0])
    pairs = Pairs(np.array([0, 0, 1, 2, 2]), np.arange(5), gain, np.full(5, -1), np.ones(5), none, none)
    several = part(pairs, [True] * 3, [0.0, 5.0, 10.0 * 86_400])
    several.searches["region"] = ["north", None, "south"]
    several.searches["customer_id"] = ["c1", None, "c1"]
    several.searches["example_id"] = ["s-1", "s-2", "s-3"]
    asked = asked_queries(several, np.array([True, False, True]), 10.0, 10.0 * 86_400)
    assert list(asked.texts) == ["query number 0", "query number 2"]
    np.testing.assert_allclose(asked.weights, [0.5, 1.0])
    assert list(asked.positions) == [0, 3, 4]
    assert list(asked.starts) == [0, 1, 3]
    assert asked.regions == ["north", "south"]
    assert asked.askers is not None
    assert asked.askers[0] == asked.askers[1]


def test_no_more_searches_are_drawn_than_wanted() -> None:
    copies = Copies.of_train(
        part(nothing(), [True] * 400), np.ones(400, bool), RankingSettings(most_searches=50), HistorySettings(), 7
    )
    assert len(set(copies.search)) == 50


def test_a_part_of_a_query_keeps_a_character() -> None:
    assert typed_in_part(pd.Series(["abcdef", None, "x"], dtype="str"), np.array([0.5, 0.5, 0.01])) == ["abc", "", "x"]


def test_the_network_learns_from_no_search_that_trees_may_be_grown_on() -> None:
    logged = [True] * 4 + [False] * 200
    several = part(nothing(), logged, [4.0, 1.0, 3.0, 2.0] + [np.nan] * 200)
    several.searches.loc[4:, "query"] = [f"{'Query' if row % 2 else 'query '} no. {row // 2}" for row in range(200)]
    late = late_searches(several, 0.5)
    tuned = tuned_searches(several, late, 0.5, 7)
    assert list(tuned[:4]) == [False, True, False, True]
    assert 60 < tuned[4:].sum() < 140
    assert (tuned[4::2] == tuned[5::2]).all(), "spellings of one query stay together"
    assert not tuned_searches(several, late_searches(several, 1.0), 1.0, 7).any()
