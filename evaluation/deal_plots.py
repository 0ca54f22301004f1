"""Curves of deal ranking: relevance against revenue, whether probabilities hold, the last hours, and new deals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeVar

import pandas as pd

from evaluation.curves import Line, Plot, precision_recall, reliability
from evaluation.deal_front import ALPHAS
from evaluation.deal_learning import BY_IMPRESSIONS, KEPT
from evaluation.deal_replay import BY_ALPHA
from evaluation.deal_rows import unfolded
from evaluation.deal_slices import BY_HOURS

Measures = Mapping[str, Mapping[str, Any]]
K = TypeVar("K")

_HOURS: Final = "hours left: less than 6, 6 to 24, 24 and more"
_SHOWN: Final = "times shown before: 0, 1 to 100, 101 to 1,000, more"


class _Point(NamedTuple):
    value: float
    low: float
    high: float
    n: int


def plots(table: pd.DataFrame) -> list[Plot]:
    """Curves of the outcomes; of assumed exposures there is no calibration."""
    rows = unfolded(table)
    if len(rows) == 0:
        return []
    curve = precision_recall(rows["score"], rows["label"], rare=True)
    return [reliability(rows["score"], rows["label"], rare=True), curve] if bool(table["logged"].all()) else [curve]


def measured_plots(measures: Measures) -> list[Plot]:
    """Curves of measures, by name as JSON; those that lack points are left out."""
    return [*_front(measures), *_by_hours(measures), *_by_impressions(measures)]


def _front(measures: Measures) -> Iterator[Plot]:
    revenue = _whole(measures, {alpha: f"realised_{policy}" for alpha, policy in BY_ALPHA.items()})
    ndcg = _whole(measures, {alpha: f"ndcg_5_alpha_{alpha}" for alpha in ALPHAS})
    both = sorted((alpha for alpha in ALPHAS if alpha in revenue and alpha in ndcg), key=lambda one: revenue[one].value)
    if len(both) < 2:
        return
    yield Plot(
        name="Relevance against revenue",
        x_label="revenue under limited impressions, of an oracle's",
        y_label="NDCG@5",
        x=[revenue[alpha].value for alpha in both],
        y=[ndcg[alpha].value for alpha in both],
        low=[ndcg[alpha].low for alpha in both],
        high=[ndcg[alpha].high for alpha in both],
        note=f"From left to right alpha {', '.join(f'{ALPHAS[alpha]:g}' for alpha in both)}; {ndcg[both[0]].n:,} test "
        "requests.",
    )


def _by_hours(measures: Measures) -> Iterator[Plot]:
    found = _whole(measures, {float(low): f"ndcg_5_{part}" for part, (low, _) in BY_HOURS.items()})
    if found:
        yield _points(found, "NDCG by hours left", _HOURS)


def _by_impressions(measures: Measures) -> Iterator[Plot]:
    updated, frozen = (
        _whole(measures, {float(at): f"ndcg_5_new_{part}_{kept}" for at, part in enumerate(BY_IMPRESSIONS)})
        for kept in KEPT
    )
    if len(updated) < 2:
        return
    lines = {"not updated": Line(x=list(frozen), y=[one.value for one in frozen.values()])}
    for seen in _whole(measures, {0.0: "ndcg_5_seen_updated"}).values():
        lines["deals met before"] = Line(x=list(updated), y=[seen.value] * len(updated))
    yield _points(updated, "New deals by impressions", _SHOWN).model_copy(update={"lines": lines, "points": False})


def _points(found: Mapping[float, _Point], name: str, x_label: str) -> Plot:
    return Plot(
        name=name,
        x_label=x_label,
        y_label="NDCG@5",
        x=list(found),
        y=[one.value for one in found.values()],
        low=[one.low for one in found.values()],
        high=[one.high for one in found.values()],
        points=True,
        note=f"Test requests: {', '.join(f'{one.n:,}' for one in found.values())}; with intervals.",
    )


def _whole(measures: Measures, names: Mapping[K, str]) -> dict[K, _Point]:
    """Those of the measures that are there with both ends."""
    found = {key: measures.get(name) for key, name in names.items()}
    return {
        key: _Point(float(one["value"]), float(one["low"]), float(one["high"]), int(one["n"]))
        for key, one in found.items()
        if one is not None and None not in (one["value"], one["low"], one["high"])
    }
