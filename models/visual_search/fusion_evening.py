"""Whether, and how far, joined vectors are evened, by what valid photos find."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .embedder_settings import FusionSettings
from .evening import evened, evening, scatter
from .fusion_weights import Asked

Floats = npt.NDArray[np.float32]


def best_evening(
    queries: Floats, entries: Floats, asked: Asked, settings: FusionSettings
) -> tuple[Floats | None, dict[str, Any]]:
    """The evening of joined vectors under which valid photos find most, among all entries and the catalogue's alone.

    Args:
        queries: Of unit length; (n, dimensions).
        entries: Likewise, what is learned from among them; (m, dimensions).
        asked: Whose they are.
        settings: What is tried.

    Returns:
        What vectors are multiplied by, (dimensions, dimensions), None where evening does not pay or nobody can tell;
        facts, JSON values.
    """
    differing = scatter(entries, asked.entries, asked.of_catalogue, settings.catalogue_scatter)
    if differing is None or asked.answerable() < max(settings.fewest, 1):
        return None, {}
    tried: dict[float, tuple[float, Floats | None]] = {0.0: (asked.both_ranks(queries @ entries.T), None)}
    for strength in settings.evened:
        if strength > 0:
            matrix = evening(differing, strength)
            tried[strength] = asked.both_ranks(evened(queries, matrix) @ evened(entries, matrix).T), matrix
    best = max(tried, key=lambda one: tried[one][0])
    if tried[best][0] < tried[0.0][0] + settings.least_gain:
        best = 0.0
    return tried[best][1], {"evened": best, "reciprocal_rank_evened": round(tried[best][0], 4)}
