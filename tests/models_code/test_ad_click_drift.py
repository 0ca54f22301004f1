"""Offsets follow a base rate that moves, and do no harm where it stands."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from scipy.special import expit

from models.ad_click.drift import Drift, DriftSettings

Reals = npt.NDArray[np.float64]
Ids = npt.NDArray[np.uint64]
BATCH = 2_000


def stream(seed: int, rows: int, base: float = -4.0) -> tuple[Reals, Ids, np.random.Generator]:
    rng = np.random.default_rng(seed)
    return base + rng.standard_normal(rows), rng.integers(0, 10, rows).astype(np.uint64), rng


def followed(drift: Drift, logit: Reals, true: Reals, segment: Ids, rng: np.random.Generator) -> Reals:
    """What was said of each impression before it was learnt from."""
    click = (rng.random(len(true)) < expit(true)).astype(float)
    said = np.empty(len(true))
    for first in range(0, len(true), BATCH):
        rows = slice(first, first + BATCH)
        said[rows] = drift.apply(logit[rows], segment[rows])
        drift.learn(logit[rows], click[rows], segment[rows])
    return said


def log_loss(said: Reals, true: Reals) -> float:
    chance = expit(true)
    return float(-(chance * np.log(expit(said)) + (1 - chance) * np.log(expit(-said))).mean())


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_after_a_shift_the_ratio_is_back_within_some_hundred_clicks(factor: float) -> None:
    ratios = []
    for seed in range(5):
        logit, segment, rng = stream(seed, 180_000)
        shifted = np.arange(len(logit)) >= 60_000
        true = logit + np.where(shifted, np.log(factor), 0.0)
        said = followed(Drift(), logit, true, segment, rng)
        clicks = np.cumsum(expit(true[60_000:]))
        first = 60_000 + int(np.searchsorted(clicks, 400))
        rows = slice(first, first + 20_000)
        ratios.append(expit(said[rows]).sum() / expit(true[rows]).sum())
        assert ratios[-1] == pytest.approx(1, abs=0.15)
        last = slice(160_000, None)
        assert expit(said[last]).sum() / expit(true[last]).sum() == pytest.approx(1, abs=0.1)
    assert np.mean(ratios) == pytest.approx(1, abs=0.05)


def test_without_a_shift_it_does_no_harm() -> None:
    for seed in range(3):
        logit, segment, rng = stream(seed, 120_000)
        said = followed(Drift(), logit, logit, segment, rng)
        assert log_loss(said, logit) < 1.001 * log_loss(logit, logit)


def test_a_segment_that_moves_alone_is_followed_and_the_others_stay() -> None:
    logit, segment, rng = stream(1, 300_000)
    true = logit + np.where(segment == 3, -1.0, 0.0)
    drift = Drift()
    followed(drift, logit, true, segment, rng)
    moved = drift.apply(np.zeros(10), np.arange(10, dtype=np.uint64))
    assert moved[3] == pytest.approx(-1.0, abs=0.25)
    assert np.abs(np.delete(moved, 3)).mean() < 0.12
    assert drift.apply(np.zeros(1), np.array([77], dtype=np.uint64))[0] == drift.offset


def test_few_clicks_move_it_little() -> None:
    drift = Drift()
    drift.learn(np.full(200, np.log(0.01 / 0.99)), np.zeros(200), np.zeros(200))  # two clicks were expected
    assert -0.4 < drift.offset < 0
    both = drift.apply(np.zeros(2), np.array([0, 1], dtype=np.uint64))
    assert 0 < both[1] - both[0] < 0.03


def test_rates_that_are_not_rare_are_followed_to_the_rate_itself() -> None:
    logit, segment, rng = stream(2, 40_000, base=0.5)
    drift = Drift(DriftSettings(memories=(2_000.0,), overall_weight=1.0))
    followed(drift, logit, logit + 1.5, segment, rng)
    said, true = expit(drift.apply(logit, segment)), expit(logit + 1.5)
    assert said.mean() == pytest.approx(true.mean(), rel=0.01)


def test_one_large_batch_says_what_small_ones_say() -> None:
    logit, segment, rng = stream(3, 60_000)
    click = (rng.random(len(logit)) < expit(logit - 0.7)).astype(float)
    whole, parts = Drift(), Drift()
    whole.learn(logit, click, segment)
    for first in range(0, len(logit), 500):
        parts.learn(logit[first : first + 500], click[first : first + 500], segment[first : first + 500])
    asked = np.arange(10, dtype=np.uint64)
    np.testing.assert_allclose(whole.apply(np.zeros(10), asked), parts.apply(np.zeros(10), asked), atol=0.06)


def test_only_clicks_or_none_leave_it_finite() -> None:
    for label in (0.0, 1.0):
        drift = Drift()
        drift.learn(np.full(50_000, -4.0), np.full(50_000, label), np.zeros(50_000))
        assert np.isfinite(drift.offset)
        assert (drift.offset > 1) == (label == 1)
        drift.learn(np.array([-600.0, 600.0]), np.array([1.0, 0.0]), np.zeros(2))
        assert np.isfinite(drift.apply([0.0], [0])).all()


def test_saved_and_loaded_it_says_and_learns_the_same(tmp_path: Path) -> None:
    logit, segment, rng = stream(4, 20_000)
    click = (rng.random(len(logit)) < 0.1).astype(float)
    drift = Drift(DriftSettings(memories=(50.0, 500.0)))
    assert drift.apply([1.0], [0])[0] == 1.0
    drift.learn(logit, click, segment)
    drift.save(tmp_path / "new")
    again = Drift.load(tmp_path / "new")
    assert again.settings == drift.settings
    for one in (drift, again):
        one.learn(logit[:0], click[:0], segment[:0])
        one.learn(logit[:5_000], click[:5_000], segment[:5_000] + 5)
    np.testing.assert_array_equal(again.apply(logit, segment), drift.apply(logit, segment))


def test_what_cannot_be_learnt_from_moves_nothing() -> None:
    drift = Drift()
    with pytest.raises(ValueError, match="1 of 2 logits"):
        drift.learn([0.0, np.inf], [1, 1], [0, 0])
    with pytest.raises(ValueError, match="2 logits, 1 labels"):
        drift.learn([0.0, 1.0], [1], [0, 0])
    assert drift.offset == 0
    with pytest.raises(ValueError, match="memories"):
        Drift(DriftSettings(memories=()))


def test_of_many_segments_no_more_are_followed_than_are_to_be(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    drift = Drift(DriftSettings(most_segments=20))
    for part in range(40):
        often, once = np.repeat(np.arange(10), 200), 1_000 * (part + 1) + np.arange(256)
        segment = np.concatenate([often, once]).astype(np.uint64)
        logit = np.full(len(segment), -2.0)
        click = rng.random(len(segment)) < expit(logit + np.where(segment == 3, 1.5, 0.0))
        drift.learn(logit, click.astype(float), segment)
        assert len(drift.segments) == len(drift.own.pull) == 20
    moved = drift.apply(np.zeros(11), np.append(np.arange(10), 1_000).astype(np.uint64)) - drift.offset
    assert moved[3] > 1 > 0.4 > np.abs(np.delete(moved, 3)).max()  # what came often was never given up
    assert moved[10] == 0
    drift.save(tmp_path)
    assert Drift.load(tmp_path).settings == drift.settings
