"""What descriptors weigh beside the engine, and how far the whole is evened, by what valid photos find."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ..minilm import unit
from .evening import evened, evening, scatter
from .fusion_fitting import ENGINE
from .fusion_judging import Asked
from .fusion_settings import FusionSettings

Floats = npt.NDArray[np.float32]

_SMALLEST: Final = 1e-9  # gain that ends the search where none is asked for


@dataclass(frozen=True)
class Tried:
    """A fusion that is tried.

    Attributes:
        weights: By name of a descriptor.
        evened: How far the whole is evened.
    """

    weights: dict[str, float]
    evened: float

    def beside(self, settings: FusionSettings) -> list[Tried]:
        """All that differ from it in one setting."""
        found = [
            replace(self, weights={**self.weights, name: weight})
            for name in self.weights
            for weight in settings.weights
            if weight != self.weights[name]
        ]
        return found + [replace(self, evened=strength) for strength in settings.evened if strength != self.evened]


def best_fusion(
    parts: dict[str, tuple[Floats, Floats]], asked: Asked, settings: FusionSettings
) -> tuple[dict[str, float], Floats | None, dict[str, Any]]:
    """Weights of the descriptors, and how far the whole is evened, under which valid photos find most.

    Found counts among all entries and, with the share `catalogue_only`, among those of the catalogue alone, so that
    products without photos are not forgotten. From the engine alone one setting after the other is changed, each time
    that which gains most, until none gains the least gain: what adds nothing stays out.

    Args:
        parts: Unit-length vectors of queries and of entries, by name; `engine` is one.
        asked: Whose they are.
        settings: What is tried.

    Returns:
        Weights by name of a descriptor; what joined vectors are multiplied by, (dimensions, dimensions), None where
        evening does not pay; facts, JSON values.
    """
    now = Tried(dict.fromkeys((name for name in parts if name != ENGINE), 0.0), 0.0)
    if asked.answerable() < max(settings.fewest, 1):
        return now.weights, None, {"valid_pictures": asked.answerable()}
    rank, matrix = _found(now, parts, asked, settings)
    alone = rank
    while True:
        every = [(_found(one, parts, asked, settings), one) for one in now.beside(settings)]
        (better, its_matrix), best = max(every, key=lambda one: one[0][0], default=((-np.inf, None), now))
        if better < rank + max(settings.least_gain, _SMALLEST):
            break
        rank, matrix, now = better, its_matrix, best
    facts = {
        "valid_pictures": asked.answerable(),
        "reciprocal_rank": round(rank, 4),
        "reciprocal_rank_of_engine": round(alone, 4),
        "evened": now.evened,
    }
    return now.weights, matrix, facts


def joined(engine: Floats, parts: dict[str, Floats], weights: dict[str, float]) -> Floats:
    """The engine's vectors and, behind them, those of descriptors that have weight; (n, dimensions), of unit length."""
    weighed = [np.float32(np.sqrt(weight)) * parts[name] for name, weight in weights.items() if weight > 0]
    return unit(np.concatenate([engine, *weighed], axis=1))


def _found(
    tried: Tried, parts: dict[str, tuple[Floats, Floats]], asked: Asked, settings: FusionSettings
) -> tuple[float, Floats | None]:
    """Mean reciprocal rank, and what joined vectors are multiplied by."""
    queries, entries = (
        joined(parts[ENGINE][at], {name: one[at] for name, one in parts.items()}, tried.weights) for at in (0, 1)
    )
    matrix = None
    if tried.evened > 0:
        learnt = np.ones(len(entries), dtype=np.bool_) if asked.learnt is None else asked.learnt
        differing = scatter(
            entries[learnt], asked.entries[learnt], asked.of_catalogue[learnt], settings.catalogue_scatter
        )
        if differing is None:
            return -np.inf, None
        matrix = evening(differing, tried.evened)
    return asked.both_ranks(evened(queries, matrix) @ evened(entries, matrix).T, settings.catalogue_only), matrix
