"""The true pull of a deal: learnt fast, and not from nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.deal_ranking.pull import Pull, in_odds, log_likelihood, moved
from models.deal_ranking.pull_settings import PullSettings


def new_deals(strength: float, offers: int, seed: int, shown: int = 300) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Impressions of deals whose multiples are Gamma distributed around 1."""
    rng = np.random.default_rng(seed)
    multiple = rng.gamma(strength, 1 / strength, offers)
    offer = np.repeat(np.arange(offers), shown)
    probability = rng.uniform(0.005, 0.06, len(offer))
    return offer, probability, rng.random(len(offer)) < np.minimum(probability * multiple[offer], 1)


@pytest.mark.parametrize("strength", [1.0, 4.0, 16.0])
def test_the_strength_is_found_again(strength: float) -> None:
    found = Pull.fit(*new_deals(strength, 400, 5), PullSettings())
    assert found.offers == 400
    assert found.strength == pytest.approx(strength, rel=0.25)


@pytest.mark.parametrize("off", [1.5, 0.5, 0.15])
def test_a_model_that_is_off_for_all_deals_alike_does_not_look_like_a_pull(off: float) -> None:
    offer, probability, redeemed = new_deals(10.0, 400, 1)
    found = Pull.fit(offer, off * probability, redeemed, PullSettings())
    assert found.strength == pytest.approx(Pull.fit(offer, probability, redeemed, PullSettings()).strength, rel=0.01)
    assert found.strength == pytest.approx(10, rel=0.35)
    assert found.level == pytest.approx(1 / off, rel=0.05)
    assert found.multiple(np.zeros(1), np.zeros(1)).tolist() == [1.0]


def test_deals_without_a_pull_of_their_own_get_the_largest_strength() -> None:
    offer, probability, _ = new_deals(1.0, 300, 6)
    redeemed = np.random.default_rng(6).random(len(offer)) < probability
    assert Pull.fit(offer, probability, redeemed, PullSettings()).strength > 40


def test_few_redemptions_tell_little_of_the_strength() -> None:
    offer, probability, _ = new_deals(1.0, 200, 6, shown=10)
    redeemed = np.random.default_rng(6).random(len(offer)) < probability
    settings = PullSettings()
    assert redeemed.sum() < 90
    assert Pull.fit(offer, probability, redeemed, settings).strength < 5 * settings.strength
    assert Pull.fit(offer, probability, redeemed, PullSettings(doubt=100.0)).strength > 20 * settings.strength


def test_too_few_offers_leave_the_strength_of_the_settings() -> None:
    settings = PullSettings(strength=2.5)
    assert Pull.fit(*new_deals(1.0, settings.offers - 1, 7), settings) == Pull(2.5, 0)
    none = np.zeros(0)
    assert Pull.fit(none.astype(np.int64), none, none.astype(bool), settings) == Pull(2.5, 0)
    offer, probability, redeemed = new_deals(1.0, 50, 7)
    assert Pull.fit(offer, probability, np.zeros(len(redeemed), dtype=bool), settings) == Pull(2.5, 0)


@pytest.mark.parametrize("shown", [100, 300])
def test_a_pull_of_three_is_near_after_some_hundred_impressions(shown: int) -> None:
    rng = np.random.default_rng(8)
    pull = Pull(2.0, 50)
    probability = rng.uniform(0.02, 0.08, (2000, shown))
    redeemed = (rng.random(probability.shape) < 3 * probability).sum(axis=1)
    found = pull.multiple(probability.sum(axis=1), redeemed.astype(np.float64))
    assert found.mean() == pytest.approx(3, rel=0.35 if shown == 100 else 0.15)
    assert np.quantile(found, 0.05) > 1.5


def test_without_impressions_the_probability_is_the_models() -> None:
    none = np.zeros(3)
    multiple = Pull(2.0, 9).multiple(none, none)
    assert multiple.tolist() == [1.0, 1.0, 1.0]
    probability = np.array([0.0, 0.3, 1.0])
    assert moved(probability, in_odds(multiple, np.array([0.1, np.nan, 1.0]))) == pytest.approx(probability)


def test_the_mean_probability_is_moved_by_the_multiple_itself() -> None:
    mean = np.array([0.02, 0.2, 0.3])
    assert moved(mean, in_odds(np.array([3.0, 0.5, 2.0]), mean)) == pytest.approx(mean * [3.0, 0.5, 2.0])


@given(
    st.floats(0, 1, allow_subnormal=False),
    st.floats(0, 1e4, allow_subnormal=False),
    st.floats(0, 1, allow_subnormal=False),
)
def test_moved_probabilities_stay_probabilities(probability: float, multiple: float, mean: float) -> None:
    found = moved(np.array([probability]), in_odds(np.array([multiple]), np.array([mean])))
    assert 0 <= found[0] <= 1


def test_the_likelihood_is_that_of_the_negative_binomial_but_for_a_constant() -> None:
    from scipy.stats import nbinom

    expected, seen = np.array([0.5, 3.0, 10.0]), np.array([0.0, 5.0, 7.0])
    exact = [nbinom.logpmf(seen, a, a / (a + expected)).sum() for a in (0.7, 6.0)]
    ours = [log_likelihood(expected, seen, a) for a in (0.7, 6.0)]
    assert ours[1] - ours[0] == pytest.approx(exact[1] - exact[0])
