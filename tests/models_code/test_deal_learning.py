"""What is learnt of rows that were drawn, and from which rows each part is learnt."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from models.calibration import CalibrationSettings
from models.deal_ranking.choice import Choice
from models.deal_ranking.forest import Forest, Rows
from models.deal_ranking.lessons import Lessons
from models.deal_ranking.outlook_fitting import fresh_of
from models.deal_ranking.outlook_settings import ForestSettings, OrderSettings, OutlookSettings, RevenueSettings
from models.deal_ranking.pair_features import NAMES
from models.deal_ranking.probability import Probability
from models.deal_ranking.revenue import Revenue
from models.odds import sigmoid

SETTINGS = OutlookSettings(
    threads=1,
    calibration=CalibrationSettings(overall_weight=1.0),
    forest=ForestSettings(rounds=30, bags=1, learning_rate=0.2),
    order=OrderSettings(enabled=False),
)
KEPT = 1 / 7  # of what was not redeemed


def drawn(seed: int, chance: tuple[float, float], count: int = 20_000) -> Lessons:
    """Rows of two kinds with a chance each, of which those not redeemed are thinned and weigh more."""
    rng = np.random.default_rng(seed)
    kind = rng.integers(0, 2, count)
    label = rng.random(count) < np.array(chance)[kind]
    kept = label | (rng.random(count) < KEPT)
    features = np.full((kept.sum(), len(NAMES)), np.nan, dtype=np.float32)
    features[:, 0] = kind[kept]
    rows = np.arange(kept.sum())
    weight = np.where(label[kept], 1.0, 1 / KEPT)
    return Lessons(features, label[kept], np.full(len(rows), np.nan), weight, rows // 5, rows % 3)


def looks(offers: list[int], types: list[int]) -> Any:
    """Deals without prices."""
    codes = {"offer": np.array(offers), "type": np.array(types)}
    return cast(Any, SimpleNamespace(codes=codes, deals=SimpleNamespace(paid=np.full(len(offers), np.nan))))


@pytest.fixture(scope="module")
def made() -> Choice:
    """Learnt where 2 and 4 of 100 are redeemed, and calibrated where it is 6 and 12."""
    sizes, free = {"offer": 3, "type": 1}, (0,) * len(NAMES)
    told = (looks([0, 1, 2], [0, 0, 0]), sizes, free, SETTINGS)
    return Choice.made(drawn(1, (0.02, 0.04)), drawn(2, (0.06, 0.12)), *told)


def test_probabilities_are_those_of_held_out_rows_and_of_all_that_drawn_rows_stand_for(made: Choice) -> None:
    judging = drawn(3, (0.06, 0.12))
    assert made.measured(judging, made.weight, 10)["valid_expected_over_redeemed"] == pytest.approx(1, abs=0.1)
    chance = sigmoid(made.probability.logit(judging.features))
    for kind, wanted in enumerate((0.06, 0.12)):
        assert chance[judging.features[:, 0] == kind].mean() == pytest.approx(wanted, rel=0.15)


def test_trees_count_a_row_for_as_many_as_it_stands_for() -> None:
    count = 4_000
    features = np.full((count, 2), np.nan, dtype=np.float32)
    features[:, 0] = np.arange(count) % 2
    label = np.arange(count) % 4 < 2  # half of each kind
    weight = np.where(label == (features[:, 0] == 1), 9.0, 1.0)
    rows = np.arange(count)
    lessons = Lessons(features, label, np.full(count, np.nan), weight, rows, rows)
    forest = ForestSettings(rounds=60, bags=1, learning_rate=0.3, column_share=1.0)
    found = sigmoid(Probability.fit(lessons, None, (0, 0), forest, 0, 1).raw(features[:2]))
    np.testing.assert_allclose(found, [0.1, 0.9], atol=0.03)


def test_what_is_scored_as_new_hangs_on_nothing_that_its_offer_did(made: Choice) -> None:
    class Told(Probability):
        """Log odds that are the sum of all features."""

        def logit(self, features: np.ndarray) -> np.ndarray:
            return np.nan_to_num(features).sum(axis=1) / 100

    valid = drawn(4, (0.06, 0.12), 500)
    probability = Told(made.probability.forest, 0.0, made.probability.calibration)
    other = valid.features.copy()
    for name in (
        "offer_shown",
        "offer_redeemed",
        "offer_ratio",
        "redeemed_offer",
        "product_ratio",
        "redeemed_products",
    ):
        other[:, NAMES.index(name)] = 7.0
    one, two = (fresh_of(replace(valid, features=each), probability) for each in (valid.features, other))
    np.testing.assert_array_equal(one.probability, two.probability)
    np.testing.assert_array_equal(one.weight, valid.weight)
    own = valid.features.copy()
    own[:, NAMES.index("own")] += 7.0
    assert (fresh_of(replace(valid, features=own), probability).probability > one.probability).all()


def test_no_redemption_has_a_share_in_what_its_trees_start_from(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = []

    def grown(rows: Rows, *other: object) -> Forest:
        assert len(other) == 7
        starts.append(np.exp(rows.start))
        return Forest()

    monkeypatch.setattr(Forest, "grown", grown)
    revenue = np.array([1.0, 3.0, 5.0, 7.0, 2.0])
    features, label, rows = np.zeros((5, 1), dtype=np.float32), np.ones(5, dtype=bool), np.arange(5)
    lessons = Lessons(features, label, revenue, np.ones(5), rows, np.array([0, 1, 1, 2, 3]))
    settings, trees = RevenueSettings(fewest=2, smoothing=2.0), (ForestSettings(), 0, 1)
    shop = looks([0, 0, 1, 2], [0, 0, 1, -1])
    for at in range(5):
        told = replace(lessons, revenue=np.where(rows == at, 900.0, revenue))
        for each in (lessons, told):
            Revenue.fit(each, shop, {"offer": 3, "type": 2}, settings, trees, 5)
        assert starts[-2][at] == pytest.approx(starts[-1][at])
        assert (starts[-2] != starts[-1])[rows != at].all()
    # of the offer's other one, the type's other two, and the mean of the other four
    mean = (3 + 5 + 7 + 2) / 4
    kind = (3 + 5 + 2 * mean) / 4
    assert starts[0][0] == pytest.approx((3 + 5 + 2 * kind) / 4)
