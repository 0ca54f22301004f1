"""How close listings are to the train rows of their candidate leaves, and to no other rows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Ints = npt.NDArray[np.int64]
Int32s = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

NAMES: Final = ("nearest", "second_nearest", "votes", "centroid", "path_text", "name_text")
_NEIGHBOURS: Final = 3  # of them, the first, are of neighbours
_FILE: Final = "leaf_rows.npz"
_PAIRS: Final = 40_000  # pairs whose listings are copied at once


@dataclass(frozen=True)
class LeafRows:
    """Encoded train rows sorted by leaf and feature, so that a pair of listing and leaf touches that leaf alone.

    Attributes:
        kept: Column of the encoder's matrix -> column here, -1 for those that too many rows have; (features,).
        vocabulary: Columns that each leaf has, leaf by leaf, ascending; (m,).
        leaf_starts: Where those of each leaf begin; (leaves + 1,).
        row_starts: Where the rows with each of them begin; (m + 1,).
        member: Number of each such row within its leaf.
        values: Its value there, rows of unit length; float16.
        texts: Value of each column in the leaf's centroid, its path and its name, each of unit length; float16 (m, 3).
    """

    kept: Int32s
    vocabulary: Int32s
    leaf_starts: Ints
    row_starts: Ints
    member: Int32s
    values: npt.NDArray[np.float16]
    texts: npt.NDArray[np.float16]

    @classmethod
    def fit(
        cls,
        matrix: sp.csr_array,
        truth: sp.csr_array,
        path_texts: sp.csr_array,
        name_texts: sp.csr_array,
        *,
        neighbours: bool,
        most_common: float,
        leaf_rows: int,
        entries: int,
        seed: int,
    ) -> LeafRows:
        """Keep rows of each leaf.

        Args:
            matrix: Encoded train rows, (n, features).
            truth: Their leaves, (n, leaves).
            path_texts: The leaves' paths, encoded as if they were titles; (leaves, features).
            name_texts: Their names, likewise.
            neighbours: Keep the rows themselves, not their centroid alone.
            most_common: Share of the rows from which on a feature is left out.
            leaf_rows: Most rows of a leaf.
            entries: Most entries of all rows together; leaves keep fewer rows where that does not do.
            seed: Seed of the choice among a leaf's rows.
        """
        leaves = truth.shape[1]
        frequency = np.bincount(matrix.indices, minlength=matrix.shape[1])
        known = frequency <= max(most_common * matrix.shape[0], 2)
        kept = np.where(known, np.cumsum(known) - 1, -1).astype(np.int32)
        mean = max(float(frequency[known].sum()) / max(matrix.shape[0], 1), 1.0)
        row, leaf, member = _chosen(truth, leaf_rows, entries / mean, seed)
        rows = projected(matrix[row], kept)
        owner = sp.csr_array((np.ones(len(row), np.float32), (leaf, np.arange(len(row)))), shape=(leaves, len(row)))
        texts = [_unit(owner @ rows), projected(path_texts, kept), projected(name_texts, kept)]
        width = rows.shape[1]
        every = np.unique(np.concatenate([_keys(one, np.arange(leaves), width) for one in texts]))
        vectors = np.zeros((len(every), len(texts)), dtype=np.float16)
        for place, one in enumerate(texts):
            vectors[np.searchsorted(every, _keys(one, np.arange(leaves), width)), place] = one.data
        if not neighbours:
            rows, leaf, member = rows[:0], leaf[:0], member[:0]
        # by feature, then by leaf: counting sorts both, the second over few bits
        by_feature = rows.tocsc()
        of_leaf = leaf[by_feature.indices].astype(np.min_scalar_type(leaves))
        order = np.argsort(of_leaf, kind="stable")
        column = np.repeat(np.arange(width), np.diff(by_feature.indptr))[order]
        key = of_leaf[order].astype(np.int64) * width + column
        first = np.flatnonzero(np.diff(key, prepend=-1))
        counts = np.zeros(len(every), dtype=np.int64)
        counts[np.searchsorted(every, key[first])] = np.diff(first, append=len(key))
        return cls(
            kept,
            (every % width).astype(np.int32),
            np.searchsorted(every, np.arange(leaves + 1) * width).astype(np.int64),
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            member[by_feature.indices[order]].astype(np.int32),
            by_feature.data[order].astype(np.float16),
            vectors,
        )

    @cached_property
    def _rows(self) -> sp.csr_array:
        """Train rows: features of leaves down, the first stands for none; numbers within leaves across."""
        starts = np.concatenate([[0], self.row_starts]).astype(np.int32)
        shape = (len(self.vocabulary) + 1, int(self.member.max(initial=0)) + 1)
        return sp.csr_array((self.values.astype(np.float32), self.member, starts), shape=shape)

    @cached_property
    def _vectors(self) -> Floats:
        return np.concatenate([np.zeros((1, self.texts.shape[1]), np.float32), self.texts.astype(np.float32)])

    def closeness(self, matrix: sp.csr_array, row: Ints, leaf: Ints, *, power: int, threads: int = 1) -> Floats:
        """How close listings are to leaves.

        Args:
            matrix: Encoded listings, (n, features of the encoder).
            row: Listing of each pair, (p,).
            leaf: Leaf number of each pair, (p,).
            power: A leaf's rows vote by their cosine to this power.
            threads: Parts of the pairs that are worked on at once.

        Returns:
            (p, 6) float32, `NAMES`; 0 where a leaf has no row. NaN of neighbours, where none were kept.
        """
        out = np.zeros((len(row), len(NAMES)), dtype=np.float32)
        if not len(self.member):
            out[:, :_NEIGHBOURS] = np.nan
        order = np.argsort(leaf, kind="stable")
        listings = projected(matrix, self.kept)

        def fill(start: int) -> None:
            pairs = order[start : start + _PAIRS]
            here = self._within_leaves(listings[row[pairs]], leaf[pairs])
            if len(self.member):
                out[pairs, :_NEIGHBOURS] = _nearest(here @ self._rows, power)
            out[pairs, _NEIGHBOURS:] = here @ self._vectors

        starts = range(0, len(order), _PAIRS)
        if threads > 1 and len(starts) > 1:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(fill, starts))
        else:
            for start in starts:
                fill(start)
        return out

    def _within_leaves(self, listings: sp.csr_array, leaf: Ints) -> sp.csr_array:
        """The features of each pair's listing as the pair's leaf numbers them; `leaf` is sorted."""
        column = np.empty(len(listings.indices), dtype=np.int32)
        table = np.zeros(listings.shape[1], dtype=np.int32)
        starts = np.flatnonzero(np.diff(leaf, prepend=-1))
        ends = np.append(starts[1:], len(leaf))
        entries = listings.indptr
        for one, first, last in zip(leaf[starts], entries[starts], entries[ends], strict=True):
            begin, stop = self.leaf_starts[one], self.leaf_starts[one + 1]
            vocabulary = self.vocabulary[begin:stop]
            table[vocabulary] = np.arange(begin + 1, stop + 1, dtype=np.int32)
            np.take(table, listings.indices[first:last], out=column[first:last])
            table[vocabulary] = 0
        return sp.csr_array((listings.data, column, entries), shape=(len(leaf), len(self.vocabulary) + 1))

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        arrays: dict[str, Any] = {name: getattr(self, name) for name in self.__dataclass_fields__}
        arrays["member"] = self.member.astype(np.min_scalar_type(int(self.member.max(initial=0))))
        arrays["row_starts"] = np.diff(self.row_starts).astype(np.int32)
        np.savez(directory / _FILE, **arrays)

    @classmethod
    def load(cls, directory: Path) -> LeafRows:
        with np.load(directory / _FILE, allow_pickle=False) as arrays:
            given = {name: arrays[name] for name in arrays.files}
        given["member"] = given["member"].astype(np.int32)
        given["row_starts"] = np.concatenate([[0], np.cumsum(given["row_starts"], dtype=np.int64)])
        return cls(**given)


def _nearest(cosines: sp.csr_array, power: int) -> Floats:
    """Largest and second largest entry of each row, and the sum of its entries to a power; (rows, 3)."""
    out = np.zeros((cosines.shape[0], 3), dtype=np.float32)
    counts = np.diff(cosines.indptr)
    held = np.flatnonzero(counts)
    if len(held):
        starts = cosines.indptr[held]
        cosine, votes = cosines.data, cosines.data
        for _ in range(power - 1):
            votes = votes * cosine
        nearest = np.maximum.reduceat(cosine, starts)
        others = np.where(cosine < np.repeat(nearest, counts[held]), cosine, np.float32(0))
        out[held, 0], out[held, 1] = nearest, np.maximum.reduceat(others, starts)
        out[held, 2] = np.add.reduceat(votes, starts)
    return out


def projected(matrix: sp.csr_array, kept: Int32s) -> sp.csr_array:
    """Rows of unit length over the kept columns; a row without any of them is empty."""
    column = kept[matrix.indices]
    known = column >= 0
    owner = np.repeat(np.arange(matrix.shape[0], dtype=np.int32), np.diff(matrix.indptr))[known]
    starts = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=matrix.shape[0]))])
    width = max(int(kept.max(initial=-1)) + 1, 1)
    return _unit(
        sp.csr_array((matrix.data[known], column[known], starts.astype(np.int32)), shape=(matrix.shape[0], width))
    )


def _unit(matrix: sp.csr_array) -> sp.csr_array:
    owner = np.repeat(np.arange(matrix.shape[0], dtype=np.int32), np.diff(matrix.indptr))
    squared = np.bincount(owner, weights=matrix.data * matrix.data, minlength=matrix.shape[0])
    factor = (1 / np.sqrt(np.where(squared > 0, squared, 1))).astype(np.float32)
    return sp.csr_array((matrix.data * factor[owner], matrix.indices, matrix.indptr), shape=matrix.shape)


def _keys(matrix: sp.csr_array, leaf: Ints, width: int) -> Ints:
    return np.asarray(np.repeat(leaf, np.diff(matrix.indptr)) * width + matrix.indices, dtype=np.int64)


def _chosen(truth: sp.csr_array, leaf_rows: int, most: float, seed: int) -> tuple[Ints, Ints, Ints]:
    """Rows that leaves keep, whose they are and their number within the leaf, by leaf."""
    row, leaf = (each.astype(np.int64) for each in truth.nonzero())
    shuffled = np.random.default_rng(seed).permutation(len(row))
    order = shuffled[np.argsort(leaf[shuffled], kind="stable")]
    counts = np.bincount(leaf, minlength=truth.shape[1])
    rank = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    cap = leaf_rows
    while cap > 1 and np.minimum(counts, cap).sum() > most:
        cap = max(cap * 3 // 4, 1)
    chosen = rank < cap
    return row[order[chosen]], leaf[order[chosen]], rank[chosen]
