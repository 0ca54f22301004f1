"""How well products are found, and what a find's log odds are worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..platt import fit_lines
from .found import matched
from .scenes import Scene

Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """Finds in pictures whose products are known.

    Attributes:
        odds: Log odds of the finds, of all pictures one after another, (n,).
        right: Which of them are a product, each product once, (n,).
        products: Those to be found.
    """

    odds: Reals
    right: npt.NDArray[np.bool_]
    products: int

    def at(self, line: float) -> tuple[float, float]:
        """Recall and precision of the finds whose log odds reach a line; precision is 1 where nothing is found."""
        told = self.odds >= line
        hits = int((self.right & told).sum())
        return hits / max(self.products, 1), hits / int(told.sum()) if told.any() else 1.0


def judged(
    finds: Sequence[tuple[npt.NDArray[np.float32], Reals]],
    scenes: Sequence[Scene],
    right: float,
    least_visible: float,
) -> Judged:
    """Compare finds with what is there; what is hardly seen may be found and may not.

    Args:
        finds: Boxes (n, 4) and log odds (n,) of each picture, the surest first.
        scenes: What is there.
        right: Least intersection over union of a right find.
        least_visible: Share of a product that has to be seen for it to count.
    """
    odds, hits, products = [np.zeros(0)], [np.zeros(0, dtype=np.bool_)], 0
    for (boxes, own), scene in zip(finds, scenes, strict=True):
        counted = scene.visible >= least_visible
        which = matched(boxes, scene.boxes, right)
        doubtful = (which >= 0) & ~counted[which] if len(counted) else np.zeros(len(which), dtype=np.bool_)
        odds.append(own[~doubtful])
        hits.append(which[~doubtful] >= 0)
        products += int(counted.sum())
    return Judged(np.concatenate(odds), np.concatenate(hits), products)


def best_line(judgement: Judged, recall_weight: float) -> float:
    """Log odds from which on finds are told, for the best F of that weight (van Rijsbergen 1979)."""
    if not judgement.right.any():
        return 0.0
    order = np.argsort(-judgement.odds, kind="stable")
    hits, told = np.cumsum(judgement.right[order]), np.arange(1, len(order) + 1)
    weight = recall_weight**2
    score = (1 + weight) * hits / (weight * max(judgement.products, 1) + told)
    return float(judgement.odds[order][int(score.argmax())])


def calibrated(judgement: Judged, prior: float, least_slope: float) -> tuple[float, float]:
    """Slope and intercept of the line that makes log odds those of a find's being right.

    Args:
        judgement: Of finds.
        prior: Finds that weigh against these, for log odds as they come.
        least_slope: Of the line.
    """
    if not len(judgement.odds):
        return 1.0, 0.0
    rows = np.ones(len(judgement.odds))
    group = np.zeros(len(rows), dtype=np.int64)
    lines = fit_lines(judgement.odds, judgement.right.astype(np.float64), rows, group, 1, prior, least_slope)
    return float(lines.slope[0]), float(lines.intercept[0])
