"""The products whose sales are simulated: their titles and attributes, when they come and go, how much they sell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.attributes import phrase_table
from sources.simulator.demand_kinds import kinds
from sources.simulator.demand_time import DAYS, FIRST
from sources.simulator.families import FAMILIES_PER_BLOCK
from sources.simulator.products import Products
from sources.simulator.streams import stream
from sources.simulator.taxonomy import leaves
from sources.simulator.words import Floats, Index, Mask, Strings, chances, gather, join, only
from sources.simulator.world import Shelf, World, model_names
from sources.simulator.writing import key_table

RUN, SOLD = 64, 8  # of every 64 families the first 8 are sold, so that siblings stay together
RUNS_PER_BLOCK = FAMILIES_PER_BLOCK // RUN
OLD_SHARE = 0.6  # of families, launched before the first day
_OLDEST_DAYS = 1_000.0
_PLANNED_LAUNCH_DAYS = 90  # after the last day, in which launches are planned too
_WITH_FAMILY, _MEMBER_LAG = 0.6, 90.0  # share of members launched with their family; mean days of the others
_STOPPING, _SHORTEST_LIFE = 0.3, 270.0
_SAYS_END, _SAYS_LAUNCH, _SAYS_ATTRIBUTES = 0.85, 0.95, 0.97
_SPREADS = {"group": 0.3, "leaf": 0.35, "brand": 0.3, "family": 0.35, "member": 0.25}  # of the log of demand
_DEARNESS = -0.35  # of the log of demand, for each unit of the log of the price against its leaf's middle
_NEVER = 1 << 20


@dataclass(frozen=True)
class Sold:
    """One run of products; arrays of shape (products,).

    Attributes:
        run: Number of the run, counted over all blocks.
        product_id, title, category, attributes: As in the contract; a category is a department.
        department, group, brand: Numbers.
        launch, end: Days since the first; `end` is the first day without sales, or beyond all days.
        says_launch, says_end: Where the products table tells them.
        level: Log of the units a day, in all regions, of the grown product.
        price: Usual price in EUR.
    """

    run: int
    product_id: Strings
    title: Strings
    category: Strings
    attributes: Strings
    department: Index
    group: Index
    launch: Index
    end: Index
    says_launch: Mask
    says_end: Mask
    level: Floats
    price: Floats
    inside: int

    def __len__(self) -> int:
        return len(self.department)

    def table(self) -> pa.Table:
        """The products table of the contract, for those that a world of this scale reaches."""

        def dated(position: Index, where: Mask) -> pa.Array:
            return pa.array(FIRST + np.where(where, position, 0), mask=~where)

        return pa.table(
            {
                "product_id": self.product_id,
                "title": self.title,
                "category": self.category,
                "attributes": self.attributes,
                "launch_date": dated(self.launch, self.says_launch),
                "end_date": dated(self.end - 1, self.says_end & (self.end < DAYS)),
            }
        ).slice(0, self.inside)


@cache
def group_names() -> list[str]:
    """Department and group of all leaves, in order."""
    return list(dict.fromkeys(" > ".join(leaf.path[:2]) for leaf in leaves()))


@cache
def _leaf_numbers() -> tuple[Index, Index, Floats]:
    departments = list(kinds())
    department = np.array([departments.index(leaf.department) for leaf in leaves()])
    group = np.array([group_names().index(" > ".join(leaf.path[:2])) for leaf in leaves()])
    return department, group, np.array([np.log(leaf.price).mean() for leaf in leaves()])


def runs(world: World) -> Iterator[Sold]:
    """The products that are sold, run by run; the same whatever the scale, but for how many there are."""
    for shelf in world.catalogue():
        for number in range(RUNS_PER_BLOCK):
            first = (shelf.number * RUNS_PER_BLOCK + number) * RUN
            if first < world.families:
                yield _run(world, shelf, first)


def _run(world: World, shelf: Shelf, first: int) -> Sold:
    family = shelf.products.family
    start, stop = np.searchsorted(family, (first, first + SOLD))
    inside = int(np.searchsorted(family, min(first + SOLD, world.families)) - start)
    products = shelf.products.first(int(stop)).last(int(stop - start))
    seed, run = world.seed, first // RUN
    departments, groups, middles = _leaf_numbers()
    department, group = departments[products.leaf], groups[products.leaf]
    launch, end = _life(stream(seed, "demand life", run), products.family - first)
    says = stream(seed, "demand silence", run).random((3, len(products)))
    return Sold(
        run=run,
        product_id=shelf.product_ids.slice(int(start), int(stop - start)),
        title=_titles(products),
        category=gather(pa.array(list(kinds())), department),
        attributes=only(_attributes(products), says[0] < _SAYS_ATTRIBUTES),
        department=department,
        group=group,
        launch=launch,
        end=end,
        says_launch=says[1] < _SAYS_LAUNCH,
        says_end=says[2] < _SAYS_END,
        level=_levels(seed, run, products, first, group)
        + _DEARNESS * (np.log(products.price) - middles[products.leaf]),
        price=products.price,
        inside=inside,
    )


def _life(rng: np.random.Generator, family: Index) -> tuple[Index, Index]:
    """Days of launch and end: most families are old, the others come at any time, the last ones are planned."""
    old = chances(rng, OLD_SHARE, SOLD)
    begun = np.where(old, -_OLDEST_DAYS * rng.random(SOLD), (DAYS + _PLANNED_LAUNCH_DAYS) * rng.random(SOLD))
    rows = len(family)
    lag = np.where(chances(rng, _WITH_FAMILY, rows), 0.0, rng.exponential(_MEMBER_LAG, rows))
    launch = np.minimum(np.floor(begun[family] + lag), DAYS + _PLANNED_LAUNCH_DAYS).astype(np.int64)
    life = _SHORTEST_LIFE + rng.exponential(400.0, rows)
    end = np.maximum(launch, 0) + life.astype(np.int64)
    return launch, np.where(chances(rng, _STOPPING, rows), end, _NEVER)


def _levels(seed: int, run: int, products: Products, first: int, group: Index) -> Floats:
    """Log of demand: what group, leaf and brand have in common, what the family has, and what each member has."""
    shared = {
        "group": stream(seed, "demand of groups").normal(size=len(group_names()))[group],
        "leaf": stream(seed, "demand of leaves").normal(size=len(leaves()))[products.leaf],
        "brand": stream(seed, "demand of brands").normal(size=len(products.brands.names))[products.brand],
    }
    rng = stream(seed, "demand of products", run)
    own = {"family": rng.normal(size=SOLD)[products.family - first], "member": rng.normal(size=len(products))}
    usual = np.log([kind.level for kind in kinds().values()])[_leaf_numbers()[0][products.leaf]]
    level: Floats = usual + sum(_SPREADS[name] * drawn for name, drawn in (shared | own).items())
    return level


def _titles(products: Products) -> Strings:
    """Brand, line, what it is, model, and what sets it apart from its family, in English."""
    english = np.zeros(len(products), np.int64)
    nouns = gather(pa.array([leaf.nouns[0][0] for leaf in leaves()]), products.leaf)
    brand = gather(pa.array(products.brands.names), products.brand)
    model = only(model_names(products), products.model_number >= 0)
    slots = ("primary", "secondary", "option", "colour", "size", "pack")
    told = [phrase_table(slot).pick(ids := products.values[slot], english, 0, ids >= 0) for slot in slots]
    return join([brand, products.line, nouns, model, *told])


def _attributes(products: Products) -> Strings:
    """One JSON object: brand, type, and every attribute that the product has."""
    zero = np.zeros(len(products), np.int64)
    types = gather(pa.array([leaf.path[-1] for leaf in leaves()]), products.leaf)
    pairs = [_pair("brand", gather(pa.array(products.brands.names), products.brand)), _pair("type", types)]
    for slot in ("primary", "secondary", "colour", "size", "option", "material", "pack"):
        ids = products.values[slot]
        there = ids >= 0
        named = ids.clip(min=0) if slot in ("primary", "secondary") else zero
        name = key_table(slot).pick(named, zero, 0, there)
        pairs.append(_pair(name, phrase_table(slot).pick(ids, zero, 0, there)))
    return pc.binary_join_element_wise("{", join(pairs, ", "), "}", "")


def _pair(name: Strings | str, value: Strings) -> Strings:
    quoted = pc.replace_substring(value, '"', '\\"')
    return pc.binary_join_element_wise('"', name, '": "', quoted, '"', "")
