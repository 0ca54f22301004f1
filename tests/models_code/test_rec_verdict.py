"""Trees are judged by customers on whom nothing of them was chosen."""

from __future__ import annotations

import numpy as np
import pytest

from models.recommendation.blend import Blend
from models.recommendation.candidates import SOURCES
from models.recommendation.pool import Standing
from models.recommendation.ranking_settings import RankingSettings
from models.recommendation.training_rows import TrainingRows
from models.recommendation.valid_metrics import Wanted
from models.recommendation.verdict import noise_of_mean, stopping, told_of

EACH = 5


def found(requests: int) -> TrainingRows:
    """Requests with five candidates, of which the first was wanted."""
    rows = requests * EACH
    none = np.zeros((rows, len(SOURCES)), dtype=np.float32)
    labels = np.tile([1.0, 0, 0, 0, 0], requests)
    wanted = Wanted(np.arange(requests), np.ones(requests), requests)
    request, position = np.repeat(np.arange(requests), EACH), np.tile(np.arange(EACH), requests)
    return TrainingRows(request, position, Standing(none, none, none), none, labels, wanted)


def test_customers_are_on_one_side_with_all_their_requests() -> None:
    customers = np.repeat(np.arange(50), 4)
    stops = stopping(customers, 0.5, 7)
    assert stops.sum() == 100
    assert set(stops.reshape(50, 4).sum(axis=1)) == {0, 4}
    np.testing.assert_array_equal(stops, stopping(customers, 0.5, 7))
    assert (stops != stopping(customers, 0.5, 8)).any()
    assert not stopping(np.zeros(9, dtype=np.int64), 0.9, 7).any()
    assert len(stopping(np.zeros(0, dtype=np.int64), 0.5, 7)) == 0


def test_requests_of_one_customer_that_tell_the_same_count_as_one() -> None:
    values = np.random.default_rng(0).normal(size=40)
    alone = noise_of_mean(values, np.arange(40))
    assert alone == pytest.approx(values.std(ddof=1) / np.sqrt(40))
    assert noise_of_mean(np.repeat(values, 25), np.repeat(np.arange(40), 25)) == pytest.approx(alone)
    assert noise_of_mean(values, np.zeros(40, dtype=np.int64)) == np.inf


def test_trees_that_help_one_customer_alone_are_not_kept() -> None:
    held, settings = found(60), RankingSettings(least_sigma=2.0)
    blend = -np.tile(np.arange(EACH), 60).astype(np.float32)
    blend[::EACH] = -1.5  # the wanted one is second
    trees = blend.copy()
    helped = np.arange(60) < 30
    trees[::EACH][helped] = 1.0
    of_one = told_of(held, trees, blend, np.where(helped, 0, np.arange(60)), settings)
    of_many = told_of(held, trees, blend, np.arange(60), settings)
    assert of_one["gain"] == of_many["gain"] > 0
    assert not of_one["kept"]
    assert of_many["kept"]
    assert of_many["valid"]["trees"]["ndcg_10"] > of_many["valid"]["blend"]["ndcg_10"]


def test_some_requests_keep_what_they_wanted() -> None:
    whole, some = found(6), np.array([True, False] * 3)
    half = whole.of_requests(some)
    assert set(half.request) == set(half.wanted.request) == {0, 2, 4}
    assert half.wanted.requests == 6
    assert len(half) == len(half.features) == 3 * EACH


def test_weights_are_kept_to_the_last_digit() -> None:
    weights = np.random.default_rng(1).random(len(SOURCES)) / 3
    np.testing.assert_array_equal(Blend.read(Blend(weights).as_dict()).weights, weights)
