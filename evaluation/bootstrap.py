"""Resampling whole groups of dependent examples, and what statistics of the resamples say.

The cluster bootstrap (Field and Welsh, 2007, "Bootstrapping clustered data", JRSS B 69) draws groups with
replacement; a resample is a weight per example: how often its group was drawn. Metrics take such weights, so one
set of draws serves every metric of both models, which makes their differences paired.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Weights = npt.NDArray[np.float32]
Statistic = Callable[[pd.DataFrame, Weights], npt.NDArray[np.float64]]

# Weights are drawn in blocks of at most this many cells, which bounds memory to about 20 MB a block.
BLOCK_CELLS = 5_000_000


@dataclass(frozen=True)
class PairedTest:
    """Outcome of comparing two models on the same resamples.

    Args:
        difference: Gain of the challenger over the champion on the examples as they are; positive is better, also
            where a lower value is.
        low: Lower end of the one-sided interval at `confidence`.
        high: Upper end of the one-sided interval at `confidence`.
        p_value: Share of resamples in which the challenger is not better; an undefined one counts as not better.
    """

    difference: float
    low: float
    high: float
    p_value: float
    confidence: float
    resamples: int


def draws(groups: pd.Series, resamples: int, seed: int) -> Iterator[Weights]:
    """Blocks of weights, shape (resamples in the block, examples)."""
    codes, labels = pd.factorize(groups)
    rng = np.random.default_rng(seed)
    per_block = max(1, BLOCK_CELLS // max(1, len(codes)))
    for start in range(0, resamples, per_block):
        rows = min(per_block, resamples - start)
        drawn = np.stack(
            [np.bincount(rng.integers(0, len(labels), len(labels)), minlength=len(labels)) for _ in range(rows)]
        )
        yield drawn.astype(np.float32)[:, codes]


def once(examples: int) -> Weights:
    """The weights that count every example once, shape (1, examples)."""
    return np.ones((1, examples), dtype=np.float32)


def interval(
    outcomes: pd.DataFrame, statistic: Statistic, *, resamples: int, confidence: float, seed: int
) -> tuple[float, float, float]:
    """Point estimate and the two-sided percentile interval; NaN where the statistic is undefined.

    Args:
        outcomes: One row per example with a column `group`.
    """
    point = float(statistic(outcomes, once(len(outcomes)))[0])
    if len(outcomes) == 0 or not np.isfinite(point):
        return point, float("nan"), float("nan")
    values = resampled(outcomes, {"": statistic}, resamples=resamples, seed=seed)[""]
    return (point, *percentiles(values, confidence))


def resampled(
    outcomes: pd.DataFrame, statistics: Mapping[str, Statistic], *, resamples: int, seed: int
) -> dict[str, npt.NDArray[np.float64]]:
    """Values of several statistics on the same resamples, (resamples,) each: of many rows the draws cost most."""
    blocks = [
        {name: statistic(outcomes, block) for name, statistic in statistics.items()}
        for block in draws(outcomes["group"], resamples, seed)
    ]
    return {name: np.concatenate([block[name] for block in blocks]) for name in statistics}


def percentiles(values: npt.NDArray[np.float64], confidence: float) -> tuple[float, float]:
    """Both ends of the two-sided interval; undefined resamples are left out, NaN where all are."""
    defined = values[np.isfinite(values)]
    if len(defined) == 0:
        return float("nan"), float("nan")
    tail = (1 - confidence) / 2
    low, high = np.quantile(defined, [tail, 1 - tail])
    return float(low), float(high)


def paired_test(
    challenger: pd.DataFrame,
    champion: pd.DataFrame,
    statistic: Statistic,
    *,
    resamples: int,
    confidence: float,
    seed: int,
    higher_is_better: bool = True,
) -> PairedTest:
    """Paired bootstrap test of a gain (Efron and Tibshirani, 1993, ch. 16; Koehn, 2004, EMNLP).

    Args:
        challenger: Its outcomes, one row per example.
        champion: Its outcomes on the same examples in the same order.
        higher_is_better: Direction of the statistic. Where lower is better the gain is champion minus challenger.

    Returns:
        The test, in gains. The interval is undefined where the statistic is undefined on more of the resamples than the
        confidence leaves open.

    Raises:
        ValueError: The two tables are not about the same examples.
    """
    if not challenger["example_id"].equals(champion["example_id"]):
        raise ValueError("Champion and challenger were not scored on the same examples in the same order.")
    sign = 1.0 if higher_is_better else -1.0
    whole = once(len(challenger))
    difference = sign * float(statistic(challenger, whole)[0] - statistic(champion, whole)[0])
    if len(challenger) == 0 or not np.isfinite(difference):
        return PairedTest(difference, float("nan"), float("nan"), 1.0, confidence, resamples)
    differences = sign * np.concatenate(
        [
            statistic(challenger, block) - statistic(champion, block)
            for block in draws(challenger["group"], resamples, seed)
        ]
    )
    defined = differences[np.isfinite(differences)]
    if resamples - len(defined) > (1 - confidence) * resamples:
        return PairedTest(difference, float("nan"), float("nan"), 1.0, confidence, resamples)
    # Adding 0 makes a plain 0 of the -0 that a sign turns a tie into.
    low, high = np.quantile(defined, [1 - confidence, confidence]) + 0.0
    better = int((defined > 0).sum())
    # One is added to both counts because the sample as it is belongs to the distribution too.
    p_value = (resamples - better + 1) / (resamples + 1)
    return PairedTest(difference + 0.0, float(low), float(high), float(p_value), confidence, resamples)
