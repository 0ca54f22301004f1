"""Curves of product search: how soon something right comes, and what half a query and a slip of the finger cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.curves import Line, Plot
from evaluation.proportion import clopper_pearson_of
from evaluation.search_mistyped import SLIPS
from evaluation.search_typed import PERCENT

_PLACES: Final = (1, 2, 3, 4, 5, 10, 20, 50, 100)
_SHARES: Final = np.linspace(0, 1, 21)
CONFIDENCE: Final = 0.95


def plots(table: pd.DataFrame) -> list[Plot]:
    """Curves of the outcomes; those that they do not allow are left out."""
    return [*_by_place(table), *_spread(table)]


def measured_plots(measures: Mapping[str, Mapping[str, Any]]) -> list[Plot]:
    """Curves of measures, by name as JSON; those that lack one are left out."""
    return [*_typed(measures), *_mistyped(measures)]


def _by_place(table: pd.DataFrame) -> Iterator[Plot]:
    rows = table[table["with_right"].to_numpy(bool)]
    if len(rows) == 0:
        return
    places = np.array(_PLACES, dtype=np.int64)
    first = rows["reciprocal_rank"].to_numpy(np.float64)
    hits = (first[:, None] >= 1 / places).sum(axis=0)
    low, high = clopper_pearson_of(hits, np.full(len(places), len(rows)), CONFIDENCE)
    yield Plot(
        name="Searches answered by place",
        x_label="products from the top",
        y_label="share of searches with a right one among them",
        x=places.astype(float).tolist(),
        y=(hits / len(rows)).tolist(),
        low=low.tolist(),
        high=high.tolist(),
        y_range=(0.0, 1.0),
        note=f"{len(rows):,} test searches that have a right product; with exact 95 % intervals.",
    )


def _spread(table: pd.DataFrame) -> Iterator[Plot]:
    ndcg = table.loc[table["measurable"].to_numpy(bool), "ndcg_10"].to_numpy(np.float64)
    if len(ndcg) == 0:
        return
    reached = (ndcg[:, None] >= _SHARES - 1e-9).mean(axis=0)
    yield Plot(
        name="Spread of NDCG",
        x_label="NDCG@10",
        y_label="share of searches that reach it",
        x=_SHARES.tolist(),
        y=reached.tolist(),
        x_range=(0.0, 1.0),
        y_range=(0.0, 1.0),
        note=f"{len(ndcg):,} test searches.",
    )


def _typed(measures: Mapping[str, Mapping[str, Any]]) -> Iterator[Plot]:
    found = {percent: measures.get(f"ndcg_10_typed_{percent}") for percent in PERCENT}
    yield from _drawn(
        found,
        name="NDCG by share typed",
        x_label="characters typed, %",
        y_label="NDCG@10",
        x_range=(0.0, 100.0),
        y_range=(0.0, 1.0),
    )


def _mistyped(measures: Mapping[str, Mapping[str, Any]]) -> Iterator[Plot]:
    counts = (0, *SLIPS)
    before = measures.get("ndcg_10_typos_0")
    raw = [before, *(measures.get(f"ndcg_10_typos_{one}_uncorrected") for one in SLIPS)]
    heights = [float(one["value"]) for one in raw if one is not None and one["value"] is not None]
    lines = {"not corrected": Line(x=[float(one) for one in counts], y=heights)} if len(heights) == len(counts) else {}
    yield from _drawn(
        {count: measures.get(f"ndcg_10_typos_{count}") for count in counts},
        name="NDCG by slips",
        x_label="slips of the finger",
        y_label="NDCG@10",
        y_range=(0.0, 1.0),
        lines=lines,
    )


def _drawn(found: Mapping[int, Mapping[str, Any] | None], **words: Any) -> Iterator[Plot]:
    """A curve through measures with intervals; none where one is missing."""
    points = [one for one in found.values() if one is not None and None not in (one["value"], one["low"], one["high"])]
    if not points or len(points) != len(found):
        return
    value, low, high = ([float(one[end]) for one in points] for end in ("value", "low", "high"))
    note = f"{points[0]['n']:,} test searches that were asked again, with intervals."
    yield Plot(x=[float(at) for at in found], y=value, low=low, high=high, note=note, **words)
