"""Sound as features, whole and as it comes in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_sounds import tone

from models.speech_recognition.adaptation import Adaptation
from models.speech_recognition.evening import Deep, Features, Level
from models.speech_recognition.front_end import FrontEnd
from models.speech_recognition.front_end_settings import FrontEndSettings
from models.speech_recognition.mel import HOP, RATE, WINDOW, Samples, frames_in, log_mel, warped

SETTINGS = FrontEndSettings(bands=24, depth=30.0, prior=100.0)
RNG = np.random.default_rng(5)
SPEECH: Samples = (tone(1.5) * (0.2 + np.sin(np.arange(24_000) / 900) ** 2)).astype(np.float32)
SPEECH += (0.003 * RNG.standard_normal(24_000)).astype(np.float32)
LEVEL = Level.of(log_mel(SPEECH, SETTINGS), SETTINGS.least_spread)
RUNNING = FrontEnd(SETTINGS, LEVEL)
WHOLE = FrontEnd(replace(SETTINGS, evened="utterance", spread=True), LEVEL)


@settings(max_examples=25)
@given(st.lists(st.integers(0, 5_000), max_size=12), st.sampled_from([RUNNING, WHOLE]))
def test_a_stream_gives_what_the_whole_gives(parts: list[int], front: FrontEnd) -> None:
    voice = Adaptation(warp=1.1, level=Level(LEVEL.mean + 1, LEVEL.spread), count=30.0)
    stream = front.stream(voice)
    found = [stream.push(part) for part in np.split(SPEECH, np.cumsum(parts).clip(max=len(SPEECH)))]
    streamed = np.concatenate([*found, stream.finish()])
    np.testing.assert_allclose(streamed, front.features(SPEECH, voice), atol=1e-5)


def test_frames_are_told_as_soon_as_they_are_whole() -> None:
    stream = RUNNING.stream()
    assert len(stream.push(SPEECH[: WINDOW - 1])) == 0
    assert len(stream.push(SPEECH[WINDOW - 1 : WINDOW])) == 1
    assert len(stream.push(SPEECH[WINDOW : WINDOW + 2 * HOP])) == 2
    waiting = WHOLE.stream()
    assert len(waiting.push(SPEECH)) == 0
    assert len(waiting.finish()) == frames_in(len(SPEECH))
    assert len(waiting.finish()) == 0


@pytest.mark.parametrize("count", [0, 1, WINDOW - 1])
def test_too_little_for_a_frame_has_none(count: int) -> None:
    assert RUNNING.features(SPEECH[:count]).shape == (0, 24)
    assert WHOLE.features(SPEECH[:count]).shape == (0, 24)


def test_an_offset_is_not_heard() -> None:
    np.testing.assert_allclose(log_mel(SPEECH + np.float32(0.2), SETTINGS), log_mel(SPEECH, SETTINGS), atol=0.02)


def test_a_tone_is_loudest_in_its_band_and_a_warp_moves_it() -> None:
    def loudest(hertz: float, warp: float = 1.0) -> int:
        return int(log_mel(tone(0.5, hertz=hertz), SETTINGS, warp).mean(axis=0).argmax())

    assert loudest(300) < loudest(1_000) < loudest(3_000) < loudest(6_000)
    assert loudest(2_000, 1.2) == loudest(2_400)
    assert loudest(2_000, 0.8) == loudest(1_600)


@given(st.floats(0.7, 1.4))
def test_warped_frequencies_keep_their_order_and_their_ends(warp: float) -> None:
    found = warped(np.linspace(0, RATE / 2, 400), warp)
    assert (np.diff(found) > 0).all()
    assert found[0] == 0
    assert found[-1] == pytest.approx(RATE / 2)


def test_the_power_of_a_tone_is_told_of_full_scale() -> None:
    t = np.arange(RATE) / RATE
    loud = np.sin(2 * np.pi * 1_000 * t).astype(np.float32)
    assert np.exp(log_mel(loud, SETTINGS)).sum(axis=1).mean() == pytest.approx(1.0, rel=0.5)
    assert (log_mel(np.zeros(RATE, np.float32), SETTINGS) == np.float32(np.log(SETTINGS.floor))).all()


def test_a_running_mean_follows_another_microphone() -> None:
    """A constant gain in each band is gone once the memory is full of it."""
    front = FrontEnd(FrontEndSettings(bands=24, memory=100.0, prior=20.0), LEVEL)
    loudness = np.tile(log_mel(SPEECH, SETTINGS), (8, 1))
    apart = np.abs(front.evened(loudness + 2.0) - front.evened(loudness)).mean(axis=1)
    assert apart[0] > 1.0
    assert apart[-100:].max() < 0.05 * apart[0]


def test_a_whole_utterance_is_evened_by_itself() -> None:
    loudness = log_mel(SPEECH, SETTINGS)
    found = WHOLE.evened(loudness)
    np.testing.assert_allclose(found.mean(axis=0), 0, atol=1e-4)
    np.testing.assert_allclose(WHOLE.evened(loudness + 3.0), found, atol=1e-4)


def test_a_known_voice_is_even_from_its_first_frame() -> None:
    loudness = log_mel(SPEECH, SETTINGS) + 4.0
    known = Adaptation(level=Level.of(loudness, SETTINGS.least_spread), count=5_000.0)

    def off(found: Features) -> float:
        return float(np.abs(found[:30].mean(axis=0)).mean())

    assert off(RUNNING.evened(loudness, known)) < 0.5 * off(RUNNING.evened(loudness))


@pytest.mark.parametrize("sound", [np.zeros(RATE, np.float32), np.ones(RATE, np.float32), SPEECH * np.float32(1e-6)])
def test_silence_has_features_too(sound: Samples) -> None:
    for front in (RUNNING, WHOLE):
        found = front.features(sound)
        assert np.isfinite(found).all()
        assert np.abs(found).max() < 50


def test_another_way_to_even_is_refused() -> None:
    with pytest.raises(ValueError, match="running or utterance, not 'batch'"):
        FrontEnd(FrontEndSettings(evened="batch"), LEVEL)


def test_it_is_kept(tmp_path: Path) -> None:
    RUNNING.save(tmp_path / "level.npz")
    again = FrontEnd.load(tmp_path / "level.npz", SETTINGS)
    np.testing.assert_array_equal(again.features(SPEECH), RUNNING.features(SPEECH))


@given(st.lists(st.integers(0, 60), max_size=6))
def test_what_lies_far_below_the_loudest_is_lifted_whatever_the_parts(parts: list[int]) -> None:
    settings = FrontEndSettings(bands=24, depth=6.0, fading=50.0)
    loudness = RNG.normal(-8.0, 4.0, (60, 24)).astype(np.float32)
    deep = Deep(settings)
    found = [deep.push(part) for part in np.split(loudness, np.cumsum(parts).clip(max=60))]
    whole = Deep(settings).push(loudness)
    np.testing.assert_allclose(np.concatenate(found), whole, atol=1e-5)
    assert (whole >= loudness).all()
    assert (np.ptp(whole, axis=1) <= settings.depth + 1e-4).all()
    assert (whole == loudness).any()


def test_how_quiet_a_room_is_does_not_matter_behind_speech() -> None:
    speech = SPEECH[:8_000]
    quiet, hiss = (
        np.concatenate([speech, level * RNG.standard_normal(8_000).astype(np.float32)]) for level in (1e-5, 3e-4)
    )
    apart = {}
    for depth in (6.0, 30.0):
        front = FrontEnd(FrontEndSettings(bands=24, depth=depth, fading=0.0), LEVEL)
        apart[depth] = float(np.abs(front.features(quiet) - front.features(hiss))[60:].mean())
    assert apart[6.0] < 0.1 * apart[30.0]
