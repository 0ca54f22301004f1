"""The languages in which the searched products are described, and how much is said of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from sources.simulator.attributes import phrase_table
from sources.simulator.search_goods import SLOTS, Goods
from sources.simulator.streams import draws, scrambled
from sources.simulator.taxonomy import leaves
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.words import Index, Mask, PhraseTable, Strings


@dataclass(frozen=True)
class ProductTextRates:
    """Shares of products."""

    german: float = 0.14
    spanish: float = 0.1
    full_noun: float = 0.85  # of titles; the others name it shortly
    no_noun: float = 0.03
    told_line: float = 0.92
    told_attribute: float = 0.85
    told_bullet: float = 0.8  # of attributes
    silent_bullets: float = 0.25
    silent_description: float = 0.35
    abroad: float = 0.6  # of descriptions; they name the kind in other languages too
    silent_brand: float = 0.12
    silent_colour: float = 0.3
    silent_category: float = 0.08
    silent_price: float = 0.03
    silent_launch: float = 0.04
    silent_language: float = 0.1


PRODUCT_TEXT_RATES = ProductTextRates()
SPOKEN = ("en", "de", "es")


@dataclass(frozen=True)
class Speech:
    """How products are described: their language, and the nouns in it."""

    language: Index
    full: Strings
    short: Strings


@cache
def nouns() -> PhraseTable:
    """What each leaf's products are called, in full and shortly."""
    return PhraseTable([[list(pair) for pair in leaf.nouns] for leaf in leaves()])


def speech_of(seed: int, goods: Goods) -> Speech:
    """How each product is described; a family in one language."""
    rates = PRODUCT_TEXT_RATES
    share = draws(scrambled(goods.family, seed, "family"), seed, "searched language")
    english = 1 - rates.german - rates.spanish
    place = np.searchsorted([english, english + rates.german], share, side="right")
    language = np.array([LANGUAGES.index(name) for name in SPOKEN])[place]
    return Speech(language, nouns().pick(goods.leaf, language, 0), nouns().pick(goods.leaf, language, 1))


def slot_words(goods: Goods, slot: str, language: Index, form: Index | int, where: Mask) -> Strings:
    """Values in words, null where a product has none; a pack of one is none."""
    place = SLOTS.index(slot)
    ids = goods.values[:, place].astype(np.int64)
    return phrase_table(slot).pick(ids, language, form, where & (goods.codes[:, 4 + place] >= 0))
