"""How many mistakes would be found: labels flipped on paper, judged by models that never saw them."""

from __future__ import annotations

from typing import Any

import numpy as np

from .candidates import Longs
from .judged_labels import JudgedLabels, Landing
from .noise_detector import Detector
from .noise_settings import NoiseSettings


def found_flips(
    labels: JudgedLabels, detector: Detector, settings: NoiseSettings, rng: np.random.Generator
) -> dict[str, Any]:
    """Share of single flips that would not be kept: `found_flips`, to any leaf, and `found_sibling_flips`.

    They cost nothing, as no model that judges a row has seen its label. Of many flips at once fewer are found, since
    models then learn from some of them.

    Args:
        labels: Those that are kept, (m,); null is returned of a kind that none of them can be flipped to.
    """
    some = labels.drawn(settings.flips, rng)
    return {
        "found_flips": _share_found(some, _anywhere(some.leaves, detector.landing, rng), detector, settings),
        "found_sibling_flips": _share_found(some, _sibling(some.leaves, detector.landing, rng), detector, settings),
    }


def _share_found(labels: JudgedLabels, flipped: Longs, detector: Detector, settings: NoiseSettings) -> float | None:
    moved = np.flatnonzero(flipped != labels.leaves)
    if not len(moved):
        return None
    mistaken, _, _ = detector.judge(labels.take(moved).as_if(flipped[moved]))
    return float((mistaken >= settings.down_weight).mean())


def _anywhere(leaves: Longs, landing: Landing, rng: np.random.Generator) -> Longs:
    return rng.choice(len(landing.anywhere), len(leaves), p=landing.anywhere)


def _sibling(leaves: Longs, landing: Landing, rng: np.random.Generator) -> Longs:
    """Another leaf with labels under the same node, itself where there is none; (m,)."""
    labelled = np.flatnonzero(landing.anywhere > 0)
    order = labelled[np.argsort(landing.parents[labelled], kind="stable")]
    place = np.zeros(len(landing.anywhere), dtype=np.int64)
    place[order] = np.arange(len(order))
    start = np.searchsorted(landing.parents[order], landing.parents[leaves])
    size = landing.siblings[leaves]
    steps = 1 + np.floor(rng.random(len(leaves)) * (size - 1)).astype(np.int64)
    return order[start + (place[leaves] - start + steps) % size]
