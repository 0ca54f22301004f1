"""Policies choose with the probabilities that they tell, and explore what is not known."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit
from scipy.stats import norm

from models.ad_click.policies import (
    POLICIES,
    Candidates,
    EpsilonGreedy,
    Greedy,
    LinUcb,
    Policy,
    PolicySettings,
    Thompson,
    Ucb,
    choose,
    of_name,
)
from models.ad_click.policies.largest import probability_of_largest
from models.ad_click.scored import Scored

Reals = npt.NDArray[np.float64]


def scored(logit: list[float] | Reals, deviation: list[float] | Reals) -> Scored:
    scores = np.asarray(logit, dtype=np.float64)
    return Scored(scores, np.asarray(deviation, dtype=np.float64), expit(scores))


@pytest.mark.parametrize("count", [2, 7, 50])
@pytest.mark.parametrize("spread", [0.0, 1.0, 2.5])
def test_thompson_says_how_often_a_draw_from_the_posterior_would_choose(count: int, spread: float) -> None:
    rng = np.random.default_rng(count)
    logit, deviation = rng.normal(-4, 0.5, count), 0.4 * np.exp(spread * rng.standard_normal(count))
    draws = rng.normal(logit, deviation, (200_000, count)).argmax(axis=1)
    found = Thompson().probabilities(scored(logit, deviation))
    np.testing.assert_allclose(found, np.bincount(draws, minlength=count) / 200_000, atol=0.005)


def test_thompson_of_two_is_known_in_closed_form() -> None:
    for gap, first, second in ((0.3, 0.5, 0.2), (2.0, 0.01, 3.0), (-1.0, 1e-4, 0.5), (4.0, 1.0, 1.0)):
        found = Thompson().probabilities(scored([gap, 0.0], [first, second]))
        assert found[0] == pytest.approx(norm.cdf(gap / np.hypot(first, second)), abs=1e-6)


def test_thompson_with_what_is_known_for_sure() -> None:
    found = Thompson().probabilities(scored([0.0, -1.0, 0.5], [0.0, 0.0, 2.0]))
    np.testing.assert_allclose(found, [norm.cdf(-0.25), 0, norm.cdf(0.25)], atol=1e-9)
    shared = Thompson().probabilities(scored([0.0, 0.0, 0.5], [0.0, 0.0, 2.0]))
    np.testing.assert_allclose(shared, [found[0] / 2, found[0] / 2, found[2]], atol=1e-9)
    np.testing.assert_array_equal(Thompson().probabilities(scored([1.0, 3.0, 3.0], [0, 0, 0])), [0, 0.5, 0.5])
    np.testing.assert_array_equal(Thompson().probabilities(scored([9.0, -9.0], [0.0, 0.1])), [1, 0])
    np.testing.assert_array_equal(Thompson(0.0).probabilities(scored([0.0, 1.0], [5, 5])), [0, 1])


def test_equal_candidates_are_equally_likely_and_one_is_certain() -> None:
    for name in POLICIES:
        for deviation in (0.0, 0.7):
            equal = of_name(name).probabilities(scored([-3.0] * 6, [deviation] * 6))
            np.testing.assert_allclose(equal, 1 / 6, rtol=1e-6)
            np.testing.assert_array_equal(of_name(name).probabilities(scored([-3.0], [deviation])), [1.0])


def test_thompson_prefers_the_unknown_of_two_that_are_worse_than_a_third() -> None:
    found = Thompson().probabilities(scored([0.0, -1.0, -1.0], [0.1, 0.2, 1.0]))
    assert found[2] > 20 * found[1]
    assert found[2] == pytest.approx(norm.cdf(-1 / np.hypot(0.1, 1.0)), abs=0.005)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-20, 20, allow_subnormal=False), st.one_of(st.just(0.0), st.floats(1e-9, 5))),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from(POLICIES),
    st.integers(0, 2**32 - 1),
)
def test_probabilities_sum_to_one_and_the_chosen_one_is_never_0(
    rows: list[tuple[float, float]], name: str, seed: int
) -> None:
    found = of_name(name).probabilities(scored([row[0] for row in rows], [row[1] for row in rows]))
    assert found.sum() == pytest.approx(1, abs=1e-9)
    assert (found >= 0).all()
    assert found[choose(found, np.random.default_rng(seed))] > 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(-3, 3, allow_subnormal=False), st.floats(0.05, 2)), min_size=2, max_size=6))
def test_thompson_keeps_to_the_order_of_means_where_deviations_are_equal(rows: list[tuple[float, float]]) -> None:
    logit = np.array([row[0] for row in rows])
    found = probability_of_largest(logit, np.full(len(rows), rows[0][1]))
    assert (np.diff(found[np.argsort(logit)]) > -1e-7).all()


def test_epsilon_greedy_and_ucb_and_greedy_by_hand() -> None:
    three = scored([-1.0, -3.0, -1.5], [0.1, 3.0, 0.1])
    np.testing.assert_array_equal(Greedy().probabilities(three), [1, 0, 0])
    np.testing.assert_allclose(EpsilonGreedy(0.3).probabilities(three), [0.8, 0.1, 0.1])
    np.testing.assert_array_equal(Ucb(1.0).probabilities(three), [0, 1, 0])
    np.testing.assert_array_equal(Ucb(0.5).probabilities(three), [1, 0, 0])
    assert of_name("epsilon_greedy", PolicySettings(epsilon=0.3)) == EpsilonGreedy(0.3)
    assert [of_name(name).name for name in POLICIES] == list(POLICIES)


def test_choices_come_as_often_as_they_are_said_to() -> None:
    rng = np.random.default_rng(0)
    shares = np.array([0.0, 0.2, 0.0, 0.7, 0.1, 0.0])
    drawn = np.bincount([choose(shares, rng) for _ in range(20_000)], minlength=6) / 20_000
    np.testing.assert_allclose(drawn, shares, atol=0.012)
    assert drawn[[0, 2, 5]].sum() == 0


def test_lin_ucb_is_the_ridge_regression_of_each_ad() -> None:
    rng = np.random.default_rng(1)
    policy = LinUcb(3, width=0.7, ridge=2.0)
    seen: dict[int, list[tuple[Reals, float]]] = {}
    for _ in range(60):
        candidates = Candidates(rng.integers(0, 9, 4).astype(np.uint64), rng.standard_normal((4, 3)))
        chosen, reward = int(rng.integers(4)), float(rng.integers(2))
        policy.learn(candidates, chosen, reward)
        seen.setdefault(int(candidates.arm[chosen]), []).append((candidates.context[chosen], reward))
    asked = Candidates(np.array([*seen, 1000], dtype=np.uint64), rng.standard_normal((len(seen) + 1, 3)))
    for arm, x, bound in zip(asked.arm, asked.context, policy.bounds(asked), strict=True):
        rows = seen.get(int(arm), [])
        inverse = np.linalg.inv(2 * np.eye(3) + sum((np.outer(z, z) for z, _ in rows), np.zeros((3, 3))))
        mean = x @ inverse @ sum((z * reward for z, reward in rows), np.zeros(3))
        assert bound == pytest.approx(mean + 0.7 * np.sqrt(x @ inverse @ x), abs=1e-9)


def regret(policy: Policy, seed: int, rounds: int = 2_000) -> float:
    """Clicks lost on eight ads, whose log odds have the right prior and are known by their Laplace posterior."""
    rng = np.random.default_rng(seed)
    rate = expit(rng.normal(-1, 1, 8))
    shown, clicks, mean, precision = np.zeros(8), np.zeros(8), np.full(8, -1.0), np.ones(8)
    ads = Candidates(np.arange(8, dtype=np.uint64), np.ones((8, 1)))
    lost = 0.0
    for _ in range(rounds):
        chosen = choose(policy.probabilities(scored(mean, precision**-0.5), ads), rng)
        click = float(rng.random() < rate[chosen])
        policy.learn(ads, chosen, click)
        shown[chosen] += 1
        clicks[chosen] += click
        lost += rate.max() - rate[chosen]
        for _ in range(2):
            chance = expit(mean)
            precision = 1 + shown * chance * (1 - chance)
            mean = mean + (clicks - shown * chance - (mean + 1)) / precision
    return lost


def test_thompson_loses_less_than_epsilon_greedy_and_greedy() -> None:
    lost = {
        name: np.mean([regret(policy, seed) for seed in range(6)])
        for name, policy in {
            "thompson": Thompson(),
            "greedy": Greedy(),
            "epsilon_greedy": EpsilonGreedy(0.1),
        }.items()
    }
    assert lost["thompson"] < 0.7 * lost["epsilon_greedy"]
    assert lost["thompson"] < 0.7 * lost["greedy"]


def test_lin_ucb_finds_the_best_ad() -> None:
    late = [regret(LinUcb(1, width=0.3), seed, 2_000) - regret(LinUcb(1, width=0.3), seed, 1_000) for seed in range(4)]
    at_random = [regret(EpsilonGreedy(1.0), seed, 1_000) for seed in range(4)]
    assert np.mean(late) < 0.4 * np.mean(at_random)


def test_what_cannot_be_chosen_from_is_refused() -> None:
    for name in POLICIES:
        for logit, deviation in (([], []), ([np.nan, 0.0], [1.0, 1.0]), ([0.0, 1.0], [np.inf, 1.0]), ([0.0], [-1.0])):
            with pytest.raises(ValueError, match="candidate"):
                of_name(name).probabilities(scored(logit, deviation))
    for wrong in (lambda: EpsilonGreedy(1.1), lambda: Ucb(-1.0), lambda: Thompson(-1.0), lambda: LinUcb(0)):
        with pytest.raises(ValueError):
            wrong()
    with pytest.raises(ValueError, match="'softmax'"):
        of_name("softmax")
    with pytest.raises(ValueError, match="contexts are"):
        LinUcb(3).probabilities(scored([0.0], [0.0]), Candidates(np.ones(2, dtype=np.uint64), np.ones((2, 2))))
    with pytest.raises(ValueError, match="ads and contexts"):
        LinUcb(3).probabilities(scored([0.0], [0.0]))
