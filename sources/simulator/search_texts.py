"""Rows of the searched products: titles, and the fields beside them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.attributes import phrase_table
from sources.simulator.search_details import bullets, descriptions
from sources.simulator.search_goods import SLOTS, Goods
from sources.simulator.search_speech import PRODUCT_TEXT_RATES, Speech, slot_words, speech_of
from sources.simulator.search_time import FIRST, told
from sources.simulator.streams import draws
from sources.simulator.taxonomy import leaves
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.words import Floats, Index, Mask, Strings, gather, hexadecimal, join, only
from sources.simulator.writing import arranged, none_if_empty

_ORDERS = (  # of the parts of titles
    ("brand", "line", "noun", "model", "primary", "secondary", "option", "material", "colour", "size", "pack"),
    ("brand", "noun", "line", "model", "colour", "size", "option", "primary", "secondary", "pack", "material"),
    ("noun", "brand", "line", "primary", "option", "colour", "material", "size", "secondary", "pack", "model"),
)
_FORMS = 3  # of values that titles choose from: not the one in another unit


def product_rows(seed: int, goods: Goods, brands: Strings, features: Index, start: np.datetime64 = FIRST) -> pa.Table:
    """Good rows of the contract's table of products, in their order.

    Args:
        seed: Of the world.
        goods: The products of a shelf, (products,).
        brands: Names by number.
        features: Ids of the makers' selling points, (products, FEATURES_PER_FAMILY).
        start: The moment that launches are counted from.
    """
    rates = PRODUCT_TEXT_RATES

    def kept(aspect: str, silent: float) -> Mask:
        return np.asarray(draws(goods.number, seed, f"searched {aspect}") >= silent)

    speech = speech_of(seed, goods)
    brand = gather(brands, goods.codes[:, 0])
    paths = gather(pa.array([" > ".join(leaf.path) for leaf in leaves()]), goods.leaf)
    colour = goods.values[:, SLOTS.index("colour")].astype(np.int64)
    colour_told = (colour >= 0) & kept("colour", rates.silent_colour)
    return pa.table(
        {
            "product_id": hexadecimal("p", goods.number),
            "title": _titles(seed, goods, speech, brand),
            "description": only(
                descriptions(seed, goods, speech, brand), kept("description", rates.silent_description)
            ),
            "bullets": only(bullets(seed, goods, speech, features), kept("bullets", rates.silent_bullets)),
            "brand": only(brand, kept("brand", rates.silent_brand)),
            "colour": phrase_table("colour").pick(colour, speech.language, 1, colour_told),
            "category": only(paths, kept("category", rates.silent_category)),
            "price": pa.array(np.round(goods.price, 2), mask=~kept("price", rates.silent_price)),
            "launch_date": told(
                goods.lives.launch, kept("launch", rates.silent_launch) | (goods.lives.launch > 0), start
            ),
            "language": only(gather(pa.array(LANGUAGES), speech.language), kept("language", rates.silent_language)),
        }
    )


def _titles(seed: int, goods: Goods, speech: Speech, brand: Strings) -> Strings:
    rates = PRODUCT_TEXT_RATES

    def draw(aspect: str) -> Floats:
        return draws(goods.number, seed, f"title's {aspect}")

    noun = pc.if_else(pa.array(draw("noun") < rates.full_noun), speech.full, speech.short)
    parts = {
        "brand": brand,
        "line": only(goods.line, draw("line") < rates.told_line),
        "noun": only(noun, draw("no noun") >= rates.no_noun),
        "model": only(goods.model, goods.codes[:, 3] >= 0),
    }
    form = (draw("form") * _FORMS).astype(np.int64)
    for slot in SLOTS:
        parts[slot] = slot_words(goods, slot, speech.language, form, draw(slot) < rates.told_attribute)
    between = gather(pa.array([" ", ", "]), (draw("separator") < 0.3).astype(np.int64))

    def maker(names: tuple[str, ...]) -> Callable[[Index], Strings]:
        return lambda some: join([gather(parts[name], some) for name in names], gather(between, some))

    return none_if_empty(arranged((draw("order") * len(_ORDERS)).astype(np.int64), [maker(names) for names in _ORDERS]))
