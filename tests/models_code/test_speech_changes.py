"""Recordings as others would have said them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_sounds import tone

from models.speech_recognition.change_settings import ChangeSettings, MaskSettings
from models.speech_recognition.changes import (
    Changes,
    at_speed,
    clipped,
    coloured,
    in_room,
    level,
    narrowed,
    stretch,
    with_noise,
)
from models.speech_recognition.masks import coloured_bands, masked, paced
from models.speech_recognition.mel import RATE, Samples

SPEECH = tone(0.6)
NOISE = coloured(np.random.default_rng(1), RATE, 1.0)
ROOM = np.concatenate([np.zeros(40), [1.0], 0.3 * np.exp(-np.arange(2_000) / 400)]).astype(np.float32)
NEVER = ChangeSettings(
    slowest=1.0, fastest=1.0, warped=0.0, around=0.0, roomed=0, noisy=0, loudest=0, clipped=0, narrowed=0, low=0
)


def drawn(seed: int, **changed: float) -> Samples:
    changes = Changes(replace(NEVER, **changed), [NOISE], [ROOM], [SPEECH])
    return changes.changed(np.random.default_rng(seed), SPEECH)


def power_at(samples: Samples, low: float, high: float) -> float:
    spectrum = np.abs(np.fft.rfft(samples)) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    return float(spectrum[(hertz >= low) & (hertz < high)].sum())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**31), st.sampled_from([0, 1, 2, 399, 9_000]))
def test_whatever_is_drawn_can_be_heard_and_is_drawn_again(seed: int, count: int) -> None:
    changes = Changes(ChangeSettings(), [NOISE], [ROOM], [SPEECH])
    first, again = (changes.changed(np.random.default_rng(seed), SPEECH[:count]) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert first.dtype == np.float32
    assert np.isfinite(first).all()


def test_nothing_drawn_changes_nothing() -> None:
    np.testing.assert_array_equal(drawn(3), SPEECH)


def test_each_setting_does_its_own() -> None:
    assert len(drawn(1, slowest=0.8, fastest=0.8)) == pytest.approx(len(SPEECH) / 0.8, abs=2)
    assert len(drawn(1, around=0.5)) > len(SPEECH)
    assert level(drawn(1, loudest=20.0)) != pytest.approx(level(SPEECH), rel=0.01)
    assert np.abs(drawn(1, clipped=1.0, cut=0.2)).max() < 0.99 * np.abs(SPEECH).max()
    assert power_at(drawn(1, noisy=1.0, narrowed=1.0), 5_000, 8_000) < 1e-2 * power_at(drawn(1, noisy=1.0), 5_000, 8e3)
    assert power_at(drawn(1, noisy=1.0, low=1.0), 5_000, 8_000) < 1e-2 * power_at(drawn(1, noisy=1.0), 5_000, 8_000)
    assert not np.allclose(drawn(1, roomed=1.0), SPEECH, atol=0.01)


@pytest.mark.parametrize("decibels", [-5.0, 0.0, 10.0])
def test_noise_is_as_loud_as_was_asked(decibels: float) -> None:
    noise = stretch(np.random.default_rng(2), NOISE, len(SPEECH))
    added = with_noise(SPEECH, noise, decibels) - SPEECH
    found = 20 * np.log10(level(SPEECH) / np.sqrt(np.mean(added**2)))
    assert found == pytest.approx(decibels, abs=0.1)


def test_pauses_do_not_make_speech_softer() -> None:
    paused = np.concatenate([np.zeros(4 * RATE, np.float32), SPEECH])
    assert level(paused) == pytest.approx(level(SPEECH), rel=0.02)
    assert level(np.zeros(100, np.float32)) == 0.0


def test_noise_and_silence_each_have_their_own() -> None:
    silent = np.zeros(len(NOISE), np.float32)
    np.testing.assert_array_equal(with_noise(silent, NOISE, 5.0), NOISE)
    np.testing.assert_array_equal(with_noise(SPEECH, silent[: len(SPEECH)], 5.0), SPEECH)


def test_speed_moves_length_and_pitch() -> None:
    fast = at_speed(tone(1.0, hertz=1_000), 1.25)
    assert len(fast) == pytest.approx(RATE / 1.25, abs=2)
    assert power_at(fast, 1_200, 1_300) > 100 * power_at(fast, 950, 1_050)


def test_a_room_echoes_and_leaves_times() -> None:
    click = np.zeros(4_000, np.float32)
    click[1_000] = 0.5
    heard = in_room(click, ROOM)
    assert len(heard) == len(click)
    assert int(np.abs(heard).argmax()) == 1_000
    assert np.abs(heard[1_200:1_400]).max() > 0.01
    assert np.abs(heard[:900]).max() < 1e-4


def test_bands_and_tops_are_cut() -> None:
    noise = coloured(np.random.default_rng(4), RATE, 0.0)
    heard = narrowed(noise, (300.0, 3_400.0))
    assert power_at(heard, 5_000, 8_000) < 1e-3 * power_at(noise, 5_000, 8_000)
    assert power_at(heard, 1_000, 2_000) == pytest.approx(power_at(noise, 1_000, 2_000), rel=0.1)
    assert np.abs(clipped(SPEECH, 0.5)).max() == pytest.approx(0.5 * np.abs(SPEECH).max())


@pytest.mark.parametrize(("exponent", "least", "most"), [(0.0, 0.5, 2.0), (2.0, 0.01, 0.04)])
def test_made_noise_falls_as_steeply_as_asked(exponent: float, least: float, most: float) -> None:
    """From 400 to 4,000 hertz its density falls by ten to that power; counted in bands of equal width."""
    noise = coloured(np.random.default_rng(6), RATE * 4, exponent)
    assert np.sqrt(np.mean(noise**2)) == pytest.approx(0.1, rel=0.01)
    assert least / 2 < power_at(noise, 3_900, 4_100) / power_at(noise, 400, 600) < most * 2


def test_babble_is_of_other_voices() -> None:
    settings = replace(NEVER, babble=1.0, voices=3)
    babble = Changes(settings, voices=[SPEECH]).noise(np.random.default_rng(1), RATE)
    assert power_at(babble, 400, 480) > 0.9 * power_at(babble, 0, 8_000)
    recorded = Changes(replace(NEVER, babble=0.0, made=0.0), [NOISE]).noise(np.random.default_rng(1), 3 * RATE)
    assert set(np.round(recorded, 6)) <= set(np.round(NOISE, 6))


def test_masks_hide_what_they_may_and_leave_the_rest() -> None:
    features = np.ones((200, 40), np.float32)
    hidden = np.array(
        [
            (masked(np.random.default_rng(at), features, MaskSettings(bands=1, widest=0.25, times=0)) == 0).mean()
            for at in range(200)
        ]
    )
    assert hidden.max() <= 0.25
    assert 0.08 < hidden.mean() < 0.17
    both = masked(np.random.default_rng(1), features, MaskSettings(bands=0, times=1, longest=0.5, most=1.0))
    assert (both == 0).all(axis=1).sum() == (both == 0).any(axis=1).sum() <= 50
    assert (features == 1).all()
    assert masked(np.random.default_rng(1), features[:0], MaskSettings()).shape == (0, 40)


def test_a_pace_changes_times_and_no_bands() -> None:
    rng, loudness = np.random.default_rng(3), np.repeat(np.arange(100.0)[:, None], 4, axis=1).astype(np.float32)
    counts = {len(paced(rng, loudness, 0.3)) for _ in range(200)}
    assert min(counts) < 80
    assert max(counts) > 125
    slow = paced(np.random.default_rng(1), loudness, 0.3)
    np.testing.assert_allclose(slow, np.repeat(np.linspace(0, 99, len(slow))[:, None], 4, axis=1), rtol=1e-4, atol=1e-4)
    for few in (loudness[:0], loudness[:1]):
        np.testing.assert_array_equal(paced(rng, few, 0.3), few)
    assert paced(rng, loudness, 0.0) is loudness


def test_another_microphone_colours_all_frames_alike_and_neighbours_much_the_same() -> None:
    rng, loudness = np.random.default_rng(3), np.zeros((50, 40), np.float32)
    curves = []
    for _ in range(300):
        coloured = coloured_bands(rng, loudness, 4.0)
        assert np.ptp(coloured, axis=0).max() == 0
        curves.append(coloured[0] * 10 / np.log(10))
    found = np.array(curves)
    assert 3.5 < found[:, 0].std() < 4.5
    assert np.corrcoef(found[:, 10], found[:, 11])[0, 1] > 0.8
    assert abs(np.corrcoef(found[:, 0], found[:, 39])[0, 1]) < 0.2
    assert coloured_bands(rng, loudness, 0.0) is loudness
