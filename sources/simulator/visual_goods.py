"""The goods that can be seen: one product for each look, and whether the catalogue has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from PIL import Image

from sources.simulator.attributes import pack_counts, phrase_table
from sources.simulator.brands import Brands
from sources.simulator.products import Products
from sources.simulator.sizes import refuse_strange
from sources.simulator.streams import draws, scrambled, stream
from sources.simulator.taxonomy import leaves
from sources.simulator.visual_drawing import MOST_PIECES, drawn
from sources.simulator.visual_looks import Look, brand_looks, coloured, style_of
from sources.simulator.visual_rates import LOOK_RATES
from sources.simulator.world import FAMILIES_PER_SCALE, FEWEST_FAMILIES, World

SMALLEST_SCALE, LARGEST_SCALE = 0.05, 2_000.0
FAMILIES_PER_BLOCK = 14
BLOCKS = 20  # for each unit of scale
SOLD, WITHHELD, STRANGER, DISTRACTOR = "sold", "withheld", "stranger", "distractor"
IMITATION = "q"  # begins the ids of imitations
_SEEN_SLOTS = ("colour", "option", "material", "pack")  # what a picture can tell apart


@dataclass
class Good:
    """A product as it can be seen.

    Attributes:
        product_id: As the world has it; of an imitation one that no product of the world has.
        family: Number of its family; products of one look alike but for colour, flavour, material or pieces.
        role: `SOLD` (in the catalogue), `WITHHELD` (of a family that is sold, but not in the catalogue),
            `STRANGER`, `DISTRACTOR`.
        words: Of its title, in English, without the maker.
        category: In English.
        look: What its picture is drawn from.
        imitates: Id of the product from which what is printed alone tells it apart.
    """

    product_id: str
    family: int
    leaf: int
    role: str
    words: str
    category: str
    look: Look
    imitates: str | None = None
    _picture: Image.Image | None = field(default=None, repr=False)

    @property
    def title(self) -> str:
        """In English."""
        return f"{self.look.brand} {self.words}"

    @property
    def picture(self) -> Image.Image:
        """The product cut out, from its best side."""
        if self._picture is None:
            self._picture = drawn(self.look)
        return self._picture


@dataclass(frozen=True)
class Block:
    """Goods that are photographed together: those of some families."""

    number: int
    goods: tuple[Good, ...]

    def of(self, *roles: str) -> list[Good]:
        return [good for good in self.goods if good.role in roles]


def blocks(seed: int, scale: float) -> Iterator[Block]:
    """All goods of a seed and a scale, block by block; a larger scale holds the blocks of a smaller one.

    Raises:
        SettingsError: A seed or a scale that is not to be had.
    """
    refuse_strange(seed, scale, SMALLEST_SCALE, LARGEST_SCALE, "about 280 products and 1,400 photos")
    return _made(seed, max(1, round(BLOCKS * scale)))


def _made(seed: int, count: int) -> Iterator[Block]:
    families = count * FAMILIES_PER_BLOCK
    number = 0
    for shelf in World(seed, max(families, FEWEST_FAMILIES) / FAMILIES_PER_SCALE).catalogue():
        kept, ids = _looks_alone(shelf.products), np.asarray(shelf.product_ids)
        block_of = shelf.products.family[kept] // FAMILIES_PER_BLOCK
        texts = _texts(shelf.products)
        for number in np.unique(block_of[block_of < count]):
            rows = kept[block_of == number]
            yield Block(int(number), tuple(_goods(seed, shelf.products, ids, rows, texts)))


def _looks_alone(products: Products) -> np.ndarray:
    """The first product of each look, `LOOK_RATES.most` of a family: what differs in size, capacity or model alone
    cannot be told apart."""
    keys = pd.DataFrame({"family": products.family} | {slot: _seen(products, slot) for slot in _SEEN_SLOTS})
    alone = keys[~keys.duplicated()]
    return alone.index.to_numpy()[(alone.groupby("family").cumcount() < LOOK_RATES.most).to_numpy()]


def _seen(products: Products, slot: str) -> np.ndarray:
    """A slot's values as far as they can be told apart: of packs only so many pieces are shown."""
    values = products.values[slot]
    return np.minimum(np.array([1, *pack_counts()])[values + 1], MOST_PIECES) if slot == "pack" else values


def _texts(products: Products) -> dict[str, list[str | None]]:
    english = np.zeros(len(products), np.int64)
    return {
        slot: phrase_table(slot).pick(products.values[slot], english, 0, products.values[slot] >= 0).to_pylist()
        for slot in ("colour", "option", "material")
    } | {"series": products.series.to_pylist(), "line": products.line.to_pylist()}


def _roles(seed: int, family: np.ndarray, number: np.ndarray) -> list[str]:
    """What each product of a block is; a family that is sold keeps at least one product in the catalogue."""
    rates = LOOK_RATES
    chance = draws(scrambled(family, seed, "family"), seed, "what is seen of families")
    own = draws(number, seed, "withheld from the catalogue")
    first = np.append(True, family[1:] != family[:-1])
    others = np.where((own < rates.withheld) & ~first, WITHHELD, SOLD)
    roles = np.select(
        [chance < rates.strangers, chance < rates.strangers + rates.distractors], [STRANGER, DISTRACTOR], others
    )
    return [str(role) for role in roles]


def _goods(
    seed: int, products: Products, ids: np.ndarray, rows: np.ndarray, texts: dict[str, list[str | None]]
) -> Iterator[Good]:
    numbers = np.array([int(one[1:], 16) for one in ids[rows]], np.uint32)
    packs = np.array([1, *pack_counts()])[products.values["pack"][rows] + 1]
    roles = _roles(seed, products.family[rows], numbers)
    copied = (draws(numbers, seed, "imitated") < LOOK_RATES.imitated) & (np.array(roles) == SOLD)
    for row, number, pieces, role, imitated in zip(rows, numbers, packs, roles, copied, strict=True):
        leaf, family, brand = (int(column[row]) for column in (products.leaf, products.family, products.brand))
        colour, option, material = (texts[slot][row] for slot in ("colour", "option", "material"))
        style = style_of(seed, leaf, family, brand)
        style = coloured(style, stream(seed, "tones", int(number)), colour, option, material)
        noun = leaves()[leaf].nouns[0][1]
        told = option or noun.lower()
        look = Look(style, products.brands.names[brand], str(texts["series"][row]), told, *brand_looks(seed, brand))
        words = [texts["line"][row], noun, colour, option, material, f"x{pieces}" if pieces > 1 else None]
        good = Good(
            product_id=str(ids[row]),
            family=family,
            leaf=leaf,
            role=role,
            words=" ".join(word for word in words if word),
            category=" > ".join(leaves()[leaf].path),
            look=replace(look, pieces=int(pieces)),
        )
        yield good
        if imitated and good.look.printed >= LOOK_RATES.least_print:
            yield _imitation(seed, good, brand, products.brands, int(number))


def _imitation(seed: int, good: Good, brand: int, brands: Brands, number: int) -> Good:
    """The product as another maker of its department makes it, who prints his own name on it."""
    rng = stream(seed, "imitations", number)
    others = np.flatnonzero((brands.department == brands.department[brand]) & (np.arange(len(brands.names)) != brand))
    other = int(rng.choice(others))
    font, logo, ink = brand_looks(seed, other)
    return replace(
        good,
        product_id=IMITATION + good.product_id[1:],
        role=STRANGER if rng.random() < LOOK_RATES.strange_imitations else SOLD,
        imitates=good.product_id,
        _picture=None,
        look=replace(good.look, brand=brands.names[other], font=font, logo=logo, ink=ink),
    )
