"""Whether looking closer at what the index finds pays, learnt on crops of valid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from .examples import Crops, Pixels
from .head import Head
from .index import PictureIndex
from .parameters import VisualSearchParameters
from .regions import Embeds

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def closer(
    index: PictureIndex,
    pictures: Iterable[Sequence[Pixels]],
    embedder: Embeds,
    valid: Crops,
    settings: VisualSearchParameters,
) -> Head | None:
    """What looks closer; None where the index is too large for it, or where it finds no more on valid.

    Args:
        index: Of all entries.
        pictures: Of these, in their order, some at a time.
        embedder: Made their vectors.
        valid: Crops whose product is known.
        settings: Of all parts.
    """
    if len(index) > settings.head.most_entries or not len(valid):
        return None
    head = Head.of(pictures, settings.head, settings.threads)
    rows = np.linspace(0, len(valid) - 1, min(len(valid), settings.head.judged)).astype(np.int64)
    crops = [valid.pixels(int(row)) for row in rows]
    found = index.search(embedder.vectors(crops), settings.index.found, threads=settings.threads)
    return weighed(head, crops, valid.products[rows], found.entries, found.owners, found.scores)


def weighed(
    head: Head, crops: Sequence[Pixels], products: Ints, entries: Ints, owners: Ints, scores: Floats
) -> Head | None:
    """A head with the weight under which valid finds most; None where looking closer does not pay, or nobody can tell.

    Args:
        head: Of all entries.
        crops: Of valid photos; (q,).
        products: Code of each one's product; (q,).
        entries: That were found for each, best first, negative where there is none; (q, m).
        owners: Code of each entry's product; (q, m).
        scores: Of each; (q, m).
    """
    right = (owners == products[:, None]) & (entries >= 0)
    rows = np.flatnonzero(right.any(axis=1))
    if len(rows) < head.settings.fewest:
        return None
    rows = rows[np.linspace(0, len(rows) - 1, min(len(rows), head.settings.judged)).astype(np.int64)]
    common = np.stack([head.common(crops[row], entries[row]) for row in rows.tolist()])
    gains = {
        weight: _reciprocal_rank(np.where(entries[rows] >= 0, scores[rows] + weight * common, -np.inf), right[rows])
        for weight in (0.0, *head.settings.weights)
    }
    weight = max(gains, key=lambda one: gains[one])
    if gains[weight] < gains[0.0] + head.settings.least_gain:
        return None
    facts = {
        "valid_pictures": len(rows),
        "reciprocal_rank": round(gains[weight], 4),
        "reciprocal_rank_without": round(gains[0.0], 4),
    }
    return head.with_weight(weight, facts)


def _reciprocal_rank(scores: Floats, right: npt.NDArray[np.bool_]) -> float:
    """Mean over pictures of one over the rank of their first right entry; of wrong ones that score the same, half come
    first."""
    best = np.where(right, scores, -np.inf).max(axis=1, keepdims=True)
    ranks = 1 + (scores > best).sum(axis=1) + ((scores == best) & ~right).sum(axis=1) / 2
    return float((1.0 / ranks).mean())
