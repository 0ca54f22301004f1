"""Streams of sound: chunks of any size, utterances that end, and those that do not."""

from __future__ import annotations

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st
from speech_pieces import RATE, HeardLetters, shop

from models.errors import InputError
from models.speech_recognition.alphabet import Alphabet
from models.speech_recognition.decoding_settings import DecodingSettings
from models.speech_recognition.letter_engine import LetterEngine
from models.speech_recognition.streaming import Ended, Listener, int16_bytes
from models.speech_recognition.streaming_settings import StreamingSettings

SHOP = shop()
EARS = HeardLetters(Alphabet.of(list(SHOP.words)))
ENGINE = LetterEngine(EARS, SHOP, DecodingSettings())
HOW = StreamingSettings(pause=0.5, idle=2.0, most_seconds=20.0)


def _sound(*texts: str, seed: int = 0, lead: int = 10) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.concatenate([EARS.sound(text, rng, lead) for text in texts])


def _heard(sound: np.ndarray, size: int, how: StreamingSettings = HOW) -> list[Ended]:
    listener = Listener(ENGINE, how)
    data = int16_bytes(sound)
    found = [one for at in range(0, len(data), size) for one in listener.feed(data[at : at + size])]
    return found + listener.finish()


def test_a_recording_is_words_with_times() -> None:
    sound = _sound("where is my kettle")
    heard = ENGINE.transcribe(sound)
    assert heard.text == "where is my kettle"
    assert heard.whole
    assert heard.seconds == len(sound) / RATE
    assert (heard.starts < heard.ends).all()
    assert (heard.starts[1:] >= heard.ends[:-1]).all()
    assert heard.starts[0] == pytest.approx(10 * EARS.frame_seconds)
    assert (heard.sureness > 0.9).all()
    assert heard.margin > -0.1


@given(st.integers(999, 30_000))
@settings(max_examples=8, deadline=None)
def test_chunks_of_any_size_are_heard_alike(size: int) -> None:
    sound = _sound("check out", "where is my running shoe laces", "add two kettle to my basket")
    whole, parts = _heard(sound, 10**9), _heard(sound, size)
    assert [one.heard.text for one in parts] == [one.heard.text for one in whole] == [
        "check out", "where is my running shoe laces", "add two kettle to my basket",
    ]  # fmt: skip
    for one, other in zip(parts, whole, strict=True):
        np.testing.assert_array_equal(one.heard.starts, other.heard.starts)
        assert not one.cut


def test_times_count_from_the_start_of_the_stream() -> None:
    found = _heard(_sound("check out", "check out"), 3_200)
    first, second = (one.heard for one in found)
    assert first.ends[-1] < found[1].start < second.starts[0]
    assert second.starts[0] - first.starts[0] == pytest.approx(len(_sound("check out")) / RATE, abs=0.5)


def test_words_show_while_they_are_said() -> None:
    sound = _sound("add two kettle to my basket")
    listener = Listener(ENGINE, HOW)
    data = int16_bytes(sound)
    shown = []
    for at in range(0, len(data), 1_280):
        listener.feed(data[at : at + 1_280])
        shown.append(listener.so_far().text)
    for word in ("add", "add two", "add two kettle to my"):
        assert word in shown


@given(st.integers(5_000, 40_000))
@settings(max_examples=8, deadline=None)
def test_a_stream_that_stops_anywhere_gives_what_was_said_so_far(length: int) -> None:
    text = "add two kettle to my basket"
    found = _heard(_sound(text)[:length], 1_600)
    assert len(found) <= 1
    for one in found:
        assert text.startswith(one.heard.text)
        assert one.cut == (one.heard.text != text or length < 6_400)


def test_silence_and_noise_end_no_utterance_and_take_no_room() -> None:
    listener = Listener(ENGINE, HOW)
    first = listener._stream
    for _ in range(40):
        assert listener.feed(int16_bytes(np.zeros(3_200, np.float32))) == []
    assert listener._stream is not first  # what was heard of nothing is forgotten
    assert listener.finish() == []


def test_who_never_pauses_is_cut() -> None:
    sound = _sound("where is my kettle", lead=1)
    found = _heard(np.concatenate([sound] * 4), 1_600, StreamingSettings(pause=5.0, most_seconds=1.0))
    assert len(found) >= 2
    assert found[0].cut


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_other_rates_are_read(rate: int) -> None:
    sound = _sound("check out", "where is my kettle")
    listener = Listener(ENGINE, HOW, rate=rate, form="float32")
    data = soxr.resample(sound, RATE, rate).astype("<f4").tobytes()
    found = [one for at in range(0, len(data), 4_001) for one in listener.feed(data[at : at + 4_001])]
    found += listener.finish()
    assert [one.heard.text for one in found] == ["check out", "where is my kettle"]


def test_samples_that_are_no_numbers_are_silence_and_counted() -> None:
    listener = Listener(ENGINE, HOW, form="float32")
    sound = _sound("check out")
    sound[:3] = [np.nan, np.inf, -np.inf]
    found = listener.feed(sound.astype("<f4").tobytes()) + listener.finish()
    assert [one.heard.text for one in found] == ["check out"]
    assert listener.strange == 3


def test_streams_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(InputError, match="rate is 4000; send 8,000 to 192,000"):
        Listener(ENGINE, HOW, rate=4_000)
    with pytest.raises(InputError, match="form is 'mulaw'"):
        Listener(ENGINE, HOW, form="mulaw")
    listener = Listener(ENGINE, HOW)
    assert listener.feed(b"") == []
    assert listener.feed(b"\0") == []  # half a sample
    assert listener.finish() == []
