"""The engine of closed lists learns whole sentences, hears them alike in streams and files, and tells nothing said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_speech import SMALL, TEXTS, said, spoken

from models.errors import InputError
from models.speech_recognition.adaptation import Adaptation
from models.speech_recognition.command_engine import NOTHING, CommandEngine, is_closed_list
from models.speech_recognition.command_enrolment import CommandEnrolment
from models.speech_recognition.command_pictures import activity, picture_of, stretch_of
from models.speech_recognition.command_settings import CommandSettings
from models.speech_recognition.mel import RATE, Samples, log_mel
from models.speech_recognition.spoken import Spoken

TINY = CommandSettings(
    front_end=SMALL.front_end,
    changes=SMALL.changes,
    masks=SMALL.masks,
    versions=3,
    width=16,
    dropout=0.0,
    steps=120,
    batch=24,
    mixed=0.0,
    longest=1.0,
)
SECONDS = 20.0  # of an enrolment, at most


def trained(train: Spoken, settings: CommandSettings = TINY, seed: int = 1) -> CommandEngine:
    return CommandEngine.fit(train, settings, seed=seed, threads=1, told=lambda _: None)


@pytest.fixture(scope="module")
def engine() -> CommandEngine:
    return trained(spoken(0, 60))


def right(engine: CommandEngine, recordings: Spoken, own: Adaptation | None = None) -> float:
    heard = [engine.transcribe(recordings.samples(row), own).text for row in range(len(recordings))]
    return float(np.mean([one == text for one, text in zip(heard, recordings.texts, strict=True)]))


def sounds_of(recordings: Spoken) -> list[Samples]:
    return [recordings.samples(row) for row in range(len(recordings))]


def hiss(seed: int, seconds: float = 0.5) -> Samples:
    return (0.05 * np.random.default_rng(seed).standard_normal(round(seconds * RATE))).astype(np.float32)


def test_sentences_are_learned_and_heard_in_recordings_of_their_own(engine: CommandEngine) -> None:
    assert engine.sentences == (NOTHING, *sorted(TEXTS))
    assert right(engine, spoken(7, 60)) >= 0.9


def test_what_it_hears_does_not_hang_on_how_loud_it_is_nor_on_an_offset(engine: CommandEngine) -> None:
    sounds = sounds_of(spoken(11, 24))
    chances = engine.chances([engine.loudness(one) for one in sounds])
    for other in ([0.2 * one for one in sounds], [one + np.float32(0.1) for one in sounds]):
        changed = engine.chances([engine.loudness(one.astype(np.float32)) for one in other])
        assert np.abs(changed - chances).mean() < 0.05
        assert (changed.argmax(axis=1) == chances.argmax(axis=1)).mean() >= 0.9


def test_noise_without_a_word_is_nothing(engine: CommandEngine) -> None:
    heard = [engine.transcribe(hiss(seed)).text for seed in range(20)]
    assert heard.count(NOTHING) >= 18


@pytest.mark.parametrize("count", [0, 1, 100, 400, 401])
def test_what_is_too_short_or_silent_is_nothing_or_a_sentence_and_no_fault(engine: CommandEngine, count: int) -> None:
    for samples in (np.zeros(count, np.float32), np.ones(count, np.float32), hiss(3)[:count]):
        heard = engine.transcribe(samples)
        assert heard.text in engine.sentences
        assert heard.seconds == count / RATE


def test_a_sentence_is_placed_where_it_is_in_a_longer_recording(engine: CommandEngine) -> None:
    for seed, text in enumerate(TEXTS):
        own = said(np.random.default_rng(seed), text)
        quiet = 1e-3 * np.random.default_rng(seed).standard_normal(2 * RATE).astype(np.float32)
        heard = engine.transcribe(np.concatenate([quiet, own, quiet]).astype(np.float32))
        assert heard.text == engine.transcribe(own).text
        assert heard.starts[0] == pytest.approx(2.0, abs=0.1)
        assert heard.ends[-1] == pytest.approx(2.0 + len(own) / RATE, abs=0.1)
        assert np.isnan(heard.starts[1:]).all()
        assert np.isnan(heard.ends[:-1]).all()


def test_a_stream_hears_what_the_file_tells_whatever_its_chunks(engine: CommandEngine) -> None:
    samples = np.concatenate([said(np.random.default_rng(5), "ab"), np.zeros(RATE // 2, np.float32)])
    whole = engine.transcribe(samples)
    for size in (1, 37, 1_280, len(samples)):
        stream = engine.stream()
        for at in range(0, len(samples), size if size > 1 else 4_001):
            stream.push(samples[at : at + (size if size > 1 else 4_001)])
        ended = stream.finish()
        assert (ended.text, ended.share, ended.seconds) == (whole.text, whole.share, whole.seconds)


def test_a_stream_shows_a_command_once_it_is_over_and_not_before(engine: CommandEngine) -> None:
    samples = said(np.random.default_rng(5), "ab")
    stream = engine.stream()
    for at in range(0, len(samples) - 2_000, 800):
        stream.push(samples[at : at + 800])
        assert not stream.heard().words
    stream.push(np.concatenate([samples[at + 800 :], 1e-4 * hiss(1, 0.4)]).astype(np.float32))
    assert stream.heard().text == engine.transcribe(samples).text != NOTHING
    assert stream.quiet >= engine.settings.pause


def test_a_stream_in_which_nobody_speaks_is_quiet_and_shows_nothing(engine: CommandEngine) -> None:
    stream = engine.stream()
    for _ in range(10):
        stream.push(np.zeros(1_600, np.float32))
    assert stream.quiet == pytest.approx(1.0)
    assert not stream.heard().words
    assert engine.stream().finish().seconds == 0


def test_what_is_written_is_read_as_it_was(engine: CommandEngine, tmp_path: Path) -> None:
    engine.save(tmp_path / "a")
    again = CommandEngine.load(tmp_path / "a")
    again.save(tmp_path / "b")
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names == ["commands.json", "commands.safetensors"]
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)
    loudness = [engine.loudness(one) for one in sounds_of(spoken(3, 12))]
    np.testing.assert_allclose(again.chances(loudness), engine.chances(loudness), rtol=1e-4, atol=1e-6)
    assert again.settings == engine.settings


def test_the_same_seed_gives_the_same_engine(tmp_path: Path) -> None:
    few = replace(TINY, steps=6)
    for name in ("a", "b"):
        trained(spoken(0, 24), few).save(tmp_path / name)
    for name in ("commands.json", "commands.safetensors"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize(
    ("texts", "closed"),
    [
        (["yes"] * 5 + ["no"] * 5, True),
        (["yes"] * 5 + ["no"] * 5 + [""] * 2, True),
        (["yes"] * 5 + ["no"] * 2, False),
        (["yes"] * 9, False),
        ([""] * 9, False),
        ([], False),
        ([f"item {at}" for at in range(61)] * 5, False),
        ([f"item {at}" for at in range(60)] * 5, True),
    ],
)
def test_few_sentences_each_said_often_are_a_closed_list(texts: list[str], closed: bool) -> None:
    assert is_closed_list(texts, CommandSettings()) is closed


def test_more_sentences_than_may_be_are_refused_with_the_way_out() -> None:
    with pytest.raises(InputError, match=r"6 different ones, more than the 5 of `models\.commands\.most`.*engine ctc"):
        trained(spoken(0, 24), replace(TINY, most=5))


def test_an_enrolment_of_another_voice_helps_to_hear_it(engine: CommandEngine) -> None:
    other = 1.22
    told = spoken(20, 24, other)
    own = CommandEnrolment.of(engine, sounds_of(told), told.texts, SECONDS)
    assert own.facts["helped"] == 1.0
    assert own.facts["learned_from"] == 24
    assert right(engine, spoken(21, 48, other), own) > right(engine, spoken(21, 48, other))


def test_an_enrolment_in_which_nothing_is_said_changes_nothing(engine: CommandEngine) -> None:
    own = CommandEnrolment.of(engine, [hiss(seed) for seed in range(8)], None, SECONDS)
    assert own.facts["helped"] == 0.0
    assert (own.warp, own.scales) == (1.0, None)


@pytest.mark.parametrize("told", [True, False])
def test_an_enrolment_of_a_voice_that_it_knows_does_no_harm(engine: CommandEngine, told: bool) -> None:
    same = spoken(20, 24)
    own = CommandEnrolment.of(engine, sounds_of(same), same.texts if told else None, SECONDS)
    assert right(engine, spoken(21, 48), own) >= right(engine, spoken(21, 48)) - 1 / 48


@pytest.mark.parametrize("texts", [["something else", "entirely"], ["ab", "something else"]])
def test_sentences_that_it_does_not_know_teach_nothing_of_a_speaker(engine: CommandEngine, texts: list[str]) -> None:
    own = CommandEnrolment.of(engine, sounds_of(spoken(9, 2)), texts, SECONDS)
    assert own.facts["helped"] == 0.0
    assert own.facts["learned_from"] < 2
    assert (own.warp, own.scales) == (1.0, None)


def test_no_more_of_an_enrolment_is_heard_than_was_asked_for(engine: CommandEngine) -> None:
    told = spoken(20, 24)
    own = CommandEnrolment.of(engine, sounds_of(told), told.texts, 1.0)
    assert own.facts["seconds"] <= 1.0
    assert own.facts["sounds"] < 24


def test_an_enrolment_without_texts_takes_what_is_heard_surely(engine: CommandEngine) -> None:
    own = CommandEnrolment.of(engine, sounds_of(spoken(20, 12)), None, SECONDS)
    assert 0 < own.facts["learned_from"] <= 12


def test_a_picture_holds_what_is_loud_evened_and_in_its_middle() -> None:
    samples = np.concatenate([1e-4 * hiss(0, 1.0), said(np.random.default_rng(0), "ab"), 1e-4 * hiss(1, 1.0)])
    loudness = log_mel(samples.astype(np.float32), TINY.front_end)
    stretch = stretch_of(activity(loudness, TINY.loud), 64)
    assert 95 <= stretch.start < stretch.end <= 140
    picture = picture_of(loudness, 64, TINY)
    assert picture.shape == (64, 20)
    assert picture.dtype == np.float32
    assert picture.std() == pytest.approx(1.0, abs=1e-3)
    assert np.ptp(picture[:3], axis=0).max() < 1e-5, "beyond what is said all is alike"
    np.testing.assert_allclose(picture_of(loudness + np.float32(3.0), 64, TINY), picture, atol=1e-4)


def test_a_stretch_is_where_most_is_loud() -> None:
    active = np.zeros(100, bool)
    active[[5, 60, 62, 64]] = True
    assert stretch_of(active, 20) == (60, 65)
    assert stretch_of(active, 200) == (5, 65)
    assert stretch_of(np.zeros(7, bool), 20) == (0, 7)
