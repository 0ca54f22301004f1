"""Values of policies from logs, against bandits whose truth is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from evaluation.off_policy import Estimate, Estimator, Log, Settings, Target, difference, value, values
from evaluation.off_policy_bounds import lower_bound
from evaluation.off_policy_weights import effective_sample_size, least_bound
from infra.errors import DataError

Floats = npt.NDArray[np.float64]

SETTINGS = Settings(resamples=200)
REWARDS = np.array([0.05, 0.10, 0.20, 0.30])
LOGGING = np.array([0.4, 0.3, 0.2, 0.1])
TARGET = np.array([0.1, 0.1, 0.3, 0.5])
TRUTH = float(REWARDS @ TARGET)
MODEL = np.array([0.10, 0.10, 0.10, 0.10])  # a wrong one


def logged(
    seed: int,
    rows: int = 1_000,
    rewards: Floats = REWARDS,
    logging: Floats = LOGGING,
    target: Floats = TARGET,
) -> tuple[Log, Target]:
    rng = np.random.default_rng(seed)
    shown = rng.choice(len(logging), rows, p=logging)
    clicks = (rng.random(rows) < rewards[shown]).astype(float)
    model = MODEL if len(rewards) == len(MODEL) else np.full(len(rewards), 0.1)
    policy = Target(target[shown], model[shown], np.full(rows, float(model @ target)))
    return Log(clicks, logging[shown], bounds=(0.0, 1.0)), policy


def covered(estimates: list[Estimate], truth: float) -> float:
    return float(np.mean([estimate.low <= truth <= estimate.high for estimate in estimates]))


@pytest.fixture(scope="module")
def many() -> list[dict[Estimator, Estimate]]:
    return [values(*logged(seed), SETTINGS) for seed in range(300)]


@pytest.mark.parametrize("estimator", ["ips", "snips", "dr"])
def test_estimates_are_right_on_average_and_their_intervals_cover(
    many: list[dict[Estimator, Estimate]], estimator: Estimator
) -> None:
    estimates = [one[estimator] for one in many]
    found = np.array([estimate.value for estimate in estimates])
    assert found.mean() == pytest.approx(TRUTH, abs=3.5 * found.std() / np.sqrt(len(found)))
    assert {estimate.interval for estimate in estimates} == {"bootstrap"}
    assert 0.91 <= covered(estimates, TRUTH) <= 0.99


def test_a_wrong_model_bends_the_direct_method_and_not_the_doubly_robust(
    many: list[dict[Estimator, Estimate]],
) -> None:
    direct = many[0]["dm"]
    assert direct.value == pytest.approx(0.1)
    assert direct.interval == "model"
    assert not direct.reasons
    assert covered([one["dm"] for one in many], TRUTH) == 0


def test_a_good_model_narrows_the_doubly_robust() -> None:
    log, _ = logged(1, rows=4_000)
    shown = np.searchsorted(-LOGGING, -log.propensity)
    # Rewards that the model knows nearly exactly leave weights nothing to multiply.
    known = Log(np.clip(REWARDS[shown] + 0.01 * (log.reward - 0.5), 0, 1), log.propensity, bounds=(0, 1))
    policy = Target(TARGET[shown], REWARDS[shown], np.full(len(log), TRUTH))
    widths = {name: one.high - one.low for name, one in values(known, policy, SETTINGS).items()}
    assert widths["dr"] < widths["snips"] < widths["ips"]


def test_the_logging_policy_itself_has_the_mean_reward_exactly() -> None:
    log, _ = logged(2)
    for estimator, estimate in values(log, Target(log.propensity), SETTINGS).items():
        assert estimate.value == pytest.approx(log.reward.mean(), rel=1e-12), estimator
        assert (estimate.effective, estimate.mean_weight) == (pytest.approx(len(log)), pytest.approx(1.0))
        assert estimate.low < estimate.value < estimate.high


def test_an_unseen_action_of_propensity_1e6_is_in_the_interval_and_told() -> None:
    """Half of the target's value is on an action that is shown once in a million rows."""
    rewards, target = np.array([0.02, 0.03, 0.5]), np.array([0.6, 0.3, 0.1])
    logging = np.array([0.5, 0.5 - 1e-6, 1e-6])
    truth = float(rewards @ target)
    for seed in range(40):
        for estimator in ("ips", "snips", "dr"):
            found = value(*logged(seed, 2_000, rewards, logging, target), estimator, SETTINGS)
            assert found.interval == "bounds"
            assert found.low <= truth <= found.high
            assert "lacks choices of the policy" in found.reasons[0]
            assert "lacks choices" in found.measure("Value.").meaning


@pytest.mark.parametrize("estimator", ["ips", "snips", "dr"])
@pytest.mark.parametrize("cap", [None, "bound", 10.0])
def test_rows_of_propensity_1e6_leave_everything_finite(estimator: Estimator, cap: float | None) -> None:
    log, policy = logged(3)
    rare = log.propensity.copy()
    rare[::100] = 1e-6
    found = value(Log(log.reward, rare, bounds=(0, 1)), policy, estimator, replace(SETTINGS, cap=cap))
    numbers = [found.value, found.low, found.high, found.effective, found.mean_weight, found.largest_weight]
    assert np.isfinite(numbers).all()
    assert 0 <= found.low <= TRUTH <= found.high <= 1
    assert found.effective < (12 if cap is None else len(log))
    assert found.largest_weight == pytest.approx(0.5 / 1e-6)
    # Ten rows in a thousand that were to come once in a million: such a log cannot be.
    assert "propensities are wrong" in found.reasons[0]


def test_bounds_hold_where_ten_rows_carry_the_value() -> None:
    """Ten rows in ten thousand of weight 50: the bootstrap alone covers about 82 %."""
    rewards = np.array([0.02, 0.03, 0.04, 0.05, 0.2])
    logging, target = np.array([0.3, 0.3, 0.2, 0.199, 0.001]), np.array([0.25, 0.25, 0.25, 0.2, 0.05])
    found = [value(*logged(seed, 10_000, rewards, logging, target), "ips", SETTINGS) for seed in range(60)]
    assert covered(found, float(rewards @ target)) >= 0.95
    assert all("spread of the weights rests on about" in " ".join(estimate.reasons) for estimate in found)


def test_no_click_and_all_clicks_have_intervals_that_are_not_points() -> None:
    log, policy = logged(4)
    for reward, low, high in ((0.0, 0.0, 0.2), (1.0, 0.8, 1.0)):
        same = Log(np.full(len(log), reward), log.propensity, bounds=(0, 1))
        found = value(same, policy, "snips", SETTINGS)
        assert found.value == reward
        assert low <= found.low < found.high <= high
        assert found.interval == "bounds"


def test_three_clicks_are_too_few_to_resample() -> None:
    log, policy = logged(4)
    few = np.zeros(len(log))
    few[[10, 400, 700]] = 1.0
    found = value(Log(few, log.propensity, bounds=(0, 1)), policy, "ips", SETTINGS)
    assert found.interval == "bounds"
    assert "the spread of the rewards rests on about" in found.reasons[0]


def test_intervals_reach_further_up_than_down_where_clicks_are_rare() -> None:
    rewards = np.array([0.02, 0.02, 0.02, 0.02])
    found = [value(*logged(seed, 3_000, rewards), "ips", SETTINGS) for seed in range(20)]
    sampled = [one for one in found if one.interval == "bootstrap"]
    assert len(sampled) > 10
    assert all(one.high - one.value > one.value - one.low for one in sampled)


def test_bounds_of_a_difference_find_a_large_one() -> None:
    rng = np.random.default_rng(9)
    shown = rng.integers(0, 2, 5_000)
    log = Log((rng.random(5_000) < np.where(shown == 1, 0.9, 0.05)).astype(float), np.full(5_000, 0.5), bounds=(0, 1))
    never = replace(SETTINGS, least_heavy=1e9)
    gain = difference(log, Target((shown == 1).astype(float)), Target((shown == 0).astype(float)), "ips", never)
    loss = difference(log, Target((shown == 0).astype(float)), Target((shown == 1).astype(float)), "ips", never)
    assert gain.interval == "bounds"
    assert 0.7 < gain.low < 0.85 < gain.high <= 1
    assert (loss.low, loss.high) == (-gain.high, -gain.low)


def test_bounds_are_narrower_and_hold_where_the_least_propensity_is_known() -> None:
    """Purchases of up to 500 in a hundredth of the rows, of which the two policies share nine in ten."""
    money, buys = np.array([20.0, 50.0, 100.0, 500.0]), np.array([0.012, 0.010, 0.006])
    truths = 0.1 * (buys[1] - buys[0]) * money.mean(), 0.9 * buys[0] * money.mean() + 0.1 * buys[1] * money.mean()
    never = replace(SETTINGS, least_heavy=1e9)
    held = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        arm, other = rng.integers(0, 3, 20_000), rng.random(20_000) < 0.1
        spend = np.where(rng.random(20_000) < buys[arm], rng.choice(money, 20_000), 0.0)
        target, fixed = Target((arm == other).astype(float)), Target((arm == 0).astype(float))
        found = []
        for least in (None, 1 / 3):
            log = Log(spend, np.full(20_000, 1 / 3), bounds=(0, 500), least_propensity=least)
            found.append((difference(log, target, fixed, "ips", never), value(log, target, "ips", never)))
        for open_ended, known, truth in zip(*found, truths, strict=True):
            assert known.interval == open_ended.interval == "bounds"
            held.append(known.low <= truth <= known.high)
            assert known.high - known.low < 0.25 * (open_ended.high - open_ended.low)
    assert np.mean(held) >= 0.95


def test_a_policy_that_shows_nothing_of_the_log_is_unknown() -> None:
    log, _ = logged(5)
    found = value(log, Target(np.zeros(len(log))), "snips", SETTINGS)
    assert np.isnan(found.value)
    assert (found.low, found.high) == (0.0, 1.0)
    assert found.measure("Value.").value is None
    assert found.effective == 0


def test_clipping_narrows_what_is_sampled_and_allows_for_what_it_hides() -> None:
    rewards, target = np.linspace(0.05, 0.01, 20), np.full(20, 0.05)
    logging = np.exp(-np.arange(20) / 4)
    logging /= logging.sum()
    truth = float(rewards @ target)
    worlds = [logged(seed, 10_000, rewards, logging, target) for seed in range(60)]
    clipped = [value(*world, "ips", replace(SETTINGS, cap=10.0)) for world in worlds]
    plain = [value(*world, "ips", SETTINGS) for world in worlds]
    assert np.std([one.value for one in clipped]) < np.std([one.value for one in plain])
    assert np.mean([one.value for one in clipped]) < truth, "clipped rewards are missing"
    assert covered(clipped, truth) >= 0.95
    assert all(one.cap == 10.0 and one.clipped > 0 and one.mass_cut > 0 for one in clipped)
    assert all(one.cap is None and one.clipped == 0 and one.mass_cut == 0 for one in plain)


@pytest.mark.parametrize("estimator", ["ips", "snips", "dr"])
def test_a_difference_of_clipped_values_allows_for_what_is_hidden(estimator: Estimator) -> None:
    truth = float(REWARDS @ (TARGET - LOGGING))
    found, reverse = [], []
    for seed in range(60):
        log, policy = logged(seed)
        own = Target(log.propensity, policy.estimate, policy.expected)
        found.append(difference(log, policy, own, estimator, replace(SETTINGS, cap=2.0)))
        reverse.append(difference(log, own, policy, estimator, replace(SETTINGS, cap=2.0)))
    assert covered(found, truth) >= 0.95
    assert covered(reverse, -truth) >= 0.95
    assert np.mean([one.value for one in found]) < truth, "clipped rewards are missing"
    assert {one.interval for one in found} == {"bootstrap"}


def test_the_chosen_cap_has_the_least_bound_on_the_error() -> None:
    rng = np.random.default_rng(0)
    for spread in (0.1, 1.0, 2.5):
        weights = np.exp(spread * rng.normal(size=400))

        def bound(cap: float, weights: Floats = weights) -> float:
            cut = np.minimum(weights, cap)
            return float((cut**2).mean() / len(weights) + (weights - cut).mean() ** 2)

        caps = {float(cap): bound(float(cap)) for cap in weights}
        assert least_bound(weights) == min(caps, key=lambda cap: caps[cap])


def test_a_difference_is_paired() -> None:
    other = np.array([0.1, 0.1, 0.35, 0.45])
    truth = float(REWARDS @ (TARGET - other))
    found = []
    for seed in range(100):
        log, policy = logged(seed)
        shown = np.searchsorted(-LOGGING, -log.propensity)
        baseline = Target(other[shown], policy.estimate, np.full(len(log), 0.1))
        apart = {name: difference(log, policy, baseline, name, SETTINGS) for name in ("ips", "snips", "dr")}
        alone = value(log, policy, "ips", SETTINGS)
        assert apart["ips"].high - apart["ips"].low < 0.6 * (alone.high - alone.low)
        assert apart["ips"].value == pytest.approx(alone.value - value(log, baseline, "ips", SETTINGS).value)
        found.append(apart)
    for name in ("ips", "snips", "dr"):
        assert 0.89 <= covered([one[name] for one in found], truth) <= 1.0
        log, policy = logged(0)
        same = difference(log, policy, policy, name, SETTINGS)
        assert (same.value, same.low, same.high) == (0.0, 0.0, 0.0)


def test_a_difference_that_the_log_lacks_is_in_its_interval() -> None:
    rewards, logging = np.array([0.02, 0.03, 0.9]), np.array([0.5, 0.5 - 1e-6, 1e-6])
    target = np.array([0.5, 0.3, 0.2])
    for seed in range(20):
        log, policy = logged(seed, 2_000, rewards, logging, target)
        found = difference(log, policy, Target(log.propensity), "snips", SETTINGS)
        assert found.low <= float(rewards @ (target - logging)) <= found.high
        assert found.low >= -1
        assert found.interval == "bounds"


def test_rows_of_one_group_count_once() -> None:
    log, policy = logged(6, rows=500)
    repeated = Log(np.repeat(log.reward, 5), np.repeat(log.propensity, 5), np.repeat(np.arange(500), 5), (0, 1))
    again = Target(np.repeat(policy.probability, 5))
    alone, grouped = (value(one, two, "ips", SETTINGS) for one, two in ((log, policy), (repeated, again)))
    ungrouped = value(Log(repeated.reward, repeated.propensity, bounds=(0, 1)), again, "ips", SETTINGS)
    assert grouped.high - grouped.low == pytest.approx(alone.high - alone.low, rel=0.2)
    assert ungrouped.high - ungrouped.low < 0.6 * (alone.high - alone.low)


def test_rows_without_a_group_are_each_their_own() -> None:
    log = Log([0.0, 1.0, 0.0, 1.0, 0.0], [0.5] * 5, ["a", None, "b", None, "a"], (0, 1))  # type: ignore[arg-type]
    assert len(set(log.codes.tolist())) == 4
    assert log.codes[0] == log.codes[4]
    assert sorted(set(log.codes.tolist())) == [0, 1, 2, 3], "without gaps, for they are counted by place"


def test_lower_bounds_of_heavy_tails_are_seldom_wrong_and_not_idle() -> None:
    rng = np.random.default_rng(7)
    draws = {
        "lognormal": (lambda: np.exp(2 * rng.normal(size=500)), float(np.exp(2))),
        "rare": (lambda: 50.0 * (rng.random(500) < 0.04), 2.0),
        "constant": (lambda: np.ones(500), 1.0),
    }
    for name, (draw, mean) in draws.items():
        found = np.array([lower_bound(draw(), 0.05) for _ in range(200)])
        assert (found > mean).mean() <= 0.08, name
        assert found.mean() > 0.25 * mean, name


def test_effective_sample_size_is_kishs() -> None:
    assert effective_sample_size(np.array([1.0, 2.0, 3.0])) == pytest.approx(36 / 14)
    assert effective_sample_size(np.array([1e200, 1e-200])) == pytest.approx(1.0)
    assert effective_sample_size(np.zeros(3)) == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"propensity": [0.5, 0.0, 0.5]}, "propensity: 1 of 3 rows are not above 0"),
        ({"propensity": [0.5, 1.5, -0.1]}, "propensity: 2 of 3 rows are not above 0"),
        ({"propensity": [np.nan, 0.5, 0.5]}, "propensity: 1 of 3 rows"),
        ({"reward": [np.nan, np.inf, 1.0]}, "reward: 2 of 3 rows hold no finite number"),
        ({"reward": [0.0, 2.0, 1.0], "bounds": (0, 1)}, "reward: 1 of 3 rows lie outside of the bounds 0 to 1"),
        ({"least_propensity": 0.6}, "propensity: 3 of 3 rows are below 0.6, which was said to be the least"),
        ({"reward": [0.0, 1.0]}, "propensity has 3 rows, others have 2"),
        ({"reward": ["a", "b", "c"]}, "reward is not numeric"),
        ({"reward": [], "propensity": []}, "no row"),
    ],
)
def test_a_log_that_cannot_be_weighted_is_refused_with_the_number_of_rows(change: dict[str, object], said: str) -> None:
    with pytest.raises(DataError, match=said):
        Log(**({"reward": [0.0, 1.0, 0.0], "propensity": [0.5, 0.5, 0.5]} | change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"probability": [0.5, 1.2, np.nan]}, "target probability: 2 of 3 rows are not from 0 to 1"),
        ({"probability": [0.5] * 3, "estimate": [0.1] * 3}, "one of the estimates is given without the other"),
        (
            {"probability": [0.5] * 3, "estimate": [0.1, np.nan, 0.1], "expected": [0.1] * 3},
            "estimate: 1 of 3 rows hold no finite number",
        ),
    ],
)
def test_a_policy_that_is_not_one_is_refused(given: dict[str, object], said: str) -> None:
    with pytest.raises(DataError, match=said):
        Target(**given)  # type: ignore[arg-type]


def test_a_policy_of_other_rows_and_a_model_that_is_not_there_are_refused() -> None:
    log, _ = logged(8)
    with pytest.raises(DataError, match="target probability has 2 rows, others have 1,000"):
        value(log, Target(np.ones(2)), "ips", SETTINGS)
    with pytest.raises(DataError, match="cannot be clipped to 0"):
        value(log, Target(np.ones(1_000)), "ips", replace(SETTINGS, cap=0.0))
    with pytest.raises(DataError, match="no reward model"):
        value(log, Target(np.ones(1_000)), "dr", SETTINGS)
