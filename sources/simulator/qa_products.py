"""The products that are asked about: who they are, what they are called, what of them is said in which language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator.rec_market import RecMarket
from sources.simulator.rec_time import FIRST
from sources.simulator.review_products import Reviewed, shelves
from sources.simulator.review_speech import leaf_domains, speech
from sources.simulator.search_catalogue import shelf_goods
from sources.simulator.search_goods import Goods
from sources.simulator.search_speech import speech_of
from sources.simulator.search_texts import product_rows
from sources.simulator.words import Index, Mask, Strings, gather

REVIEWED_FAMILIES = 600  # for each unit of scale of `review_products`


@dataclass(frozen=True)
class Questioned:
    """Products of a shelf, (products,) each.

    Attributes:
        shelf: Number of the shelf.
        goods: What they are.
        reviewed: What is judged of them.
        rows: title, brand, category, description and bullets as their shop tells them.
        english: Whether it tells them in English; facts are told of those alone.
        noun: What kind of thing each is, in English.
        plural: Whether that is a plural.
        features: Ids of the maker's selling points, (products, FEATURES_PER_FAMILY).
    """

    shelf: int
    goods: Goods
    reviewed: Reviewed
    rows: pa.Table
    english: Mask
    noun: Strings
    plural: Mask
    features: Index

    def __len__(self) -> int:
        return len(self.goods)

    @property
    def domain(self) -> Index:
        """Place of each product's domain, (products,)."""
        found: Index = leaf_domains()[self.goods.leaf]
        return found


def questioned(market: RecMarket) -> Iterator[Questioned]:
    """All products of a market, shelf by shelf."""
    reviewed = shelves(market.seed, market.world.families / REVIEWED_FAMILIES)
    for shelf, judged in zip(market.world.catalogue(), reviewed, strict=True):
        goods = shelf_goods(market.world, shelf)
        features = shelf.products.features[: len(goods)]
        rows = product_rows(market.seed, goods, pa.array(market.brands), features, FIRST)
        phrase = speech().nouns[goods.leaf]
        words = pa.array([speech().text(one) for one in speech().nouns.tolist()])
        yield Questioned(
            shelf=shelf.number,
            goods=goods,
            reviewed=judged,
            rows=rows,
            english=speech_of(market.seed, goods).language == 0,
            noun=gather(words, goods.leaf),
            plural=np.asarray(speech().plural[phrase]),
            features=features,
        )
