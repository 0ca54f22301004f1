"""Words, windows and labels keep their place in the text."""

from __future__ import annotations

import numpy as np
import pytest

from models.review_extraction.extracted import NONE, Triplets
from models.review_extraction.windows import labels_of, windows_of
from models.review_extraction.words import reader, worded

TOKENIZER = reader()


def _triplets(*rows: tuple[int, ...]) -> Triplets:
    return Triplets(*np.array(rows, dtype=np.int64).reshape(-1, 6).T)


def _words(text: str) -> list[str]:
    found = worded([text], TOKENIZER)
    return [text[begin:end] for begin, end in zip(found.begin, found.end, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Isn't it sooo GOOD?", ["Isn", "'", "t", "it", "sooo", "GOOD", "?"]),
        ("caf\u00e9 \U0001f600 ok", ["caf\u00e9", "\U0001f600", "ok"]),
        ("a <b>big</b> one<br/>", ["a", "big", "one"]),
        ("3 < 5 and 7 > 5", ["3", "<", "5", "and", "7", ">", "5"]),
        ("Tom&#39;s &quot;it&quot;&nbsp;&amp; R&D;", ["Tom", "s", "it", "R", "&", "D", ";"]),
        ("caf&eacute;", ["caf", "&", "eacute", ";"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_words_are_those_of_the_text(text: str, expected: list[str]) -> None:
    assert _words(text) == expected


def test_a_span_takes_every_word_that_it_touches() -> None:
    text = "good battery life"
    words = worded(["", text], TOKENIZER)
    ones = np.ones(4, dtype=np.int64)
    first, last = words.spans(ones, np.array([5, 7, 4, NONE]), np.array([12, 14, 5, NONE]))
    assert first.tolist() == [1, 1, NONE, NONE]
    assert last.tolist() == [1, 2, NONE, NONE]


def test_a_span_beyond_its_text_is_none() -> None:
    words = worded(["one", "two three"], TOKENIZER)
    first, _ = words.spans(np.array([0, 0]), np.array([3, 100]), np.array([9, 110]))
    assert first.tolist() == [NONE, NONE]


def test_windows_end_with_sentences_and_leave_no_word_out() -> None:
    text = "It works fine. It is small!! " + "word " * 30 + "end."
    windows = windows_of(worded([text, "", "Short."], TOKENIZER), 12)
    assert windows.first[1:].tolist() == windows.last[:-1].tolist()
    assert (windows.first[0], windows.last[-1]) == (0, len(windows.words.begin))
    assert windows.sizes().max() <= 12
    ends = [text[: windows.words.end[last - 1]] for last in windows.last[:1]]
    assert ends == ["It works fine. It is small!!"]
    assert set(windows.text.tolist()) == {0, 2}


def test_one_word_of_more_pieces_than_a_window_is_its_own_window() -> None:
    windows = windows_of(worded(["a xqzvkjwpyt" + "qzx" * 20 + " b"], TOKENIZER), 5)
    assert len(windows) == 3


@pytest.mark.parametrize("budget", [10, 60, 10_000])
def test_batches_hold_each_window_once_and_keep_to_their_budget(budget: int) -> None:
    windows = windows_of(worded(["word " * size for size in range(1, 25)], TOKENIZER), 500)
    for rng in (None, np.random.default_rng(1)):
        batches = list(windows.batches(budget, rng, blur=12.0))
        assert sorted(np.concatenate(batches).tolist()) == list(range(24))
        for rows in batches:
            assert len(rows) == 1 or len(rows) * (windows.sizes()[rows].max() + 2) <= budget


def test_labels_are_words_of_their_window() -> None:
    text = "Fine sound. Ugly case."
    triplets = _triplets((0, 17, 21, 12, 16, 0), (0, NONE, NONE, 0, 4, 2), (0, NONE, NONE, 0, 4, 2))
    labels = labels_of(windows_of(worded([text], TOKENIZER), 3), triplets)
    assert labels.window.tolist() == [0, 1]
    assert labels.opinion.tolist() == [[0, 0], [0, 0]]
    assert labels.aspect.tolist() == [[NONE, NONE], [1, 1]]
    assert labels.lost == 0


def test_labels_that_fit_no_window_are_counted() -> None:
    triplets = _triplets((0, 5, 10, 12, 16, 0), (0, 40, 45, 0, 4, 0), (0, NONE, NONE, 4, 5, 0))
    labels = labels_of(windows_of(worded(["Fine sound. Ugly case."], TOKENIZER), 3), triplets)
    assert (len(labels), labels.lost) == (0, 3)


def test_no_text_has_no_window_and_no_label() -> None:
    labels = labels_of(windows_of(worded([""], TOKENIZER), 3), _triplets((0, 0, 1, 0, 1, 0)))
    assert (len(labels), labels.lost) == (0, 1)
