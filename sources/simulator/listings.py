"""Listings: each product offered by several sellers, each in its own manner."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator import dates
from sources.simulator.fields import make_attributes, make_brand_fields, make_descriptions, make_prices
from sources.simulator.mess import RATES, by_seller
from sources.simulator.offers import Offers, Said, make_offers, say
from sources.simulator.products import Products
from sources.simulator.sellers import Sellers
from sources.simulator.streams import stream
from sources.simulator.taxonomy import leaves
from sources.simulator.titles import make_titles
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.words import PhraseTable, Strings, chances, gather, only

_SHORT_NOUN = 0.35  # of listings that name the kind of thing without its refinement


@cache
def _nouns() -> PhraseTable:
    return PhraseTable([[list(forms) for forms in leaf.nouns] for leaf in leaves()])


@cache
def _categories() -> PhraseTable:
    english = [
        [leaf.path[-1], leaf.path[-2], " > ".join(leaf.path), f"{leaf.path[0]}/{leaf.path[-2]}"] for leaf in leaves()
    ]
    return PhraseTable(
        [
            [forms, *([short, f"{leaf.path[1]} > {short}", short, full] for full, short in leaf.nouns[1:])]
            for leaf, forms in zip(leaves(), english, strict=True)
        ]
    )


def make_listings(seed: int, block: int, products: Products, sellers: Sellers) -> pa.Table:
    """All listings of one block of products, in the order of products.

    Returns:
        The sellers' columns (title, description, brand, category, price, currency, attributes, seller, image,
        listed_at) and the true ones: product (row in `products`), language, typo, wrong_brand, variation (`title`,
        `elsewhere`, `nowhere`: where the attributes are told that set the product apart from its family), judged_at
        (when a person looked at it to label it).
    """
    offers = make_offers(seed, block, products, sellers)
    rng, rows, of = offers.rng, len(offers), offers.of
    fields = ("brand", "category", "price", "attributes", "description", "image")
    rates = {name: by_seller(getattr(RATES, f"silent_{name}"), sellers.fields, sellers.reach) for name in fields}
    silent = {name: chances(rng, rate[offers.seller], rows) for name, rate in rates.items()}
    said = say(products, sellers, offers, ~silent["attributes"], ~silent["description"])
    noun = _nouns().pick(products.leaf[of], offers.language, (rng.random(rows) < _SHORT_NOUN).astype(np.int64))
    title, slipped = make_titles(products, sellers, offers, said, noun)
    brand, wrong_brand = make_brand_fields(products, offers, silent["brand"])
    price, currency = make_prices(products, sellers, offers)
    category = _categories().pick(products.leaf[of], offers.language, rng.integers(0, 4, rows), ~silent["category"])
    picture = pc.cast(pa.array(rng.integers(10**9, 10**10, rows)), pa.string())
    place = pc.binary_join_element_wise("https://images.example/", picture, ".jpg", "")
    listed_at, judged_at = _dates(stream(seed, "dates", block), products, sellers, offers)
    return pa.table(
        {
            "title": title,
            "description": make_descriptions(products, offers, said, noun, ~silent["description"]),
            "brand": brand,
            "category": category,
            "price": pa.array(price, mask=silent["price"]),
            "currency": only(currency, ~silent["price"]),
            "attributes": make_attributes(products, sellers, offers, said),
            "seller": gather(sellers.names, offers.seller),
            "image": only(place, ~silent["image"]),
            "listed_at": listed_at,
            "product": of,
            "language": gather(pa.array(LANGUAGES), offers.language),
            "typo": slipped,
            "wrong_brand": wrong_brand,
            "variation": _whereabouts(said),
            "judged_at": judged_at,
        }
    )


def _dates(rng: np.random.Generator, products: Products, sellers: Sellers, offers: Offers) -> tuple[Strings, Strings]:
    """When each offer appeared, as its seller tells; and when it was looked at, as the label tells."""
    rows = len(offers)
    listed = dates.days_later(rng, dates.launches(rng, products.family)[offers.of], dates.OFFER_LAG)
    silence = by_seller(RATES.silent_listed_at, sellers.fields, sellers.reach)
    listed_at = dates.told(dates.times(listed), ~chances(rng, silence[offers.seller], rows))
    judged = dates.days_later(rng, listed, dates.LABEL_LAG)
    return listed_at, dates.told(dates.times(judged), ~chances(rng, RATES.silent_judged_at, rows))


def _whereabouts(said: Said) -> Strings:
    place = np.select([said.nowhere, said.omitted], [2, 1], 0)
    return gather(pa.array(["title", "elsewhere", "nowhere"]), place)
