"""Folds from all but one of which something can be learned, whichever it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.errors import InputError
from models.question_answering.judged_pairs import ANSWERS, Judged, pairs_of
from tests.models_code.qa_pieces import corpus_of, judged_questions

EVERY = judged_questions(12, np.random.default_rng(0))


def answering_alone(*groups: int) -> list[Judged]:
    """Nothing answers questions of other groups."""
    return [one if one.group in groups else replace(one, grades=np.minimum(one.grades, 1)) for one in EVERY]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("groups", [(1, 2), (3, 8, 9)])
def test_few_answering_passages_are_never_all_in_one_fold(groups: tuple[int, ...], seed: int) -> None:
    judged = answering_alone(*groups)
    flat = pairs_of(judged, corpus_of(judged), 3, seed)
    assert np.unique(flat.fold).tolist() == [0, 1, 2]
    assert np.bincount(flat.fold).tolist() == [16, 16, 16]  # as many passages each
    assert len(np.unique(flat.fold[flat.answers])) > 1


@pytest.mark.parametrize("seed", range(8))
def test_few_failing_passages_are_never_all_in_one_fold(seed: int) -> None:
    judged = [one if one.group in (1, 2) else replace(one, grades=np.full(len(one.grades), ANSWERS)) for one in EVERY]
    flat = pairs_of(judged, corpus_of(judged), 3, seed)
    assert len(np.unique(flat.fold[~flat.answers])) > 1


def test_answering_passages_of_one_product_are_refused() -> None:
    judged = answering_alone(1)
    with pytest.raises(InputError, match="grade 2 are of questions about 1 products, and others of 12;"):
        pairs_of(judged, corpus_of(judged), 3, 0)
