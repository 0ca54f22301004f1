"""Measures of ad clicks on a log whose probabilities are known."""

from __future__ import annotations

from pathlib import Path

import ad_clicks_for_tests as log
import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom
from sklearn import metrics

from evaluation import ad_campaigns, ad_requests, ad_slices, ad_staleness
from evaluation import ad_click as room
from evaluation.bootstrap import paired_test
from evaluation.gate_policy import is_known
from features.ad_click.examples import NO_NAME

SETTINGS = {
    "resamples": 100,
    "confidence": 0.95,
    "seed": 0,
    "staleness_parts": 6,
    "challenge_rows": 4_000,
    "campaign_clicks": 50,
    "score_requests": 10,
    "max_actions": 20,
    "policy_rows": 1_000,
    "off_policy": {},
}
SAMPLED = {name: SETTINGS[name] for name in ("resamples", "confidence", "seed")}


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    return room.requests(log.examples(tmp_path_factory.mktemp("ads"), log.impressions()))


@pytest.fixture(scope="module")
def outcomes(table: pd.DataFrame) -> pd.DataFrame:
    return room.outcomes(table, pd.DataFrame({"probability": log.truth(table)}))


@pytest.fixture(scope="module")
def measured(outcomes: pd.DataFrame) -> dict:
    return room.measures(outcomes, **SAMPLED)


def test_a_bidder_sends_features_and_nothing_that_came_of_it(table: pd.DataFrame) -> None:
    known = table.assign(conversion=True, spend=1.0, propensity=0.5)
    asked = room.request_columns(known)
    assert set(asked) == {"time", "customer", "ad", "campaign", "position", "price"}
    assert asked["time"].iloc[0].startswith("2024-03-01T0")
    assert pd.to_datetime(asked["time"], utc=True).astype("datetime64[us, UTC]").equals(table["time"])
    assert asked["customer"].isna().sum() == table["customer"].isna().sum() > 0
    learnt = ad_requests.impressions(known)
    for table_of_positions in (asked, learnt):
        assert table_of_positions["position"].tolist() == [float(one) for one in table["position"]]
    assert set(learnt) == {*asked, "impression_id", "click", "conversion", "spend", "propensity"}


def test_outcomes_group_by_customer_and_strangers_stand_for_themselves(table, outcomes) -> None:
    unknown = table["customer"].isna()
    assert outcomes.loc[unknown, "group"].tolist() == table.loc[unknown, "example_id"].tolist()
    assert outcomes.loc[~unknown, "group"].tolist() == table.loc[~unknown, "customer"].tolist()
    with pytest.raises(ValueError, match=r"6,000 impressions were asked about and 1 answered"):
        room.outcomes(table, pd.DataFrame({"probability": [0.5]}))


def test_measures_agree_with_scikit_learn_and_hold_on_the_truth(outcomes: pd.DataFrame, measured: dict) -> None:
    label, score = outcomes["label"], outcomes["score"]
    assert measured["auc"].value == pytest.approx(metrics.roc_auc_score(label, score))
    assert measured["log_loss"].value == pytest.approx(metrics.log_loss(label, score))
    new = outcomes[outcomes["new_ad"]]
    assert measured["log_loss_new_ads"].value == pytest.approx(metrics.log_loss(new["label"], new["score"]))
    assert measured["log_loss_new_ads"].n == len(new)
    assert measured["calibration_ratio"].low < 1 < measured["calibration_ratio"].high
    ece, error, ratio = (measured[name] for name in ("ece", "calibration_error", "calibration_ratio"))
    assert ece.value < 3 * measured["ece_by_chance"].value
    # The spread around the value, not the resamples themselves, which lie above it.
    assert 0.3 < (ece.value - ece.low) / (ece.high - ece.low) < 0.7
    assert (error.low, error.high) == (0.0, pytest.approx(max(1 - ratio.low, ratio.high - 1)))
    assert measured["calibration_error_at_least"].value == 0.0
    assert measured["normalised_entropy"].value < 1
    for measure in measured.values():
        assert measure.low is None or np.isnan(measure.low) or measure.low <= measure.value <= measure.high


def test_probabilities_that_are_a_quarter_too_high_are_found_out(table: pd.DataFrame) -> None:
    high = room.measures(room.outcomes(table, pd.DataFrame({"probability": log.truth(table) * 1.25})), **SAMPLED)
    assert high["calibration_ratio"].low > 1.05
    error, ratio = high["calibration_error"], high["calibration_ratio"]
    assert (error.value, error.low, error.high) == pytest.approx((ratio.value - 1, ratio.low - 1, ratio.high - 1))
    assert high["calibration_error_at_least"].value == error.low
    assert high["ece"].value > 1.5 * high["ece_by_chance"].value


def test_all_that_is_measured_is_declared_and_all_directions_agree(measured: dict) -> None:
    assert [name for name in measured if not is_known(name, (*room.STATISTICS, *room.MEASURES))] == []
    assert {name for name in room.STATISTICS if not measured[name].higher_is_better} == room.LOWER_IS_BETTER


def test_ads_fall_into_one_age_each(outcomes: pd.DataFrame) -> None:
    aged = outcomes.assign(ad_age_days=[0.0, 0.5, 1.0, 5.0, 7.0, 8.0] * 1_000)
    aged.loc[0, "ad_age_days"] = np.nan
    parts = ad_slices.parts(aged)
    counts = {name: len(parts[name]) for name in ad_slices.AGES}
    expected = {"ads_first_shown": 999, "ads_under_1_day": 2_000, "ads_1_to_7_days": 2_000, "ads_older": 1_000}
    assert counts == expected
    assert list(room.slices(aged)) == ["new_ad", "cold_customer"]
    assert len(room.slices(aged.assign(new_ad=False))["new_ad"]) == 0


@pytest.mark.parametrize("label", [0, 1])
def test_one_class_leaves_undefined_what_needs_two(outcomes: pd.DataFrame, label: int) -> None:
    found = room.measures(outcomes.assign(label=np.int8(label)), **SAMPLED)
    assert np.isfinite(found["log_loss"].value)
    for name in ("auc", "normalised_entropy", *(["calibration_ratio", "average_precision"] if label == 0 else [])):
        assert found[name].to_json()["value"] is None
        assert found[name].low is None
    assert [plot.name for plot in room.plots(outcomes.assign(label=np.int8(label)))][:3]


def test_a_better_model_gains_where_lower_is_better(table: pd.DataFrame, outcomes: pd.DataFrame) -> None:
    flat = room.outcomes(table, pd.DataFrame({"probability": np.full(len(table), table["label"].mean())}))
    for name in ("log_loss", "normalised_entropy"):
        test = paired_test(outcomes, flat, room.STATISTICS[name], **SAMPLED, higher_is_better=False)
        assert 0 < test.low < test.difference


def test_the_worst_campaign_is_named(table: pd.DataFrame) -> None:
    skewed = np.where(table["campaign"] == "c2", 1.6, 1.0) * log.truth(table)
    found = ad_campaigns.measures(room.outcomes(table, pd.DataFrame({"probability": skewed})), 20, 0.95)
    worst = found["calibration_ratio_worst_campaign"]
    rows = table[table["campaign"] == "c2"]
    assert worst.value == pytest.approx(1.6 * log.truth(rows).sum() / rows["label"].sum())
    assert worst.low > 1
    assert worst.meaning.startswith("c2, the worst of 4 campaigns")
    held = [covers(table, skewed, campaign) for campaign in ("c0", "c1", "c2", "c3")]
    assert found["campaigns_calibrated"].value == sum(held) / 4 < 1
    assert {name for name in found if "_of_" in name} == {f"calibration_ratio_of_c{one}" for one in range(4)}
    assert found["calibration_ratio_of_c2"].value == worst.value
    none = ad_campaigns.measures(room.outcomes(table, pd.DataFrame({"probability": skewed})), 10**6, 0.95)
    assert none["calibration_error_worst_campaign"].value is none["campaigns_calibrated"].value is None
    assert none["calibration_error_worst_campaign"].n == 0


def test_impressions_without_a_campaign_are_none(table: pd.DataFrame) -> None:
    assert ad_campaigns.NO_CAMPAIGN == NO_NAME
    without = table["campaign"] == "c2"
    answers = pd.DataFrame({"probability": np.where(without, 3.0, 1.0) * log.truth(table)})
    outcomes = room.outcomes(table.assign(slice_campaign=table["slice_campaign"].mask(without, NO_NAME)), answers)
    found = ad_campaigns.measures(outcomes, 20, 0.95)
    assert found["calibration_ratio_worst_campaign"].value < 2
    assert found["campaigns_calibrated"].n == 3
    assert NO_NAME not in set(ad_campaigns.by_campaign(outcomes, 0.95)["campaign"])
    note = next(plot.note for plot in room.plots(outcomes) if plot.name == "Calibration by campaign")
    assert note.startswith("3 of 3 campaigns")


def covers(table: pd.DataFrame, probability: np.ndarray, campaign: str) -> bool:
    """Whether the share found there is one that the mean probability allows, tested from the other side."""
    rows = (table["campaign"] == campaign).to_numpy()
    found, mean = int(table.loc[rows, "label"].sum()), float(probability[rows].mean())
    below, above = binom.cdf(found, rows.sum(), mean), binom.sf(found - 1, rows.sum(), mean)
    return bool(min(below, above) > 0.025)


def test_parts_are_cut_between_times(table: pd.DataFrame) -> None:
    days = table.assign(time=table["time"].dt.floor("D"))
    parts = ad_staleness.in_order(days, 5)
    assert [part.start for part in parts[1:]] == [part.stop for part in parts[:-1]]
    assert (parts[0].start, parts[-1].stop) == (0, len(days))
    seen = [set(days["time"].iloc[part]) for part in parts]
    assert sum(map(len, seen)) == len(set.union(*seen)) == 12
    assert ad_staleness.in_order(table.drop(columns="time"), 5) == []
    assert len(ad_staleness.in_order(table.assign(time=table["time"].iloc[0]), 5)) == 1


@pytest.fixture(scope="module")
def challenged(table: pd.DataFrame) -> tuple[log.Table, dict]:
    model = log.Table.of(factor=1.5)
    return model, room.challenges(model, Path(), table, SETTINGS)


def test_a_model_that_is_stale_gains_by_learning_and_stays_as_it_is(challenged: tuple[log.Table, dict]) -> None:
    model, found = challenged
    assert (model.factor, model.seen) == (1.5, [])
    gain = found["log_loss_gain_by_update"]
    assert gain.low > 0
    assert gain.value == pytest.approx(found["log_loss_frozen"].value - found["log_loss_updated"].value)
    assert found["normalised_entropy_last_part_updated"].value < found["normalised_entropy_last_part_frozen"].value


def test_after_a_shift_the_frozen_model_is_wrong_and_the_updated_one_less(challenged: tuple[log.Table, dict]) -> None:
    _, found = challenged
    assert found["calibration_ratio_after_fall_frozen"].value == pytest.approx(3.0, rel=0.15)
    assert found["calibration_ratio_after_rise_frozen"].value == pytest.approx(0.78, rel=0.15)
    for shift in ("fall", "rise"):
        updated = found[f"calibration_ratio_after_{shift}_updated"]
        assert updated.low < 1 < updated.high


def test_unseen_ids_are_unseen_and_a_strange_column_comes_along(challenged: tuple[log.Table, dict]) -> None:
    model, found = challenged
    strange = model.requests[-1]
    assert "never_seen" in strange
    assert strange["ad"].is_unique
    assert not set(strange["ad"]) & set(model.rates)
    assert np.isfinite(found["log_loss_unseen_ids"].value)


def test_candidates_of_a_bid_share_the_request_and_differ_in_the_ad(challenged: tuple[log.Table, dict]) -> None:
    model, found = challenged
    assert found["score_1_p50_ms"].n == SETTINGS["score_requests"]
    assert {len(bid["ad"]) for bid in model.scored} == {1, 50}
    for bid in (bid for bid in model.scored if len(bid["ad"]) == 50):
        assert len(set(bid["customer"])) == len(set(bid["time"])) == 1
        assert len(set(bid["ad"])) > 5
        assert bid["price"].dtype == np.float64
        assert isinstance(bid["ad"], list)


def test_challenges_are_declared_and_a_log_without_times_has_no_age(table: pd.DataFrame, challenged) -> None:
    assert [name for name in challenged[1] if not is_known(name, room.MEASURES)] == []
    assert {"score_1_p50_ms", "score_50_p99_ms", "campaigns_calibrated"} <= set(challenged[1])
    untimed = room.challenges(log.Table.of(), Path(), table.drop(columns="time"), SETTINGS)
    assert "log_loss_gain_by_update" not in untimed
    assert "calibration_ratio_after_fall_updated" in untimed


def test_what_is_learnt_is_scored_first_and_learnt_in_order(table: pd.DataFrame, monkeypatch) -> None:
    copies: list[log.Table] = []
    original = log.Table.load.__func__

    def load(kind, bundle):
        copies.append(original(kind, bundle))
        return copies[-1]

    monkeypatch.setattr(log.Table, "load", classmethod(load))
    said = room.outcomes(table, pd.DataFrame({"probability": log.truth(table)}))
    found = ad_staleness.measures(log.Table.of(), table, said, SETTINGS)
    (live,) = copies
    sizes = [part.stop - part.start for part in ad_staleness.in_order(table, SETTINGS["staleness_parts"])]
    assert live.events == [f"{what} {size}" for size in sizes for what in ("asked", "learnt")][:-1]
    learnt = pd.concat(live.seen)
    assert learnt["impression_id"].tolist() == table["example_id"].tolist()[: len(learnt)]
    assert found["log_loss_frozen"].n == found["log_loss_gain_by_update"].n == sum(sizes[1:])


def test_pictures_are_made_for_rare_clicks(outcomes: pd.DataFrame) -> None:
    drawn = {plot.name: plot for plot in room.plots(outcomes)}
    assert len(drawn) == 5
    assert drawn["Reliability"].x_range is None
    tenths = drawn["Positives by score"]
    assert tenths.x == sorted(tenths.x)
    assert tenths.y[-1] > 2 * tenths.y[0]
    said = tenths.lines["mean probability"]
    inside = [low <= value <= high for low, value, high in zip(tenths.low, said.y, tenths.high, strict=True)]
    assert sum(inside) >= len(inside) - 1
    assert max(tenths.y) < 20
    campaigns = drawn["Calibration by campaign"]
    assert len(campaigns.x) == 4
    assert max(drawn["Positives over time"].x) < 12
    assert len(room.plots(outcomes.drop(columns="time"))) == 4
    empty = outcomes.iloc[:0]
    assert [plot.x for plot in room.plots(empty)] == [[], [], []]
