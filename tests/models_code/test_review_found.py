"""Which triplets stand side by side, how far they agree, and how sure they are."""

from __future__ import annotations

import numpy as np
import pytest

from models.review_extraction.agreement import agreement, best_threshold, is_right, span_agreement
from models.review_extraction.alone_choices import JUDGED, choices_of
from models.review_extraction.confidence import Confidence
from models.review_extraction.extracted import NONE, Extracted, Triplets
from models.review_extraction.found import Found, apart
from models.review_extraction.readable import readable
from models.review_extraction.terms import Terms, annotated_terms, term_threshold


def _spans(*spans: tuple[int, int]) -> np.ndarray:
    return np.array(spans, dtype=np.int64).reshape(-1, 2)


def _triplets(*rows: tuple[int, ...]) -> Triplets:
    return Triplets(*np.array(rows, dtype=np.int64).reshape(-1, 6).T)


def test_of_opinions_that_overlap_the_likelier_remains_and_one_may_be_about_two_aspects() -> None:
    found = Found(
        text=np.zeros(5, dtype=np.int64),
        aspect=_spans((0, 0), (NONE, NONE), (1, 1), (9, 9), (8, 9)),
        opinion=_spans((3, 4), (4, 5), (3, 4), (NONE, NONE), (NONE, NONE)),
        sentiment=np.zeros(5, dtype=np.int64),
        chance=np.array([0.5, 0.4, 0.3, 0.2, 0.6]),
    )
    assert apart(found).tolist() == [True, False, True, False, True]


def test_agreement_counts_whole_triplets_once() -> None:
    annotated = _triplets((0, 0, 3, 5, 9, 2), (0, 0, 3, 5, 9, 2), (0, NONE, NONE, 12, 15, 0), (1, 0, 3, 5, 9, 2))
    read = _triplets((0, 0, 3, 5, 9, 2), (0, NONE, NONE, 12, 15, 2), (1, 0, 3, 5, 8, 2), (1, 0, 3, 5, 9, 2))
    assert is_right(read, annotated).tolist() == [True, False, False, True]
    found = agreement(read, annotated)
    assert (found.precision, found.recall) == (pytest.approx(2 / 4), pytest.approx(2 / 3))
    assert agreement(_triplets(), annotated).f1 == 0.0


def test_spans_that_are_implied_are_not_counted() -> None:
    annotated = annotated_terms(_triplets((0, NONE, NONE, 5, 9, 2), (0, 1, 2, 5, 9, 2), (1, 1, 2, 5, 9, 2)), "aspect")
    assert annotated.tolist() == [[0, 1, 2], [1, 1, 2]]
    found = span_agreement(np.array([[0, 1, 2], [0, NONE, NONE], [1, 1, 3]]), annotated)
    assert (found.precision, found.recall) == (0.5, 0.5)


def test_the_threshold_is_where_f1_is_highest() -> None:
    confidence = np.array([0.9, 0.8, 0.7, 0.3, 0.3, 0.1])
    right = np.array([True, True, False, True, True, False])
    threshold, agreed = best_threshold(confidence, right, annotated=4)
    assert 0.1 < threshold < 0.3
    assert agreed.f1 == pytest.approx(2 * 4 / (5 + 4))
    assert best_threshold(np.zeros(0), np.zeros(0, dtype=bool), 3)[1].f1 == 0.0
    terms = Terms(np.zeros(2, dtype=np.int64), np.array([0, 5]), np.array([3, 7]), np.array([0.8, 0.6]))
    assert 0.6 < term_threshold(terms, np.array([[0, 0, 3]])) < 0.8


def test_confidence_means_what_it_says() -> None:
    rng = np.random.default_rng(0)
    truth = rng.uniform(0.05, 0.6, 4_000)
    right = rng.random(4_000) < truth
    boastful = truth**0.5
    found = Confidence.fit(boastful, right)(boastful)
    for low, high in ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6)):
        band = (found >= low) & (found < high)
        assert found[band].mean() == pytest.approx(right[band].mean(), abs=0.05)
    assert (np.argsort(found, kind="stable") == np.argsort(boastful, kind="stable")).all()
    assert Confidence.fit(boastful, np.ones(4_000, dtype=bool)) == Confidence()


def test_an_aspect_that_words_judge_does_not_stand_alone() -> None:
    aspects, right = choices_of(
        np.array([0, 0, 0, 1]),
        _spans((0, 0), (0, 0), (2, 3), (NONE, NONE)),
        _spans((5, 5), (NONE, NONE), (NONE, NONE), (4, 4)),
        np.array([2, 0, 1, 2]),
    )
    assert aspects.tolist() == [[0, 0, 0], [0, 2, 3]]
    assert right.tolist() == [JUDGED, 2]


def test_nothing_is_named_by_marks_and_an_emoji_may_judge() -> None:
    texts = ["! bad \U0001f44e $ 5 # \u2026"]
    spans = {
        "!": (0, 1),
        "bad": (2, 5),
        "\U0001f44e": (6, 7),
        "$": (8, 9),
        "5": (10, 11),
        "#": (12, 13),
        "...": (14, 15),
    }
    pairs = [("!", "bad"), ("\U0001f44e", "bad"), ("...", "bad"), ("$", "bad"), ("5", "bad"), ("#", "bad")]
    pairs += [("bad", "!"), ("bad", "\U0001f44e"), ("bad", "...")]
    edges = np.array(
        [(*spans[aspect], *spans[opinion]) for aspect, opinion in pairs] + [(-1, -1, 2, 5), (2, 5, -1, -1)]
    )
    none = np.zeros(len(edges), dtype=np.int64)
    read = Extracted(none, *edges.T, sentiment=none, confidence=np.linspace(0.1, 0.9, len(edges)))
    kept = np.flatnonzero(np.isin(read.confidence, readable(texts, read).confidence))
    assert kept.tolist() == [3, 4, 5, 7, 9, 10]
    assert [texts[0][start:end] for start, end in edges[kept][:3, :2]] == ["$", "5", "#"]
