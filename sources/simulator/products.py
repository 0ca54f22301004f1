"""Products: the members of families, which differ in one or two attributes and are hard to tell apart."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sources.simulator.attributes import AXES, pack_counts
from sources.simulator.brands import Brands
from sources.simulator.families import SLOTS, Families, along, make_families
from sources.simulator.measures import measures
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index, Strings, chances, gather, join

_MODEL_STEPS = (1, 2, 5, 10, 20, 50, 100)
_SUFFIX_PER_MEMBER = 0.4  # of families with model numbers that do not vary by them
_ONE_PACK_SHARE = 0.8  # of families that do not vary by pack


@dataclass(frozen=True)
class Products:
    """Products of one block, as ids; -1 is an attribute that a product does not have. Arrays of shape (products,).

    Attributes:
        family: Number of the family, counted over all blocks.
        series: Name of the product line.
        line: The same with its qualifiers, which tell the line's families apart.
        axes: Positions in `AXES` of the attributes that the family varies in, -1 for none; (products, 2).
        values: Value ids by slot, as `attributes.phrase_table` counts them.
        model_number: Digits of the model number, -1 for products without one.
        model_suffix: Letters after the digits.
        price: Usual price in EUR.
        features: Ids of the maker's selling points, (products, FEATURES_PER_FAMILY).
    """

    family: Index
    leaf: Index
    brand: Index
    series: Strings
    line: Strings
    axes: Index
    values: dict[str, Index]
    model_number: Index
    model_suffix: Strings
    year: Index
    price: Floats
    features: Index
    brands: Brands = field(repr=False)

    def __len__(self) -> int:
        return len(self.family)

    def first(self, rows: int) -> Products:
        """The first rows alone."""
        return self._part(slice(0, rows))

    def last(self, rows: int) -> Products:
        """The last rows alone."""
        return self._part(slice(len(self) - rows, len(self)))

    def _part(self, rows: slice) -> Products:
        return replace(
            self,
            values={slot: ids[rows] for slot, ids in self.values.items()},
            **{
                part.name: getattr(self, part.name)[rows]
                for part in fields(self)
                if part.name not in ("values", "brands")
            },
        )

    def varying(self) -> Strings:
        """Names of the attributes that the family varies in, joined by `+`; empty for single products."""
        words = pa.array([*AXES, None], pa.string())
        first, second = np.sort(np.where(self.axes < 0, len(AXES), self.axes), axis=1).T
        return join([gather(words, first), gather(words, second)], "+")


def make_products(seed: int, block: int, brands: Brands, popularity: Floats) -> Products:
    """All products of one block of `FAMILIES_PER_BLOCK` families; the same whatever the scale of the world."""
    families = make_families(stream(seed, "families", block), brands, popularity)
    rng = stream(seed, "products", block)
    members = families.counts.prod(axis=1)
    of = np.repeat(np.arange(len(members)), members)
    member = np.arange(len(of)) - np.repeat(np.cumsum(members) - members, members)
    # members fill the grid of the two axes, so two of them differ in one or in both
    place = np.stack(np.divmod(member, families.counts[of, 1]), axis=1)
    values = {slot: _values(rng, families, slot, of, place) for slot in SLOTS}
    numbers, suffix = _models(rng, families, of, place, member)
    return Products(
        family=block * len(members) + of,
        leaf=families.leaf[of],
        brand=families.brand[of],
        series=gather(families.series, of),
        line=gather(families.line, of),
        axes=families.axes[of],
        values=values,
        model_number=numbers,
        model_suffix=suffix,
        year=families.year[of],
        price=_prices(families.price[of], families.axes[of], values, place),
        features=families.features[of],
        brands=brands,
    )


def _values(rng: np.random.Generator, families: Families, slot: str, of: Index, place: Index) -> Index:
    """Value ids of one slot: a start for each family, moved along where the family varies in it."""
    length = families.length[slot]
    start = (rng.random(len(length)) * length).astype(np.int64)
    if slot == "pack":
        start = np.where(chances(rng, _ONE_PACK_SHARE, len(length)), 0, start)
    moves = np.stack([along(families.axes[:, axis], slot) * families.steps[:, axis] for axis in (0, 1)], axis=1)
    position = (start[of] + (moves[of] * place).sum(axis=1)) % np.maximum(length, 1)[of]
    return np.where(length[of] > 0, families.first[slot][of] + position, -1)


def _models(
    rng: np.random.Generator, families: Families, of: Index, place: Index, member: Index
) -> tuple[Index, Strings]:
    """Digits and suffix of the model numbers; twins differ in a digit, in the suffix, or share one number."""
    rows = len(families.leaf)
    is_axis = families.axes == AXES.index("model")
    number = np.where(chances(rng, 0.3, rows), rng.integers(20, 999, rows), rng.integers(1000, 9000, rows))
    step = np.array(_MODEL_STEPS)[rng.integers(0, len(_MODEL_STEPS), rows)]
    moved = (is_axis[of] * place).sum(axis=1) * step[of]
    letters = pa.array([*"ABCEFGHKLMNPRSTVWX", ""])
    none = len(letters) - 1
    first = np.where(chances(rng, 0.5, rows), rng.integers(0, none, rows), none)
    per_member = chances(rng, _SUFFIX_PER_MEMBER, rows) & ~is_axis.any(axis=1) & (families.axes[:, 0] >= 0)
    letter = np.where(per_member[of], (first[of] + member) % none, first[of])
    return np.where(families.named[of], number[of] + moved, -1), gather(letters, letter)


def _prices(base: Floats, axes: Index, values: dict[str, Index], place: Index) -> Floats:
    """A member costs more with its capacity and pack, and a little more with each model."""
    sizes = np.array([measure.value for measure in measures()])
    spans = np.array([measure.ladder for measure in measures()])
    middle = np.array([np.median(sizes[spans == ladder]) for ladder in spans])
    capacity = values["primary"]
    ratio = np.where(capacity >= 0, (sizes / middle)[capacity], 1.0) ** 0.45
    packs = np.where(values["pack"] >= 0, np.array(pack_counts())[values["pack"]], 1) ** 0.8
    model: npt.NDArray[np.float64] = 1 + 0.12 * ((axes == AXES.index("model")) * place).sum(axis=1)
    return np.asarray(base * ratio * packs * model, dtype=np.float64)
