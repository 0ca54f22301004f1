"""Parts of recommendation that stand alone: repeats, diversity, reasons, the blend, trees and measures."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from models.recommendation.answers import Answer, frame_of
from models.recommendation.blend import Blend
from models.recommendation.blend_settings import BlendSettings
from models.recommendation.candidates import SOURCES, TOLD_BY_HISTORY
from models.recommendation.diversity import Likeness, diverse_order
from models.recommendation.filling import filled
from models.recommendation.pool import Pool, Standing
from models.recommendation.ranking import Table, grown, scores, softmax_gradient
from models.recommendation.ranking_settings import RankingSettings
from models.recommendation.reasons import REASONS, reasons_of
from models.recommendation.repeats import shrunk
from models.recommendation.request import OUTPUTS
from models.recommendation.sums import Sums
from models.recommendation.valid_metrics import Wanted, measures, ndcg

FLOAT = np.float32


def pool(scores_of: dict[str, list[float]], request: list[int], requests: int) -> Pool:
    """Candidates of requests, with scores of some sources."""
    scores_all = np.zeros((len(request), len(SOURCES)), dtype=FLOAT)
    for name, column in scores_of.items():
        scores_all[:, SOURCES.index(name)] = column
    starts = np.searchsorted(request, np.arange(requests + 1)).astype(np.int64)
    positions = np.arange(len(request), dtype=np.int64)
    return Pool(np.array(request), starts, positions, scores_all, np.full((len(request), 5), -1))


def test_standing_is_by_request_and_silence_has_no_rank() -> None:
    told = pool({"covisits": [2.0, 4.0, 0.0, 5.0]}, [0, 0, 0, 2], 3).standing()
    place = SOURCES.index("covisits")
    np.testing.assert_allclose(told.shares[:, place], [0.5, 1.0, 0.0, 1.0])
    np.testing.assert_array_equal(told.ranks[:, place], [2.0, 1.0, np.nan, 1.0])
    assert np.isnan(told.ranks[:, SOURCES.index("new")]).all()


def test_the_blend_learns_which_source_to_trust() -> None:
    rng = np.random.default_rng(0)
    request = np.repeat(np.arange(200), 10)
    good = rng.integers(0, 10, 200) + np.arange(200) * 10
    labels = np.zeros(2000)
    labels[good] = 1.0
    told = rng.random(2000) + labels
    noise = rng.random(2000)
    standing = pool({"linear": told.tolist(), "popular": noise.tolist()}, request.tolist(), 200).standing()
    blend = Blend.fitted(standing, request, labels, BlendSettings())
    added = blend.contributions(standing)
    assert added[good, SOURCES.index("linear")].mean() > 5 * added[good, SOURCES.index("popular")].mean()
    assert (blend.weights >= 0).all()
    again = Blend.read(blend.as_dict())
    np.testing.assert_allclose(again.scores(standing), blend.scores(standing), atol=1e-4)


def test_a_blend_of_other_sources_is_refused() -> None:
    with pytest.raises(ValueError, match="the blend weighs"):
        Blend.read({"magic": 1.0})


def table(requests: int, seed: int) -> Table:
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(requests * 10, 2)).astype(FLOAT)
    labels = (features[:, 0] + rng.normal(0, 0.3, len(features)) > 1.2).astype(FLOAT)
    blended = rng.normal(0, 0.1, len(features)).astype(FLOAT)
    return Table(features, labels, np.repeat(np.arange(requests), 10), blended)


@pytest.mark.parametrize("objective", ["softmax", "ndcg", "binary"])
def test_trees_learn_what_the_blend_does_not_know(objective: str) -> None:
    settings = RankingSettings(rounds=40, objective=objective, learning_rate=0.2, max_depth=3)
    train, valid, new = table(200, 0), table(50, 1), table(80, 2)
    wanted = [
        Wanted(one.requests[one.labels > 0], np.ones(int(one.labels.sum())), n) for one, n in ((valid, 50), (new, 80))
    ]
    booster = grown(train, valid, wanted[0], ("tells", "noise"), settings, 7, 1)
    found = scores(booster, new.features, new.blended, settings)
    by_trees, by_blend = (ndcg(new.requests, one, new.labels, wanted[1], 5).mean() for one in (found, new.blended))
    assert by_trees > by_blend + 0.2
    again = grown(train, valid, wanted[0], ("tells", "noise"), settings, 7, 1)
    assert again.save_raw("ubj") == booster.save_raw("ubj")


def test_an_objective_that_is_none_is_refused() -> None:
    one = table(5, 0)
    with pytest.raises(ValueError, match="one of ndcg, softmax, binary"):
        grown(one, one, Wanted(np.array([0]), np.ones(1), 5), ("a", "b"), RankingSettings(objective="magic"), 7, 1)


def test_requests_without_a_relevant_candidate_teach_nothing() -> None:
    empty = np.zeros(3, dtype=FLOAT)
    told = Table(np.zeros((6, 1), FLOAT), np.array([1, 0, 0, 0, 0, 0], FLOAT), np.repeat([0, 1], 3), np.zeros(6, FLOAT))
    slope, bend = softmax_gradient(told)(np.zeros(6, dtype=FLOAT))
    np.testing.assert_allclose(slope, [-2 / 3, 1 / 3, 1 / 3, *empty], atol=1e-6)
    assert (bend > 0).all()


def test_what_was_not_found_counts_against_an_order() -> None:
    wanted = Wanted(np.array([0, 0, 2]), np.array([1.0, 1.0, 1.0]), 3)
    request, gains = np.array([0, 0, 1]), np.array([0.0, 1.0, 0.0])
    order = np.array([0.1, 0.2, 0.3], dtype=FLOAT)
    best = 1 + 1 / np.log2(3)
    np.testing.assert_allclose(ndcg(request, order, gains, wanted, 10), [1 / best, 0.0])
    told = measures(request, order, gains, wanted)
    assert told["hr_10"] == pytest.approx(0.5)
    assert told["recall_20"] == pytest.approx(0.25)
    assert told["mrr"] == pytest.approx(0.5)
    assert measures(request, -order, gains, wanted)["mrr"] == pytest.approx(0.25)


def test_rates_are_drawn_to_those_of_parents() -> None:
    parents = np.array([0, 0, 1, 1], dtype=np.int32)
    found = shrunk(np.array([0.0, 0.0, 900.0, 0.0]), np.array([0.0, 0.0, 1000.0, 0.0]), parents, 50.0)
    assert found[3] == pytest.approx(found[1])
    assert found[2] > 0.89
    assert shrunk(np.zeros(4), np.zeros(4), parents, 50.0).tolist() == [0.0] * 4


def test_diversity_brings_up_what_is_unlike_and_none_changes_nothing() -> None:
    order = np.array([1.0, 0.9, 0.8, 0.2], dtype=FLOAT)
    likeness = Likeness(np.array([0, 0, 0, 1], dtype=np.int32), np.zeros((4, 0), dtype=FLOAT), 0.5)
    assert diverse_order(order, likeness, 3, 0.0).tolist() == [0, 1, 2]
    assert diverse_order(order, likeness, 2, 0.8).tolist() == [0, 3]
    assert sorted(diverse_order(np.ones(4, dtype=FLOAT), likeness, 9, 1.0).tolist()) == [0, 1, 2, 3]
    nowhere = Likeness(np.full(4, -1, dtype=np.int32), np.zeros((4, 0), dtype=FLOAT), 0.5)
    assert diverse_order(order, nowhere, 4, 0.9).tolist() == [0, 1, 2, 3]
    written = np.array([[1, 0], [0, 1], [1, 0], [1, 0]], dtype=FLOAT)
    by_text = Likeness(likeness.category, written, 0.0)
    assert diverse_order(order, by_text, 2, 0.8).tolist() == [0, 1], "categories count for nothing"


def test_reasons_follow_the_source_that_adds_most() -> None:
    added = np.zeros((4, len(SOURCES)), dtype=FLOAT)
    for row, name in enumerate(("transitions", "popular_here", "covisits", "season")):
        added[row, SOURCES.index(name)] = 1.0
    because, bought = np.full((4, len(TOLD_BY_HISTORY)), -1), np.array([-1, -1, -1, 0])
    because[0] = [2, 5, 6, 7, 8]
    reason, told = reasons_of(added, because, bought, np.ones(4, dtype=bool), np.zeros(4, dtype=bool))
    assert [REASONS[one] for one in reason] == ["bought_next", "popular_here", "popular", "again"]
    assert told.tolist() == [2, -1, -1, 0]
    added[:, SOURCES.index("new")] = 2.0
    reason, _ = reasons_of(added, because, bought, np.array([True, False, True, False]), np.zeros(4, dtype=bool))
    assert [REASONS[one] for one in reason] == ["new", "popular_here", "new", "again"]


def test_the_cause_is_of_the_source_that_is_named() -> None:
    added, because = np.zeros((3, len(SOURCES)), dtype=FLOAT), np.tile([2, 5, 6, 7, 8], (3, 1))
    added[0, SOURCES.index("covisits")] = 1.0
    added[0, SOURCES.index("content")] = 0.5
    added[1, SOURCES.index("content")] = 0.5
    reason, told = reasons_of(added, because, np.full(3, -1), *np.zeros((2, 3), dtype=bool))
    assert [REASONS[one] for one in reason] == ["bought_together", "similar", "popular"], "the last says nothing"
    assert told.tolist() == [5, 7, -1]


def test_what_nobody_has_chosen_is_new_however_old_and_never_popular() -> None:
    added = np.zeros((3, len(SOURCES)), dtype=FLOAT)
    added[0, SOURCES.index("popular_here")] = 1.0
    added[1, SOURCES.index("content")] = 1.0
    because = np.zeros((3, len(TOLD_BY_HISTORY)), dtype=np.int64)
    old = np.zeros(3, dtype=bool)
    reason, _ = reasons_of(added, because, np.full(3, -1), old, np.ones(3, dtype=bool))
    assert [REASONS[one] for one in reason] == ["new", "similar", "new"]


def test_sums_are_by_request_and_unknown_codes_are_left_out() -> None:
    sums = Sums.of(np.array([0, 0, 1, 1]), np.array([3, 3, 3, -1]), np.array([1.0, 2.0, 4.0, 8.0]), 5)
    assert sums.at(np.array([0, 1, 1, 0]), np.array([3, 3, 2, -1])).tolist() == [3.0, 4.0, 0.0, 0.0]
    latest = Sums.latest(np.array([0, 0]), np.array([1, 1]), np.array([5.0, 6.0]), 5)
    assert latest.at(np.array([0, 1]), np.array([1, 1]), np.nan)[0] == 6.0


def test_a_list_is_filled_up_with_what_may_be_shown() -> None:
    one, score = np.array([2]), np.array([0.5], FLOAT)
    more, scores_of_more = filled(one, score, np.array([True, False, True, True]), np.array([3, 2, 1, 0]), 9)
    assert more.tolist() == [2, 3, 0]
    assert (np.diff(scores_of_more) < 0).all()
    assert filled(one, score, np.array([True] * 4), np.arange(4), 1)[0].tolist() == [2]
    none = filled(one[:0], score[:0], np.array([True] * 4), np.array([3, 2, 1, 0]), 2)
    assert none[0].tolist() == [3, 2]
    assert np.isfinite(none[1]).all()


def test_answers_are_one_row_a_product_and_one_of_rank_0_for_none() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    found = frame_of(
        ["a", None],
        [
            Answer(np.array([1, 0]), np.array([2.0, 1.0], FLOAT), np.array([0, 5]), np.array([0, -1]), None),
            Answer(nothing, nothing.astype(FLOAT), nothing, nothing, "why"),
        ],
        np.array(["p0", "p1"], dtype=object),
    )
    assert list(found) == [name for name, _ in OUTPUTS]
    assert found["rank"].tolist() == [1, 2, 0]
    assert found["product_id"].fillna("-").tolist() == ["p1", "p0", "-"]
    assert found["because"].fillna("-").tolist() == ["p0", "-", "-"]
    assert found["reason"].fillna("-").tolist() == ["bought_next", "popular", "-"]
    assert pd.isna(found["note"][0])
    assert found["note"][2] == "why"


def test_standing_takes_rows() -> None:
    told = pool({"linear": [1.0, 2.0]}, [0, 0], 1).standing().take(np.array([1]))
    assert isinstance(told, Standing)
    assert told.shares.shape == (1, len(SOURCES))
