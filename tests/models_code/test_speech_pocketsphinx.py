"""The ready English engine: told phrases, it hears them, and says when something else was said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pocketsphinx
import pytest
import soxr
from speech_pieces import PHRASES, PLAIN, VALUES, shop

from models.errors import InputError
from models.speech_recognition.drawn_sentences import drawn_sentences
from models.speech_recognition.grammar_files import arpa, jsgf
from models.speech_recognition.language_model import NGrams
from models.speech_recognition.pocketsphinx_engine import PocketsphinxEngine
from models.speech_recognition.pocketsphinx_settings import PocketsphinxSettings
from models.speech_recognition.pronunciations import pronunciations
from models.speech_recognition.streaming import Listener, int16_bytes
from models.speech_recognition.streaming_settings import StreamingSettings
from sources.simulator.speech_espeak import RATE, Line, said

DICTIONARY = Path(pocketsphinx.get_model_path("en-us/cmudict-en-us.dict"))
TEXTS = ("add two running shoes to my basket", "where is my kettle", "check out")


@pytest.fixture(scope="module")
def spoken() -> dict[str, np.ndarray]:
    texts = (*TEXTS, "the children are playing in the garden")
    lines = said([Line("en-us", text, speed=140) for text in texts])
    return {
        text: 0.5 * np.pad(soxr.resample(line.samples, RATE, 16_000), (6_400, 16_000)).astype(np.float32)
        for text, line in zip(texts, lines, strict=True)
    }


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> PocketsphinxEngine:
    return PocketsphinxEngine.of(shop(), PocketsphinxSettings(), tmp_path_factory.mktemp("told"))


@pytest.mark.parametrize("text", TEXTS)
def test_phrases_are_heard_with_their_times(
    text: str, engine: PocketsphinxEngine, spoken: dict[str, np.ndarray]
) -> None:
    heard = engine.transcribe(spoken[text])
    assert heard.text == text
    assert heard.seconds == pytest.approx(len(spoken[text]) / 16_000)
    assert (heard.starts < heard.ends).all()
    assert heard.starts[0] == pytest.approx(0.4, abs=0.15)
    assert ((heard.sureness > 0) & (heard.sureness <= 1)).all()


def test_what_is_no_phrase_has_no_words_or_is_likelier_as_bare_sounds(
    engine: PocketsphinxEngine, spoken: dict[str, np.ndarray]
) -> None:
    margins = [engine.transcribe(spoken[text]).margin for text in TEXTS]
    strange = engine.transcribe(spoken["the children are playing in the garden"])
    assert not strange.words or strange.margin < min(margins)
    # forced upon other sounds, words are worse than bare sounds
    backwards = engine.transcribe(np.ascontiguousarray(spoken[TEXTS[0]][::-1]))
    assert not backwards.words or backwards.margin < min(margins)


def test_streams_hear_what_recordings_hear(engine: PocketsphinxEngine, spoken: dict[str, np.ndarray]) -> None:
    sound = spoken[TEXTS[0]]
    whole = engine.transcribe(sound)
    engine.transcribe(spoken[TEXTS[1]])  # what was heard before does not count
    stream = engine.stream()
    for at in range(0, len(sound), 777):
        stream.push(sound[at : at + 777])
    parts = stream.finish()
    assert parts.text == whole.text
    np.testing.assert_array_equal(parts.starts, whole.starts)
    np.testing.assert_array_equal(parts.sureness, whole.sureness)
    assert parts.margin == whole.margin


def test_utterances_of_a_stream_end_at_pauses(engine: PocketsphinxEngine, spoken: dict[str, np.ndarray]) -> None:
    listener = Listener(engine, StreamingSettings(pause=0.6))
    found = listener.feed(int16_bytes(np.concatenate([spoken[TEXTS[1]], spoken[TEXTS[2]]]))) + listener.finish()
    assert [one.heard.text for one in found] == [TEXTS[1], TEXTS[2]]


def test_silence_and_a_sample_are_no_words(engine: PocketsphinxEngine) -> None:
    assert engine.transcribe(np.zeros(1, np.float32)).words == ()
    assert engine.transcribe(np.zeros(0, np.float32)).words == ()


def test_it_is_the_same_when_it_is_read_back(
    tmp_path: Path, engine: PocketsphinxEngine, spoken: dict[str, np.ndarray]
) -> None:
    engine.save(tmp_path)
    again = PocketsphinxEngine.load(tmp_path, PocketsphinxSettings())
    heard, before = (one.transcribe(spoken[TEXTS[0]]) for one in (again, engine))
    assert heard.text == before.text
    assert heard.share == before.share


def test_n_grams_are_heard_by_too(tmp_path: Path, spoken: dict[str, np.ndarray]) -> None:
    texts = drawn_sentences(PHRASES, VALUES, PLAIN, rng=np.random.default_rng(0), count=300)
    engine = PocketsphinxEngine.of(NGrams.of(texts, 3), PocketsphinxSettings(background=False), tmp_path)
    assert engine.transcribe(spoken[TEXTS[1]]).text == TEXTS[1]


def test_words_are_pronounced_as_the_dictionary_has_them_or_as_they_would_be_said() -> None:
    told = pronunciations(["kettle", "dont", "well", "ultrabook"], DICTIONARY)
    assert told.ways["kettle"] == ("K EH T AH L",)
    assert told.ways["dont"] == ("D OW N T", "D OW N")  # don't
    assert "W IY L" not in told.ways["well"]  # we'll
    assert told.guessed == ("ultrabook",)
    assert told.ways["ultrabook"] == ("AH L T R AH B UH K",)
    assert "dont(2) D OW N\n" in told.dictionary()


def test_guesses_agree_with_the_dictionary_where_it_has_the_word(tmp_path: Path) -> None:
    words = ["kitchen", "garden", "xylophone", "judge", "boy", "house", "vision", "thing", "six", "shoe", "yellow"]
    nothing = tmp_path / "empty.dict"
    nothing.write_text("", encoding="utf-8")
    guessed, known = (pronunciations(words, path).ways for path in (nothing, DICTIONARY))
    assert all(guessed[word][0] in known[word] for word in words)


def test_words_without_a_sound_are_named() -> None:
    with pytest.raises(InputError, match="1 words of 2 that may be said cannot be pronounced"):
        pronunciations(["kettle", "\u2063"], DICTIONARY)


def test_files_of_the_formats_say_what_the_models_say() -> None:
    text = jsgf(PHRASES, VALUES, PLAIN)
    assert "<slot_quantity> = /0.333333/ one | /0.333333/ two | /0.333333/ a dozen;" in text
    assert "/2/ add <slot_quantity> <slot_product> to my basket" in text
    model = NGrams.of(["add two", "add a kettle"], 2)
    lines = arpa(model).splitlines()
    assert lines[1:3] == [f"ngram 1={len(model.words) + 2}", f"ngram 2={len(model.following) - len(model.words) - 1}"]
    add = next(line for line in lines if line.split("\t")[1:2] == ["<s> add"])
    after = model.next_words(model.start)[model.words.index("add")] / np.log(10)
    assert float(add.split("\t")[0]) == pytest.approx(after, abs=1e-5)
