"""Copies of training listings with a field blanked, so that no field is leaned on alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .encoder import Encoder
from .linear_settings import LinearSettings
from .listing_text import FIELDS, Texts

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Augmented:
    """n training listings and behind them m copies of some.

    Attributes:
        matrix: Encoded; (n + m, features).
        origin: Listing that each row is, or is a copy of; (n + m,).
        factor: What a row counts beside its listing: 1, of a copy less; (n + m,).
        against: The listings themselves: a copy may fit several leaves, and speaks for its own alone; (n + m,).
    """

    matrix: sp.csr_array
    origin: Ints
    factor: npt.NDArray[np.float64]
    against: npt.NDArray[np.bool_]

    def listings(self) -> sp.csr_array:
        """The listings themselves, sharing the memory of `matrix`; (n, features)."""
        n = int(self.against.sum())
        starts = self.matrix.indptr[: n + 1]
        found = sp.csr_array((n, self.matrix.shape[1]), dtype=self.matrix.dtype)
        # put in one by one, for the constructor copies what is less than half of an array
        found.data, found.indices, found.indptr = (
            self.matrix.data[: starts[-1]],
            self.matrix.indices[: starts[-1]],
            starts,
        )
        return found


def with_blanked(
    texts: Texts,
    matrix: sp.csr_array,
    truth: sp.csr_array,
    encoder: Encoder,
    settings: LinearSettings,
    seed: int,
    threads: int = 1,
) -> Augmented:
    """Add copies that lack a field, for each field `blanked_share` of the listings that have it.

    A copy keeps a title or a description. Where there would be more than `most_copies`, the leaves with the most give
    theirs up first: memory grows with the listings alone, and scarce leaves lose nothing.

    Args:
        texts: Of n listings.
        matrix: The same encoded; (n, features).
        truth: Their leaves, one at least; (n, leaves).
        encoder: That encoded them.
        settings: How many copies, and what each counts.
        seed: Of the draw.
        threads: Threads of the encoding.
    """
    random = np.random.default_rng(seed)
    lacking = []
    for field in FIELDS:
        drawn = random.random(len(texts)) < settings.blanked_share
        without = texts.blanked(field)
        told = ~without.missing("title") | ~without.missing("description")  # a brand alone is of no leaf
        lacking.append(np.flatnonzero(drawn & ~texts.missing(field) & told))
    parts, origins = [matrix], [np.arange(len(texts), dtype=np.int64)]
    for field, rows in zip(FIELDS, _at_most(lacking, truth, settings.most_copies, random), strict=True):
        if len(rows):
            parts.append(encoder.transform(texts.take(rows).blanked(field), threads))
            origins.append(rows)
    origin = np.concatenate(origins)
    original = np.arange(len(origin)) < len(texts)
    factor = np.where(original, 1.0, settings.blanked_weight)
    return Augmented(sp.csr_array(sp.vstack(parts, format="csr")), origin, factor, original)


def _at_most(lacking: list[Ints], truth: sp.csr_array, most: int, random: np.random.Generator) -> list[Ints]:
    """Listings to copy, field by field, cut to so many in all: equally many of every leaf that has so many."""
    rows = np.concatenate(lacking)
    if len(rows) <= most:
        return lacking
    leaf = truth.indices[truth.indptr[rows]]  # of several the first: a copy needs one place to be counted at
    shuffled = random.permutation(len(rows))
    order = shuffled[np.argsort(leaf[shuffled], kind="stable")]
    counts = np.bincount(leaf)
    rank = np.empty(len(rows), dtype=np.int64)
    rank[order] = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    kept = np.zeros(len(rows), dtype=np.bool_)
    kept[shuffled[np.argsort(rank[shuffled], kind="stable")[:most]]] = True
    ends = np.cumsum([len(one) for one in lacking])[:-1]
    return [one[here] for one, here in zip(lacking, np.split(kept, ends), strict=True)]
