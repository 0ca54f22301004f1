"""The world: one seed and one scale, from which every table of the marketplace follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from infra.errors import SettingsError
from sources.simulator.attributes import pack_counts, phrase_table
from sources.simulator.brands import Brands, make_brands
from sources.simulator.families import FAMILIES_PER_BLOCK, leaf_popularity
from sources.simulator.listings import make_listings
from sources.simulator.measures import measures
from sources.simulator.products import Products, make_products
from sources.simulator.sellers import Sellers, make_sellers
from sources.simulator.streams import scrambled, stream
from sources.simulator.taxonomy import leaves, tree
from sources.simulator.words import Floats, Strings, gather, hexadecimal, join, only

FAMILIES_PER_SCALE = 1_990  # about 20,000 listings
FEWEST_FAMILIES = 60
_LISTING_BITS, _PRODUCT_BITS = 18, 14  # of a listing's, a product's number within its block
MOST_BLOCKS = 1 << (32 - _LISTING_BITS)


@dataclass(frozen=True)
class Block:
    """One block of the world: its products, and its listings in no telling order.

    `listings` has listing_id, product_id, family_id, the sellers' columns, and the true ones of `make_listings`.
    `spare_ids` are ids that no listing of the world has.
    """

    number: int
    products: Products
    product_ids: Strings
    family_ids: Strings
    listings: pa.Table
    spare_ids: Strings


@dataclass(frozen=True)
class Shelf:
    """All products of one block, also those of families that a world of this scale does not reach."""

    number: int
    products: Products
    product_ids: Strings


class World:
    """The simulated marketplace.

    A world of a larger scale holds every family, product and listing of a smaller one of the same seed, with the
    same ids and texts. Tables are made when asked for and not kept; go through `blocks()` where memory matters.

    Args:
        seed: Any integer from 0.
        scale: 1.0 is about 20,000 listings, 50 a million.

    Raises:
        SettingsError: A seed below 0, or a scale so small that nothing can be split or so large that ids run out.
    """

    def __init__(self, seed: int = 0, scale: float = 1.0) -> None:
        if seed < 0:
            raise SettingsError(f"The simulator's seed is {seed}.", "Give an integer from 0.")
        families = FAMILIES_PER_SCALE * scale
        smallest, largest = FEWEST_FAMILIES / FAMILIES_PER_SCALE, MOST_BLOCKS * FAMILIES_PER_BLOCK / FAMILIES_PER_SCALE
        if not FEWEST_FAMILIES <= families + 0.5 < MOST_BLOCKS * FAMILIES_PER_BLOCK:
            raise SettingsError(
                f"The simulator's scale is {scale}.",
                f"Give a number from {smallest:.3f} to {largest:.0f}; 1.0 is about 20,000 listings.",
            )
        self.seed = seed
        self.scale = scale
        self.families = round(families)

    @cached_property
    def makers(self) -> Brands:
        """Brands with their lines and model prefixes."""
        return make_brands(self.seed)

    @cached_property
    def shops(self) -> Sellers:
        """Sellers with their manners."""
        return make_sellers(self.seed, self.makers.names)

    @cached_property
    def _popularity(self) -> Floats:
        return leaf_popularity(self.seed)

    @property
    def taxonomy(self) -> pa.Table:
        """The category tree; see `taxonomy.tree`."""
        return tree()

    @property
    def brands(self) -> pa.Table:
        """See `Brands.table`."""
        return self.makers.table()

    @property
    def sellers(self) -> pa.Table:
        """See `Sellers.table`."""
        return self.shops.table()

    def blocks(self) -> Iterator[Block]:
        """The world in blocks of `FAMILIES_PER_BLOCK` families, each made when it is reached."""
        for number in range(-(-self.families // FAMILIES_PER_BLOCK)):
            yield self._block(number)

    def catalogue(self) -> Iterator[Shelf]:
        """The products of the world in the same blocks, without their listings, which take most of the time."""
        for number in range(-(-self.families // FAMILIES_PER_BLOCK)):
            yield self._shelf(number)

    def _shelf(self, number: int) -> Shelf:
        products = make_products(self.seed, number, self.makers, self._popularity)
        numbers = (number << _PRODUCT_BITS) + np.arange(len(products))
        return Shelf(number, products, hexadecimal("p", scrambled(numbers, self.seed, "product")))

    def _block(self, number: int) -> Block:
        shelf = self._shelf(number)
        products, product_ids = shelf.products, shelf.product_ids
        inside = int(np.searchsorted(products.family, self.families))
        family_ids = hexadecimal("f", scrambled(products.family, self.seed, "family"))
        listings = make_listings(self.seed, number, products, self.shops)
        of = listings.column("product").to_numpy()
        rows = listings.num_rows
        listing_numbers = (number << _LISTING_BITS) + np.arange(rows)
        spare_numbers = ((number + 1) << _LISTING_BITS) - 1 - np.arange(rows // 50 + 16)
        identified = {
            "listing_id": hexadecimal("l", scrambled(listing_numbers, self.seed, "listing")),
            "product_id": gather(product_ids, of),
            "family_id": gather(family_ids, of),
            "varying": gather(products.varying(), of),
        }
        listings = pa.table(identified | {name: listings.column(name) for name in listings.column_names})
        order = np.argsort(stream(self.seed, "order of listings", number).random(rows))
        return Block(
            number=number,
            products=products.first(inside),
            product_ids=product_ids.slice(0, inside),
            family_ids=family_ids.slice(0, inside),
            listings=listings.take(order[of[order] < inside]),
            spare_ids=hexadecimal("l", scrambled(spare_numbers, self.seed, "listing")),
        )

    @property
    def products(self) -> pa.Table:
        """Every product with its true, typed attributes; see `product_table`."""
        return pa.concat_tables([product_table(block) for block in self.blocks()])

    @property
    def listings(self) -> pa.Table:
        """Every listing with its truth; see `Block`."""
        return pa.concat_tables([block.listings for block in self.blocks()])


def product_table(block: Block) -> pa.Table:
    """True attributes of a block's products.

    Columns: product_id, family_id, varying, leaf (position in `taxonomy.leaves()`), category, brand_id, brand, line,
    model, colour, size, option, material, pack (pieces), year, price_eur, and for the primary and the secondary
    measure `*_dimension`, `*_value`, `*_unit`. Null where a product has no such attribute. Words are English.
    """
    products = block.products
    english = np.zeros(len(products), np.int64)
    columns: dict[str, object] = {
        "product_id": block.product_ids,
        "family_id": block.family_ids,
        "varying": products.varying(),
        "leaf": products.leaf,
        "category": gather(pa.array([" > ".join(leaf.path) for leaf in leaves()]), products.leaf),
        "brand_id": products.brand,
        "brand": gather(pa.array(products.brands.names), products.brand),
        "line": products.line,
        "model": only(model_names(products), products.model_number >= 0),
    }
    for slot in ("colour", "size", "option", "material"):
        columns[slot] = phrase_table(slot).pick(products.values[slot], english, 0, products.values[slot] >= 0)
    packs = products.values["pack"]
    columns["pack"] = np.where(packs >= 0, np.array(pack_counts())[packs], 1)
    for slot in ("primary", "secondary"):
        ids = products.values[slot]
        columns[f"{slot}_dimension"] = gather(pa.array([measure.dimension for measure in measures()]), ids, ids >= 0)
        columns[f"{slot}_value"] = pa.array([measure.value for measure in measures()]).take(pa.array(ids, mask=ids < 0))
        columns[f"{slot}_unit"] = gather(pa.array([measure.unit for measure in measures()]), ids, ids >= 0)
    return pa.table(columns | {"year": products.year, "price_eur": products.price})


def model_names(products: Products) -> Strings:
    """Model numbers as the maker writes them."""
    dash = gather(pa.array(["", "-"]), products.brands.dashed[products.brand].astype(np.int64))
    prefix = gather(pa.array(products.brands.prefixes), products.brand)
    digits = pa.array(products.model_number).cast(pa.string())
    return join([prefix, dash, digits, products.model_suffix], "")
