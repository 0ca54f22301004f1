"""Names of leaves found in listings: they speak for a leaf that no train row, or hardly one, speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from .candidates import NO_LEAF
from .ngrams import Characters
from .stems import stems
from .tree import NONE, Tree
from .words import Words, padded

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Hashes = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.bool_]

NAMES: Final = (
    "named",
    "named_before",
    "named_after",
    "named_described",
    "name_first",
    "name_last",
    "parent_named",
    "parent_last",
    "name_weight",
    "covered",
)
_MOST: Final = 8  # words of a name that are read
_CELLS: Final = 4_000_000  # pairs of listing and leaf that are looked at at once: a word may be in every name
_NO_STEM: Final = np.uint32(0xFFFFFFFF)  # stands where a name has no further word: listings have 0 there


@dataclass(frozen=True)
class LeafNames:
    """Stems of the names of leaves and of the nodes above them.

    Attributes:
        stems: Of each leaf's name; uint32 (leaves, most).
        weights: How rare each is among names, 0 where there is none; float32 (leaves, most).
        parent_stems, parent_weights: The same of the parent's name.
        vocabulary: Stems of leaves' names, sorted; (words,).
        matrix: Weight of each in leaves' names; (words, leaves).
    """

    stems: Hashes
    weights: Floats
    parent_stems: Hashes
    parent_weights: Floats
    vocabulary: Hashes
    matrix: sp.csr_array

    @classmethod
    def of(cls, tree: Tree) -> LeafNames:
        """Names as the tree has them."""
        found, counts = padded(
            stems(Characters.of(pd.Series(tree.names, dtype="str").str.casefold())), len(tree), _MOST
        )
        found[np.arange(_MOST) >= counts[:, None]] = _NO_STEM
        known, place, nodes = np.unique(found, return_inverse=True, return_counts=True)
        rarity = np.log1p(len(tree) / nodes) * (known != _NO_STEM)
        weights = rarity[place].reshape(found.shape).astype(np.float32)
        own, parents = tree.leaves, np.where(tree.parents[tree.leaves] == NONE, 0, tree.parents[tree.leaves])
        leaf, word = np.nonzero(weights[own])
        vocabulary = np.unique(found[own][leaf, word])
        of = np.searchsorted(vocabulary, found[own][leaf, word])
        matrix = sp.csr_array((weights[own][leaf, word], (of, leaf)), shape=(len(vocabulary), len(own)))
        return cls(found[own], weights[own], found[parents], weights[parents], vocabulary, matrix)

    def best(self, words: Words, known: Ints, most: int, coverage: float, priors: Floats) -> tuple[Ints, Flags]:
        """Leaves whose names stand in listings and that are not known as candidates.

        Args:
            words: n listings.
            known: Leaves that are candidates already, -1 for none; (n, k).
            most: Leaves of a listing.
            coverage: Least share of the weight of a name's words that has to be there.
            priors: Of leaves of which equally much is there, the one with the highest goes first; (leaves,).

        Returns:
            The leaves by how much of a name and how long a name is found, (n, most), -1 where there are fewer;
            and whether the whole name of the first of them is there, (n,).
        """
        n = len(words.hashes)
        out, whole = np.full((n, most), NO_LEAF, dtype=np.int64), np.zeros(n, dtype=bool)
        if not len(self.vocabulary) or not most:
            return out, whole
        rows = max(_CELLS // max(len(self.stems), 1), 1)
        for start in range(0, n, rows):
            part = np.arange(start, min(start + rows, n))
            out[part], whole[part] = self._best(words.take(part), known[part], most, coverage, priors)
        return out, whole

    def _best(self, words: Words, known: Ints, most: int, coverage: float, priors: Floats) -> tuple[Ints, Flags]:
        """`best` of few listings."""
        n, leaves = len(words.hashes), len(self.stems)
        out, whole = np.full((n, most), NO_LEAF, dtype=np.int64), np.zeros(n, dtype=bool)
        said = np.concatenate([words.stems, words.described], axis=1)
        place = np.minimum(np.searchsorted(self.vocabulary, said), len(self.vocabulary) - 1)
        row, position = np.nonzero((self.vocabulary[place] == said) & (said > 0))
        spoken = np.unique(row * len(self.vocabulary) + place[row, position])
        row, word = spoken // len(self.vocabulary), spoken % len(self.vocabulary)
        ones = np.ones(len(row), dtype=np.float32)
        found = sp.csr_array((ones, (row, word)), shape=(n, len(self.vocabulary))) @ self.matrix
        row, leaf = np.repeat(np.arange(n), np.diff(found.indptr)), found.indices.astype(np.int64)
        share = found.data / self.weights.sum(axis=1)[leaf]
        used = share >= coverage
        candidates = (np.arange(n)[:, None] * leaves + known)[known != NO_LEAF]
        used[used] = ~np.isin(row[used] * leaves + leaf[used], candidates)
        row, leaf, share, score = row[used], leaf[used], share[used], (found.data * share)[used]
        order = np.lexsort((leaf, -priors[leaf], -score.round(3), row))
        row, leaf, share = row[order], leaf[order], share[order]
        counts = np.bincount(row, minlength=n)
        rank = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
        first = rank < most
        out[row[first], rank[first]] = leaf[first]
        whole[row[rank == 0]] = share[rank == 0] > 0.99
        return out, whole

    def coverage(self, words: Words, leaves: Ints) -> Floats:
        """How much of candidates' names listings hold.

        Args:
            words: n listings.
            leaves: Leaf numbers, (n, k).

        Returns:
            (n, k, 10) float32, `NAMES`: share of the weight of the leaf's name in the title, before and behind the word
            like "for", and in the description; whether its first and its last word are in either; the same of the
            parent's name and its last word; the weight of the name; and that of the words before the one like
            "for" that either name holds.
        """
        at = np.arange(words.stems.shape[1])
        before, after = at < words.connector[:, None], at >= words.connector_end[:, None]
        nothing = np.uint32(0)
        own, weight = self.stems[leaves], self.weights[leaves]
        parent, above = self.parent_stems[leaves], self.parent_weights[leaves]
        total = np.maximum(weight.sum(axis=2), 1e-9)
        titled, described = held(own, words.stems), held(own, words.described)
        parent_said = held(parent, words.stems) | held(parent, words.described)
        said = titled | described
        first = np.where(before, words.stems, nothing)
        own_before = held(own, first)
        covered = (own_before * weight).sum(axis=2)
        covered += ((held(parent, first) & ~_among(parent, own)) * above).sum(axis=2)
        return np.stack(
            [
                (titled * weight).sum(axis=2) / total,
                (own_before * weight).sum(axis=2) / total,
                (held(own, np.where(after, words.stems, nothing)) * weight).sum(axis=2) / total,
                (described * weight).sum(axis=2) / total,
                said[:, :, 0],
                _last(said, weight),
                (parent_said * above).sum(axis=2) / np.maximum(above.sum(axis=2), 1e-9),
                _last(parent_said, above),
                total,
                covered,
            ],
            axis=2,
            dtype=np.float32,
        )


def held(names: Hashes, said: Hashes) -> Flags:
    """Whether each word of names (n, k, most) is among the words of its listing (n, words); (n, k, most)."""
    held = np.zeros(names.shape, dtype=np.bool_)
    for position in range(said.shape[1]):
        held |= names == said[:, position, None, None]
    return held


def _last(held: Flags, weights: Floats) -> Flags:
    """Whether the last word of names is held; (n, k)."""
    place = np.maximum((weights > 0).sum(axis=2) - 1, 0)
    return np.take_along_axis(held, place[:, :, None], axis=2)[:, :, 0]


def _among(names: Hashes, others: Hashes) -> Flags:
    """Whether each word of names (n, k, most) is among the words of others (n, k, most); (n, k, most)."""
    return np.asarray((names[:, :, :, None] == others[:, :, None, :]).any(axis=3))
