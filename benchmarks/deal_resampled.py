"""NDCG of scored deals, AUC, average precision and calibration, on resamples that draw whole customers.

The draws weigh customers, so what each customer adds to a measure is summed once and multiplied by all draws: the same
values as weights of every row give, at a fraction of the time where rows are many and redemptions few.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import pandas as pd

from benchmarks.deal_gains import ndcg
from benchmarks.deal_rows import Floats, Ints, Rows
from evaluation.bootstrap import draws, percentiles
from evaluation.probabilities import losses

Json = dict[str, Any]

PLACES: Final = (5, 10)
NDCG, AGAINST, AUC, PRECISION = "ndcg_5", "ndcg_5_against", "auc", "average_precision"
LOSS, RATIO = "log_loss", "calibration_ratio"
MEASURES: Final = (NDCG, AGAINST, "ndcg_10", AUC, PRECISION, LOSS, RATIO)


@dataclass(frozen=True)
class Draws:
    """Customers of rows, and how often each is drawn.

    Attributes:
        customer: Number of each row's customer; (n,).
        weights: The first draw is everybody once; (draws, customers).
    """

    customer: Ints
    weights: Floats

    @classmethod
    def of(cls, rows: Rows, resamples: int, seed: int) -> Self:
        """So many draws of the customers of rows."""
        customer, names = pd.factorize(rows.table["customer_id"])
        once = np.ones((1, len(names)))
        return cls(customer.astype(np.int64), np.concatenate([once, *draws(pd.Series(names), resamples, seed)]))


def values(rows: Rows, score: Floats, drawn: Draws, probability: Floats | None = None) -> dict[str, Floats]:
    """By measure of `MEASURES` its value on each draw, (draws,); NaN where it is undefined.

    NDCG is of the score. AUC and average precision compare rows of different requests, and are of the probability
    where there is one; log loss and the sum of the probabilities over the redeemed are of it alone.

    Args:
        rows: Shown deals.
        score: The more the better; (n,).
        drawn: Of the same rows.
        probability: Of being redeemed; (n,). None: the method has none.
    """
    found: dict[str, Floats] = {}
    some = rows.with_redemption
    request = np.flatnonzero(np.diff(rows.request[some], prepend=-1))
    own = rows.some(some)
    customer = drawn.customer[some][request]
    for places in PLACES:
        both = ndcg(own.request, score[some], own.label, places)
        for name, gains in zip((f"ndcg_{places}", f"ndcg_{places}_against"), both, strict=True):
            found[name] = _mean(gains, customer, drawn.weights)
    found |= dict(
        zip(
            (AUC, PRECISION), _curves(rows.label > 0, score if probability is None else probability, drawn), strict=True
        )
    )
    found |= dict(zip((LOSS, RATIO), _calibrated(rows.label, probability, drawn), strict=True))
    return {name: found[name] for name in MEASURES}


def told(value: Floats, confidence: float, rows: int) -> Json:
    """`value`, `low` and `high` of a measure, None where undefined, and `n`."""
    ends = percentiles(value[1:], confidence)
    found = zip(("value", "low", "high"), (float(value[0]), *ends), strict=True)
    return {**{name: one if np.isfinite(one) else None for name, one in found}, "n": rows}


def ahead(ours: Floats, theirs: Floats, confidence: float) -> Json:
    """`gain` of ours with its interval, on the same draws."""
    found = told(ours - theirs, confidence, 0)
    return {"gain": found["value"], "low": found["low"], "high": found["high"]}


def _calibrated(label: Floats, probability: Floats | None, drawn: Draws) -> tuple[Floats, Floats]:
    """Log loss, and the sum of the probabilities over the redeemed."""
    if probability is None:
        unknown = np.full(len(drawn.weights), np.nan)
        return unknown, unknown
    people = drawn.weights.shape[1]
    said, hit = (drawn.weights @ np.bincount(drawn.customer, each, people) for each in (probability, label))
    with np.errstate(invalid="ignore", divide="ignore"):
        return _mean(losses(probability, label), drawn.customer, drawn.weights), np.asarray(said / hit)


def _mean(value: Floats, customer: Ints, weights: Floats) -> Floats:
    people = weights.shape[1]
    sums, counts = (np.bincount(customer, each, people) for each in (value, np.ones(len(value))))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((weights @ sums) / (weights @ counts))


def _curves(hit: np.ndarray[Any, Any], score: Floats, drawn: Draws) -> tuple[Floats, Floats]:
    """AUC, of equal scores half, and average precision, of equal scores all at once; see Hanley and McNeil (1982)."""
    at = np.unique(score[hit])
    people = drawn.weights.shape[1]
    # from which of the redeemed scores on a row lies above, and from which on at least level with them
    level, over = np.searchsorted(at, score, side="right"), np.searchsorted(at, score, side="left")
    positives = _by_customer(level[hit] - 1, drawn.customer[hit], len(at), people)
    missed = ~hit
    all_level = _from_top(_by_customer(level - 1, drawn.customer, len(at), people)) @ drawn.weights.T
    level_missed = _from_top(_by_customer(level[missed] - 1, drawn.customer[missed], len(at), people)) @ drawn.weights.T
    over_missed = _from_top(_by_customer(over[missed] - 1, drawn.customer[missed], len(at), people)) @ drawn.weights.T
    weight = positives @ drawn.weights.T
    total = weight.sum(axis=0)
    others = drawn.weights @ np.bincount(drawn.customer[missed], minlength=people)
    with np.errstate(invalid="ignore", divide="ignore"):
        # pairs that are in the wrong order: what was not redeemed lies above, or level
        wrong = (weight * (over_missed + level_missed) / 2).sum(axis=0)
        precision = np.nan_to_num(np.cumsum(weight[::-1], axis=0)[::-1] / all_level)
        return np.asarray(1 - wrong / (total * others)), np.asarray((weight * precision).sum(axis=0) / total)


def _by_customer(place: Ints, customer: Ints, places: int, people: int) -> Floats:
    known = place >= 0
    cells = np.bincount(place[known] * people + customer[known], minlength=places * people)
    return cells.reshape(places, people).astype(np.float64)


def _from_top(counts: Floats) -> Floats:
    """How many rows of each customer lie at each place or higher."""
    return np.cumsum(counts[::-1], axis=0)[::-1]
