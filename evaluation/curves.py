"""Curves that a report draws: points computed here, so that a page needs no outcomes."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict

from evaluation.proportion import clopper_pearson

MOST_POINTS = 200
BINS = 10
# Of so few positives a precision is chance, and on an axis made for rare ones it would dwarf all others.
FEW = 20


class Line(BaseModel):
    """A line to see a curve against: what was sold, what another forecast would have been."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    x: list[float]
    y: list[float]


class Plot(BaseModel):
    """One curve, in the units of its axes.

    Args:
        name: Of the plot; the same plot of two models is drawn on the same axes.
        x: Ascending positions of the points.
        y: Their heights.
        low: Lower ends of the points' intervals, empty where there are none.
        high: Upper ends.
        band: Whether the intervals are drawn as one band along the curve, instead of one at each point.
        lines: Other lines by name, the same whichever model is drawn.
        x_range: Ends of the axis; from the points where None.
        y_range: Ends of the axis; from the points where None.
        diagonal: Whether the line y = x is drawn, on which perfect points would lie.
        steps: Whether a point's height holds back to the point before, instead of a straight line.
        points: Whether the points stand alone, without a line through them.
        note: One sentence for the reader.
        subject: What the curve is of, where a name such as "worst" does not tell; two models' curves are drawn on the
            same axes only where it is the same.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    x_label: str
    y_label: str
    x: list[float]
    y: list[float]
    low: list[float] = []
    high: list[float] = []
    band: bool = False
    lines: dict[str, Line] = {}
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    diagonal: bool = False
    steps: bool = False
    points: bool = False
    note: str = ""
    subject: str = ""

    @property
    def file_name(self) -> str:
        """The name as one of files."""
        return re.sub(r"\W+", "_", self.name.lower()).strip("_")


@dataclass(frozen=True)
class _Bin:
    predicted: float
    found: float
    low: float
    high: float


def reliability(score: pd.Series, label: pd.Series, *, rare: bool = False) -> Plot:
    """Predicted probability against the share of positives, in bins of about equally many examples.

    Args:
        score: Probabilities, 0 to 1.
        label: 1 for a positive, else 0.
        rare: Positives are: the axes are in percent and end where the points do, else at 0 and 1.
    """
    table = pd.DataFrame({"score": score.to_numpy(np.float64), "label": label.to_numpy(np.float64)}).dropna()
    # Examples of one score stay together: no bin parts them.
    ranked = table["score"].rank(method="average", pct=True)
    bins = np.minimum((ranked * BINS).to_numpy(np.float64).astype(int), BINS - 1)
    found = [_bin(rows) for _, rows in table.groupby(bins)]
    unit, times = (", %", 100.0) if rare else ("", 1.0)
    return Plot(
        name="Reliability",
        x_label=f"predicted probability{unit}",
        y_label=f"share of positives found{unit}",
        x=[point.predicted * times for point in found],
        y=[point.found * times for point in found],
        low=[point.low * times for point in found],
        high=[point.high * times for point in found],
        x_range=None if rare else (0.0, 1.0),
        y_range=None if rare else (0.0, 1.0),
        diagonal=True,
        note=f"{len(table):,} test examples in up to {BINS} bins of about equally many, with exact 95 % intervals.",
    )


def _bin(rows: pd.DataFrame) -> _Bin:
    hits, trials = int(rows["label"].sum()), len(rows)
    low, high = clopper_pearson(hits, trials)
    return _Bin(float(rows["score"].mean()), hits / trials, low, high)


def precision_recall(score: pd.Series, label: pd.Series, *, rare: bool = False) -> Plot:
    """Precision at each recall that some threshold reaches; empty where there is no positive.

    Args:
        score: Higher for what is more likely a positive.
        label: 1 for a positive, else 0.
        rare: Positives are: the axis of precision is in percent and ends where the curve does, and the first few
            positives, whose precision is chance, are left out.
    """
    table = pd.DataFrame({"score": score.to_numpy(np.float64), "label": label.to_numpy(np.float64)}).dropna()
    ordered = table.sort_values("score", ascending=False, kind="stable")
    last_of_tie = ordered["score"].ne(ordered["score"].shift(-1)).to_numpy()
    hits = ordered["label"].cumsum().to_numpy()[last_of_tie]
    chosen = np.arange(1, len(ordered) + 1)[last_of_tie]
    positives = float(ordered["label"].sum())
    sure = hits >= min(FEW, positives) if rare else hits >= 0
    recall, precision = (hits[sure] / positives, (hits / chosen)[sure]) if positives else (np.zeros(0), np.zeros(0))
    kept = np.unique(np.linspace(0, len(recall) - 1, min(MOST_POINTS, len(recall)), dtype=int))
    x = [float(value) for value in recall[kept]]
    unit, times = (", %", 100.0) if rare else ("", 1.0)
    note = f"{int(positives):,} positives among {len(table):,} test examples, over all thresholds"
    return Plot(
        name="Precision and recall",
        x_label="recall",
        y_label=f"precision{unit}",
        x=x,
        y=[float(value) * times for value in precision[kept]],
        x_range=(0.0, 1.0),
        y_range=None if rare else (0.0, 1.0),
        lines={"share of positives": Line(x=x, y=[positives / len(table) * times] * len(x))} if rare and x else {},
        steps=True,
        note=f"{note} that find at least {FEW}." if rare else f"{note}.",
    )
