"""What valid chooses of the learning of deals, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import xgboost as xgb
from hypothesis import given
from hypothesis import strategies as st

from models.calibration import Calibration
from models.deal_ranking.choice import Choice
from models.deal_ranking.forest import Forest
from models.deal_ranking.gains import ndcg
from models.deal_ranking.lessons import Lessons
from models.deal_ranking.order import chosen
from models.deal_ranking.outlook_settings import OrderSettings, OutlookSettings
from models.deal_ranking.past_rows import whole_runs
from models.deal_ranking.probability import Probability
from models.odds import sigmoid

SHOWN = 8
NONE = Calibration.fit(np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.uint64))


class Told(Forest):
    """Margins that are told: those of the first feature."""

    def margin(self, features: np.ndarray) -> np.ndarray:
        return features[:, 0].astype(np.float64)


def lessons(requests: int, good: float, rate: float, seed: int) -> Lessons:
    """Deals of which the first feature tells as much of the label as is asked for."""
    rng, count = np.random.default_rng(seed), requests * SHOWN
    features = rng.normal(0, 1, (count, 1)).astype(np.float32)
    label = rng.random(count) < rate * np.exp(good * features[:, 0])
    none = np.full(count, np.nan)
    row = np.arange(count)
    return Lessons(features, label, none, np.ones(count), row // SHOWN, row)


def made(base: float, weight: float = 0.0) -> Choice:
    return Choice(Probability(Forest(), base, NONE), Told(xgb.Booster(), 1), weight, {}, {})


def test_all_of_valid_calibrates_and_weighs_what_is_served() -> None:
    valid, settings = lessons(600, 0.8, 0.05, 3), OutlookSettings()
    choice = made(-3.5).remade(valid, settings)
    expected = sigmoid(choice.probability.logit(valid.features)).mean()
    assert expected == pytest.approx(valid.label.mean(), rel=0.15)
    assert choice.weight in settings.order.weights
    assert choice.facts["order_weight"] == choice.weight


def test_nothing_of_valid_changes_nothing() -> None:
    choice = made(-2.0)
    assert choice.remade(lessons(0, 0.0, 0.1, 0), OutlookSettings()) == choice


def test_measures_are_of_the_weight_that_is_served() -> None:
    judged = lessons(600, 0.8, 0.05, 4)
    found = made(-3.0, weight=-1.0).measured(judged, 2.0, 10)
    margin = judged.features[:, 0].astype(np.float64)
    for name, score in (("", margin), ("_held_out", -margin), ("_probability", np.zeros(len(margin)))):
        wanted = ndcg(judged.request, score, judged.label, 5).mean()
        assert found[f"valid_ndcg_5{name}"] == pytest.approx(wanted)


def test_luck_keeps_no_ranker() -> None:
    logit = np.random.default_rng(0).normal(0, 1, 200 * SHOWN)
    sure, bold = (OrderSettings(weights=(0.01,), least_sigma=sigma) for sigma in (2.0, -2.0))
    rows = [lessons(200, 0.0, 0.1, seed) for seed in range(20)]
    kept = [[chosen(Told(xgb.Booster(), 1), logit, one, how)[0] > 0 for one in rows] for how in (sure, bold)]
    assert sum(kept[0]) <= 3
    assert sum(kept[0]) <= sum(kept[1])


def test_the_level_of_a_calibration_is_kept() -> None:
    valid = lessons(600, 0.0, 0.1, 5)
    fewer = made(-4.0).probability.calibrated(valid, OutlookSettings().calibration)
    more = Probability(Told(xgb.Booster(), 1), -3.0, NONE)
    served = sigmoid(more.levelled_as(fewer, valid).logit(valid.features))
    assert served.std() > 0.01, "its own trees have a say"
    assert served.mean() == pytest.approx(sigmoid(fewer.logit(valid.features)).mean(), rel=1e-6)
    assert served.mean() == pytest.approx(0.1, rel=0.15)
    assert more.levelled_as(replace(fewer, calibration=NONE), valid) == more


@given(st.lists(st.integers(0, 5), max_size=40).map(sorted), st.integers(1, 12))
def test_parts_cut_nothing_apart(keys: list[int], most: int) -> None:
    parts = list(whole_runs(np.array(keys, dtype=np.int64), most))
    assert [at for first, last in parts for at in range(first, last)] == list(range(len(keys)))
    for first, last in parts:
        assert last == len(keys) or keys[last - 1] != keys[last]
        assert last - first <= most or len(set(keys[first:last])) == 1
