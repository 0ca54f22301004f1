"""What came after what: directed counts of products of one customer that lie few events apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Self

import numpy as np
from scipy import sparse

from benchmarks.rec_log import Asked, Ints, Log
from benchmarks.rec_peers import Scores, Setting, by_neighbours, with_repeats

NEAR: Final = ((1, 1.0), (5, 0.5), (5, 0.8))  # most events apart, and what a pair keeps of its worth an event more
SMOOTHING: Final = (0.0, 0.5)  # power of the events of what comes after
FADINGS: Final = (1.0, 2.0, 1e3)  # of earlier events of the request; the last leaves the latest alone


@dataclass(frozen=True)
class Transitions:
    """A Markov chain of products that skips (He and McAuley, 2016, ICDM, without its factors).

    Attributes:
        after: What came after each product (rows), CSR of shape (products, products).
        fading: Of earlier events of a request.
    """

    after: Any
    fading: float

    @classmethod
    def settings(cls, log: Log) -> list[Setting]:
        grid = product(NEAR, SMOOTHING, FADINGS)
        found = [
            {"gap": gap, "decay": decay, "smoothing": power, "fading": fading} for (gap, decay), power, fading in grid
        ]
        return with_repeats(found, log)

    @classmethod
    def fit(cls, log: Log, setting: Setting, *, threads: int) -> Self:  # noqa: ARG003 - as every peer
        after = sum(
            (_apart(log, gap) * setting["decay"] ** (gap - 1) for gap in range(2, setting["gap"] + 1)), _apart(log, 1)
        )
        events = np.maximum(np.bincount(log.product, minlength=len(log.products)), 1).astype(np.float32)
        even = sparse.diags_array(events**-0.5) @ after @ sparse.diags_array(events ** -setting["smoothing"])
        return cls(sparse.csr_array(even), setting["fading"])

    def scores(self, asked: Asked) -> Scores:
        return by_neighbours(asked.matrix(self.after.shape[0], self.fading), self.after)


def _apart(log: Log, gap: int) -> Any:
    """How often a product came so many events after another of the same customer."""
    order: Ints = np.argsort(log.customer, kind="stable")  # events of a customer are in their order
    customer, bought = log.customer[order], log.product[order]
    same = customer[:-gap] == customer[gap:]
    entries = (np.ones(int(same.sum()), np.float32), (bought[:-gap][same], bought[gap:][same]))
    return sparse.coo_array(entries, (len(log.products),) * 2).tocsr()
