"""Curves of recommendation: how far down what is taken lies, for whom, and how much of the long tail is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.curves import Line, Plot
from evaluation.rec_found import DEPTHS
from evaluation.rec_slices import BY_EVENTS
from evaluation.rec_tail import TOPS

_LINES: Final = {"_warm": "products met before", "_unseen": "products never met before"}
_ORDER: Final = {"ndcg_10": ("NDCG by events before", "NDCG@10"), "recall_10": ("Recall by events before", "recall@10")}


def plots(table: pd.DataFrame) -> list[Plot]:
    """Curves of the outcomes; those that they do not allow are left out."""
    return [*_by_depth(table), *_tail(table)]


def measured_plots(measures: Mapping[str, Mapping[str, Any]]) -> list[Plot]:
    """Curves of measures, by name as JSON; those that lack all points are left out."""
    return [plot for name, words in _ORDER.items() for plot in _by_events(measures, name, *words)]


def _by_depth(table: pd.DataFrame) -> Iterator[Plot]:
    rows = table[table["measurable"].to_numpy(bool)]
    if len(rows) == 0:
        return
    x = [float(depth) for depth in DEPTHS]
    lines = {}
    for kind, says in _LINES.items():
        own = rows[rows[f"with{kind}"].to_numpy(bool)]
        if len(own):
            lines[says] = Line(x=x, y=[float(own[f"recall_{depth}{kind}"].mean()) for depth in DEPTHS])
    yield Plot(
        name="Recall by depth",
        x_label="products from the top",
        y_label="share of relevant products among them",
        x=x,
        y=[float(rows[f"recall_{depth}"].mean()) for depth in DEPTHS],
        y_range=(0.0, 1.0),
        lines=lines,
        note=f"{len(rows):,} test requests with a relevant product that could be had.",
    )


def _tail(table: pd.DataFrame) -> Iterator[Plot]:
    shown, taken = float(table["shown_10"].sum()), float(table["relevant"].sum())
    if not shown:
        return
    x = [100 * top / TOPS[-1] for top in TOPS]
    whole = {"what was taken": Line(x=x, y=[float(table[f"relevant_top_{top}"].sum()) / taken for top in TOPS])}
    yield Plot(
        name="Long tail",
        x_label="listed products with most events before, %",
        y_label="share of the first ten products among them",
        x=x,
        y=[float(table[f"shown_top_{top}"].sum()) / shown for top in TOPS],
        x_range=(0.0, 100.0),
        y_range=(0.0, 1.0),
        lines=whole if taken else {},
        note=f"{int(shown):,} products shown in {len(table):,} test requests.",
    )


def _by_events(measures: Mapping[str, Mapping[str, Any]], name: str, title: str, label: str) -> Iterator[Plot]:
    found = {low: measures.get(f"{name}_{part}") for part, (low, _) in BY_EVENTS.items()}
    there = {low: one for low, one in found.items() if one and None not in (one["value"], one["low"], one["high"])}
    if not there:
        return
    value, low, high = ([float(one[end]) for one in there.values()] for end in ("value", "low", "high"))
    yield Plot(
        name=title,
        x_label=f"events before: {', '.join(map(str, found))} and more",
        y_label=label,
        x=[float(np.int64(at)) for at in there],
        y=value,
        low=low,
        high=high,
        points=True,
        note=f"{sum(int(one['n']) for one in there.values()):,} test requests, with intervals; 3 stands for 3 to 5.",
    )
