"""Clusters of listings from scored pairs, by best match with constraints instead of connected components."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_STEPS: Final = 200.0  # linkages closer than half a percent are ties: it bounds the number of rounds


@dataclass(frozen=True)
class _Links:
    """What is known between two clusters; all arrays have one length.

    Attributes:
        a: The one cluster.
        b: The other, of a higher number.
        total: Sum of the known probabilities between their members.
        known: Number of them.
        best: Highest of them.
        against: Number of them that speak against a merge.
    """

    a: Ints
    b: Ints
    total: Floats
    known: Floats
    best: Floats
    against: Floats

    def take(self, chosen: Any) -> _Links:
        return _Links(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class _Rules:
    threshold: float
    linkage: float
    contradicted: float
    unknown_weight: float
    max_size: int


def cluster(
    n: int,
    left: npt.NDArray[Any],
    right: npt.NDArray[Any],
    probability: npt.NDArray[Any],
    threshold: float,
    sellers: npt.NDArray[Any] | None = None,
    max_size: int = 200,
    *,
    low: float = 0.05,
    linkage: float | None = None,
    contradicted: float = 0.1,
    unknown_weight: float = 0.2,
    seller_penalty: float = 0.2,
) -> npt.NDArray[np.int32]:
    """Partition listings so that the members of a cluster match each other, not just a neighbour.

    Clusters are merged from the most certain pair down. Two of them merge when some pair reaches the threshold, the
    average over the scored pairs between them stays above a bar, and few of those pairs contradict. A chain of
    lookalikes, which connected components would weld into one, breaks where its ends were scored apart.

    This is average-linkage agglomeration on a sparse graph (greedy correlation clustering: Keuper et al., ICCV 2015;
    Bailoni et al., CVPR 2022), done in rounds that merge all locally dominant edges at once (reciprocal nearest
    neighbours: Murtagh, Computer Journal 1983; dominant edges: Preis, STACS 1999). Hassanzadeh et al., VLDB 2009,
    compare such partitions with connected components on duplicate detection.

    Args:
        n: Number of listings.
        left: Rows of scored pairs, (pairs,).
        right: The other rows, (pairs,).
        probability: Match probability of each pair, 0..1.
        threshold: Lowest probability on which two listings may be joined.
        sellers: Code of each listing's seller, (n,); negative for none. One shop rarely lists a product twice: a merge
            that would bring two listings of one shop together needs the better an average.
        max_size: Largest cluster.
        low: A pair scored below this contradicts a merge.
        linkage: Lowest average between two clusters; 0.6 of the threshold where None.
        contradicted: Largest share of contradicting pairs among the scored ones between two clusters.
        unknown_weight: How much a pair that was never scored counts as a non-match in the average.
        seller_penalty: Taken off the average when every listing of the smaller cluster meets its own shop.

    Returns:
        Cluster of each listing, int32 (n,), numbered from 0 in order of first appearance.

    Raises:
        ValueError: Lengths differ, or a row lies outside 0..n-1.
    """
    left, right = np.asarray(left, dtype=np.int64), np.asarray(right, dtype=np.int64)
    probability = np.asarray(probability, dtype=np.float64)
    _check(n, left, right, probability, sellers)
    rules = _Rules(threshold, threshold * 0.6 if linkage is None else linkage, contradicted, unknown_weight, max_size)
    links = _first_links(n, left, right, probability, threshold, low)
    of = np.arange(n, dtype=np.int64)
    sizes = np.ones(n, dtype=np.int64)
    shops = _shops(n, sellers)
    draw = np.random.default_rng(0)
    while len(links.a):
        average = links.total / (links.known + rules.unknown_weight * (sizes[links.a] * sizes[links.b] - links.known))
        chosen = _dominant(links, average, sizes, rules, draw)
        if not len(chosen):
            break
        if shops is not None:
            met = _shared(shops, links.a[chosen], links.b[chosen]) / np.minimum(sizes[links.a], sizes[links.b])[chosen]
            refused = average[chosen] - seller_penalty * met < rules.linkage
            links.against[chosen[refused]] = links.known[chosen[refused]]
            chosen = chosen[~refused]
        into = np.arange(n, dtype=np.int64)
        into[links.b[chosen]] = links.a[chosen]
        sizes[links.a[chosen]] += sizes[links.b[chosen]]
        of = into[of]
        if shops is not None and len(chosen):
            shops = _joined(shops, into)
        links = _relink(links, into)
    return _renumbered(of)


def connected_components(
    n: int, left: npt.NDArray[Any], right: npt.NDArray[Any], probability: npt.NDArray[Any], threshold: float
) -> npt.NDArray[np.int32]:
    """Transitive closure of all pairs at or above the threshold; the yardstick that `cluster` is measured against."""
    held = np.asarray(probability) >= threshold
    graph = sp.csr_array((np.ones(int(held.sum())), (np.asarray(left)[held], np.asarray(right)[held])), shape=(n, n))
    _, labels = sp.csgraph.connected_components(graph, directed=False)
    return np.asarray(labels, dtype=np.int32)


def _check(n: int, left: Ints, right: Ints, probability: Floats, sellers: npt.NDArray[Any] | None) -> None:
    if not len(left) == len(right) == len(probability):
        raise ValueError(f"left, right and probability have {len(left)}, {len(right)}, {len(probability)} entries.")
    if sellers is not None and len(sellers) != n:
        raise ValueError(f"sellers has {len(sellers)} entries for {n} listings.")
    if len(left) and (min(left.min(), right.min()) < 0 or max(left.max(), right.max()) >= n):
        raise ValueError(f"pairs name rows outside 0..{n - 1}.")
    if not np.isfinite(probability).all():
        raise ValueError(f"probability is not a number in {int((~np.isfinite(probability)).sum())} pairs.")


def _first_links(n: int, left: Ints, right: Ints, probability: Floats, threshold: float, low: float) -> _Links:
    """Scored pairs inside a connected component: the others can never lie between two clusters that merge."""
    component = connected_components(n, left, right, probability, threshold)
    inside = (component[left] == component[right]) & (left != right)
    left, right, probability = left[inside], right[inside], probability[inside]
    ones = np.ones(len(left))
    a, b = np.minimum(left, right), np.maximum(left, right)
    return _merged(_Links(a, b, probability, ones, probability, (probability < low).astype(np.float64)))


def _merged(links: _Links) -> _Links:
    """One link per pair of clusters."""
    if not len(links.a):
        return links
    order = np.lexsort((links.b, links.a))
    links = links.take(order)
    new = np.flatnonzero(np.concatenate([[True], (np.diff(links.a) != 0) | (np.diff(links.b) != 0)]))
    return _Links(
        links.a[new],
        links.b[new],
        np.add.reduceat(links.total, new),
        np.add.reduceat(links.known, new),
        np.maximum.reduceat(links.best, new),
        np.add.reduceat(links.against, new),
    )


def _dominant(links: _Links, average: Floats, sizes: Ints, rules: _Rules, draw: np.random.Generator) -> Ints:
    """Links that may merge and are the best of both their clusters."""
    may = (links.best >= rules.threshold) & (average >= rules.linkage)
    may &= links.against <= rules.contradicted * links.known
    may &= sizes[links.a] + sizes[links.b] <= rules.max_size
    at = np.flatnonzero(may)
    # ties are broken by lot: of a long row of equals every round then joins a good part instead of one pair
    order = np.floor(average[at] * _STEPS) + draw.random(len(at))
    top = np.full(len(sizes), -1.0)
    np.maximum.at(top, links.a[at], order)
    np.maximum.at(top, links.b[at], order)
    best = (order == top[links.a[at]]) & (order == top[links.b[at]])
    return np.asarray(at[best], dtype=np.int64)


def _relink(links: _Links, into: Ints) -> _Links:
    """Links between the clusters that are left; only those that a merge touched are brought together anew."""
    touched = (into[links.a] != links.a) | (into[links.b] != links.b)
    grown = np.zeros(len(into), dtype=bool)
    grown[into[into != np.arange(len(into))]] = True
    touched |= grown[links.a] | grown[links.b]
    same, moved = links.take(~touched), links.take(touched)
    a, b = into[moved.a], into[moved.b]
    apart = a != b
    moved = _Links(np.minimum(a, b), np.maximum(a, b), moved.total, moved.known, moved.best, moved.against).take(apart)
    moved = _merged(moved)
    names = _Links.__dataclass_fields__
    return _Links(*(np.concatenate([getattr(same, name), getattr(moved, name)]) for name in names))


def _shops(n: int, sellers: npt.NDArray[Any] | None) -> sp.csr_array | None:
    """Listings (clusters) by shop, counts; None where no seller is known."""
    if sellers is None or not (np.asarray(sellers) >= 0).any():
        return None
    rows = np.flatnonzero(np.asarray(sellers) >= 0)
    codes = np.asarray(sellers, dtype=np.int64)[rows]
    return sp.csr_array((np.ones(len(rows), dtype=np.float32), (rows, codes)), shape=(n, int(codes.max()) + 1))


def _shared(shops: sp.csr_array, a: Ints, b: Ints) -> Floats:
    """Listings of a shop that both clusters hold, summed over shops."""
    return np.asarray(shops[a].minimum(shops[b]).sum(axis=1), dtype=np.float64).ravel()


def _joined(shops: sp.csr_array, into: Ints) -> sp.csr_array:
    entries = shops.tocoo()
    return sp.csr_array((entries.data, (into[entries.row], entries.col)), shape=shops.shape)


def _renumbered(of: Ints) -> npt.NDArray[np.int32]:
    _, first, back = np.unique(of, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int32)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first), dtype=np.int32)
    return rank[back]
