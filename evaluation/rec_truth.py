"""What is known of the test requests of recommendation: what their customers took, and whether it could be had."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.dcg import ideal_dcg
from evaluation.rec_catalogue import Catalogue
from evaluation.rec_histories import events_before
from evaluation.rec_reach import Reach
from evaluation.rec_requests import moments
from evaluation.shelf import Flags, Longs, micros

Floats = npt.NDArray[np.float64]

_NONE: Final = -1
_BOUGHT: Final = "buy"


@dataclass(frozen=True)
class Truth:
    """The test requests and their relevant products, pairs sorted by request and product.

    Attributes:
        catalogue: The products.
        requests: Ids of the test requests.
        reach: Products that could be had then and there; (requests,).
        of_log: Relevant products, also those that could not be had; (requests,).
        request: Of the pairs of products that could be had, as are all below; (pairs,).
        product: Place on the shelf; (pairs,).
        gain: Above 0, at most 1; (pairs,).
        unseen: No event of the product in train or valid; (pairs,).
        scarce: Few of them; (pairs,).
        bought: The customer bought it before, in a log without purchases met it; (pairs,).
        met: It is in the history of the request; (pairs,).
        history: Keys of requests and products of their histories, see `key`; ascending.
    """

    catalogue: Catalogue
    requests: pd.Index[Any]
    reach: Longs
    of_log: Longs
    request: Longs
    product: Longs
    gain: Floats
    unseen: Flags
    scarce: Flags
    bought: Flags
    met: Flags
    history: Longs

    @classmethod
    def of(cls, examples: Path) -> Self:
        """Read what `build` wrote."""
        catalogue = Catalogue.of(examples)
        test = pd.read_parquet(examples / "test.parquet").reset_index(drop=True)
        ids, moment = pd.Index(test["example_id"].astype("str")), micros(moments(test, examples), 0)
        pairs = pd.read_parquet(examples / "relevant.parquet", filters=[("split", "==", "test")])
        request = ids.get_indexer(pd.Index(pairs["example_id"].astype("str"))).astype(np.int64)
        product = catalogue.shelf.numbers(pairs["product_id"])
        own = request >= 0
        of_log = np.bincount(request[own], minlength=len(ids)).astype(np.int64)
        at_hand = own.copy()
        at_hand[own] = catalogue.at_hand(product[own], test["region"].iloc[request[own]], moment[request[own]])
        kept = np.flatnonzero(at_hand)
        kept = kept[np.lexsort((product[kept], request[kept]))]
        request, product, pairs = request[kept], product[kept], pairs.iloc[kept]
        before = events_before(examples)
        keys = _keys(
            ids.get_indexer(pd.Index(before["example_id"].astype("str"))).astype(np.int64),
            catalogue.shelf.numbers(before["product_id"]),
            len(catalogue.listed),
        )
        of_pairs, history = _keys(request, product, len(catalogue.listed)), np.unique(keys[keys >= 0])
        bought = (before["type"] == _BOUGHT).to_numpy(dtype=bool)
        buys = keys[bought] if bought.any() else keys
        return cls(
            catalogue,
            ids,
            Reach.of(catalogue.shelf, catalogue.listed).count(test["region"], moment),
            of_log,
            request,
            product,
            pairs["gain"].to_numpy(np.float64),
            pairs["unseen"].to_numpy(dtype=bool),
            pairs["scarce"].to_numpy(dtype=bool),
            np.isin(of_pairs, buys),
            np.isin(of_pairs, history),
            history,
        )

    def numbers(self, table: pd.DataFrame) -> Longs:
        """Which test request each row is.

        Raises:
            ValueError: Some are none.
        """
        number = self.requests.get_indexer(pd.Index(table["example_id"].astype("str"))).astype(np.int64)
        if (number < 0).any():
            raise ValueError(f"{int((number < 0).sum()):,} of {len(table):,} requests are not of the test.")
        return number

    def key(self, request: Longs, product: Longs) -> Longs:
        """Pairs as one number each, negative where the request or the product is not there; (n,)."""
        return _keys(request, product, len(self.catalogue.listed))

    def pairs(self, request: Longs, product: Longs) -> Longs:
        """Places of pairs, -1 of those that are not relevant; (n,)."""
        keys, wanted = self.key(self.request, self.product), self.key(request, product)
        place = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        found = (wanted >= 0) & (keys[place] == wanted) if len(keys) else np.zeros(len(wanted), dtype=bool)
        return np.where(found, place, _NONE)

    def count(self, holds: Flags | None = None) -> Longs:
        """Relevant products of each request, of which it holds; (requests,)."""
        counted = self.request if holds is None else self.request[holds]
        return np.bincount(counted, minlength=len(self.requests)).astype(np.int64)

    def ideal(self, gain: Floats | None = None) -> Floats:
        """DCG of the best list of each request; (requests,)."""
        return ideal_dcg(self.request, self.gain if gain is None else gain, len(self.requests))


def _keys(request: Longs, product: Longs, products: int) -> Longs:
    return np.where((request >= 0) & (product >= 0), request * products + product, _NONE)


def truth(examples: Path) -> Truth:
    """What is known of the examples that `build` wrote; read once while its files stay as they are."""
    names = ("test", "relevant", "histories", "products", "stock", "customers", "train", "valid", "valid_events")
    files = [examples / f"{name}.parquet" for name in names]
    return _read(examples, *(file.stat().st_mtime_ns if file.is_file() else 0 for file in files))


@lru_cache(maxsize=2)
def _read(examples: Path, *_changed: int) -> Truth:
    return Truth.of(examples)
