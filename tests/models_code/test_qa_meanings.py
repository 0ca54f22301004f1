"""Meanings of the passages that a request tells are the same alone and among others."""

from __future__ import annotations

import numpy as np
import pytest

from models import minilm
from models.question_answering import meanings
from models.question_answering.meanings import read_together, with_meanings
from models.question_answering.passages import Passages


def told(*texts: str) -> Passages:
    return Passages.told(list(texts), ["review"] * len(texts))


MANY = [
    told(*(f"the lid of jar {row} closes tightly and holds {place} litres" for place in range(9))) for row in range(9)
]
ONE = told("it is heavy", "weighs 3 kg", "a long passage that tells much of the colours of the box and little else")


@pytest.mark.parametrize("beside", [[], MANY], ids=["alone", "among others"])
def test_passages_read_apart_are_the_same_whatever_is_asked_beside(beside: list[Passages]) -> None:
    (alone,) = with_meanings([ONE], 64, 1, apart=True)
    found = with_meanings([*beside, ONE, told()], 64, 1, apart=True)
    assert alone.vectors is not None
    assert found[-2].vectors is not None
    assert np.array_equal(alone.vectors, found[-2].vectors)
    assert found[-1].vectors is not None
    assert found[-1].vectors.shape == (0, 2, alone.vectors.shape[2])


def test_read_together_and_apart_they_mean_the_same() -> None:
    together, apart = (with_meanings([*MANY, ONE], 64, 1, apart=one) for one in (False, True))
    for one, other in zip(together, apart, strict=True):
        assert one.vectors is not None
        assert other.vectors is not None
        assert one.vectors == pytest.approx(other.vectors, abs=0.02)


def test_a_list_that_many_questions_tell_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[list[str]] = []
    real = meanings.meanings
    monkeypatch.setattr(
        meanings, "meanings", lambda texts, *how, **more: read.append(texts) or real(texts, *how, **more)
    )
    found = with_meanings([ONE, MANY[0], ONE, ONE], 64, 1, apart=True)
    assert len(read) == 2
    assert found[0].vectors is not None
    assert found[3].vectors is not None
    assert np.array_equal(found[0].vectors, found[3].vectors)


def test_lists_that_are_read_together_mean_what_each_means_alone() -> None:
    long = "a very long passage about the lid of the jar " * 9
    lists = [(["is it blue?", long, "is it blue?"], 40), (["is it blue", long], 8), ([], 8)]
    found = read_together(lists, 1)
    for (texts, pieces), own in zip(lists, found, strict=True):
        assert own == pytest.approx(meanings.meanings(texts, pieces, 1, exact=True), abs=1e-5)
    assert np.abs(found[0][1] - found[1][1]).max() > 0.01, "cut to fewer pieces it is another text"


def test_a_question_is_read_once_for_its_kind_and_for_its_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    passes: list[int] = []
    real = minilm._batches
    monkeypatch.setattr(
        minilm, "_batches", lambda own, *how, **more: passes.append(len(own)) or real(own, *how, **more)
    )
    read_together([(["is it blue?"], 40), (["is it blue"], 8)], 1)
    assert passes == [2]


def test_passages_of_unlike_lengths_are_read_in_batches_of_like_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    own, batches = told("it is heavy", "it is blue", "word " * 60), []
    real = minilm._rows_of
    monkeypatch.setattr(
        minilm, "_rows_of", lambda *how, **more: batches.extend(real(*how, **more)) or real(*how, **more)
    )
    (found,) = with_meanings([own], 100, 1, apart=True)
    assert sorted(map(len, batches)) == [1, 3], "what asks nothing is read with the short ones"
    assert found.vectors is not None
    (before,) = with_meanings([own], 100, 1)
    assert len(batches) == 3
    assert before.vectors is not None
    assert found.vectors == pytest.approx(before.vectors, abs=0.02)
