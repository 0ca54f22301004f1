"""What the searched products say beside their titles: bullets and descriptions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.families import FEATURES_PER_FAMILY
from sources.simulator.fields import selling_points
from sources.simulator.search_goods import SLOTS, Goods
from sources.simulator.search_speech import PRODUCT_TEXT_RATES, SPOKEN, Speech, nouns, slot_words
from sources.simulator.streams import draws
from sources.simulator.vocabulary.phrases import INTROS, LANGUAGES
from sources.simulator.words import Index, Mask, Strings, gather, join
from sources.simulator.writing import arranged, key_table, none_if_empty


def bullets(seed: int, goods: Goods, speech: Speech, features: Index) -> Strings:
    """Attributes by name and the maker's selling points, a line each; null where there is none."""
    lines = []
    for slot in SLOTS:
        where = draws(goods.number, seed, f"bullet of {slot}") < PRODUCT_TEXT_RATES.told_bullet
        ids = goods.values[:, SLOTS.index(slot)].astype(np.int64)
        named = ids.clip(min=0) if slot in ("primary", "secondary") else np.zeros(len(goods), np.int64)
        value = slot_words(goods, slot, speech.language, 1, where)
        lines.append(pc.binary_join_element_wise(key_table(slot).pick(named, speech.language, 1), ": ", value, ""))
    points = [selling_points().pick(features[:, place], speech.language) for place in range(FEATURES_PER_FAMILY)]
    return none_if_empty(join([*lines, *points], "\n"))


def descriptions(seed: int, goods: Goods, speech: Speech, brand: Strings) -> Strings:
    """An opening, and for shops abroad what kind of thing it is in the other languages."""
    rates, per_language = PRODUCT_TEXT_RATES, len(INTROS[LANGUAGES[0]])
    choice = (draws(goods.number, seed, "description's opening") * per_language).astype(np.int64)
    arguments = [brand, goods.line, speech.full]

    def maker(template: str) -> Callable[[Index], Strings]:
        pieces = [piece for chunk in template.split("{") for piece in chunk.split("}", 1)]
        return lambda some: join(
            [gather(arguments[int(p)], some) if p.isdigit() else pa.array([p] * len(some)) for p in pieces], ""
        )

    makers = [maker(text) for language in LANGUAGES for text in INTROS[language]]
    opening = arranged(speech.language * per_language + choice, makers)
    abroad = draws(goods.number, seed, "description abroad") < rates.abroad
    others = [_other(goods, speech, place, abroad) for place in map(LANGUAGES.index, SPOKEN)]
    return join([opening, none_if_empty(join(others, ", "))])


def _other(goods: Goods, speech: Speech, language: int, where: Mask) -> Strings:
    spoken = np.full(len(goods), language)
    return nouns().pick(goods.leaf, spoken, 0, where & (speech.language != language))
