"""Curves of question answering: what coverage costs in precision, whether confidences hold, and where it is weak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation import category_coverage, qa_confusion
from evaluation.bootstrap import draws
from evaluation.curves import FEW, MOST_POINTS, Line, Plot, reliability
from evaluation.proportion import clopper_pearson_of
from evaluation.qa_changed import CHANGES
from evaluation.qa_judged import PASSAGES
from evaluation.qa_statistics import PERCENT

_RESAMPLES: Final = 400  # of the band of a picture; measures have their own
_CONFIDENCE: Final = 0.95


def plots(table: pd.DataFrame) -> list[Plot]:
    """Curves of the outcomes; those that they do not allow are left out."""
    return [*_precision_coverage(table), *_reliability(table), *_by_kind(table), *qa_confusion.plot(table)]


def measured_plots(measures: Mapping[str, Mapping[str, Any]]) -> list[Plot]:
    """Curves of measures, by name as JSON; those that lack one are left out."""
    lost = _points(measures, {name: f"p_at_1_lost_{name}" for name in CHANGES})
    alone = _points(measures, {name: f"p_at_1_{name}_alone" for name in PASSAGES})
    every = measures.get("p_at_1_every_source", {}).get("value")
    found = []
    if lost:
        found.append(
            _drawn("P@1 lost by how a question is put", "way", "points of P@1 that are lost", lost, ("nothing lost", 0))
        )
    if alone and every is not None:
        whole = ("all sources together", float(every) * 100)
        found.append(_drawn("P@1 by source alone", "source", "P@1, %", alone, whole))
    return found


def _points(measures: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]) -> dict[str, tuple[float, ...]]:
    """Value and both ends in percent by name; none where one is missing."""
    found = {name: measures.get(one) for name, one in names.items()}
    ends = ("value", "low", "high")
    if any(one is None or any(one[end] is None for end in ends) for one in found.values()):
        return {}
    return {name: tuple(float(one[end]) * 100 for end in ends) for name, one in found.items() if one is not None}


def _drawn(name: str, what: str, label: str, points: Mapping[str, tuple[float, ...]], line: tuple[str, float]) -> Plot:
    places = [float(place) for place in range(1, len(points) + 1)]
    value, low, high = ([one[end] for one in points.values()] for end in range(3))
    ways = ", ".join(f"{place:.0f} {one.replace('_', ' ')}" for place, one in zip(places, points, strict=True))
    return Plot(
        name=name,
        x_label=f"{what}, as numbered below",
        y_label=label,
        x=places,
        y=value,
        low=low,
        high=high,
        lines={line[0]: Line(x=[places[0], places[-1]], y=[line[1], line[1]])},
        points=True,
        note=f"Test questions asked again, with intervals: {ways}.",
    )


def _precision_coverage(table: pd.DataFrame) -> Iterator[Plot]:
    """Over all thresholds; refused questions count among all, and are never answered."""
    found = table["found"].to_numpy(dtype=bool)
    order, last = category_coverage.in_order(table[found])
    last = last[last + 1 >= min(FEW, len(order))]
    if len(last) == 0:
        return
    last = last[np.unique(np.linspace(0, len(last) - 1, min(MOST_POINTS, len(last)), dtype=int))]
    rows = np.flatnonzero(found)[order]
    right = table["label"].to_numpy(np.float64)[rows]
    parts = []
    for weights in draws(table["group"], _RESAMPLES, 0):
        drawn = weights[:, rows].astype(np.float64)
        count = drawn.cumsum(axis=1)[:, last]
        hits = (drawn * right).cumsum(axis=1)[:, last]
        parts.append(np.divide(hits, count, out=np.full(count.shape, np.nan), where=count > 0))
    tail = (1 - _CONFIDENCE) / 2
    low, high = np.nanquantile(np.concatenate(parts), [tail, 1 - tail], axis=0)
    yield Plot(
        name="Precision and coverage",
        x_label="share of all questions that are answered",
        y_label="share of the answers that are right",
        x=((last + 1) / len(table)).tolist(),
        y=(right.cumsum()[last] / (last + 1)).tolist(),
        low=low.tolist(),
        high=high.tolist(),
        band=True,
        lines={
            "answered at the model's own promise": Line(x=[float(table["given"].mean())] * 2, y=[0.0, 1.0]),
            **{f"{one} % right": Line(x=[0.0, 1.0], y=[one / 100] * 2) for one in PERCENT},
        },
        x_range=(0.0, 1.0),
        y_range=(0.0, 1.0),
        note=f"{len(table):,} test questions, the surest first, {int(table['answerable'].sum()):,} of which can be "
        f"answered; the band holds {_CONFIDENCE:.0%} of resamples.",
    )


def _reliability(table: pd.DataFrame) -> Iterator[Plot]:
    rows = table[table["found"].to_numpy(dtype=bool)]
    if len(rows):
        words = {"x_label": "confidence", "y_label": "share of answers that are right"}
        note = f"{len(rows):,} answers, given or withheld, in bins of about equally many, with exact 95 % intervals."
        yield reliability(rows["score"], rows["label"]).model_copy(update=words | {"note": note})


def _by_kind(table: pd.DataFrame) -> Iterator[Plot]:
    rows = table[table["answerable"].to_numpy(dtype=bool) & table["kind"].notna().to_numpy(dtype=bool)]
    by_kind = rows.groupby(rows["kind"].astype("str"), sort=True)["first_right"].agg(["sum", "count"])
    if len(by_kind) < 2:
        return
    hits, every = by_kind["sum"].to_numpy(np.int64), by_kind["count"].to_numpy(np.int64)
    weakest = np.argsort(hits / every, kind="stable")
    low, high = clopper_pearson_of(hits[weakest], every[weakest], _CONFIDENCE)
    names = by_kind.index.to_numpy(object)[weakest]
    ways = ", ".join(
        f"{place} {name.replace('_', ' ')} ({count})"
        for place, (name, count) in enumerate(zip(names, every[weakest], strict=True), 1)
    )
    yield Plot(
        name="P@1 by kind of question",
        x_label="kind of question, the weakest first, as numbered below",
        y_label="P@1",
        x=[float(place) for place in range(1, len(names) + 1)],
        y=(hits / every)[weakest].tolist(),
        low=low.tolist(),
        high=high.tolist(),
        y_range=(0.0, 1.0),
        points=True,
        note=f"Questions that can be answered, how many of each kind, and exact 95 % intervals: {ways}.",
        subject=",".join(names),
    )
