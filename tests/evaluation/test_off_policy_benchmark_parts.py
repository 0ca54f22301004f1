"""The parts of the off-policy benchmarks: who learns from whom, and what is compared, against counting by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from benchmarks import ad_click_hillstrom as hillstrom
from benchmarks import ad_click_hillstrom_policy as recipe
from benchmarks import ad_click_open_bandit as open_bandit
from benchmarks import ad_click_open_bandit_logs as logs
from evaluation.off_policy import Settings

ARMS = ("letter", "none", "card")
SETTINGS = Settings(resamples=200)


def customers(rows: int, seed: int = 0) -> pd.DataFrame:
    """Women's customers visit and spend after the card, others after the letter."""
    rng = np.random.default_rng(seed)
    ad, womens = rng.choice(ARMS, rows), rng.integers(0, 2, rows)
    wanted = np.where(womens == 1, "card", "letter")
    click = rng.random(rows) < np.where(ad == wanted, 0.5, 0.1)
    return pd.DataFrame(
        {
            "impression_id": [f"c{row}" for row in range(rows)],
            "click": click,
            "conversion": click,
            "spend": np.where(click, 10.0, 0.0),
            "propensity": 1 / 3,
            "ad": ad,
            "womens": womens.astype("str"),
            "recency": rng.integers(1, 12, rows),
            "history": rng.gamma(2, 50, rows),
        }
    )


def test_the_parts_share_no_customer_and_folds_never_learn_from_whom_they_judge(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried, kept = recipe.parts(customers(3_000))
    assert not set(tried["impression_id"]) & set(kept["impression_id"])
    assert len(tried) / 3_000 == pytest.approx(recipe.DEVELOPMENT, abs=0.03)
    judged: list[str] = []

    def visits(learnt: pd.DataFrame, asked: pd.DataFrame, arms: tuple[str, ...]) -> np.ndarray:
        assert not set(learnt["impression_id"]) & set(asked["impression_id"])
        assert set(tried["impression_id"]) < set(learnt["impression_id"])
        assert len(learnt) + len(asked) == 3_000
        judged.extend(asked["impression_id"])
        return np.full((len(asked), len(arms)), 0.1)

    monkeypatch.setattr(recipe, "_visits", visits)
    found = recipe.cross_fitted(kept, tried)
    assert sorted(judged) == sorted(kept["impression_id"])
    assert (found.spend > 0).all()


def test_a_policy_that_is_worth_learning_is_learnt_and_found_better_than_any_fixed_email() -> None:
    tried, kept = recipe.parts(customers(6_000))
    judged = recipe.cross_fitted(kept, tried)
    wanted = np.where(kept["womens"] == "1", judged.arms.index("card"), judged.arms.index("letter"))
    assert (judged.chosen == wanted).mean() > 0.98
    found = hillstrom.valued(judged, SETTINGS)
    # Each customer spends 10 in half of the cases, after a fixed e-mail half of the customers in a tenth.
    for estimator in hillstrom.SHOWN:
        gain = found["spend"]["gains"][estimator]
        assert gain["low"] > 0
        assert gain["low"] < 2.0 < gain["high"]
    assert 0 < found["spend"]["detectable"] < 2.0
    assert found["spend"]["best_fixed"] in ("all: card", "all: letter")
    assert found["visit_auc"] > 0.65
    assert found["spend"]["values"]["all: none"]["snips"]["value"] == pytest.approx(
        kept.loc[kept["ad"] == "none", "spend"].mean()
    )


def shown(seed: int, chances: np.ndarray, rates: np.ndarray, rows: int = 4_000) -> logs.Shown:
    rng = np.random.default_rng(seed)
    position = rng.integers(0, len(chances), rows)
    item = (chances[position].cumsum(axis=1) > rng.random((rows, 1))).argmax(axis=1)
    return logs.Shown(
        item=item,
        position=position,
        click=(rng.random(rows) < rates[item]).astype(float),
        propensity=chances[position, item],
        user=pd.DataFrame({"user_feature_0": rng.choice(["a", "b"], rows)}),
        items=chances.shape[1],
        positions=len(chances),
    )


def test_each_policy_is_found_in_the_others_log_and_in_its_own() -> None:
    rates = np.array([0.05, 0.1, 0.2])
    chances = {"random": np.full((2, 3), 1 / 3), "bts": np.array([[0.2, 0.3, 0.5], [0.1, 0.3, 0.6]])}
    both = {("men", policy): shown(seed, chances[policy], rates) for seed, policy in enumerate(chances)}
    np.testing.assert_allclose(both["men", "bts"].shares(), chances["bts"], atol=0.05)
    np.testing.assert_allclose(both["men", "bts"].shares().sum(axis=1), 1)
    crossed = open_bandit.crossed(both, SETTINGS)
    assert len(crossed) == 2 * len(open_bandit.CAPS) * 4
    for entry in crossed:
        truth = float((chances[entry["policy"]].mean(axis=0) * rates).sum())
        if entry["estimator"] in ("ips", "snips", "dr"):
            assert entry["low"] < truth < entry["high"]
            assert entry["click_rate"] == pytest.approx(truth, abs=0.02)
    for entry in open_bandit.themselves(both, SETTINGS):
        assert entry["value"] == pytest.approx(entry["click_rate"], rel=1e-9)
        assert entry["inside"]
    for entry in open_bandit.rare(both, SETTINGS):
        assert entry["finite"]
        assert entry["estimator"] == "dm" or (entry["inside"] and "propensities are wrong" in entry["reasons"][0])


def test_the_reward_model_does_not_see_the_row_it_estimates() -> None:
    """Clicks that follow nothing: a model that saw its own row would estimate them better than chance."""
    chances = np.full((1, 400), 1 / 400)
    noise = shown(1, chances, np.full(400, 0.5), rows=1_200)
    target = logs.target(noise, logs.uniform(noise))
    assert target.estimate is not None
    assert np.corrcoef(target.estimate, noise.click)[0, 1] < 0.05
    assert target.expected is not None
    np.testing.assert_allclose(target.probability, 1 / 400)
    assert target.expected.mean() == pytest.approx(0.5, abs=0.05)
