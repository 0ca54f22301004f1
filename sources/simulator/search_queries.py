"""How customers write what they want: which words, in which order and form; and their slips of the finger."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.attributes import phrase_table
from sources.simulator.search_goods import ATTRIBUTES, SLOTS, Goods
from sources.simulator.search_intents import FORMS, Intents
from sources.simulator.search_nouns import NOUN_FORMS, noun_table
from sources.simulator.streams import draws, scrambled
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.vocabulary.search_words import SPELLINGS
from sources.simulator.words import Floats, Index, Mask, Strings, gather, join, only
from sources.simulator.writing import arranged

WAYS = 8  # in which an intent is written at most
WAY_SHARE = 0.7  # of an intent's searches that are written in the first way, of the others in the second, ...
TYPOS = 0.05  # share of searches with a slip
_NOUN_SHARES = (0.45, 0.7, 0.85)  # cumulative, of the forms of a noun
_VALUE_SHARES = (0.4, 0.8, 0.95)  # cumulative, of the forms of a value
_NO_NOUN = {"line": 0.5, "model": 0.75}  # share that leaves out what kind of thing it is
_SHORT_BRAND, _CAPITALS, _NO_ACCENTS, _OTHER_SPELLING = 0.25, 0.04, 0.4, 0.3
_ORDERS = (
    ("brand", "line", "noun", "model", "primary", "secondary", "option", "material", "colour", "size", "pack"),
    ("noun", "brand", "line", "model", "colour", "primary", "size", "material", "option", "secondary", "pack"),
    ("colour", "material", "primary", "brand", "line", "option", "noun", "model", "size", "secondary", "pack"),
    ("brand", "line", "model", "primary", "colour", "noun", "size", "option", "secondary", "material", "pack"),
    ("primary", "option", "size", "colour", "noun", "material", "secondary", "brand", "line", "model", "pack"),
)
_ORDER_SHARES = (0.4, 0.72, 0.82, 0.9)  # cumulative


def ways(share: Floats) -> Index:
    """In which way each search is written, the first ones most often; `share` in (0, 1)."""
    way: Index = np.minimum(np.log(share) / np.log(1 - WAY_SHARE), WAYS - 1).astype(np.int64)
    return way


def queries(seed: int, goods: Goods, brands: list[str], asked: Intents, language: Index, way: Index) -> Strings:
    """The queries of searches, without slips; the same for the same intent, language and way.

    Args:
        seed: Of the world.
        goods: All products.
        brands: Their names by number.
        asked: Intent of each search, (searches,).
        language, way: Of each search.
    """
    ids = scrambled(asked.number * WAYS + way, seed, "way of a query")

    def draw(aspect: str) -> Floats:
        return draws(ids, seed, f"query's {aspect}")

    parts = _parts(goods, brands, asked, language, draw)

    def maker(names: tuple[str, ...]) -> Callable[[Index], Strings]:
        return lambda some: join([gather(parts[name], some) for name in names])

    order = np.searchsorted(_ORDER_SHARES, draw("order"), side="right")
    texts = arranged(order, [maker(names) for names in _ORDERS])
    return _as_typed(texts, language, draw)


def _parts(
    goods: Goods, brands: list[str], asked: Intents, language: Index, draw: Callable[[str], Floats]
) -> dict[str, Strings]:
    anchor, said = asked.anchor, dict(zip(ATTRIBUTES, asked.said.T, strict=True))
    form = np.searchsorted(_NOUN_SHARES, draw("noun"), side="right") + NOUN_FORMS * asked.wide
    unnamed = np.zeros(len(asked), np.bool_)
    for name, share in _NO_NOUN.items():
        unnamed |= (asked.form == FORMS.index(name)) & (draw("no noun") < share)
    names = pa.array([name for brand in brands for name in (brand, brand.split()[0])])
    short = (draw("brand") < _SHORT_BRAND).astype(np.int64)
    line = pc.if_else(pa.array(said["line"]), gather(goods.line, anchor), gather(goods.series, anchor))
    parts = {
        "noun": noun_table().pick(goods.leaf[anchor].astype(np.int64), language, form, ~unnamed),
        "brand": gather(names, goods.codes[anchor, 0].astype(np.int64) * 2 + short, said["brand"]),
        "line": only(line, said["line"] | said["series"]),
        "model": _models(gather(goods.model, anchor), draw("model"), said["model"]),
    }
    for place, slot in enumerate(SLOTS):
        ids = goods.values[anchor, place].astype(np.int64)
        form = np.searchsorted(_VALUE_SHARES, draw(slot), side="right")
        if slot in ("colour", "option", "material"):
            form = np.zeros_like(form)  # the others are what shops write
        parts[slot] = phrase_table(slot).pick(ids, language, form, said[slot] & (ids >= 0))
    return parts


def _models(names: Strings, share: Floats, where: Mask) -> Strings:
    """Model numbers as the maker writes them, without the dash, or with a space in its place."""
    tight, spaced = (pc.replace_substring(names, "-", other) for other in ("", " "))
    found = pc.if_else(pa.array(share < 0.6), names, pc.if_else(pa.array(share < 0.85), tight, spaced))
    return only(found, where)


def _as_typed(texts: Strings, language: Index, draw: Callable[[str], Floats]) -> Strings:
    """In small letters mostly; without brackets, often without accents, now and then in another spelling."""
    low = pc.replace_substring_regex(pc.utf8_lower(texts), r"[()]", "")
    bare = pc.replace_substring_regex(pc.utf8_normalize(low, "NFKD"), r"\p{M}", "")
    english = language == LANGUAGES.index("en")
    low = pc.if_else(pa.array(~english & (draw("accents") < _NO_ACCENTS)), bare, low)
    other = low
    for spelt, again in SPELLINGS:
        other = pc.replace_substring(other, spelt, again)
    low = pc.if_else(pa.array(english & (draw("spelling") < _OTHER_SPELLING)), other, low)
    low = pc.utf8_trim_whitespace(pc.replace_substring_regex(low, r"\s+", " "))
    return pc.if_else(pa.array(draw("capitals") < _CAPITALS), pc.utf8_title(low), low)
