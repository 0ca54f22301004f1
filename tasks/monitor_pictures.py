"""The few numbers from which a report draws a comparison."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from evaluation.signals import Items, Numbers, Signal, Values

BINS = 24
LISTED = 8
_NAME_WIDTH = 40
# Beyond these quantiles of both samples one odd value would leave no room for the rest.
_TAIL = 0.005


def picture(reference: Signal, new: Signal) -> dict[str, Any] | None:
    """Shares of both by bin or by name; None where one has nothing to show."""
    if isinstance(reference, Numbers) and isinstance(new, Numbers):
        return _histograms(reference, new)
    if isinstance(reference, Values | Items) and isinstance(new, Values | Items):
        return _bars(reference, new)
    return None


def shares(reference: float, new: float, name: str) -> dict[str, Any]:
    """One share against another."""
    return {"of": "bars", "names": [name], "reference": [reference], "new": [new]}


def _histograms(reference: Numbers, new: Numbers) -> dict[str, Any] | None:
    if len(reference.values) == 0 or len(new.values) == 0:
        return None
    quantiles = [np.quantile(part.values, [_TAIL, 1 - _TAIL]) for part in (reference, new)]
    low, high = float(min(q[0] for q in quantiles)), float(max(q[1] for q in quantiles))
    edges = np.linspace(low, high if high > low else low + 1, BINS + 1)

    def counted(part: Numbers) -> list[float]:
        inside = np.clip(part.values, edges[0], edges[-1])
        return [round(float(share), 6) for share in np.histogram(inside, edges)[0] / len(inside)]

    return {
        "of": "histogram",
        "low": low,
        "high": float(edges[-1]),
        "medians": [float(np.median(reference.values)), float(np.median(new.values))],
        "reference": counted(reference),
        "new": counted(new),
    }


def _bars(reference: Values | Items, new: Values | Items) -> dict[str, Any] | None:
    if reference.n == 0 or new.n == 0:
        return None
    ours, theirs = _shares(reference.counts, reference.n), _shares(new.counts, new.n)
    # What the reference does not list is absent from it only where it lists everything.
    unlisted = None if reference.other else 0.0
    names = {*_largest(ours), *_largest({name: theirs[name] - ours.get(name, 0.0) for name in theirs})}
    ordered = sorted(names, key=lambda name: (-abs(theirs.get(name, 0.0) - ours.get(name, 0.0)), name))[:LISTED]
    return {
        "of": "bars",
        "names": [name[:_NAME_WIDTH] for name in ordered],
        "reference": [round(ours[name], 6) if name in ours else unlisted for name in ordered],
        "new": [round(theirs.get(name, 0.0), 6) for name in ordered],
    }


def _shares(counts: Mapping[str, int], n: int) -> dict[str, float]:
    return {name: rows / n for name, rows in counts.items()}


def _largest(shares_by_name: Mapping[str, float]) -> list[str]:
    return sorted(shares_by_name, key=lambda name: (-shares_by_name[name], name))[:LISTED]
