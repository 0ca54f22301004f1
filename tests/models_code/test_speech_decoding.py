"""From chances of letters to words: the search, and when the words were said."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from speech_pieces import PHRASES, PLAIN, VALUES, frames_of, shop

from models.errors import InputError
from models.speech_recognition.alignment import aligned
from models.speech_recognition.alphabet import Alphabet
from models.speech_recognition.decoding import Decoder, Hypothesis
from models.speech_recognition.decoding_settings import DecodingSettings
from models.speech_recognition.drawn_sentences import drawn_sentences
from models.speech_recognition.language import Language, log_chance
from models.speech_recognition.language_model import NGrams
from models.speech_recognition.outlook import Outlook
from models.speech_recognition.spelling import NO_WORD, Spelling

SHOP = shop()
LETTERS = Alphabet.of(list(SHOP.words))
SPELLING = Spelling.of(SHOP.words, LETTERS)
SENTENCES = drawn_sentences(PHRASES, VALUES, PLAIN, rng=np.random.default_rng(1), count=8)


def _decoder(language: Language = SHOP, **how: float) -> Decoder:
    spelling = SPELLING if language is SHOP else Spelling.of(language.words, LETTERS)
    return Decoder(Outlook(language, spelling, 64), DecodingSettings(**how))  # type: ignore[arg-type]


def _text(found: Hypothesis, language: Language = SHOP) -> str:
    return " ".join(language.words[word] for word in found.words)


def _chance_of(frames: np.ndarray, codes: np.ndarray) -> float:
    """Natural logarithm of the chance of codes: CTC's forward algorithm, path by path of its states."""
    states = np.zeros(2 * len(codes) + 1, np.int64)
    states[1::2] = codes
    scores = np.full(len(states), -np.inf)
    scores[:2] = frames[0, states[:2]]
    for frame in frames[1:]:
        before = scores
        scores = np.full(len(states), -np.inf)
        for at, state in enumerate(states.tolist()):
            ways = [before[at]] + ([before[at - 1]] if at else [])
            if at > 1 and state and state != states[at - 2]:
                ways.append(before[at - 2])
            scores[at] = np.logaddexp.reduce(ways) + frame[state]
    return float(np.logaddexp(scores[-1], scores[-2]))


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("kind", ["grammar", "ngram"])
def test_what_is_heard_clearly_is_found(text: str, kind: str) -> None:
    language: Language = SHOP if kind == "grammar" else NGrams.of(SENTENCES, 3)
    decoder = _decoder(language)
    decoder.push(frames_of(text, LETTERS, np.random.default_rng(2)))
    found = decoder.best(ended=True)
    assert _text(found, language) == text
    assert found.whole
    assert found.share > 0.9


def test_the_language_mends_what_is_heard_badly() -> None:
    rng = np.random.default_rng(3)
    heard = [(text, frames_of(text, LETTERS, rng, noise=2.0)) for text in SENTENCES]
    alone = sum(LETTERS.said(frames.argmax(axis=1).tolist()) == text for text, frames in heard)
    right = 0
    for text, frames in heard:
        decoder = _decoder()
        decoder.push(frames)
        right += _text(decoder.best(ended=True)) == text
    assert alone <= 2
    assert right >= len(heard) - 2


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25)
def test_a_beam_wide_enough_adds_up_all_ways_of_saying_what_it_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    letters = Alphabet.of(["a ab b"])
    model = NGrams.of(["a", "ab", "b ab", "a a"], 2)
    frames = rng.normal(0, 1, (4, len(letters)))
    frames = (frames - np.logaddexp.reduce(frames, axis=1, keepdims=True)).astype(np.float32)
    wide = DecodingSettings(beam=1_000, within=100.0, least_symbol=100.0, unheard=-100.0, language_weight=1.0)
    decoder = Decoder(Outlook(model, Spelling.of(model.words, letters), 64), wide)
    decoder.push(frames)
    found = decoder.best(ended=True)
    texts = {(): 0.0}
    for length in (1, 2):
        for words in np.ndindex(*[len(model.words)] * length):
            text = " ".join(model.words[word] for word in words)
            # a space behind the last word is one more way of saying it
            ways = [_chance_of(frames, np.append(letters.spell(text), end)) for end in ([], [letters.gap])]
            if len(letters.spell(text)) <= len(frames):
                texts[words] = float(np.logaddexp.reduce(ways))
    texts[()] = float(frames[:, letters.blank].sum())
    assert found.words in texts
    assert found.heard == pytest.approx(texts[found.words], abs=1e-3)
    scores = {
        words: heard + (log_chance(model, words) + 0.5 * len(words) if words else wide.nothing)
        for words, heard in texts.items()
    }
    assert scores[found.words] == pytest.approx(max(scores.values()), abs=1e-3)


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 40), max_size=6))
@settings(max_examples=20)
def test_bit_by_bit_finds_the_same(seed: int, cuts: list[int]) -> None:
    rng = np.random.default_rng(seed)
    frames = frames_of(SENTENCES[seed % len(SENTENCES)], LETTERS, rng, noise=2.0)
    whole, parts = _decoder(), _decoder()
    whole.push(frames)
    for begin, end in pairwise(sorted({0, len(frames), *(cut for cut in cuts if cut < len(frames))})):
        parts.push(frames[begin:end])
    assert parts.best(ended=True) == whole.best(ended=True)
    assert parts.free == whole.free


def test_silence_is_no_word() -> None:
    decoder = _decoder()
    assert decoder.best(ended=True).words == ()
    decoder.push(frames_of("a", LETTERS, np.random.default_rng(0))[:4])  # before it is said
    found = decoder.best(ended=True)
    assert found.words == ()
    assert found.whole


def test_what_stops_in_a_word_has_the_words_before_it_and_says_so() -> None:
    frames = frames_of("add two kettle to my basket", LETTERS, np.random.default_rng(4))
    decoder = _decoder()
    spelled = np.flatnonzero(np.isin(frames.argmax(axis=1), LETTERS.spell("k")))
    decoder.push(frames[: spelled[0] + 4])
    so_far = decoder.best(ended=False)
    found = decoder.best(ended=True)
    assert _text(so_far) == _text(found) == "add two"
    assert not found.whole


def test_another_language_is_heard_far_worse_than_letters_alone() -> None:
    rng = np.random.default_rng(5)
    margins = []
    for text in ("where is my kettle", "rusty boats lean at dawn"):
        decoder = _decoder()
        decoder.push(frames_of(text, Alphabet.of([*SHOP.words, text]), rng)[:, : len(LETTERS)])
        margins.append((decoder.best(ended=True).heard - decoder.free) / len(text))
    assert margins[0] > -0.2
    assert margins[1] < -1


def test_states_that_are_given_up_are_read_again() -> None:
    frames = frames_of(SENTENCES[0], LETTERS, np.random.default_rng(6), noise=2.0)
    few, many = (Decoder(Outlook(SHOP, SPELLING, held), DecodingSettings()) for held in (2, 512))
    for decoder in (few, many):
        decoder.push(frames)
    assert few.best(ended=True) == many.best(ended=True)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25)
def test_words_lie_where_their_letters_were_said(seed: int) -> None:
    rng = np.random.default_rng(seed)
    text = SENTENCES[seed % len(SENTENCES)]
    frames = frames_of(text, LETTERS, rng)
    found = aligned(frames, LETTERS.spell(text))
    best = frames.argmax(axis=1)
    for word, begin, end in zip(text.split(), found.begins.tolist(), found.ends.tolist(), strict=True):
        assert LETTERS.said(best[begin:end].tolist()) == word
    assert (found.begins[1:] >= found.ends[:-1]).all()
    np.testing.assert_allclose(found.margins, 0.0, atol=1e-6)


def test_a_word_that_was_not_said_stands_out() -> None:
    frames = frames_of("where is my kettle", LETTERS, np.random.default_rng(7))
    found = aligned(frames, LETTERS.spell("where is my basket"))
    assert found.margins[3] < -1 < found.margins[:3].min()


def test_too_few_frames_for_a_text_are_refused() -> None:
    with pytest.raises(ValueError, match="2 frames are too few for 6 letters"):
        aligned(np.zeros((2, len(LETTERS)), np.float32), LETTERS.spell("kettle"))


@given(st.lists(st.text("abc", min_size=1, max_size=6), min_size=1, max_size=20, unique=True))
def test_a_tree_spells_its_words(words: list[str]) -> None:
    letters = Alphabet.of(["abc"])
    tree = Spelling.of(words, letters)
    for number, word in enumerate(words):
        node = int(np.flatnonzero(tree.word_at == number)[0])
        spelled = []
        while node:
            spelled.append(int(tree.symbols[node]))
            node = int(tree.parents[node])
        assert letters.text(reversed(spelled)) == word
    assert (tree.word_at != NO_WORD).sum() == len(words)
    scores = np.arange(len(words), dtype=np.float32)
    best = tree.best_below(scores)
    assert best[0] == scores.max()
    for node in range(1, len(tree)):
        below = [number for number, word in enumerate(words) if word.startswith(_spelled(tree, node, letters))]
        assert best[node] == max(below)


def _spelled(tree: Spelling, node: int, letters: Alphabet) -> str:
    found = ""
    while node:
        found = letters.symbols[int(tree.symbols[node])] + found
        node = int(tree.parents[node])
    return found


def test_words_of_other_letters_are_named() -> None:
    with pytest.raises(InputError, match=r"1 words of 2 that may be said, such as quiz, .*\('iquz'\)"):
        Spelling.of(["cab", "quiz"], Alphabet.of(["abc"]))
    with pytest.raises(InputError, match="no word to recognise"):
        Spelling.of([], LETTERS)
