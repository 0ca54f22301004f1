"""The order for requests without a history is learnt, and never worse than what sells."""

from __future__ import annotations

import numpy as np
import pytest

from models.recommendation.candidates import SOURCES
from models.recommendation.moment import KNOWN, SAID, Moment, best_without_history
from models.recommendation.moment_settings import MomentSettings
from models.recommendation.pair_features import NAMES
from models.recommendation.pool import Standing
from models.recommendation.valid_metrics import Wanted

EACH = 20
REQUESTS = np.repeat(np.arange(200), EACH)


def world(weights: dict[str, float], seed: int = 0) -> tuple[Standing, np.ndarray, np.ndarray]:
    """Candidates with random parts, of which the best by a weighted sum is what each request wanted."""
    rng = np.random.default_rng(seed)
    scores = rng.random((len(REQUESTS), len(SOURCES))).astype(np.float32)
    features = rng.random((len(REQUESTS), len(NAMES))).astype(np.float32)
    worth = np.zeros(len(REQUESTS))
    for name, weight in weights.items():
        column = scores[:, SOURCES.index(name)] if name in SAID else features[:, NAMES.index(name)]
        worth += weight * column
    best = worth.reshape(-1, EACH).argmax(axis=1) + np.arange(200) * EACH
    labels = np.zeros(len(REQUESTS))
    labels[best] = 1.0
    features[::7, NAMES.index("season_lift")] = np.nan
    return Standing(scores, scores, scores), features, labels


def wanted() -> Wanted:
    return Wanted(np.arange(200), np.ones(200), 200)


def fitted(standing: Standing, features: np.ndarray, labels: np.ndarray) -> Moment:
    return Moment.fitted(standing, features, REQUESTS, labels, 0.1)


def test_weights_are_learnt_of_what_counts() -> None:
    told = fitted(*world({"events": 1.0, "region_lift": 2.0})).as_dict()
    assert set(told) == {*SAID, *KNOWN}
    assert told["region_lift"] > told["events"] > 3 * max(told["popular"], told["new"], told["season"])
    assert min(told.values()) >= 0


def test_what_is_learnt_is_chosen_where_it_is_best() -> None:
    standing, features, labels = world({"events": 1.0, "region_lift": 2.0})
    ranked = np.zeros(len(labels), dtype=np.float32)
    moment = fitted(standing, features, labels)
    settings = MomentSettings(measured_at=5)
    best, facts = best_without_history(moment, standing, features, ranked, REQUESTS, labels, wanted(), settings)
    assert best is moment
    assert facts["order"] == "moment"
    assert facts["valid_ndcg"]["moment"] > facts["valid_ndcg"]["popular_ever"] + 0.1


@pytest.mark.parametrize(("part", "order"), [("popular", "popular"), ("events", "popular_ever")])
def test_it_is_never_worse_than_what_sells(part: str, order: str) -> None:
    standing, features, labels = world({part: 1.0})
    wrong = Moment.alone("new")
    ranked = np.zeros(len(labels), dtype=np.float32)
    best, facts = best_without_history(wrong, standing, features, ranked, REQUESTS, labels, wanted(), MomentSettings())
    assert facts["order"] == order
    assert best is not None
    assert facts["valid_ndcg"][order] == pytest.approx(1.0)


def test_the_ranker_stands_where_it_is_best() -> None:
    standing, features, labels = world({"season": 1.0})
    best, facts = best_without_history(
        Moment.alone("new"),
        standing,
        features,
        labels.astype(np.float32),
        REQUESTS,
        labels,
        wanted(),
        MomentSettings(),
    )
    assert best is None
    assert facts["order"] == "ranker"


def test_weights_are_read_as_they_were_told() -> None:
    made = Moment(np.arange(len(SAID) + len(KNOWN), dtype=np.float64))
    np.testing.assert_array_equal(Moment.read(made.as_dict()).weights, made.weights)
    with pytest.raises(ValueError, match="weighs"):
        Moment.read({"popular": 1.0})
