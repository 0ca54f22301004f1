"""Studentised bootstrap of means and ratios of means, by group.

Rewards are rare and weights are skewed, so that estimates lie further off on one side than on the other. Each resample
is measured in its own standard errors (Efron, 1982; Hall, 1988, Annals of Statistics 16), which follows that skew where
a normal or percentile interval does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.ratios import divided

Floats = npt.NDArray[np.float64]

# Counts are drawn in blocks of at most this many cells, which bounds memory to about 40 MB a block.
BLOCK_CELLS = 5_000_000

# A count of a kind takes as long as drawing so many rows.
KINDS_WORTHWHILE = 8


@dataclass(frozen=True)
class Ratio:
    """Sum of one column over the sum of another, shape (n,) each."""

    upper: Floats
    lower: Floats


def value(ratios: Sequence[Ratio]) -> float:
    """The first ratio, less the second where there is one; NaN where one is undefined."""
    whole = [divided(np.array([ratio.upper.sum()]), np.array([ratio.lower.sum()]))[0] for ratio in ratios]
    return float(whole[0] - sum(whole[1:]))


def interval(
    ratios: Sequence[Ratio], codes: npt.NDArray[np.int64], *, resamples: int, confidence: float, seed: int
) -> tuple[float, float]:
    """Two-sided interval of `value`; NaN where there is no spread to resample.

    Args:
        codes: Group of each row, 0 to the number of groups less 1, shape (n,).
    """
    columns = np.stack([column for ratio in ratios for column in (ratio.upper, ratio.lower)], axis=1)
    sums = np.stack([np.bincount(codes, column) for column in columns.T], axis=1)
    # Groups that are alike are drawn together: rewards of 0 and few weights leave few kinds.
    found, kind = np.unique(sums, axis=0, return_inverse=True)
    kinds, kind = np.asarray(found, dtype=np.float64), kind.ravel()
    point, error = _studied(np.bincount(kind).astype(np.float64)[None, :], kinds)
    if not (np.isfinite(point[0]) and error[0] > 0):
        return float("nan"), float("nan")
    pairs = [_studied(counts, kinds) for counts in _drawn(kind, len(kinds), resamples, seed)]
    values, errors = (np.concatenate(part) for part in zip(*pairs, strict=True))
    apart = values - point[0]
    # A resample without spread says nothing finite of how far off it is, only to which side.
    distance = np.where(errors > 0, apart / np.where(errors > 0, errors, 1.0), np.copysign(np.inf, apart))
    distance = distance[np.isfinite(values)]
    tail = (1 - confidence) / 2
    low, high = np.quantile(distance, [tail, 1 - tail], method="nearest")
    return float(point[0] - high * error[0]), float(point[0] - low * error[0])


def _drawn(kind: npt.NDArray[np.int64], kinds: int, resamples: int, seed: int) -> Iterator[Floats]:
    """Blocks of how often each kind was drawn, shape (resamples in the block, kinds)."""
    rng = np.random.default_rng(seed)
    if kinds * KINDS_WORTHWHILE < len(kind):
        yield rng.multinomial(len(kind), np.bincount(kind) / len(kind), size=resamples).astype(np.float64)
        return
    per_block = max(1, BLOCK_CELLS // max(1, kinds))
    for start in range(0, resamples, per_block):
        rows = min(per_block, resamples - start)
        counts = [np.bincount(kind[rng.integers(0, len(kind), len(kind))], minlength=kinds) for _ in range(rows)]
        yield np.stack(counts).astype(np.float64)


def _studied(counts: Floats, kinds: Floats) -> tuple[Floats, Floats]:
    """Value and standard error of each resample, by the delta method; shapes (resamples,)."""
    totals = counts @ kinds
    width = kinds.shape[1]
    products = counts @ np.stack([kinds[:, i] * kinds[:, j] for i in range(width) for j in range(width)], axis=1)
    products = products.reshape(-1, width, width)
    value, slope = np.zeros(len(counts)), np.zeros_like(totals)
    for place in range(0, width, 2):
        sign = 1.0 if place == 0 else -1.0
        ratio = divided(totals[:, place], totals[:, place + 1])
        value += sign * ratio
        slope[:, place] = sign * divided(np.ones(len(counts)), totals[:, place + 1])
        slope[:, place + 1] = -ratio * slope[:, place]
    variance = np.einsum("ri,rij,rj->r", slope, products, slope)
    return value, np.sqrt(np.maximum(variance, 0.0))
