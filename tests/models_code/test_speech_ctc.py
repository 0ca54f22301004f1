"""An engine that learns a small language, streams it, and gets to know speakers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_speech import SMALL, TEXTS, said, spoken

from models.errors import InputError
from models.speech_recognition.adaptation import Adaptation
from models.speech_recognition.alphabet import Alphabet, UnknownWord
from models.speech_recognition.ctc_engine import CtcEngine, LogProbs
from models.speech_recognition.enrolment import Enrolment
from models.speech_recognition.enrolment_settings import EnrolmentSettings
from models.speech_recognition.enrolment_sounds import text_loss
from models.speech_recognition.mel import RATE, Samples
from models.speech_recognition.spoken import Spoken

ALPHABET = Alphabet.of(TEXTS)
HIGH = 1.25  # pitch of a voice that no recording of the training has


@pytest.fixture(scope="module")
def engine() -> CtcEngine:
    shares: list[float] = []
    rooms = [np.array([1.0, 0.0, 0.3], dtype=np.float32)]
    found = CtcEngine.fit(
        spoken(1, 120), spoken(2, 30), ALPHABET, SMALL, rooms=rooms, seed=1, threads=1, told=shares.append
    )
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    return found


def right(engine: CtcEngine, test: Spoken, adaptation: Adaptation | None = None) -> float:
    heard = [engine.log_probs(test.samples(row), adaptation).argmax(axis=1) for row in range(len(test))]
    return float(np.mean([engine.alphabet.said(one) == text for one, text in zip(heard, test.texts, strict=True)]))


def sounds(of: Spoken) -> list[Samples]:
    return [of.samples(row) for row in range(len(of))]


def test_it_reads_recordings_that_it_has_not_heard(engine: CtcEngine) -> None:
    assert right(engine, spoken(3, 60)) >= 0.8
    assert engine.facts["losses"][engine.facts["best"]] == min(engine.facts["losses"])
    assert engine.facts["made_quiet"] == 6


def test_it_hears_nothing_where_nothing_is_said(engine: CtcEngine) -> None:
    noise = 0.01 * np.random.default_rng(4).standard_normal(RATE).astype(np.float32)
    assert engine.alphabet.said(engine.log_probs(noise).argmax(axis=1)) == ""


@pytest.mark.parametrize("size", [160, 777, 5_000])
def test_a_stream_hears_what_is_heard_as_a_whole(engine: CtcEngine, size: int) -> None:
    sound = said(np.random.default_rng(8), "ab c")
    known = Enrolment.of(engine, [sound], ["ab c"], EnrolmentSettings(steps=2))
    for adaptation in (None, known):
        stream = engine.stream(adaptation)
        parts = [stream.push(sound[at : at + size]) for at in range(0, len(sound), size)]
        streamed = np.concatenate([*parts, stream.finish()])
        np.testing.assert_allclose(streamed, engine.log_probs(sound, adaptation), atol=1e-4)


def test_frames_of_the_answer_have_their_time(engine: CtcEngine) -> None:
    assert engine.frame_seconds == pytest.approx(0.04)
    seconds = len(engine.log_probs(np.zeros(2 * RATE, np.float32))) * engine.frame_seconds
    assert seconds == pytest.approx(2 + SMALL.tail, abs=0.06)


@pytest.mark.parametrize("count", [0, 1, 300])
def test_next_to_no_sound_is_answered(engine: CtcEngine, count: int) -> None:
    found = engine.log_probs(np.zeros(count, np.float32))
    assert found.shape[1] == len(ALPHABET)
    assert np.isfinite(found).all()


def test_a_voice_that_is_known_is_heard_better(engine: CtcEngine) -> None:
    """With its words told, and with those that the engine itself takes for the likeliest of the language."""

    def loss(text: str, answer: LogProbs) -> float:
        return text_loss(answer, ALPHABET.spell(text))

    def likeliest(answer: LogProbs) -> str:
        return min(TEXTS, key=lambda text: loss(text, answer))

    def losses(adaptation: Adaptation | None) -> float:
        heard = [engine.log_probs(sound, adaptation) for sound in sounds(test)]
        return sum(loss(text, answer) for text, answer in zip(test.texts, heard, strict=True))

    test, few = spoken(11, 36, HIGH), spoken(12, 12, HIGH)
    unknown = losses(None)
    taught = Enrolment.of(engine, sounds(few), list(few.texts), EnrolmentSettings())
    by_itself = Enrolment.of(engine, sounds(few), None, EnrolmentSettings(), likeliest)
    assert losses(taught) < 0.5 * unknown
    assert losses(by_itself) < 0.8 * unknown
    assert right(engine, test, taught) > right(engine, test)
    assert taught.warp < 1.0
    by_scales = Enrolment.of(engine, sounds(few), list(few.texts), EnrolmentSettings(warps=()))
    assert by_scales.scales is not None
    assert all((one >= 0).all() and (one <= 2).all() for one in by_scales.scales)
    assert losses(by_scales) < unknown


def test_silence_teaches_no_voice(engine: CtcEngine) -> None:
    for sounds, seconds in [([], 0.0), ([np.zeros(RATE, np.float32)], 1.0)]:
        found = Enrolment.of(engine, sounds, None, EnrolmentSettings())
        assert replace(found, facts=None) == Adaptation()
        assert found.facts is not None
        assert (found.facts["seconds"], found.facts["helped"], found.facts["learned_from"]) == (seconds, 0.0, 0.0)


def test_what_is_no_speaker_is_not_learned(engine: CtcEngine) -> None:
    """Wrong words for the sounds of one half say nothing of the other."""
    known, rng = spoken(12, 12), np.random.default_rng(1)
    wrong = [str(rng.choice([text for text in TEXTS if text != said])) for said in known.texts]
    noise = [(0.1 * rng.standard_normal(RATE)).astype(np.float32) for _ in range(4)]
    for sounds_of, texts in [(sounds(known), wrong), (noise, None)]:
        found = Enrolment.of(engine, sounds_of, texts, EnrolmentSettings())
        assert right(engine, spoken(13, 30), found) >= right(engine, spoken(13, 30)) - 0.05
    assert found.facts is not None
    assert found.facts["helped"] == 0.0


def test_words_told_of_one_recording_are_learned_from_its_halves(engine: CtcEngine) -> None:
    few = spoken(12, 8, HIGH)
    pause = np.zeros(RATE // 5, np.float32)
    whole = np.concatenate([part for sound in sounds(few) for part in (sound, pause)])
    found = Enrolment.of(engine, [whole], [" ".join(few.texts)], EnrolmentSettings())
    assert found.facts is not None
    assert (found.facts["sounds"], found.facts["helped"]) == (2.0, 1.0)


def test_an_enrolment_is_listened_to_for_so_long(engine: CtcEngine) -> None:
    few = spoken(12, 12)
    settings = EnrolmentSettings(most_seconds=1.0, steps=0, warps=())
    for texts in (None, list(few.texts)):
        found = Enrolment.of(engine, sounds(few), texts, settings)
        assert found.facts is not None
        assert 0.5 < found.facts["seconds"] <= 1.0


def test_what_is_kept_answers_the_same(engine: CtcEngine, tmp_path: Path) -> None:
    engine.save(tmp_path)
    again = CtcEngine.load(tmp_path)
    sound = said(np.random.default_rng(8), "ba")
    np.testing.assert_array_equal(again.log_probs(sound), engine.log_probs(sound))
    assert (again.alphabet, again.settings, again.facts) == (engine.alphabet, engine.settings, engine.facts)
    assert {path.suffix for path in tmp_path.iterdir()} == {".safetensors", ".npz", ".json"}


def test_the_same_seed_learns_the_same() -> None:
    short = replace(SMALL, fitting=replace(SMALL.fitting, seconds=20.0))
    train = Spoken.of(sounds(spoken(1, 12)), [*TEXTS, *TEXTS[:-1], "abcabc" * 5])  # the last is said in no such time
    one, two = (
        CtcEngine.fit(train, Spoken([], []), ALPHABET, short, seed=7, threads=1, told=lambda _: None) for _ in range(2)
    )
    sound = said(np.random.default_rng(8), "ba")
    np.testing.assert_array_equal(one.log_probs(sound), two.log_probs(sound))
    assert one.facts["losses"] == []
    assert one.facts["cramped"] == 1


def test_what_cannot_be_learned_from_is_refused() -> None:
    silent = Spoken.of(sounds(spoken(1, 2)), ["", " "])
    for train, error, message in [
        (silent, InputError, "`transcript` is empty in all 2 rows"),
        (Spoken.of(sounds(spoken(1, 1)), ["xa"]), UnknownWord, "'xa'"),
    ]:
        with pytest.raises(error, match=message):
            CtcEngine.fit(train, train, ALPHABET, SMALL, seed=1, threads=1, told=lambda _: None)
