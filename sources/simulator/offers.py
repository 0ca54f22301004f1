"""Offers: which seller offers which product, and which of its attributes the listing tells where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.attributes import AXES, pack_counts
from sources.simulator.families import SLOT_OF_AXIS, SLOTS
from sources.simulator.mess import RATES
from sources.simulator.products import Products
from sources.simulator.sellers import Sellers
from sources.simulator.streams import stream
from sources.simulator.words import Index, Mask, chances

SAYABLE = (*SLOTS, "model")
LISTINGS_PER_PRODUCT = 3.2
_MOST = 14  # listings of one product
_SPREAD = 1.2  # shape of the gamma distribution of a product's popularity; smaller is more uneven
_GOLDEN = 0.6180339887498949
_IN_TITLE = {
    "colour": 0.75,
    "size": 0.85,
    "primary": 0.9,
    "option": 0.85,
    "pack": 0.95,
    "model": 0.75,
    "material": 0.4,
    "secondary": 0.35,
}
_IN_ATTRIBUTES, _IN_DESCRIPTION = 0.7, 0.4
_SAYS_ONE = 0.12  # of listings of a single piece where the family also comes in packs


@dataclass(frozen=True)
class Offers:
    """Which seller offers which product: `of` is the product's row, `seller` the seller; shape (listings,)."""

    of: Index
    seller: Index
    language: Index
    rng: np.random.Generator

    def __len__(self) -> int:
        return len(self.of)


@dataclass(frozen=True)
class Said:
    """Where each attribute is told; masks of shape (listings,) by slot.

    `omitted` and `nowhere` mark listings of which some varying attribute is not in the title, and not anywhere.
    """

    title: dict[str, Mask]
    attributes: dict[str, Mask]
    description: dict[str, Mask]
    omitted: Mask
    nowhere: Mask


def make_offers(seed: int, block: int, products: Products, sellers: Sellers) -> Offers:
    """Who offers what: several sellers a product, seldom one twice, large sellers often.

    The number of listings is one more than a negative binomial; the sellers of one product lie a golden ratio
    apart in cumulative reach, so that they differ.
    """
    rng = stream(seed, "offers", block)
    rate = rng.gamma(_SPREAD, (LISTINGS_PER_PRODUCT - 1) / _SPREAD, len(products))
    counts = np.minimum(1 + rng.poisson(rate), _MOST)
    of = np.repeat(np.arange(len(products)), counts)
    nth = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
    spot = (rng.random(len(products))[of] + nth * _GOLDEN) % 1.0
    seller = np.searchsorted(sellers.reach, spot).clip(max=len(sellers.reach) - 1)
    return Offers(of, seller, sellers.language[seller], stream(seed, "listings", block))


def varies(products: Products, slot: str) -> Mask:
    """Products whose family varies in a slot."""
    axis = [name for name in AXES if SLOT_OF_AXIS.get(name, name) == slot]
    found: Mask = (products.axes == AXES.index(axis[0])).any(axis=1) if axis else np.zeros(len(products), np.bool_)
    return found


def say(products: Products, sellers: Sellers, offers: Offers, has_attributes: Mask, has_description: Mask) -> Said:
    """Decide where each attribute of each listing is told.

    A varying attribute is left out of the title with `RATES.omitted`; most of those are told elsewhere, and a
    listing without attributes and description then gets attributes.
    """
    rng, rows = offers.rng, len(offers)
    title, attributes, description = {}, {}, {}
    omitted, nowhere = np.zeros(rows, np.bool_), np.zeros(rows, np.bool_)
    spare = 1 - sellers.terse[offers.seller]
    for slot in SAYABLE:
        present = (products.model_number if slot == "model" else products.values[slot])[offers.of] >= 0
        varying = varies(products, slot)[offers.of] & present
        if slot == "pack":  # a single piece goes without saying
            single = np.array(pack_counts())[products.values["pack"]][offers.of] == 1
            present &= ~single | (varying & chances(rng, _SAYS_ONE, rows))
            varying &= ~single
        told = chances(rng, np.where(varying, 1 - RATES.omitted, _IN_TITLE[slot] * spare), rows) & present
        dropped = varying & ~told
        carried = dropped & chances(rng, RATES.carried, rows)
        by_attributes = chances(rng, _IN_ATTRIBUTES, rows) & has_attributes
        by_description = chances(rng, _IN_DESCRIPTION, rows) & has_description
        by_attributes |= carried & ~by_attributes & ~by_description
        title[slot] = told
        attributes[slot] = present & by_attributes & ~(dropped & ~carried)
        description[slot] = present & by_description & ~(dropped & ~carried)
        omitted |= dropped
        nowhere |= dropped & ~carried
    return Said(title, attributes, description, omitted, nowhere)
