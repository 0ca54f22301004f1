"""Where a pair stands among the other candidates of its two listings: rank and margin, both ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .encoding import Encodings
from .rows import Floats, Positions, TokenWeights
from .title_features import title_similarity

DEPTH: Final = 2  # candidates looked up per neighbour wanted, because copies and the own shop are left out
_SAME: Final = 1e-5
NAMES: Final = (
    "context_similarity",
    "context_rank_a", "context_margin_a", "context_best_a", "context_spread_a",
    "context_rank_b", "context_margin_b", "context_best_b", "context_spread_b",
    "context_worst_rank", "context_least_margin",
)  # fmt: skip


@dataclass(frozen=True)
class Context:
    """Similarities of each listing's best candidates, float32 (listings, neighbours), falling; -1: none."""

    similarities: Floats

    @classmethod
    def gather(
        cls,
        listings: Encodings,
        others: Encodings,
        rows: Positions,
        candidates: Positions,
        weights: TokenWeights,
        neighbours: int,
    ) -> Context:
        """Context of `listings` from candidate pairs (rows[p] of `listings`, candidates[p] of `others`).

        Copies of the listing itself (same title, same seller or sellers unknown) and further listings of its own seller
        say nothing about it and are left out, so that it does not matter whether a listing is in the index.
        """
        seller, other_seller = listings.seller[rows], others.seller[candidates]
        own_shop = (seller == other_seller) & (seller != 0)
        copy = (seller == other_seller) & (listings.title_text[rows] == others.title_text[candidates])
        keep = ~(own_shop | copy)
        rows, candidates = rows[keep], candidates[keep]
        similarity = title_similarity(listings, others, rows, candidates, weights)
        order = np.lexsort((-similarity, rows))
        rows, similarity = rows[order], similarity[order]
        position = np.arange(len(rows)) - np.searchsorted(rows, rows)
        best = position < neighbours
        table = np.full((len(listings), neighbours), -1.0, dtype=np.float32)
        table[rows[best], position[best]] = similarity[best]
        return cls(table)


def context_features(a: Context, b: Context, i: Positions, j: Positions, similarity: Floats) -> Floats:
    """Features in the order of `NAMES`, float32 (pairs, 11).

    Args:
        similarity: `title_similarity` of each pair.
    """
    sides = [_side(context.similarities[rows], similarity) for context, rows in ((a, i), (b, j))]
    ranks, margins = [side[0] for side in sides], [side[1] for side in sides]
    columns = [similarity, *sides[0], *sides[1], np.maximum(*ranks), np.fmin(*margins)]
    return np.column_stack(columns).astype(np.float32)


def _side(top: Floats, own: Floats) -> list[npt.NDArray[np.float32]]:
    """Rank of the pair among the rivals, margin over the best rival, that rival, and its lead over the last one."""
    is_own = np.abs(top - own[:, None]) < _SAME
    first = np.zeros_like(is_own)
    first[np.arange(len(top)), is_own.argmax(axis=1)] = is_own.any(axis=1)  # one entry at most is the pair itself
    rivals = np.where(first | (top < 0), np.nan, top)
    rank = (rivals > own[:, None]).sum(axis=1).astype(np.float32)
    present = ~np.isnan(rivals).all(axis=1)
    best = np.full(len(top), np.nan, dtype=np.float32)
    spread = np.full(len(top), np.nan, dtype=np.float32)
    best[present] = np.nanmax(rivals[present], axis=1)
    spread[present] = best[present] - np.nanmin(rivals[present], axis=1)
    return [rank, own - best, best, spread]
