"""Curves of product classification: whether probabilities hold, what precision costs, what scarce leaves get."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.category_coverage import curve
from evaluation.curves import FEW, MOST_POINTS, Line, Plot, reliability
from evaluation.probabilities import bins
from evaluation.proportion import clopper_pearson_of

TENTHS: Final = 10
CONFIDENCE: Final = 0.95
TARGET: Final = 0.95


def plots(table: pd.DataFrame) -> list[Plot]:
    """Curves of the outcomes; those that they do not allow are left out."""
    return [
        reliability(table["score"], table["label"]),
        _precision_coverage(table),
        *_by_training_rows(table),
        *_by_level(table),
    ]


def _precision_coverage(table: pd.DataFrame) -> Plot:
    coverage, precision = curve(table)
    # Of the first few listings precision is chance.
    sure = coverage * len(table) >= min(FEW, len(table))
    coverage, precision = coverage[sure], precision[sure]
    kept = np.unique(np.linspace(0, len(coverage) - 1, min(MOST_POINTS, len(coverage)), dtype=int))
    x = coverage[kept].tolist()
    return Plot(
        name="Precision and coverage",
        x_label="share of listings answered with their first leaf",
        y_label="share of those right",
        x=x,
        y=precision[kept].tolist(),
        x_range=(0.0, 1.0),
        lines={f"{TARGET * 100:.0f} % right": Line(x=[0.0, 1.0], y=[TARGET, TARGET])} if x else {},
        note=f"{len(table):,} test listings, the surest first, over all thresholds that answer at least {FEW}.",
    )


def _by_training_rows(table: pd.DataFrame) -> Iterator[Plot]:
    """Tenths of the test by how many training listings the true leaf has."""
    rows = table["train_rows"].to_numpy(np.float64)
    if len(np.unique(rows)) < 2:
        return
    yield _shares(
        table,
        bins(rows, TENTHS),
        "train_rows",
        name="Top-1 by training listings of the leaf",
        x_label="training listings of the true leaf",
        y_label="share whose first answer is right",
        points=True,
        note=f"{len(table):,} test listings in up to {TENTHS} parts of about equally many, by how many training "
        "listings their leaf has; with exact 95 % intervals.",
    )


def _by_level(table: pd.DataFrame) -> Iterator[Plot]:
    answered = table[table["answered"].to_numpy(bool)]
    if len(answered) == 0:
        return
    plot = _shares(
        answered.assign(label=answered["answer_right"].astype("int8")),
        answered["level"].to_numpy(np.int64),
        "level",
        name="Abstaining answers by level",
        x_label="steps of the answered node from the root",
        y_label="share of those right",
        note=f"{len(answered):,} of {len(table):,} test listings are answered below the root; with exact 95 % "
        "intervals.",
    )
    levels = np.arange(1, max(2.0, *plot.x) + 1)
    reached = [float((table["level"] >= level).mean()) for level in levels]
    lines = {"share of all listings answered so deep or deeper": Line(x=levels.tolist(), y=reached)}
    yield plot.model_copy(update={"lines": lines, "points": True, "y_range": (0.0, 1.0)})


def _shares(table: pd.DataFrame, part: npt.NDArray[np.int64], place: str, **words: Any) -> Plot:
    """Share of rows whose `label` is 1 of each part, with its interval, at the part's mean of a column."""
    of_part = table[["label", place]].groupby(part)
    found = of_part.agg(rows=("label", "size"), hits=("label", "sum"), x=(place, "mean"))
    hits, rows = found["hits"].to_numpy(np.int64), found["rows"].to_numpy(np.int64)
    low, high = clopper_pearson_of(hits, rows, CONFIDENCE)
    return Plot(x=found["x"].tolist(), y=(hits / rows).tolist(), low=low.tolist(), high=high.tolist(), **words)
