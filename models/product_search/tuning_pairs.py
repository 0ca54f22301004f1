"""Queries and the products that answered them, as the network learns from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..words import normalised

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

_SHIFT: Final = 32  # bits of a position


@dataclass(frozen=True)
class TuningPairs:
    """Right products of queries, and wrong ones that looked right.

    Attributes:
        texts: Distinct queries.
        query: Query of each right pair; (pairs,).
        product: Its product, by position; (pairs,).
        weight: What it counts; (pairs,).
        wrong: Products that were passed over for each query, one query after another.
        wrong_starts: Where those of each query begin, and where the last end; (queries + 1,).
    """

    texts: list[str]
    query: Ints
    product: Ints
    weight: Numbers
    wrong: Ints
    wrong_starts: Ints

    def __len__(self) -> int:
        return len(self.query)

    @classmethod
    def of(
        cls,
        queries: list[str],
        products: Ints,
        worth: Numbers,
        looked: Numbers,
        *,
        right: float,
        wrong: float,
        looks: float,
    ) -> TuningPairs:
        """Pairs of a log or of judgments, each query's worth of a product averaged.

        What stood too low to be looked at was not passed over: without a click it tells nothing.

        Args:
            queries: One a pair; equal words are one query.
            products: Position of each pair's product.
            worth: Gain of a grade; of a click or purchase, over the chance that its place is looked at; (pairs,).
            looked: That chance, 1 of what was judged; (pairs,).
            right: Mean worth from which on a product is a right one.
            wrong: Mean worth up to which it is a wrong one.
            looks: Sum of chances from which on it may be one.
        """
        spelt = np.array(normalised(queries), dtype=object)
        codes, _ = pd.factorize(spelt)
        frame = pd.DataFrame({"query": codes, "product": products, "worth": worth, "looked": looked})
        kinds = {"mean": ("worth", "mean"), "size": ("worth", "size"), "looked": ("looked", "sum")}
        mean = frame[spelt != ""].groupby(["query", "product"], sort=True).agg(**kinds).reset_index()
        good, bad = mean[mean["mean"] >= right], mean[(mean["mean"] <= wrong) & (mean["looked"] >= looks)]
        first = pd.Series(queries).groupby(codes).first()
        asked = np.unique(good["query"].to_numpy(np.int64))
        bad = bad[np.isin(bad["query"], asked)]
        counts = np.bincount(np.searchsorted(asked, bad["query"]), minlength=len(asked))
        return cls(
            first.loc[asked].tolist(),
            np.searchsorted(asked, good["query"].to_numpy(np.int64)),
            good["product"].to_numpy(np.int64),
            np.sqrt(good["mean"].to_numpy(np.float64) * good["size"].to_numpy(np.float64)),
            bad["product"].to_numpy(np.int64),
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        )

    def parted(self, share: float, rng: np.random.Generator) -> tuple[Ints, Ints]:
        """Rows to learn from and rows to judge by; no query is in both."""
        held = rng.random(len(self.texts)) < share
        return np.flatnonzero(~held[self.query]), np.flatnonzero(held[self.query])

    @cached_property
    def _keys(self) -> Ints:
        return np.unique(self.query << _SHIFT | self.product)

    def is_right(self, query: Ints, product: Ints) -> npt.NDArray[np.bool_]:
        """Whether products are right ones of queries; of the shape that both have together."""
        wanted = query << _SHIFT | product
        place = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        return np.asarray(self._keys[place] == wanted, dtype=np.bool_)

    def hard(self, rows: Ints, many: int, rng: np.random.Generator) -> Ints:
        """Wrong products of the queries of some pairs, (rows, many); -1 where a query has none."""
        query = self.query[rows]
        starts, counts = self.wrong_starts[query], np.diff(self.wrong_starts)[query]
        drawn = starts[:, None] + (rng.random((len(rows), many)) * counts[:, None]).astype(np.int64)
        if not len(self.wrong):
            return np.full((len(rows), many), -1, dtype=np.int64)
        return np.where(counts[:, None] > 0, self.wrong[np.minimum(drawn, len(self.wrong) - 1)], -1)
