"""Calibrated click probabilities mean what they say by segment, keep the order, and are never 0 or 1."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from models.ad_click.sampling import correct_for_sampling
from models.calibration import Calibration, CalibrationSettings, Method

Reals = npt.NDArray[np.float64]
METHODS: tuple[Method, ...] = ("auto", "platt", "isotonic")
SIZES = {1: 60_000, 7: 60_000, 2**63 + 5: 60_000, 40: 400}  # impressions by segment
SHIFTS = {1: -1.0, 7: 0.0, 2**63 + 5: 0.8, 40: 2.5}  # how far its log odds are off


BOLD = {"overall_weight": 1.0, "segment_weight": 50.0, "block_weight": 30.0}


def stream(seed: int) -> tuple[Reals, Reals, npt.NDArray[np.uint64], Reals]:
    """Log odds that are off by segment and by a curve, clicks, segments, and true log odds."""
    rng = np.random.default_rng(seed)
    segment = np.repeat(np.array(list(SIZES), dtype=np.uint64), list(SIZES.values()))
    logit = -3.5 + rng.standard_normal(len(segment))
    off = np.repeat(list(SHIFTS.values()), list(SIZES.values()))
    true = -3.5 + off + 1.5 * np.tanh(logit + 3.5)
    return logit, (rng.random(len(true)) < expit(true)).astype(float), segment, true


@pytest.mark.parametrize("method", METHODS)
def test_a_row_of_some_weight_is_as_many_rows(method: Method) -> None:
    rng = np.random.default_rng(6)
    logit, segment = rng.normal(-1, 1, 3_000), rng.integers(0, 3, 3_000).astype(np.uint64)
    label, weight = (rng.random(3_000) < expit(1.5 * logit + 1)).astype(float), rng.integers(1, 4, 3_000)
    chosen = CalibrationSettings(method=method, isotonic_clicks=300, **BOLD)
    weighed = Calibration.fit(logit, label, segment, chosen, weight)
    repeated = Calibration.fit(*(np.repeat(one, weight) for one in (logit, label, segment)), chosen)
    np.testing.assert_allclose(weighed.apply(logit, segment), repeated.apply(logit, segment), atol=1e-6)
    plain = Calibration.fit(logit, label, segment, chosen)
    assert np.abs(weighed.apply(logit, segment) - plain.apply(logit, segment)).max() > 1e-3
    with pytest.raises(ValueError, match="weights"):
        Calibration.fit(logit, label, segment, chosen, weight - 1)


def test_thinned_negatives_are_put_back() -> None:
    rng = np.random.default_rng(0)
    true = np.full(400_000, np.log(0.02 / 0.98))
    click = rng.random(len(true)) < expit(true)
    kept = click | (rng.random(len(true)) < 0.1)
    learnt = np.log(click[kept].mean() / (1 - click[kept].mean()))
    assert expit(learnt) > 0.15
    assert expit(correct_for_sampling(learnt, 0.1)) == pytest.approx(0.02, abs=0.001)
    np.testing.assert_allclose(correct_for_sampling([1.0, 2.0], [1.0, 0.5]), [1.0, 2.0 - np.log(2)])
    # thinned positives: of 100 of each a tenth of the positives is left
    assert expit(correct_for_sampling(np.log(10 / 100), 1 / 0.1)) == pytest.approx(0.5)
    for share in (0.0, -0.1, np.inf, np.nan):
        with pytest.raises(ValueError, match="kept share"):
            correct_for_sampling(learnt, share)


@pytest.mark.parametrize("method", METHODS)
def test_fresh_impressions_click_as_often_as_said_in_every_segment(method: Method) -> None:
    found = Calibration.fit(*stream(0)[:3], CalibrationSettings(method=method, **BOLD))
    logit, _, segment, true = stream(1)
    said, happens = expit(found.apply(logit, segment)), expit(true)
    for one in (1, 7, 2**63 + 5):
        rows = segment == one
        assert said[rows].mean() == pytest.approx(happens[rows].mean(), rel=0.06)


def test_isotonic_follows_a_curve_that_a_line_cannot() -> None:
    logit, label, segment, _ = stream(0)
    fresh, _, fresh_segment, true = stream(1)

    def error(method: Method) -> float:
        said = expit(Calibration.fit(logit, label, segment, CalibrationSettings(method=method)).apply(fresh, segment))
        tenth = np.clip((np.argsort(np.argsort(fresh)) * 10) // len(fresh), 0, 9)
        gap = np.bincount(tenth, said - expit(true)) / np.bincount(tenth)
        return float(np.abs(gap).mean())

    assert (fresh_segment == segment).all()
    assert error("isotonic") < 0.7 * error("platt")
    assert error("auto") == pytest.approx(error("isotonic"), rel=0.2)


@pytest.mark.parametrize("method", METHODS)
def test_the_order_within_a_segment_is_kept_without_ties(method: Method) -> None:
    found = Calibration.fit(*stream(0)[:3], CalibrationSettings(method=method))
    ascending = np.linspace(-12, 8, 4_001)
    for one in (*SIZES, 99):
        better = found.apply(ascending, np.full(len(ascending), one, dtype=np.uint64))
        inside = np.abs(better) < 15
        assert (np.diff(better[inside]) > 0).all()
        assert (np.diff(better) >= 0).all()


def test_few_clicks_say_little_and_an_unseen_segment_gets_the_overall_curve() -> None:
    rng = np.random.default_rng(3)
    logit = np.full(20_000, -3.0)
    label = (rng.random(20_000) < expit(-3.0)).astype(float)
    segment = np.zeros(20_000, dtype=np.uint64)
    segment[:20], label[:20] = 5, 0
    label[:2] = 1  # twice what is expected
    found = Calibration.fit(logit, label, segment)
    overall = found.apply([-3.0], [12345])
    assert found.apply([-3.0], [5]) == pytest.approx(overall, abs=0.05)
    assert expit(overall) == pytest.approx(label.mean(), rel=0.05)
    free = Calibration.fit(logit, label, segment, CalibrationSettings(segment_weight=0.01, overall_weight=1.0))
    assert expit(free.apply([-3.0], [5])) == pytest.approx(0.1, abs=0.02)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("label", [0.0, 1.0])
def test_all_of_one_kind_leaves_probabilities_inside(method: Method, label: float) -> None:
    logit = np.linspace(-5, -2, 3_000)
    segment = np.arange(3_000, dtype=np.uint64) % np.uint64(3)
    found = Calibration.fit(logit, np.full(3_000, label), segment, CalibrationSettings(method=method))
    asked = np.array([-1e9, -700.0, -4.0, 0.0, 700.0, 1e9])
    chance = expit(found.apply(asked, np.zeros(6, dtype=np.uint64)))
    assert ((chance.astype(np.float32) > 0) & (chance.astype(np.float32) < 1)).all()
    assert (chance[2] > 0.5) if label else (chance[2] < 0.7 * expit(-4.0))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-40, 40, allow_subnormal=False), st.integers(0, 1), st.integers(0, 3)), max_size=60),
    st.sampled_from(METHODS),
)
def test_any_table_gives_increasing_finite_curves(rows: list[tuple[float, int, int]], method: Method) -> None:
    logit, label, segment = (np.array([row[at] for row in rows]) for at in range(3))
    found = Calibration.fit(logit, label, segment, CalibrationSettings(method=method, isotonic_clicks=1))
    better = found.apply(np.linspace(-50, 50, 301), np.full(301, 2))
    assert np.isfinite(better).all()
    assert (np.diff(better) >= 0).all()
    assert better[-1] > better[0] or abs(better[0]) == CalibrationSettings().limit  # all of it cut off at one end


def test_an_optimum_is_found_where_the_rate_is_far_off() -> None:
    logit = np.concatenate([np.full(5_000, 6.0), np.full(5_000, -9.0)])
    label = np.zeros(10_000)
    label[::20] = 1
    segment = np.repeat([0, 1], 5_000)
    chosen = CalibrationSettings(method="platt", segment_weight=0.01, overall_weight=0.01)
    found = expit(Calibration.fit(logit, label, segment, chosen).apply(logit, segment))
    assert found[:5_000].mean() == pytest.approx(0.05, rel=0.01)
    assert found[5_000:].mean() == pytest.approx(0.05, rel=0.01)


def test_deviations_shrink_as_the_slope_does() -> None:
    rng = np.random.default_rng(5)
    logit = -2 + 2 * rng.standard_normal(60_000)
    label = rng.random(60_000) < expit(-2 + 0.5 * (logit + 2))
    found = Calibration.fit(logit, label, np.zeros(60_000, dtype=np.uint64))
    assert found.scale(np.array([0, 9], dtype=np.uint64)) == pytest.approx([0.5, 0.5], abs=0.03)


def test_saved_and_loaded_it_says_the_same(tmp_path: Path) -> None:
    logit, label, segment, _ = stream(0)
    found = Calibration.fit(logit, label, segment)
    found.save(tmp_path / "new")
    again = Calibration.load(tmp_path / "new")
    asked = np.append(segment[:-1], np.uint64(3))
    np.testing.assert_array_equal(again.apply(logit, asked), found.apply(logit, asked))
    np.testing.assert_array_equal(again.scale(asked), found.scale(asked))


def test_what_cannot_be_learnt_from_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="1 of 2 logits"):
        Calibration.fit([0.0, np.nan], [0, 1], [1, 1])
    with pytest.raises(ValueError, match="neither 0 nor 1"):
        Calibration.fit([0.0, 1.0], [0, np.nan], [1, 1])
    with pytest.raises(ValueError, match="2 logits, 1 labels"):
        Calibration.fit([0.0, 1.0], [0], [1, 1])
    with pytest.raises(ValueError, match="'splines'"):
        Calibration.fit([0.0], [0], [1], CalibrationSettings(method="splines"))  # type: ignore[arg-type]
    as_is = Calibration.fit([0.0, 1.0], [0, 1], [1, 1], CalibrationSettings(method="none"))
    np.testing.assert_array_equal(as_is.apply([-3.0, 2.0], [1, 2]), [-3.0, 2.0])
