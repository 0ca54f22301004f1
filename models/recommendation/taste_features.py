"""How a candidate fits what its customer looked at and bought: by category, brand, attributes, meaning and price."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from ..ragged import Ragged
from .asks import Asks
from .sums import Sums
from .tables import Tables

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

NAMES: Final = (
    "category_share",
    "parent_share",
    "brand_share",
    "attribute_share",
    "last_category",
    "last_brand",
    "like_last",
    "like_all",
    "price_gap",
    "price_distance",
)


def recency(asks: Asks, worth: Floats, half_events: float) -> Numbers:
    """What each event of the histories counts: worth of its kind, the late more than the early; (events,)."""
    from_end = np.repeat(asks.starts[1:], asks.sizes()) - 1 - np.arange(len(asks.product))
    return worth[asks.kind].astype(np.float64) * np.exp2(-from_end / half_events)


def taste_features(asks: Asks, request: Ints, position: Ints, tables: Tables) -> Floats:
    """Fit of candidates, NaN where there is no history or nothing is known of the product; (rows, `NAMES`).

    Args:
        asks: The requests.
        request: Of each candidate; (rows,).
        position: Of each candidate's product; (rows,).
        tables: What is known of products.
    """
    catalogue, owner = tables.catalogue, asks.owners()
    weight = recency(asks, tables.worth, tables.settings.half_events)
    total = np.bincount(owner, weight, len(asks))
    whole = np.where(total > 0, total, np.nan)[request]
    last = np.where(asks.sizes() > 0, asks.starts[1:] - 1, -1)
    last_product = np.append(asks.product, -1)[last]  # the place of -1 stands for no event

    def share(codes: npt.NDArray[np.integer], size: int) -> Numbers:
        told = Sums.of(owner, codes[asks.product], weight, size).at(request, codes[position])
        return np.where(codes[position] >= 0, told / whole, np.nan)

    def same(codes: npt.NDArray[np.integer]) -> Numbers:
        before = np.where(last_product >= 0, codes[last_product], -1)[request]
        own = codes[position]
        return np.where((before >= 0) & (own >= 0), before == own, np.nan)

    category, brand = catalogue.category, catalogue.brand
    parent = np.where(category >= 0, catalogue.parents[category], -1)
    nodes, brands = len(catalogue.parents), int(brand.max(initial=-1)) + 1
    columns = [
        share(category, nodes),
        share(parent, nodes),
        share(brand, brands),
        _attribute_share(catalogue.attributes, owner, asks.product, weight, request, position) / whole,
        same(category),
        same(brand),
        *_likeness(asks, weight, last_product, request, position, tables.vectors),
        *_price(catalogue.log_price, owner, asks.product, weight, len(asks), request, position),
    ]
    return np.column_stack(columns).astype(np.float32)


def _attribute_share(
    attributes: Ragged, owner: Ints, product: Ints, weight: Numbers, request: Ints, position: Ints
) -> Numbers:
    """Mean over the candidate's attributes of the weight of events that share them; NaN without attributes."""
    if not len(attributes.values):
        return np.full(len(request), np.nan)
    size = int(attributes.values.max()) + 1
    codes, event = attributes.take(product)
    sums = Sums.of(owner[event], codes, weight[event], size)
    codes, row = attributes.take(position)
    told = np.bincount(row, sums.at(request[row], codes), len(request))
    count = np.bincount(row, minlength=len(request))
    return np.where(count > 0, told / np.maximum(count, 1), np.nan)


def _likeness(
    asks: Asks, weight: Numbers, last: Ints, request: Ints, position: Ints, vectors: Halves
) -> tuple[Numbers, Numbers]:
    """Cosine to the last product of the history and to the mean of all; NaN without either."""
    nothing = np.full(len(request), np.nan)
    if not vectors.shape[1]:
        return nothing, nothing
    own = vectors[position].astype(np.float32)
    before = np.where((last >= 0)[:, None], vectors[last], 0.0).astype(np.float32)
    mean = np.zeros((len(asks), vectors.shape[1]), dtype=np.float32)
    filled = np.flatnonzero(asks.sizes() > 0)
    if len(filled):
        every = vectors[asks.product] * weight[:, None].astype(np.float32)
        mean[filled] = np.add.reduceat(every, asks.starts[filled], axis=0)
        mean /= np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-9)
    found = [np.einsum("ij,ij->i", own, side[request]).astype(np.float64) for side in (before, mean)]
    known = own.any(axis=1) & (asks.sizes() > 0)[request]
    return np.where(known, found[0], np.nan), np.where(known, found[1], np.nan)


def _price(
    log_price: Floats, owner: Ints, product: Ints, weight: Numbers, count: int, request: Ints, position: Ints
) -> tuple[Numbers, Numbers]:
    """How much dearer than what the customer is used to, as a logarithm, and how far from it."""
    told = np.isfinite(log_price[product])
    sums = np.bincount(owner[told], weight[told] * log_price[product[told]], count)
    whole = np.bincount(owner[told], weight[told], count)
    usual = np.where(whole > 0, sums / np.where(whole > 0, whole, 1.0), np.nan)
    gap = log_price[position].astype(np.float64) - usual[request]
    return gap, np.abs(gap)
