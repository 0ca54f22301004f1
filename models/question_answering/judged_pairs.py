"""Questions with judged passages, laid out one row a pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ..errors import InputError
from .columns import Asked, columns_of
from .corpus import Corpus
from .passages import Flags, Ints, Passages, Reals

ANSWERS: Final = 2  # grade of a passage that answers


@dataclass(frozen=True)
class Judged:
    """A question with passages that somebody judged.

    Attributes:
        asked: The question.
        passages: n > 0 of them, with vectors.
        grades: 0, 1 (helps) or 2 (answers) of each, (n,).
        group: Number of what it is about; questions of one group are learned from together or not at all.
    """

    asked: Asked
    passages: Passages
    grades: Ints
    group: int


@dataclass(frozen=True)
class Pairs:
    """All pairs, one row each.

    Attributes:
        columns: `columns.NAMES` of each; (n, columns).
        answers, helps: Whether the passage has grade 2, or 1; (n,).
        question: Number of its question; (n,).
        starts: First row of each question, and the end of the last; (questions + 1,).
        fold: Of each; those of one group are in one; (n,).
        stored: Whether it stands in a list of stored passages, after all those of judged candidates; (n,).
    """

    columns: Reals
    answers: Flags
    helps: Flags
    question: Ints
    starts: Ints
    fold: Ints
    stored: Flags

    def parts(self, values: Any) -> list[Any]:
        """What is told of pairs, parted by question."""
        return np.split(values, self.starts[1:-1])

    def of_lists(self, values: Any) -> Any:
        """What is told of pairs, of the first of each question; (questions,)."""
        return values[self.starts[:-1]]


def pairs_of(judged: Sequence[Judged], corpus: Corpus, folds: int, seed: int, stored: Sequence[Judged] = ()) -> Pairs:
    """Lay out questions.

    Args:
        judged: Questions.
        corpus: How much words tell.
        folds: Into which the groups are dealt at random.
        seed: Of the deal.
        stored: The same questions with other lists, see `stored_lists`; laid out after them, in their folds.

    Raises:
        InputError: No passage answers, or all do, or only in one fold, or there are fewer groups than folds.
    """
    grades = np.concatenate([one.grades for one in judged]) if judged else np.zeros(0, dtype=np.int64)
    answers = grades == ANSWERS
    if not answers.any() or answers.all():
        raise InputError(
            f"qa: {int(answers.sum())} of {len(answers)} judged passages of {len(judged)} questions have grade 2; "
            "ranking is learned from some that answer and some that do not."
        )
    every = [*judged, *stored]
    group = np.unique([one.group for one in every], return_inverse=True)[1]
    count = int(group.max()) + 1
    if count < folds:
        raise InputError(
            f"qa: questions are about {count} products, and are parted into {folds} by product; give more products, "
            "or set models.ranking.reader.folds lower."
        )
    deal = _dealt(group[: len(judged)], [one.grades == ANSWERS for one in judged], count, folds, seed)
    fold = deal[group]
    sizes = np.array([len(one.passages) for one in every], dtype=np.int64)
    grades = np.concatenate([one.grades for one in every])
    return Pairs(
        np.concatenate([columns_of(one.asked, one.passages, corpus) for one in every]),
        grades == ANSWERS,
        grades == 1,
        np.repeat(np.arange(len(every)), sizes),
        np.append(0, np.cumsum(sizes)),
        np.repeat(fold, sizes),
        np.repeat(np.arange(len(every)) >= len(judged), sizes),
    )


def _dealt(group: Ints, answers: Sequence[Flags], count: int, folds: int, seed: int) -> Ints:
    """Fold of each group; besides any, there are passages that answer and some that do not; (count,)."""
    drawn = np.random.default_rng(seed).permutation(count)
    has = np.zeros((2, count), dtype=bool)
    has[0, group[[bool(one.any()) for one in answers]]] = True
    has[1, group[[bool((~one).any()) for one in answers]]] = True
    found: Ints = drawn % folds
    if not _is_learned_from(has, found):
        # those with both, then those that are fewer, are dealt out one by one
        rare = has[int(has[0].sum() > has[1].sum())]
        found = np.empty(count, dtype=np.int64)
        found[np.lexsort((drawn, ~rare, ~has.all(axis=0)))] = np.arange(count) % folds
    if not _is_learned_from(has, found):
        number = [int(one.sum()) for one in has]
        raise InputError(
            f"qa: passages of grade 2 are of questions about {number[0]} products, and others of {number[1]}; "
            "questions are judged by what was learned from other products, so at least 2 have to have some of either: "
            "judge passages of more products."
        )
    return found


def _is_learned_from(has: Flags, fold: Ints) -> bool:
    """Whether passages of either kind are in more than one fold."""
    return all(len(np.unique(fold[one])) > 1 for one in has)
