"""Listings beside the leaves that they truly belong to, and beside those that they were answered with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from evaluation.category_tree import LabelledTree, Longs, one_hot


@dataclass(frozen=True)
class Pairs:
    """True and answered leaves by their numbers, the rows that they are of, and the nodes above each.

    Attributes:
        true, true_row: Every label; rows ascend.
        answered, answered_row, rank, assigned: Every answer.
        nodes: (leaves and strangers, nodes), see `LabelledTree.nodes_of`.
        count: Listings.
    """

    true: Longs
    true_row: Longs
    answered: Longs
    answered_row: Longs
    rank: Longs
    assigned: npt.NDArray[np.bool_]
    nodes: sp.csr_array
    count: int

    @classmethod
    def of(cls, table: pd.DataFrame, answers: pd.DataFrame, known: LabelledTree) -> Pairs:
        labels = table["true_leaves"].reset_index(drop=True).explode()
        rank = answers["rank"].to_numpy(np.int64)
        true, answered = known.numbers(labels.astype("str"), answers["leaf_id"].astype("str"))
        leaves = max(len(known.train_rows), int(np.concatenate([true, answered]).max(initial=0)) + 1)
        return cls(
            true,
            labels.index.to_numpy(np.int64),
            answered,
            np.cumsum(rank == 1) - 1,
            rank,
            answers["assigned"].to_numpy(bool),
            known.nodes_of(leaves),
            len(table),
        )

    @property
    def shape(self) -> tuple[int, int]:
        return self.count, self.nodes.shape[0]

    def true_sets(self) -> sp.csr_array:
        return one_hot(self.true_row, self.true, self.shape)

    def assigned_sets(self) -> sp.csr_array:
        """The leaves that a listing was assigned; where there is none, the first answer."""
        counts = np.bincount(self.answered_row[self.assigned], minlength=self.count)
        taken = self.assigned | ((self.rank == 1) & (counts == 0)[self.answered_row])
        return one_hot(self.answered_row[taken], self.answered[taken], self.shape)
