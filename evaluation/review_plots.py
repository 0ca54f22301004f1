"""Curves of review extraction: whether confidences hold, what recall costs, length, and what noise costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.bootstrap import once
from evaluation.curves import FEW, MOST_POINTS, Line, Plot, reliability
from evaluation.review_noised import KINDS
from evaluation.review_rows import unfolded
from evaluation.review_statistics import TRIPLET_F1


def plots(table: pd.DataFrame) -> list[Plot]:
    """Curves of the outcomes; those that they do not allow are left out."""
    told = unfolded(table)
    return [*_reliability(told), *_precision_recall(told, int(table["triplets_annotated"].sum())), *_by_told(table)]


def measured_plots(measures: Mapping[str, Mapping[str, Any]]) -> list[Plot]:
    """Curves of measures, by name as JSON; those that lack one are left out."""
    found = [measures.get(f"triplet_f1_{kind}_lost") for kind in KINDS]
    points = [one for one in found if one is not None and None not in (one["value"], one["low"], one["high"])]
    if not points or len(points) != len(KINDS):
        return []
    value, low, high = ([float(one[end]) * 100 for one in points] for end in ("value", "low", "high"))
    places = [float(place) for place in range(1, len(KINDS) + 1)]
    kinds = ", ".join(f"{place:.0f} {name.replace('_', ' ')}" for place, name in zip(places, KINDS, strict=True))
    return [
        Plot(
            name="Points lost by kind of noise",
            x_label="kind of noise",
            y_label="points of triplet F1 that are lost",
            x=places,
            y=value,
            low=low,
            high=high,
            lines={"nothing lost": Line(x=[places[0], places[-1]], y=[0.0, 0.0])},
            points=True,
            note=f"Copies of {points[0]['n']:,} test reviews, each with one kind: {kinds}; with intervals.",
        )
    ]


def _reliability(told: pd.DataFrame) -> Iterator[Plot]:
    if len(told):
        plot = reliability(told["score"], told["label"])
        note = f"{len(told):,} told triplets in bins of about equally many, with exact 95 % intervals."
        words = {"x_label": "confidence", "y_label": "share of triplets that are right", "note": note}
        yield plot.model_copy(update=words)


def _precision_recall(told: pd.DataFrame, annotated: int) -> Iterator[Plot]:
    """Over all thresholds above the model's own: what it does not tell is not known here."""
    if len(told) == 0 or annotated == 0:
        return
    ordered = told.sort_values("score", ascending=False, kind="stable")
    hits, count = ordered["label"].to_numpy(np.int64).cumsum(), np.arange(1, len(ordered) + 1)
    kept = np.flatnonzero(ordered["score"].ne(ordered["score"].shift(-1)).to_numpy() & (count >= min(FEW, len(count))))
    kept = kept[np.unique(np.linspace(0, len(kept) - 1, min(MOST_POINTS, len(kept)), dtype=int))]
    yield Plot(
        name="Precision and recall of triplets",
        x_label="share of annotated triplets that are told",
        y_label="share of told triplets that are right",
        x=(hits[kept] / annotated).tolist(),
        y=(hits[kept] / count[kept]).tolist(),
        x_range=(0.0, 1.0),
        y_range=(0.0, 1.0),
        note=f"{annotated:,} annotated and {len(told):,} told triplets, the surest first; the end is where the model "
        "stops to tell.",
    )


_MOST: Final = 6  # annotated triplets a review from which on all are one


def _by_told(table: pd.DataFrame) -> Iterator[Plot]:
    count = table["triplets_annotated"].clip(upper=_MOST)
    parts = {number: rows for number, rows in table.groupby(count) if number > 0}
    if len(parts) < 2:
        return
    yield Plot(
        name="Triplet F1 by opinions of a review",
        x_label=f"annotated triplets of the review, {_MOST} or more as one",
        y_label="triplet F1",
        x=[float(number) for number in parts],
        y=[float(TRIPLET_F1(rows, once(len(rows)))[0]) for rows in parts.values()],
        y_range=(0.0, 1.0),
        points=True,
        note=f"Test reviews: {', '.join(f'{len(rows):,}' for rows in parts.values())}.",
    )
