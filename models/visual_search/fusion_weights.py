"""What descriptors weigh beside the engine, by what valid photos find."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from .embedder_settings import FusionSettings

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_ENGINE = "engine"


@dataclass(frozen=True)
class Asked:
    """Pictures that are looked for, and what they are looked for in.

    Attributes:
        queries: Code of the product in each picture; (n,).
        entries: Code of each entry's; (m,).
        of_catalogue: Which entries are pictures of the catalogue; (m,).
    """

    queries: Ints
    entries: Ints
    of_catalogue: Bools

    def reciprocal_rank(self, scores: Floats, among: Bools) -> tuple[float, int]:
        """Mean over queries whose product has an entry, a product counting by its best entry; and their number.

        Args:
            scores: (n, m).
            among: Entries that are looked in; (m,).
        """
        rows = np.flatnonzero(among)
        rows = rows[np.argsort(self.entries[rows], kind="stable")]
        if not len(rows):
            return 0.0, 0
        known, starts = np.unique(self.entries[rows], return_index=True)
        answerable = np.flatnonzero(np.isin(self.queries, known))
        if not len(answerable):
            return 0.0, 0
        best = np.maximum.reduceat(scores[np.ix_(answerable, rows)], starts, axis=1)
        right = best[np.arange(len(answerable)), np.searchsorted(known, self.queries[answerable])]
        ranks = (best > right[:, None]).sum(axis=1) + 1
        return float((1.0 / ranks).mean()), len(answerable)

    def both_ranks(self, scores: Floats) -> float:
        """Mean of the reciprocal ranks among all entries and among the catalogue's alone, where there are any."""
        found = [self.reciprocal_rank(scores, among) for among in self._among()]
        return float(np.mean([rank for rank, count in found if count]))

    def answerable(self) -> int:
        """Queries whose product has an entry."""
        return int(np.isin(self.queries, self.entries).sum())

    def _among(self) -> tuple[Bools, Bools]:
        return np.ones(len(self.entries), dtype=np.bool_), self.of_catalogue


def best_weights(
    parts: dict[str, tuple[Floats, Floats]], asked: Asked, settings: FusionSettings
) -> tuple[dict[str, float], dict[str, Any]]:
    """Weights of the descriptors under which valid photos find most.

    Found counts among all entries and among those of the catalogue alone, each half, so that products without photos
    are not forgotten. The fewest descriptors within the least gain of the best are taken.

    Args:
        parts: Vectors of queries and of entries, by name; `engine` is one.
        asked: Whose they are.
        settings: What is tried.

    Returns:
        Weights by name of a descriptor; facts, JSON values.
    """
    names = [name for name in parts if name != _ENGINE]
    alone = dict.fromkeys(names, 0.0)
    cosines = {name: queries @ entries.T for name, (queries, entries) in parts.items()}
    if asked.answerable() < max(settings.fewest, 1):
        return alone, {"valid_pictures": asked.answerable()}
    tried: list[tuple[float, int, tuple[float, ...]]] = []
    for weights in product(settings.weights, repeat=len(names)):
        scores = cosines[_ENGINE] + sum(w * cosines[name] for w, name in zip(weights, names, strict=True) if w > 0)
        tried.append((asked.both_ranks(scores), sum(weight > 0 for weight in weights), weights))
    engine_only = next(mean for mean, count, _ in tried if not count) if 0.0 in settings.weights else None
    top = max(mean for mean, _, _ in tried)
    fewest = min(count for mean, count, _ in tried if mean >= top - settings.least_gain * count)
    mean, _, weights = max(one for one in tried if one[1] == fewest)
    facts = {"valid_pictures": asked.answerable(), "reciprocal_rank": round(mean, 4)}
    if engine_only is not None:
        facts["reciprocal_rank_of_engine"] = round(engine_only, 4)
    return dict(zip(names, weights, strict=True)), facts
