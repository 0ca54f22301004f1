"""Decision thresholds on calibrated probabilities: for a stated precision, and for the best F1."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ..proportion import lower_bound

Array = npt.NDArray[np.float64]
_RESAMPLES: Final = 200


@dataclass(frozen=True)
class Threshold:
    """Pairs with a probability of `value` or more are taken.

    Attributes:
        value: The threshold.
        certified: Whether the lower bound reaches the stated precision.
        stated: The stated precision.
        precision, recall, lower_bound: On the pairs it was chosen on.
    """

    value: float
    certified: bool
    stated: float
    precision: float
    recall: float
    lower_bound: float

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def for_precision(probabilities: Array, labels: npt.NDArray[np.int8], precision: float, confidence: float) -> Threshold:
    """The smallest threshold whose precision is, by its lower bound, at least the stated one.

    Where no threshold is good enough (too few positives, or too many errors), the one with the best bound is taken,
    and says so in `certified`.

    Raises:
        ValueError: There is no positive pair to judge by.
    """
    positives = int(labels.sum())
    if positives == 0:
        raise ValueError(f"none of the {len(labels)} validation pairs is a match: no threshold can be chosen.")
    values, hits, taken = _sweep(probabilities, labels)
    bounds = lower_bound(hits, taken, confidence)
    good = np.flatnonzero(bounds >= precision)
    chosen = int(good[-1]) if len(good) else int(np.argmax(bounds))
    return Threshold(
        value=_below(values, chosen),
        certified=bool(len(good)),
        stated=precision,
        precision=float(hits[chosen] / taken[chosen]),
        recall=float(hits[chosen] / positives),
        lower_bound=float(bounds[chosen]),
    )


def for_f1(probabilities: Array, labels: npt.NDArray[np.int8], seed: int) -> float:
    """The threshold of the best F1: the median over bootstrap resamples, steadier than the one best point."""
    rng = np.random.default_rng(seed)
    found = [_best_f1(probabilities, labels)]
    for _ in range(_RESAMPLES):
        drawn = rng.integers(0, len(labels), len(labels))
        if labels[drawn].any():
            found.append(_best_f1(probabilities[drawn], labels[drawn]))
    return float(np.median(found))


def f1_at(probabilities: Array, labels: npt.NDArray[np.int8], threshold: float) -> float:
    taken = probabilities >= threshold
    hits = int((taken & (labels == 1)).sum())
    return 2 * hits / max(int(taken.sum()) + int(labels.sum()), 1)


def recall_at_precision(probabilities: Array, labels: npt.NDArray[np.int8], precision: float) -> float:
    """Greatest recall among thresholds whose observed precision is at least `precision`."""
    _, hits, taken = _sweep(probabilities, labels)
    good = hits[hits >= precision * taken]
    return float(good.max() / max(int(labels.sum()), 1)) if len(good) else 0.0


def _best_f1(probabilities: Array, labels: npt.NDArray[np.int8]) -> float:
    values, hits, taken = _sweep(probabilities, labels)
    return _below(values, int(np.argmax(2 * hits / (taken + int(labels.sum())))))


def _sweep(
    probabilities: Array, labels: npt.NDArray[np.int8]
) -> tuple[Array, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Distinct scores from the highest, with the matches and the pairs at or above each."""
    order = np.argsort(-probabilities, kind="stable")
    score, hit = probabilities[order], np.cumsum(labels[order].astype(np.int64))
    last = np.append(score[1:] != score[:-1], True)
    return score[last], hit[last], np.flatnonzero(last).astype(np.int64) + 1


def _below(values: Array, position: int) -> float:
    """Half-way to the next lower score: neither side of the gap is favoured."""
    if position + 1 < len(values):
        return float((values[position] + values[position + 1]) / 2)
    return float(values[position])
