"""How many mistakes would be found: labels flipped on paper, judged by models that never saw them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .candidates import Longs
from .judged_labels import JudgedLabels, Landing
from .noise_actions import DOWN_WEIGHTED, KEPT, Actions
from .noise_detector import Detector

Reals = npt.NDArray[np.float64]


def found_flips(
    labels: JudgedLabels, mistaken: Reals, detector: Detector, actions: Actions, rng: np.random.Generator
) -> dict[str, float | None]:
    """Shares of single flips of right labels that would be found and acted on, to any leaf and to a sibling.

    They cost nothing, as no model that judges a row has seen its label. Of many flips at once fewer are found, since
    models then learn from some of them. A flip counts by how probable it is that the label was right: were labels that
    look mistaken left out, the rows that are hardest to judge would be left out with them.

    Args:
        labels: All that were judged, (m,).
        mistaken: Probability that each is mistaken as it is, (m,).

    Returns:
        `found_flips` and `found_sibling_flips`: not kept; `acted_flips` and `acted_sibling_flips`: set aside or
        learnt less. Null of a kind that no label can be flipped to. And `flips`: labels that were drawn.
    """
    some = labels.drawn(actions.settings.flips, rng)
    labels, right = labels.take(some), 1 - mistaken[some]
    anywhere = _shares(labels, _anywhere(labels.leaves, detector.landing, rng), right, detector, actions)
    beside = _shares(labels, _sibling(labels.leaves, detector.landing, rng), right, detector, actions)
    names = ("found_flips", "acted_flips"), ("found_sibling_flips", "acted_sibling_flips")
    shares = dict(zip(names[0], anywhere, strict=True)) | dict(zip(names[1], beside, strict=True))
    return {"flips": len(some), **shares}


def _shares(
    labels: JudgedLabels, flipped: Longs, right: Reals, detector: Detector, actions: Actions
) -> tuple[float | None, float | None]:
    """Of flips, weighed by how probable the label was right, those not kept and those that training heeds."""
    weight = np.where(flipped != labels.leaves, right, 0.0)
    if not weight.any():
        return None, None
    moved = labels.as_if(flipped)
    mistaken, _, claimed = detector.judge(moved)
    action, _ = actions.on(moved.leaves, mistaken, claimed, new=True)
    found, acted = (float(np.average(those, weights=weight)) for those in (action != KEPT, action >= DOWN_WEIGHTED))
    return found, acted


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
