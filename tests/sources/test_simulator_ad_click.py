"""The simulated market of ads: slates, the logging policy, and the stream that policies meet."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from infra.errors import SettingsError
from sources.simulator import ad_click
from sources.simulator.ad_campaigns import CAMPAIGNS
from sources.simulator.ad_market import AdMarket, Slates
from sources.simulator.ad_time import DAYS

SEED, SCALE = 9, 0.05


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    out = tmp_path_factory.mktemp("log")
    ad_click.write(out, seed=SEED, scale=SCALE, messy=False)
    truth = pd.read_parquet(out / "truth" / "ad_truth.parquet").drop(columns="propensity")
    return pd.read_parquet(out / "impressions.parquet").merge(truth, on="impression_id")


@pytest.fixture(scope="module")
def days() -> list[Slates]:
    return list(AdMarket(SEED, SCALE))


def test_choice_probabilities_of_a_slate_of_distinct_ads_sum_to_one(days: list[Slates]) -> None:
    market = AdMarket(SEED, SCALE)
    for slates in days[::7]:
        policy = market.logging_policy(slates)
        np.testing.assert_allclose(policy.sum(axis=1), 1, rtol=1e-12)
        assert policy.min() > 0.01
        assert all(len(set(ads)) == slates.shape[1] for ads in slates.candidates["ad"])


def test_the_market_is_that_of_the_log(log: pd.DataFrame, days: list[Slates]) -> None:
    market = AdMarket(SEED, SCALE)
    ids = np.concatenate([slates.columns["impression_id"] for slates in days])
    assert list(ids) == list(log.impression_id)
    start = 0
    for slates in days:
        rows = log.iloc[start : start + len(slates)]
        start += len(slates)
        place = (slates.candidates["ad"] == rows.ad.to_numpy()[:, None]).argmax(axis=1)
        at = (np.arange(len(rows)), place)
        np.testing.assert_array_equal(market.logging_policy(slates)[at], rows.propensity)
        truth = market.click_probability(slates)
        np.testing.assert_allclose(truth[at], rows.true_probability, rtol=1e-12)
        np.testing.assert_allclose(truth.max(axis=1), rows.best_probability, rtol=1e-12)
        np.testing.assert_allclose(
            market.conversion_probability(slates)[at], rows.true_conversion_probability, rtol=1e-12
        )
        np.testing.assert_array_equal(market.clicks(slates, place), rows.click)
        for name, values in slates.chosen(place).items():
            if name == "time":
                np.testing.assert_array_equal(values, rows.time.dt.tz_localize(None))
            else:
                assert list(pd.Series(values).fillna("?")) == list(rows[name].fillna("?")), name


def test_the_logged_choice_is_drawn_with_the_logged_probability(log: pd.DataFrame) -> None:
    # The mean of the propensity of what is chosen is the mean of the sum of squares of the policy.
    market = AdMarket(SEED, SCALE)
    expected = np.concatenate([(market.logging_policy(slates) ** 2).sum(axis=1) for slates in market])
    spread = log.propensity.std() / np.sqrt(len(log))
    assert abs(log.propensity.mean() - expected.mean()) < 4 * spread


def test_requests_come_in_order_whatever_the_batch_and_end(days: list[Slates]) -> None:
    market = AdMarket(SEED, SCALE)
    batches = []
    while len(batch := market.requests(777)):
        batches.append(batch)
    assert all(len(batch) == 777 for batch in batches[:-1])
    assert len(market.requests(1)) == 0
    for name in ("impression_id", "time", "device"):
        whole = np.concatenate([slates.columns[name] for slates in days])
        np.testing.assert_array_equal(np.concatenate([batch.columns[name] for batch in batches]), whole)
    times = np.concatenate([batch.columns["time"] for batch in batches])
    assert (np.diff(times) >= np.timedelta64(0)).all()
    ads = np.concatenate([batch.candidates["ad"] for batch in batches])
    np.testing.assert_array_equal(ads, np.concatenate([slates.candidates["ad"] for slates in days]))


def test_new_ads_keep_coming_into_the_slates_and_old_ones_leave(days: list[Slates]) -> None:
    seen = [set(slates.candidates["ad"].reshape(-1)) for slates in days]
    assert len(seen) == DAYS
    for middle in range(10, DAYS - 10, 10):
        before, after = set().union(*seen[:middle]), set().union(*seen[middle:])
        assert len(after - before) > 50
        assert len(before - after) > 50


def test_pairs_are_the_candidates_of_each_request_in_a_row(days: list[Slates]) -> None:
    slates = days[0]
    pairs = slates.pairs()
    rows, candidates = slates.shape
    assert {len(values) for values in pairs.values()} == {rows * candidates}
    for place in (0, candidates - 1):
        chosen = slates.chosen(np.full(rows, place))
        for name, values in pairs.items():
            np.testing.assert_array_equal(values.reshape(rows, candidates)[:, place], chosen[name])


def test_a_smaller_market_with_more_clicks() -> None:
    market = AdMarket(SEED, SCALE, candidates=12, campaigns=6, click_rate=0.03)
    slates = market.requests(4_000)
    assert slates.shape == (4_000, 12)
    assert len(np.unique(slates.candidates["campaign"])) == 6
    shown = (market.logging_policy(slates) * market.click_probability(slates)).sum(axis=1).mean()
    assert shown == pytest.approx(0.03, rel=0.3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"scale": 0.0},
        {"scale": float("nan")},
        {"scale": 1e9},
        {"seed": -1},
        {"campaigns": 0},
        {"campaigns": CAMPAIGNS + 1},
        {"click_rate": 0.0},
        {"candidates": 0},
        {"candidates": 10_000},
    ],
)
def test_impossible_markets_are_refused_with_the_way_out(wrong: dict[str, float]) -> None:
    with pytest.raises(SettingsError, match="Give"):
        AdMarket(**({"seed": SEED, "scale": SCALE} | wrong))  # type: ignore[arg-type]


def test_an_impossible_log_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"1\.0 is 200,000 impressions"):
        ad_click.write(tmp_path / "out", seed=0, scale=0.0)
    assert not (tmp_path / "out").exists()
