"""The products that are reviewed: what is judged of them, how good they truly are there, how many reviews they get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sources.simulator.review_product_rates import PRODUCT_RATES
from sources.simulator.review_speech import OVERALL, leaf_domains, speech
from sources.simulator.search_kinds import kinds
from sources.simulator.sizes import refuse_strange
from sources.simulator.streams import Ids, draws, normal_draws, scrambled
from sources.simulator.words import Floats, Index, Mask, Strings, from_hexadecimal
from sources.simulator.world import FAMILIES_PER_SCALE, FEWEST_FAMILIES, Shelf, World

SMALLEST_SCALE, LARGEST_SCALE = 0.02, 500.0
REVIEW_BITS = 8  # of a review's number within its product
MOST_REVIEWS = (1 << REVIEW_BITS) - 1  # of a product
_FAMILIES = 600  # for each unit of scale
_APART = 40_503  # between the numbers of what belongs to one id


@dataclass(frozen=True)
class Reviewed:
    """Products of a shelf; attributes as `Speech.names` counts them.

    Attributes:
        shelf: Number of the shelf.
        ids: In text.
        number: In the ids.
        leaf: Their leaves.
        spoken: Which attributes are spoken of; (products, attributes).
        reach: Cumulative share of each attribute in what is said; (products, attributes).
        quality: Of each attribute, 0 is usual; NaN where it is not spoken of; (products, attributes).
        divisive: Whether people disagree about it; (products, attributes).
        reviews: How many each gets.
    """

    shelf: int
    ids: Strings
    number: Ids
    leaf: Index
    spoken: Mask
    reach: Floats
    quality: Floats
    divisive: Mask
    reviews: Index

    def __len__(self) -> int:
        return len(self.leaf)


def shelves(seed: int, scale: float) -> Iterator[Reviewed]:
    """All products of a seed and a scale, shelf by shelf; a larger scale holds those of a smaller one.

    Raises:
        SettingsError: A seed or a scale that is not to be had.
    """
    refuse_strange(seed, scale, SMALLEST_SCALE, LARGEST_SCALE, "about 20,000 reviews of 2,000 products")
    families = round(_FAMILIES * scale)
    world = World(seed, max(families, FEWEST_FAMILIES) / FAMILIES_PER_SCALE)
    return (_reviewed(seed, shelf, families) for shelf in world.catalogue())


def paired(ids: Ids, place: Index | int) -> Ids:
    """A number for each pair of an id and a small number, for draws of their own."""
    mixed: Ids = ids ^ (np.asarray(place).astype(np.uint32) * np.uint32(_APART) + np.uint32(1))
    return mixed


def _reviewed(seed: int, shelf: Shelf, families: int) -> Reviewed:
    rates, products = PRODUCT_RATES, shelf.products
    inside = int(np.searchsorted(products.family, families))
    products, ids = products.first(inside), shelf.product_ids.slice(0, inside)
    number = from_hexadecimal(ids)
    spoken = _spoken(seed, products.leaf)
    level = normal_draws(number, seed, "how many reviews")
    mean = rates.reviews * np.exp(rates.spread * level - rates.spread**2 / 2)
    count = (mean + draws(number, seed, "one review more")).astype(np.int64)
    attribute = np.arange(spoken.shape[1])[None, :]
    layers = {
        "brand": (rates.of_brand, products.brand.astype(np.uint32)),
        "family": (rates.of_family, scrambled(products.family, seed, "family")),
        "product": (rates.own, number),
    }
    quality = np.zeros(spoken.shape)
    for name, (deviation, layer) in layers.items():
        quality += deviation * normal_draws(paired(layer[:, None], attribute), seed, f"quality of the {name}")
    quality = np.where(spoken, quality, np.nan)
    quality[:, OVERALL] = np.nanmean(np.where(attribute == OVERALL, np.nan, quality), axis=1)
    split = draws(paired(number[:, None], attribute), seed, "divisive") < rates.divisive
    return Reviewed(
        shelf=shelf.number,
        ids=ids,
        number=number,
        leaf=products.leaf,
        spoken=spoken,
        reach=_reach(seed, products.leaf, spoken),
        quality=quality,
        divisive=spoken & split & (attribute != OVERALL),
        reviews=np.minimum(count, MOST_REVIEWS),
    )


def _spoken(seed: int, leaf: Index) -> Mask:
    """Which attributes products have: the same for all of a type; (products, attributes)."""
    domains = speech().domains
    everyone = _of_any()
    types = kinds().type_of[leaf].astype(np.uint32)[:, None]
    kept = draws(paired(types, np.arange(len(domains))[None, :]), seed, "spoken of") < PRODUCT_RATES.spoken
    found: Mask = domains[:, leaf_domains()[leaf]].T & (everyone[None, :] | kept)
    return found


def _of_any() -> Mask:
    """Attributes of products of all domains."""
    found: Mask = np.logical_and.reduce(speech().domains, axis=1)
    return found


def _reach(seed: int, leaf: Index, spoken: Mask) -> Floats:
    """Cumulative share of what is said about single attributes; the product as a whole is none."""
    types = kinds().type_of[leaf].astype(np.uint32)[:, None]
    pairs = paired(types, np.arange(spoken.shape[1])[None, :])
    weight = np.exp(PRODUCT_RATES.unevenness * normal_draws(pairs, seed, "how often spoken of"))
    weight = np.where(_of_any()[None, :], PRODUCT_RATES.common, 1.0) * weight * spoken
    weight[:, OVERALL] = 0.0
    reach: Floats = np.cumsum(weight, axis=1)
    return reach / reach[:, -1:]
