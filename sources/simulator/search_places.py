"""Where products of a kind lie among all products, and drawing some of them by how much they are wanted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.search_goods import Goods
from sources.simulator.search_kinds import kinds
from sources.simulator.taxonomy import leaves
from sources.simulator.words import Floats, Index


@dataclass(frozen=True)
class Places:
    """Positions at which kinds begin and end among products that are sorted by leaf.

    Attributes:
        leaf: Edges of leaves, (leaves + 1,): leaf `i` is `leaf[i]` to `leaf[i + 1]`.
        reach: Cumulative weight of products, with a 0 in front; (products + 1,).
    """

    leaf: Index
    reach: Floats

    def type_edges(self, types: Index) -> tuple[Index, Index]:
        """First and end of types; (rows,) each."""
        return self.leaf[kinds().first_leaf[types]], self.leaf[kinds().end_leaf[types]]

    def group_edges(self, groups: Index) -> tuple[Index, Index]:
        """First and end of groups; (rows,) each."""
        return self.leaf[kinds().group_first[groups]], self.leaf[kinds().group_end[groups]]

    def drawn(self, types: Index, share: Floats) -> Index:
        """A product of each type, with a probability in proportion to its weight; `share` in [0, 1), (rows,)."""
        first, end = self.type_edges(types)
        return within(self.reach, first, end, share)


def within(reach: Floats, first: Index, end: Index, share: Floats) -> Index:
    """A place of each stretch by the weights behind `reach`, a cumulative sum with a 0 in front; (rows,)."""
    goal = reach[first] + share * (reach[end] - reach[first])
    return np.clip(np.searchsorted(reach, goal, side="right") - 1, first, np.maximum(end - 1, first))


def places(goods: Goods) -> Places:
    """Where the kinds of products lie."""
    edges = np.searchsorted(goods.leaf, np.arange(len(leaves()) + 1))
    return Places(edges, np.r_[0.0, np.cumsum(np.exp(goods.level))])


def stretches(first: Index, end: Index, most: int, share: Floats) -> tuple[Index, Index]:
    """At most so many members of each stretch, evenly spread from a random start.

    Returns:
        The row that each belongs to, and its position; both (members,), row by row.
    """
    length = np.maximum(end - first, 0)
    count = np.minimum(length, most)
    of = np.repeat(np.arange(len(first)), count)
    place = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    step = length[of] / np.maximum(count[of], 1)
    shift = ((place + share[of]) * step).astype(np.int64)
    return of, first[of] + np.minimum(shift, length[of] - 1)
