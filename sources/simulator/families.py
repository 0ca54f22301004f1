"""Families: what the variations of one product have in common, and by which attributes they vary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from sources.simulator.attributes import AXES, profiles, slot_spans
from sources.simulator.brands import LINES, PER_DEPARTMENT, Brands, department_names, line_names
from sources.simulator.streams import stream
from sources.simulator.taxonomy import leaves
from sources.simulator.vocabulary.phrases import FEATURES, QUALIFIERS, SECOND_QUALIFIERS
from sources.simulator.words import Floats, Index, Mask, Strings, chances, gather, join

FAMILIES_PER_BLOCK = 2048
FEATURES_PER_FAMILY = 2
SINGLES, ONE_AXIS = 0.25, 0.5  # shares of families; the rest vary in two attributes where they have two
SIBLINGS = 0.3  # of families; what shares leaf, brand and line with the family before
SLOTS = ("colour", "size", "primary", "secondary", "option", "material", "pack")
SLOT_OF_AXIS = {"capacity": "primary", "colour": "colour", "size": "size", "option": "option", "pack": "pack"}
_MODELS = 6  # of one family at most
_DOUBLE_QUALIFIERS = 0.6  # of families; what keeps lines of a brand apart when a world has a hundred thousand


@dataclass(frozen=True)
class Families:
    """One block of families; arrays of shape (FAMILIES_PER_BLOCK,) unless said otherwise.

    Attributes:
        first, length: Where the values of each slot lie, by slot; length 0 for a slot they do not have.
        series: Name of the product line.
        line: The same with its qualifiers, which tell the line's families apart.
        axes: Positions in `AXES` of the first and second attribute they vary in, -1 for none; (families, 2).
        counts: How many values they take along each axis; (families, 2).
        steps: How far apart these are; (families, 2).
        named: Whether they carry a model number.
        price: Usual price in EUR before variation.
        features: Ids of the maker's selling points; (families, FEATURES_PER_FAMILY).
    """

    leaf: Index
    brand: Index
    first: dict[str, Index]
    length: dict[str, Index]
    series: Strings
    line: Strings
    axes: Index
    counts: Index
    steps: Index
    named: Mask
    year: Index
    price: Floats
    features: Index


@dataclass(frozen=True)
class _LeafFacts:
    """Per leaf: department, price range, axis weights, share with model numbers, where each slot's values lie."""

    department: Index
    price: Floats
    weights: Floats
    model: Floats
    first: dict[str, Index]
    length: dict[str, Index]


@cache
def _leaf_facts() -> _LeafFacts:
    departments = {name: position for position, name in enumerate(department_names())}
    kinds = [profiles()[leaf.profile] for leaf in leaves()]
    first: dict[str, Index] = {}
    length: dict[str, Index] = {}
    for slot in SLOTS:
        spans = [slot_spans(slot)[kind.slots[slot]] if slot in kind.slots else (-1, 0) for kind in kinds]
        first[slot], length[slot] = np.array(spans).T
    return _LeafFacts(
        department=np.array([departments[leaf.department] for leaf in leaves()]),
        price=np.array([leaf.price for leaf in leaves()]),
        weights=np.array([[kind.axes.get(axis, 0.0) for axis in AXES] for kind in kinds]),
        model=np.array([kind.model for kind in kinds]),
        first=first,
        length=length,
    )


def leaf_popularity(seed: int) -> Floats:
    """Share of families in each leaf: a few leaves are crowded, most are not."""
    weights = stream(seed, "leaf popularity").lognormal(0.0, 0.9, len(leaves()))
    shares: Floats = weights / weights.sum()
    return shares


def along(axis: Index, slot: str) -> Mask:
    """Where an axis (a position in `AXES`, -1 for none) is the one along which a slot's values change."""
    names = np.array([SLOT_OF_AXIS.get(name, "") for name in AXES])
    found: Mask = (axis >= 0) & (names[axis] == slot)
    return found


def _draw(rng: np.random.Generator, weights: Floats) -> Index:
    """One column of each row, with probability in proportion to its weight (the Gumbel-max trick)."""
    with np.errstate(divide="ignore"):
        drawn: Index = np.argmax(np.log(weights) + rng.gumbel(size=weights.shape), axis=1)
    return drawn


def _axes(rng: np.random.Generator, weights: Floats) -> Index:
    rows = len(weights)
    first = _draw(rng, weights)
    others = weights.copy()
    others[np.arange(rows), first] = 0
    has_second = others.sum(axis=1) > 0
    others[~has_second] = 1
    second = _draw(rng, others)
    kind = rng.random(rows)
    varies, twice = kind >= SINGLES, (kind >= SINGLES + ONE_AXIS) & has_second
    return np.stack([np.where(varies, first, -1), np.where(twice, second, -1)], axis=1)


def _siblings(rng: np.random.Generator, rows: int) -> tuple[Index, Index]:
    """Families that share leaf, brand and line with the one before, as makers extend a line that sells.

    Returns:
        For each family the one whose leaf, brand and line it has, and how many siblings came before it.
    """
    own = np.arange(rows)
    source = np.maximum.accumulate(np.where(chances(rng, SIBLINGS, rows) & (own > 0), 0, own))
    return source, own - source


def _lines(
    rng: np.random.Generator, brands: Brands, brand: Index, source: Index, nth: Index
) -> tuple[Strings, Strings]:
    """The line's name, and the name with its qualifiers; siblings differ in the first qualifier."""
    rows = len(brand)
    line = brands.lines[brand, rng.integers(0, LINES, rows)[source]]
    first = (rng.integers(0, len(QUALIFIERS), rows)[source] + nth) % len(QUALIFIERS)
    second = rng.integers(0, len(SECOND_QUALIFIERS), rows)
    doubled = chances(rng, _DOUBLE_QUALIFIERS, rows) & ~np.isin(np.array(QUALIFIERS)[first], SECOND_QUALIFIERS)
    name, qualifier = gather(pa.array(line_names()), line), gather(pa.array(QUALIFIERS), first)
    return name, join([name, qualifier, gather(pa.array(SECOND_QUALIFIERS), second, doubled)])


def _room(length: dict[str, Index], axis: Index) -> Index:
    """How many values there are along an axis; 1 where there is none."""
    room = np.where(axis == AXES.index("model"), _MODELS, 1)
    for slot in SLOT_OF_AXIS.values():
        room = np.where(along(axis, slot), length[slot], room)
    return room


def _step(rng: np.random.Generator, room: Index, count: Index) -> Index:
    """How far apart along the axis the values are: step * (count - 1) < room, so that no two are the same."""
    widest = np.maximum((room - 1) // np.maximum(count - 1, 1), 1)
    return 1 + (rng.random(len(room)) * np.minimum(widest, 4)).astype(np.int64)


def make_families(rng: np.random.Generator, brands: Brands, popularity: Floats) -> Families:
    """One block of families.

    Args:
        rng: Of the block.
        brands: Of the world.
        popularity: Share of families in each leaf, shape (leaves,).
    """
    rows = FAMILIES_PER_BLOCK
    facts = _leaf_facts()
    source, nth = _siblings(rng, rows)
    leaf = np.searchsorted(np.cumsum(popularity), rng.random(rows)).clip(max=len(popularity) - 1)[source]
    rank = (PER_DEPARTMENT * rng.random(rows) ** 1.6).astype(np.int64)[source]
    brand = facts.department[leaf] * PER_DEPARTMENT + rank
    series, line = _lines(rng, brands, brand, source, nth)
    length = {slot: facts.length[slot][leaf] for slot in SLOTS}

    axes = _axes(rng, facts.weights[leaf])
    room = np.stack([_room(length, axes[:, place]) for place in (0, 1)], axis=1)
    varies, twice = axes.T >= 0
    first_count = np.where(twice, rng.integers(2, 4, rows), np.where(varies, rng.integers(2, 6, rows), 1))
    counts = np.minimum(np.stack([first_count, np.where(twice, 2, 1)], axis=1), room)
    steps = np.stack([_step(rng, room[:, place], counts[:, place]) for place in (0, 1)], axis=1)

    low, high = facts.price[leaf].T
    return Families(
        leaf=leaf,
        brand=brand,
        first={slot: facts.first[slot][leaf] for slot in SLOTS},
        length=length,
        series=series,
        line=line,
        axes=axes,
        counts=counts,
        steps=steps,
        named=chances(rng, facts.model[leaf], rows) | (axes == AXES.index("model")).any(axis=1),
        year=rng.integers(2016, 2026, rows),
        price=np.exp(np.log(low) + rng.random(rows) * (np.log(high) - np.log(low))),
        features=np.argsort(rng.random((rows, len(FEATURES.strip().splitlines()))), axis=1)[:, :FEATURES_PER_FAMILY],
    )
