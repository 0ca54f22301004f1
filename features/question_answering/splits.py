"""Which questions are for training, tuning and testing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from features.columns import UNKNOWN, Longs, coded, places
from features.question_answering.parameters import FeaturesParameters
from features.question_answering.questions import Questions
from features.splits import SPLITS, check_given, components, split_groups, unit_hash

TRAIN, VALID, TEST = range(len(SPLITS))
HOW: Final = {
    "given": "as qa.split says",
    "product": "by product, questions of an account by customer",
    "question": "by a hash of the question",
}
CARVED: Final = ", valid carved from train by a hash"


@dataclass(frozen=True)
class Split:
    """The split of n questions.

    Attributes:
        of: (n,) position in `SPLITS`, `UNKNOWN` for questions that are left out.
        how: In words, how it was made.
        repeated: Questions left out because a later split asks the same of the same product.
        apart: Rewordings that a given split puts elsewhere than their original.
        left_out: Questions left out of each split because there are more than are wanted.
    """

    of: Longs
    how: str
    repeated: int
    apart: int
    left_out: dict[str, int]

    @property
    def least(self) -> int:
        """Questions of the split that has the fewest."""
        return int(min((self.of == place).sum() for place in range(len(SPLITS))))


def split_of(questions: Questions, parameters: FeaturesParameters) -> Split:
    """Split the questions, then leave out what a later split asks too, and what is more than is wanted.

    Raises:
        DataError: qa.split is given only in part, or lacks train or test.
    """
    if (questions.given != UNKNOWN).any():
        check_given(questions.given, "qa", "the questions split")
        return _finished(*_given(questions, parameters), questions, parameters)
    if parameters.split_by != "auto":
        return _hashed(questions, parameters)
    by_product = _hashed(questions, replace(parameters, split_by="product"))
    if by_product.least >= parameters.min_questions:
        return by_product
    by_question = _hashed(questions, replace(parameters, split_by="question"))
    return by_question if by_question.least > by_product.least else by_product


def groups_of(questions: Questions, split_by: str) -> Longs:
    """(n,) group of each question, 0..g-1: rewordings, and theirs, with their original; questions of an account by
    customer, others by product; those of neither, and with split_by "question" all, by their folded words.
    """
    n = len(questions)
    nodes, left, right = n, [np.arange(0)], [np.arange(0)]
    product, _ = coded(questions.column("product_id"))
    customer, _ = coded(questions.column("customer_id"))
    own = questions.personal & (customer != UNKNOWN)
    if split_by == "question":
        own, product = np.zeros(n, dtype=bool), np.full(n, UNKNOWN, dtype=np.int32)
    of_product = ~own & (product != UNKNOWN)
    _, words = np.unique(questions.words, return_inverse=True)
    told, named = coded(questions.column("rewording_of"))
    every, names = np.arange(n), np.append(told, places(questions.column("question_id"), named))
    for rows, codes in (
        (np.flatnonzero(own), customer),
        (np.flatnonzero(of_product), product),
        (np.flatnonzero(~own & ~of_product), words),
        (np.flatnonzero(names != UNKNOWN), names),
    ):
        left.append(np.append(every, every)[rows])
        right.append(nodes + codes[rows].astype(np.int64))
        nodes += int(codes.max(initial=UNKNOWN)) + 1
    label = components(nodes, np.concatenate(left), np.concatenate(right))[:n]
    return np.unique(label, return_inverse=True)[1].astype(np.int64)


def _hashed(questions: Questions, parameters: FeaturesParameters) -> Split:
    shares = (parameters.valid_share, parameters.test_share)
    ones = np.ones(len(questions), dtype=np.int64)
    names = pd.Series(questions.column("question_id").to_pandas())
    of = split_groups(groups_of(questions, parameters.split_by), names, ones, parameters.seed, shares)
    return _finished(of, HOW[parameters.split_by], questions, parameters)


def _given(questions: Questions, parameters: FeaturesParameters) -> tuple[Longs, str]:
    """The split of the table; valid is carved from train where it gives none, what belongs together alike."""
    of = questions.given.copy()
    if (of == VALID).any():
        return of, HOW["given"]
    group = groups_of(questions, "product" if parameters.split_by == "auto" else parameters.split_by)
    names = pd.Series(questions.column("question_id").to_pandas()).groupby(group).min()
    carved = unit_hash(names, parameters.seed + 2) < parameters.valid_share
    return np.where((of == TRAIN) & carved[group], VALID, of), HOW["given"] + CARVED


def _finished(of: Longs, how: str, questions: Questions, parameters: FeaturesParameters) -> Split:
    original = places(questions.column("rewording_of"), questions.column("question_id"))
    apart = int(((original != UNKNOWN) & (of[original] != of)).sum())
    later = _asked_later(of, questions)
    of = np.where(later, UNKNOWN, of)
    most = (parameters.max_train_questions, parameters.max_valid_questions, parameters.max_test_questions)
    draw, left_out = unit_hash(pd.Series(questions.column("question_id").to_pandas()), parameters.seed + 1), {}
    for place, name in enumerate(SPLITS):
        rows = np.flatnonzero(of == place)
        over = rows[np.argsort(draw[rows], kind="stable")[most[place] :]]
        left_out[name] = len(over)
        of[over] = UNKNOWN
    return Split(of, how, int(later.sum()), apart, left_out)


def _asked_later(of: Longs, questions: Questions) -> npt.NDArray[np.bool_]:
    """(n,) whether a later split asks the same words of the same product and customer."""
    product, _ = coded(questions.column("product_id"))
    customer, _ = coded(questions.column("customer_id"))
    asked = pd.DataFrame({"words": questions.words, "product": product, "customer": customer})
    latest = pd.Series(of).groupby([asked[name] for name in asked]).transform("max")
    return np.asarray(latest.to_numpy(dtype=np.int64) > of)
