"""How far triplets that were read agree with those that were annotated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .extracted import Flags, Reals, Triplets


@dataclass(frozen=True)
class Agreement:
    """Precision, recall and their harmonic mean, 0 to 1."""

    precision: float
    recall: float
    f1: float


def is_right(read: Triplets, annotated: Triplets) -> Flags:
    """Whether each triplet was annotated just so: both spans and the sentiment."""
    known = set(map(tuple, annotated.keys().tolist()))
    return np.array([tuple(key) in known for key in read.keys().tolist()], dtype=bool)


def distinct(triplets: Triplets) -> int:
    """Triplets, the same one counted once."""
    return len(np.unique(triplets.keys(), axis=0))


def agreement(read: Triplets, annotated: Triplets) -> Agreement:
    """Of exact triplets."""
    return _agreement(int(is_right(read, annotated).sum()), len(read), distinct(annotated))


def best_threshold(confidence: Reals, right: Flags, annotated: int) -> tuple[float, Agreement]:
    """Confidence from which on triplets are told, so that F1 is highest; lies between two that occur.

    Args:
        confidence: Of triplets that may be told; (n,).
        right: Whether they were annotated so; (n,).
        annotated: Triplets that were annotated, all of them.
    """
    if not len(confidence):
        return 0.5, _agreement(0, 0, annotated)
    order = np.argsort(-confidence, kind="stable")
    ordered, hits = confidence[order], np.cumsum(right[order])
    count = np.arange(1, len(order) + 1)
    f1 = 2 * hits / (count + annotated)
    ends = np.append(ordered[1:] < ordered[:-1], True)
    place = int(np.argmax(np.where(ends, f1, -1.0)))
    below = ordered[place + 1] if place + 1 < len(ordered) else 0.0
    return float((ordered[place] + below) / 2), _agreement(int(hits[place]), place + 1, annotated)


def span_agreement(read: npt.NDArray[np.int64], annotated: npt.NDArray[np.int64]) -> Agreement:
    """Of spans as rows of text, start and end; implied ones are not asked for.

    Args:
        read, annotated: (n, 3) and (m, 3).
    """
    one, other = (np.unique(rows[rows[:, 1] >= 0], axis=0) for rows in (read, annotated))
    both = len(one) + len(other) - len(np.unique(np.concatenate([one, other]), axis=0))
    return _agreement(both, len(one), len(other))


def _agreement(hits: int, read: int, annotated: int) -> Agreement:
    precision, recall = hits / max(read, 1), hits / max(annotated, 1)
    return Agreement(precision, recall, 2 * precision * recall / max(precision + recall, 1e-12))
