"""From probabilities of classes to one class, so that rare classes are found too."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def decided(chances: Reals, shares: Reals, power: float) -> Ints:
    """Class of each row: the one of the largest p / share^power.

    Args:
        chances: Probabilities, (n, classes).
        shares: Of the classes in train, (classes,).
        power: 0 is the most probable class, 1 the one whose probability is the most above its share.
    """
    odds = np.where(shares > 0, chances / np.where(shares > 0, shares, 1.0) ** power, -1.0)
    return np.asarray(odds.argmax(axis=1), dtype=np.int64)


def best_power(chances: Reals, labels: Ints, shares: Reals, step: float, most: float) -> float:
    """The power with the best macro F1, of those that are tried from 0 on.

    Args:
        chances: Of rows that the probabilities were not learnt from, (n, classes).
        labels: Their classes.
        shares: Of the classes in train.
        step: Between two powers that are tried.
        most: The largest.
    """
    powers = np.arange(0.0, most + step / 2, step)
    return float(powers[int(np.argmax([macro_f1(decided(chances, shares, power), labels) for power in powers]))])


def macro_f1(given: Ints, labels: Ints) -> float:
    """Mean F1 of the classes that occur in `labels`."""
    scores = []
    for one in np.unique(labels):
        hits = np.sum((given == one) & (labels == one))
        scores.append(2.0 * hits / (np.sum(given == one) + np.sum(labels == one)))
    return float(np.mean(scores))
