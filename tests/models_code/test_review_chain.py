"""The linear chain against every way to label a short sentence."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from models.review_extraction.chain import (
    ENDS,
    FIRST,
    LABELS,
    LAST,
    ONLY,
    STARTS,
    Sentences,
    allowed,
    followed,
    label,
    passed,
    span_chances,
)

SCORES = np.random.default_rng(0).normal(size=(6, LABELS))
AFTER = np.random.default_rng(1).normal(size=(LABELS, LABELS)) * 0.5
FOLLOWS = np.exp(AFTER) * allowed()
SENTENCES = Sentences(np.array([[0, 1, 2, 3], [4, 5, 4, 4]]), np.array([4, 2]))


def _ways(words: list[int]) -> dict[tuple[int, ...], float]:
    """Weight of each way to label words that is allowed."""
    found = {}
    for way in itertools.product(range(LABELS), repeat=len(words)):
        steps = list(itertools.pairwise(way))
        if STARTS[way[0]] and ENDS[way[-1]] and all(allowed()[step] for step in steps):
            found[way] = np.exp(
                sum(SCORES[pair] for pair in zip(words, way, strict=True)) + sum(AFTER[s] for s in steps)
            )
    return found


@pytest.mark.parametrize("row", [0, 1])
def test_sums_and_chances_are_those_of_all_ways(row: int) -> None:
    words = SENTENCES.word[row, : SENTENCES.size[row]].tolist()
    ways = _ways(words)
    total = sum(ways.values())
    went = passed(SCORES, FOLLOWS, SENTENCES)
    assert went.total[row] == pytest.approx(np.log(total))
    labels = np.zeros((len(words), LABELS))
    spans = np.zeros((2, 4, 4))
    for way, weight in ways.items():
        labels[np.arange(len(words)), way] += weight / total
        for kind, (start, one) in itertools.product((0, 1), enumerate(way)):
            if one == label(kind, ONLY):
                spans[kind, start, 0] += weight / total
            if one == label(kind, FIRST):
                spans[kind, start, way.index(label(kind, LAST), start) - start] += weight / total
    assert np.allclose((went.ahead * went.behind)[row, : len(words)], labels)
    for kind in (0, 1):
        assert np.allclose(span_chances(went, FOLLOWS, SENTENCES, kind, 4)[row], spans[kind])


def test_following_labels_are_counted_as_expected() -> None:
    expected = np.zeros((LABELS, LABELS))
    for row in (0, 1):
        ways = _ways(SENTENCES.word[row, : SENTENCES.size[row]].tolist())
        for way, weight in ways.items():
            for step in itertools.pairwise(way):
                expected[step] += weight / sum(ways.values())
    assert np.allclose(followed(passed(SCORES, FOLLOWS, SENTENCES), FOLLOWS, SENTENCES), expected)
