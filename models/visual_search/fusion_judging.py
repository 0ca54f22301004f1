"""What pictures that are looked for find, by which fusions are chosen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Asked:
    """Pictures that are looked for, and what they are looked for in.

    Attributes:
        queries: Code of the product in each picture; (n,).
        entries: Code of each entry's; (m,).
        of_catalogue: Which entries are pictures of the catalogue; (m,).
        learnt: Which entries may be learnt from, others are looked in alone; (m,), None: all.
    """

    queries: Ints
    entries: Ints
    of_catalogue: Bools
    learnt: Bools | None = None

    def reciprocal_rank(self, scores: Floats, among: Bools) -> tuple[float, int]:
        """Mean over queries whose product has an entry, a product counting by its best entry; and their number.

        Of products that score the same, half are taken to come first.

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
        before, with_it = (best > right[:, None]).sum(axis=1), (best == right[:, None]).sum(axis=1)
        ranks = 1 + before + (with_it - 1) / 2
        return float((1.0 / ranks).mean()), len(answerable)

    def both_ranks(self, scores: Floats, catalogue_only: float) -> float:
        """Mean of the reciprocal ranks among all entries and, with that share, among the catalogue's alone, where there
        are any."""
        found = [self.reciprocal_rank(scores, among) for among in self._among()]
        shares = [
            share * (count > 0) for (_, count), share in zip(found, (1 - catalogue_only, catalogue_only), strict=True)
        ]
        total = sum(shares)
        return sum(share * rank for (rank, _), share in zip(found, shares, strict=True)) / total if total else 0.0

    def answerable(self) -> int:
        """Queries whose product has an entry."""
        return int(np.isin(self.queries, self.entries).sum())

    def _among(self) -> tuple[Bools, Bools]:
        return np.ones(len(self.entries), dtype=np.bool_), self.of_catalogue
