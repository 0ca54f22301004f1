"""The noise channel moves spans with their words."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from review_shop import reviews

from models.review_extraction.extracted import NONE, Reviews, Triplets
from models.review_extraction.noise_channel import noised
from models.review_extraction.noise_settings import NoiseSettings

QUIET = NoiseSettings(**{one.name: 0.0 for one in fields(NoiseSettings) if one.name.endswith("_texts")})
LOUD = NoiseSettings(**{one.name: 1.0 for one in fields(NoiseSettings) if one.name.endswith("_texts")})


def test_without_a_kind_nothing_changes() -> None:
    given = reviews(50, 1)
    heard = noised(given, 1.0, QUIET, np.random.default_rng(0))
    assert heard.texts == given.texts
    assert np.array_equal(heard.triplets.keys(), given.triplets.keys())


@pytest.mark.parametrize("kind", [one.name for one in fields(NoiseSettings) if one.name.endswith("_texts")])
def test_spans_follow_their_words(kind: str) -> None:
    given = reviews(200, 2)
    settings = replace(QUIET, **{kind: 1.0}, typo_words=0.5, elongated_words=0.5, emoji_places=1.0, slang_words=1.0)
    heard = noised(given, 1.0, settings, np.random.default_rng(3))
    assert heard.texts != given.texts
    old, new = given.triplets, heard.triplets
    for row, text in enumerate(old.text.tolist()):
        if old.opinion_start[row] == NONE:
            assert new.opinion_start[row] == NONE
            continue
        before = given.texts[text][old.opinion_start[row] : old.opinion_end[row]].lower()
        after = heard.texts[text][new.opinion_start[row] : new.opinion_end[row]].lower()
        assert after == after.strip()
        # a word may be mistyped or short, but the span keeps as many of them and begins alike
        assert len(after.split()) == len(before.split())
        assert after[0] == before[0]
    assert np.array_equal(new.aspect_start == NONE, old.aspect_start == NONE)


def test_only_a_share_is_noised_and_the_seed_decides() -> None:
    given = reviews(400, 4)
    one, other = (noised(given, 0.3, LOUD, np.random.default_rng(5)) for _ in range(2))
    assert one.texts == other.texts
    changed = np.mean([before != after for before, after in zip(given.texts, one.texts, strict=True)])
    assert 0.2 < changed < 0.4


def test_a_text_in_which_a_span_would_vanish_stays() -> None:
    given = reviews(1, 6)
    given = replace(
        given,
        texts=["!!! ok"],
        triplets=replace(
            given.triplets.take(np.array([0])),
            aspect_start=np.array([NONE]),
            aspect_end=np.array([NONE]),
            opinion_start=np.array([0]),
            opinion_end=np.array([3]),
        ),
    )
    assert noised(given, 1.0, replace(QUIET, bare_texts=1.0), np.random.default_rng(0)).texts == ["!!! ok"]


@pytest.mark.parametrize(
    ("text", "hurried"),
    [
        ("Great,but loud.", "Great but loud"),
        ("I don't, really", "I dont really"),
        ("a 3.5 mm plug-in", "a 3.5 mm plug in"),
        ("$5 & 100% worth it!", "$5 & 100% worth it"),
        ("good \U0001f600!!", "good \U0001f600"),
    ],
)
def test_without_punctuation_no_two_words_become_one(text: str, hurried: str) -> None:
    given = reviews(1, 8)
    given = replace(given, texts=[text], triplets=given.triplets.take(np.zeros(0, dtype=np.int64)))
    assert noised(given, 1.0, replace(QUIET, bare_texts=1.0), np.random.default_rng(0)).texts == [hurried]


@pytest.mark.parametrize("span", ["great !", "( great", "great"])
def test_a_span_whose_outer_mark_goes_has_no_blank_at_its_edge(span: str) -> None:
    text = "it is ( great ! yes"
    start = text.index(span)
    given = reviews(1, 9)
    one = replace(
        given.triplets.take(np.array([0])),
        aspect_start=np.array([NONE]),
        aspect_end=np.array([NONE]),
        opinion_start=np.array([start]),
        opinion_end=np.array([start + len(span)]),
    )
    heard = noised(replace(given, texts=[text], triplets=one), 1.0, replace(QUIET, bare_texts=1.0), rng())
    assert heard.texts[0][heard.triplets.opinion_start[0] : heard.triplets.opinion_end[0]] == "great"


def rng() -> np.random.Generator:
    """The same one each time."""
    return np.random.default_rng(0)


def test_the_shortest_words_may_be_mistyped() -> None:
    told = Reviews(["the cat sat on a mat"] * 20, Triplets.none(), np.full(20, np.nan))
    typed = noised(told, 1.0, replace(QUIET, typo_texts=1.0, typo_words=1.0, shortest_typo=3), np.random.default_rng(1))
    assert any("cat" not in text for text in typed.texts)
    assert all(" on a " in text for text in typed.texts)


def test_empty_and_odd_texts_pass() -> None:
    given = replace(reviews(4, 7), texts=["", " ", "\U0001f600\U0001f600", "_ _"])
    given = replace(given, triplets=given.triplets.take(np.zeros(0, dtype=np.int64)))
    assert len(noised(given, 1.0, LOUD, np.random.default_rng(0)).texts) == 4
