"""Peers that recommend, by name."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, Protocol, Self

import numpy as np
import numpy.typing as npt

from benchmarks.rec_log import Asked, Log

Setting = dict[str, Any]
Scores = npt.NDArray[np.floating[Any]]

DENSE_FROM: Final = 0.05  # share of the pairs of products that are similar at all, from which a plain matrix is faster
REPEATS: Final = "repeats"  # a setting of every peer: whether what a customer had may come again


class Peer(Protocol):
    """A method that scores all products."""

    @classmethod
    def settings(cls, log: Log) -> list[Setting]:
        """Those that are tried, the plainest first; where there is one, it is not tuned."""

    @classmethod
    def fit(cls, log: Log, setting: Setting, *, threads: int) -> Self:
        """Learn a log."""

    def scores(self, asked: Asked) -> Scores:
        """Of each request and product, (n, products); equal ones are held against the method."""


POPULARITY: Final = "popularity"
ALL_TIME: Final = "popularity, all time"
KNN: Final = "item-kNN"
BEFORE: Final = "bought before"
NEXT: Final = "transitions"
ALS: Final = "implicit ALS"
BM25: Final = "implicit BM25"
EASE: Final = "EASE"

OF_ANYBODY: Final = (ALL_TIME,)  # answer without a history themselves; for others what is popular stands in

# By name: module, class and the package that it needs.
PEERS: Final = {
    POPULARITY: ("benchmarks.rec_popularity", "Popularity", "numpy"),
    ALL_TIME: ("benchmarks.rec_popularity", "AllTime", "numpy"),
    BEFORE: ("benchmarks.rec_popularity", "BoughtBefore", "numpy"),
    KNN: ("benchmarks.rec_item_knn", "ItemKnn", "scipy"),
    NEXT: ("benchmarks.rec_transitions", "Transitions", "scipy"),
    ALS: ("benchmarks.rec_implicit", "Als", "implicit"),
    BM25: ("benchmarks.rec_implicit", "Bm25", "implicit"),
    EASE: ("benchmarks.rec_ease", "Ease", "scipy"),
}


def installed() -> list[str]:
    """The peers whose package is there; `pip install '.[bench]'` brings them all."""
    return [name for name, (_, _, package) in PEERS.items() if find_spec(package) is not None]


def peer(name: str) -> type[Peer]:
    """The class of a peer."""
    module, of, _ = PEERS[name]
    found: type[Peer] = getattr(import_module(module), of)
    return found


def with_repeats(settings: list[Setting], log: Log) -> list[Setting]:
    """The settings without what a customer had; where customers buy again, also with it."""
    return [{**one, REPEATS: kept} for kept in ((False, True) if log.repeats else (False,)) for one in settings]


def by_neighbours(histories: Any, similar: Any) -> Scores:
    """Of each request the sum of the rows of its history, (n, products).

    Args:
        histories: CSR of shape (n, products).
        similar: CSR of shape (products, products).
    """
    dense = similar.nnz > DENSE_FROM * similar.shape[0] * similar.shape[1]
    found: Scores = histories @ similar.toarray() if dense else (histories @ similar).toarray()
    return found
