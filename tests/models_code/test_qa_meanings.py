"""Meanings of the passages that a request tells are the same alone and among others."""

from __future__ import annotations

import numpy as np
import pytest

from models.question_answering import meanings
from models.question_answering.meanings import with_meanings
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
    monkeypatch.setattr(meanings, "meanings", lambda texts, *how: read.append(texts) or real(texts, *how))
    found = with_meanings([ONE, MANY[0], ONE, ONE], 64, 1, apart=True)
    assert len(read) == 2
    assert found[0].vectors is not None
    assert found[3].vectors is not None
    assert np.array_equal(found[0].vectors, found[3].vectors)
