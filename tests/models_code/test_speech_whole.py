"""From sound to words: a trained network, the language and the search together, whole and as a stream."""

from __future__ import annotations

import numpy as np
import pytest
from made_speech import SMALL, TEXTS, said, spoken

from models.speech_recognition.alphabet import Alphabet
from models.speech_recognition.ctc_engine import CtcEngine
from models.speech_recognition.decoding_settings import DecodingSettings
from models.speech_recognition.grammar import Grammar
from models.speech_recognition.language_settings import LanguageSettings
from models.speech_recognition.letter_engine import LetterEngine
from models.speech_recognition.mel import RATE
from models.speech_recognition.phrases import Phrase
from models.speech_recognition.streaming import Listener, int16_bytes
from models.speech_recognition.streaming_settings import StreamingSettings


@pytest.fixture(scope="module")
def engine() -> LetterEngine:
    heard = CtcEngine.fit(
        spoken(1, 90), spoken(2, 24), Alphabet.of(TEXTS), SMALL, seed=1, threads=1, told=lambda _: None
    )
    grammar = Grammar.of([Phrase(text, text) for text in TEXTS], [], LanguageSettings(hesitant=0.0))
    return LetterEngine(heard, grammar, DecodingSettings())


def test_what_is_said_is_recognised_with_its_times(engine: LetterEngine) -> None:
    test = spoken(3, 30)
    heard = [engine.transcribe(test.samples(row)) for row in range(len(test))]
    assert np.mean([one.text == text for one, text in zip(heard, test.texts, strict=True)]) >= 0.8
    for one in heard:
        assert (one.starts >= 0).all()
        assert (one.ends <= one.seconds).all()


def test_a_stream_hears_the_same(engine: LetterEngine) -> None:
    sound = said(np.random.default_rng(5), "b c")
    stream = engine.stream()
    for at in range(0, len(sound), 511):
        stream.push(sound[at : at + 511])
    parts, whole = stream.finish(), engine.transcribe(sound)
    assert parts.words == whole.words
    np.testing.assert_allclose(parts.starts, whole.starts)
    assert parts.margin == pytest.approx(whole.margin, abs=1e-3)


def test_a_caller_hears_of_each_utterance(engine: LetterEngine) -> None:
    rng = np.random.default_rng(6)
    quiet = (1e-3 * rng.standard_normal(RATE)).astype(np.float32)
    sound = np.concatenate([said(rng, "ab"), quiet, said(rng, "cb"), quiet])
    listener = Listener(engine, StreamingSettings(pause=0.5))
    found = listener.feed(int16_bytes(sound)) + listener.finish()
    assert [one.heard.text for one in found] == ["ab", "cb"]
