"""The n-gram model: a distribution after any words, near its text, and the same when it is read back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import InputError
from models.speech_recognition.kneser_ney import counted
from models.speech_recognition.language import log_chance
from models.speech_recognition.language_model import NGrams

TEXTS = ("add two shoes", "add two kettles", "add a kettle", "where is my kettle", "where are my shoes")


def _said(model: NGrams, text: str) -> float:
    number = {word: at for at, word in enumerate(model.words)}
    return log_chance(model, [number[word] for word in text.split()])


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=5), min_size=1, max_size=12), st.integers(1, 4))
@settings(max_examples=60)
def test_after_any_words_the_chances_are_one_together(texts: list[list[str]], order: int) -> None:
    model = NGrams.of([" ".join(words) for words in texts], order)
    for state in range(len(model.shorter)):
        chances = np.append(model.next_words(state), model.end(state))
        assert np.exp(chances.astype(np.float64)).sum() == pytest.approx(1.0, abs=1e-5)
    # whatever was said, there is a state to be in
    state = model.start
    for word in range(len(model.words)):
        state = model.after(state, word)
        assert 0 <= state < len(model.shorter)


def test_longer_runs_know_the_text_better() -> None:
    scores = [sum(_said(NGrams.of(TEXTS, order), text) for text in TEXTS) for order in (1, 2, 3)]
    assert scores[0] < scores[1] < scores[2]


def test_what_was_never_said_is_possible_but_unlikely() -> None:
    model = NGrams.of(TEXTS, 3)
    assert -np.inf < _said(model, "kettle my add") < _said(model, "add two kettles") - 3


def test_runs_are_counted_within_sentences() -> None:
    grams = counted([np.array([0, 1]), np.array([0, 0])], words=2, order=3)
    # start = 3, end = 2: words 0 0 0, 1 once, two ends, two starts
    assert grams[0].counts.tolist() == [3, 1, 2, 2]
    pairs = {
        (int(prefix), int(last)): int(count)
        for prefix, last, count in zip(grams[1].prefixes, grams[1].lasts, grams[1].counts, strict=True)
    }
    assert pairs == {(3, 0): 2, (0, 1): 1, (0, 0): 1, (1, 2): 1, (0, 2): 1}
    assert grams[2].counts.sum() == 4
    assert grams[2].at_start.sum() == 2


def test_smoothing_is_that_of_the_paper() -> None:
    # Unigrams are counted by how many different words stand before: of "a b", "a b", "c b": b follows a and c, so it
    # has 2; a and c have 1, the start before them; the end has 1. With the usual discounts of 0.5 for one and 1 for
    # two, 5 counts and 4 words that may come: chance of b = (2 - 1) / 5 + (3 * 0.5 + 1) / 5 / 4.
    model = NGrams.of(["a b", "a b", "c b"], 2)
    empty = np.exp(model.next_words(0))
    assert empty[model.words.index("b")] == pytest.approx(1 / 5 + 2.5 / 5 / 4, abs=1e-6)
    # After a: b twice, discounted by 1, and what that leaves goes to the shorter run.
    state = model.after(model.start, model.words.index("a"))
    after_a = np.exp(model.next_words(state)[model.words.index("b")])
    assert after_a == pytest.approx((2 - 1) / 2 + 1 / 2 * empty[model.words.index("b")], abs=1e-6)


def test_each_state_tells_its_words() -> None:
    model = NGrams.of(TEXTS, 3)
    runs = dict(model.runs())
    assert runs[0] == ()
    assert runs[model.start] == (len(model.words) + 1,)
    state = model.after(model.after(model.start, model.words.index("add")), model.words.index("two"))
    assert [model.words[word] for word in runs[state]] == ["add", "two"]


def test_it_is_the_same_when_it_is_read_back(tmp_path: Path) -> None:
    model = NGrams.of(TEXTS, 3)
    model.save(tmp_path)
    again = NGrams.load(tmp_path)
    assert again.words == model.words
    for text in TEXTS:
        assert _said(again, text) == _said(model, text)


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(InputError, match="none of 2 sentences has a word"):
        NGrams.of(["", " "], 2)
