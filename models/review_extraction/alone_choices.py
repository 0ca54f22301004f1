"""Aspects that are judged by words, and those that stand alone."""

from __future__ import annotations

from typing import Final

import numpy as np

from .extracted import NONE, SENTIMENTS, Ints

JUDGED: Final = 0  # an aspect that some written opinion is about; then come the sentiments of one that stands alone
CHOICES: Final = 1 + len(SENTIMENTS)


def choices_of(window: Ints, aspect: Ints, opinion: Ints, sentiment: Ints) -> tuple[Ints, Ints]:
    """Distinct written aspects as window, first and last word, (a, 3), and which choice is right for each, (a,).

    An aspect that is judged by words, too, counts as judged by them alone.
    """
    written = aspect[:, 0] != NONE
    choice = np.where(opinion[:, 0] == NONE, 1 + sentiment, JUDGED)[written]
    spans = np.column_stack([window, aspect])[written]
    distinct, number = np.unique(spans, axis=0, return_inverse=True)
    right = np.full(len(distinct), len(SENTIMENTS) + 1)
    np.minimum.at(right, number.ravel(), choice)
    return distinct, right
