"""The size of the trees follows what is to be learned from."""

from __future__ import annotations

import numpy as np

from models.question_answering.columns import NAMES
from models.question_answering.forest import Forest
from models.question_answering.forest_choice import chosen_forest
from models.question_answering.forest_settings import ForestSettings
from models.question_answering.judged_pairs import Pairs
from models.question_answering.passages import Flags, Reals

SETTINGS = ForestSettings(
    rounds=60, fewer_rounds=(5,), max_depth=4, smaller_depths=(1,), bags=1, learning_rate=0.3, min_child_weight=1.0
)


def pairs(columns: Reals, answers: Flags) -> Pairs:
    rows = np.arange(len(answers))
    none = np.zeros(len(answers), dtype=bool)
    return Pairs(columns, answers, none, rows, np.append(rows, len(rows)), rows % 3, none)


def drawn(count: int) -> Reals:
    return np.random.default_rng(4).normal(size=(count, len(NAMES)))


def test_what_two_columns_tell_together_takes_deep_trees_and_chance_takes_few() -> None:
    columns = drawn(900)
    columns[:, 2:] = 0.0
    together = (columns[:, 0] > 0) ^ (columns[:, 1] > 0)
    found, _ = chosen_forest(pairs(columns, together), together.astype(float), SETTINGS, 0, 1)
    assert (found.max_depth, found.rounds) == (4, 60)
    chance = np.random.default_rng(5).random(900) < 0.3
    small, _ = chosen_forest(pairs(columns, chance), chance.astype(float), SETTINGS, 0, 1)
    assert (small.max_depth, small.rounds) == (1, 5)


def test_log_odds_are_of_trees_that_never_saw_the_fold() -> None:
    columns = drawn(300)
    answers = columns[:, 2] > 0
    flat = pairs(columns, answers)
    size, margins = chosen_forest(flat, answers.astype(float), SETTINGS, 0, 1)
    other = flat.fold != 1
    trees = Forest.grown(columns[other], answers[other].astype(float), NAMES, size, 0, 1)
    np.testing.assert_allclose(margins[~other], trees.margins(columns[~other]), rtol=1e-5)
