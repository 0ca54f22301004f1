"""The products that are searched, made from those of the world."""

from __future__ import annotations

from string import ascii_uppercase

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.attributes import pack_counts
from sources.simulator.brands import line_names
from sources.simulator.search_goods import ATTRIBUTES, SLOTS, Goods
from sources.simulator.search_lives import lives
from sources.simulator.search_stock import gaps
from sources.simulator.streams import Ids, normal_draws, scrambled, stream
from sources.simulator.taxonomy import leaves
from sources.simulator.words import Floats, Index, Strings, from_hexadecimal
from sources.simulator.world import Shelf, World, model_names

_SPREADS = {"leaf": 0.3, "brand": 0.35, "family": 0.45, "member": 0.45}  # of the log of how much a product is wanted
_USUAL_DEVIATION = 0.6  # of the log of prices within a leaf
_MOST_DEVIATION = 2.0
_NUMBERS, _LETTERS = 20_000, 32  # room for the digits, and the letter behind them, of model numbers


def goods(world: World) -> Goods:
    """All products of a world, leaf by leaf; those of a family lie side by side."""
    found = Goods.joined([shelf_goods(world, shelf) for shelf in world.catalogue()])
    return found.take(np.argsort(found.leaf, kind="stable"))


def shelf_goods(world: World, shelf: Shelf) -> Goods:
    """The products of a shelf that a world of this scale reaches, in the shelf's order."""
    products = shelf.products
    products = products.first(int(np.searchsorted(products.family, world.families)))
    number = from_hexadecimal(shelf.product_ids.slice(0, len(products)))
    family = scrambled(products.family, world.seed, "family")
    middles = np.array([np.log(leaf.price).mean() for leaf in leaves()])
    dearness = (np.log(products.price) - middles[products.leaf]) / _USUAL_DEVIATION
    packs = np.array(pack_counts())[products.values["pack"].clip(min=0)]
    pack = np.where((products.values["pack"] >= 0) & (packs > 1), packs, -1)
    model = (products.brand * _NUMBERS + products.model_number) * _LETTERS + _letters(products.model_suffix)
    coded: dict[str, Index] = {
        **{slot: products.values[slot] for slot in SLOTS},
        "brand": products.brand,
        "series": _series(products.series),
        "line": products.family,
        "model": np.where(products.model_number >= 0, model, -1),
        "pack": pack,
    }
    return Goods(
        number=number,
        leaf=products.leaf.astype(np.int32),
        family=products.family.astype(np.int32),
        codes=np.stack([coded[name] for name in ATTRIBUTES], axis=1).astype(np.int32),
        values=np.stack([products.values[slot] for slot in SLOTS], axis=1).astype(np.int16),
        series=products.series,
        line=products.line,
        model=model_names(products),
        price=products.price,
        dearness=dearness.clip(-_MOST_DEVIATION, _MOST_DEVIATION),
        level=_levels(world.seed, products.leaf, products.brand, family, number),
        lives=lives(world.seed, family, number),
        gaps=gaps(world.seed, number),
    )


def _series(names: Strings) -> Index:
    known = pa.array(line_names())
    return np.asarray(pc.index_in(names, known).cast(pa.int64()))


def _letters(suffix: Strings) -> Index:
    """0 for none, else the letter's place in the alphabet from 1."""
    place = pc.index_in(suffix, pa.array([*ascii_uppercase])).fill_null(-1)
    return np.asarray(place).astype(np.int64) + 1


def _levels(seed: int, leaf: Index, brand: Index, family: Ids, number: Ids) -> Floats:
    """Log of how much products are wanted: what leaf, brand and family have in common, and each product's own."""
    of_leaf = stream(seed, "search wishes for leaves").normal(size=len(leaves()))[leaf]
    of_brand = stream(seed, "search wishes for brands").normal(size=int(brand.max()) + 1)[brand]
    own = normal_draws(number, seed, "search wish")
    drawn = {"leaf": of_leaf, "brand": of_brand, "family": normal_draws(family, seed, "search wish"), "member": own}
    level: Floats = sum(_SPREADS[name] * value for name, value in drawn.items())  # type: ignore[assignment]
    return level
