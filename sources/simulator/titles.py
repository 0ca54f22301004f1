"""Titles: a product named in the order, case and length that its seller prefers, with slips and noise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.mess import RATES
from sources.simulator.offers import SAYABLE, Offers, Said
from sources.simulator.products import Products
from sources.simulator.sellers import SEPARATORS, Sellers
from sources.simulator.typos import mistyped
from sources.simulator.vocabulary.phrases import SHOUTS, TAILS
from sources.simulator.words import Index, Mask, Strings, chances, gather, join, only
from sources.simulator.writing import arranged, brand_names, form_of, model_numbers, none_if_empty, spoken, values

_HEADS = (  # the parts before a title's attributes, in the orders that sellers prefer
    ("brand", "line", "noun", "model"),
    ("brand", "model", "line", "noun"),
    ("noun", "brand", "line", "model"),
    ("line", "noun", "model", "brand"),
    ("brand", "noun", "line", "model"),
    ("model", "brand", "line", "noun"),
    ("brand", "line", "model", "noun"),
    ("noun", "line", "model", "brand"),
)
_ATTRIBUTES = (
    ("primary", "secondary", "option", "colour", "size", "material", "pack"),
    ("colour", "size", "material", "primary", "secondary", "option", "pack"),
    ("pack", "option", "primary", "material", "colour", "secondary", "size"),
)
_BRAND_SHARE, _NOUN_SHARE = 0.88, 0.93  # of titles that name them
_HYPHENED = 0.06  # of line names


def _parts(products: Products, sellers: Sellers, offers: Offers, said: Said, noun: Strings) -> dict[str, Strings]:
    """What titles are put together from, null where left out."""
    rng, rows = offers.rng, len(offers)
    form = form_of(sellers, offers)
    model_form = np.where(chances(rng, 0.2, rows), rng.integers(0, 4, rows), sellers.model_form[offers.seller])
    brand_form = np.where(chances(rng, 0.12, rows), rng.integers(1, 4, rows), 0)
    vague = chances(rng, RATES.vague_line, rows) & said.title["model"]
    line = pc.if_else(pa.array(vague), gather(products.series, offers.of), gather(products.line, offers.of))
    hyphened = pc.replace_substring(line, " ", "-", max_replacements=1)
    line = pc.if_else(pa.array(chances(rng, _HYPHENED, rows)), hyphened, line)
    parts = {
        "brand": brand_names(products, products.brand[offers.of], brand_form, chances(rng, _BRAND_SHARE, rows)),
        "line": only(line, ~vague | chances(rng, 0.6, rows)),
        "noun": only(noun, chances(rng, _NOUN_SHARE, rows)),
        "model": model_numbers(products, offers, model_form, said.title["model"]),
    }
    return parts | {slot: values(slot, products, offers, form, said.title[slot]) for slot in SAYABLE if slot != "model"}


def _joiner(columns: list[Strings], separator: Strings | None = None) -> Callable[[Index], Strings]:
    """Joins some rows of the columns, with a space or with the row's separator."""

    def make(rows: Index) -> Strings:
        return join([gather(column, rows) for column in columns], " " if separator is None else gather(separator, rows))

    return make


def _cased(titles: Strings, case: Index) -> Strings:
    """Titles in the case that sellers prefer; `case` is a position in `sellers.CASES`."""
    for position, change in ((1, pc.utf8_upper), (2, pc.utf8_lower), (3, pc.utf8_title)):
        titles = pc.if_else(pa.array(case == position), change(titles), titles)
    return titles


def make_titles(
    products: Products, sellers: Sellers, offers: Offers, said: Said, noun: Strings
) -> tuple[Strings, Mask]:
    """Titles, and which of them hold a typo.

    Args:
        products, sellers, offers: Of one block.
        said: What each title tells.
        noun: What kind of thing it is, in the seller's language, shape (listings,).
    """
    rng, rows, seller = offers.rng, len(offers), offers.seller
    parts = _parts(products, sellers, offers, said, noun)
    separator = gather(pa.array(SEPARATORS), sellers.separator[seller])
    order = np.where(chances(rng, 0.2, rows), rng.integers(0, len(_HEADS), rows), sellers.order[seller])
    head = arranged(order, [_joiner([parts[name] for name in names]) for names in _HEADS])
    tails = [_joiner([parts[name] for name in names], separator) for names in _ATTRIBUTES]
    tail = none_if_empty(arranged(rng.integers(0, len(_ATTRIBUTES), rows), tails))
    titles = join([none_if_empty(head), tail], separator)
    titles = _cased(titles, np.where(chances(rng, 0.1, rows), 0, sellers.case[seller]))
    titles, slipped = mistyped(rng, titles, chances(rng, RATES.typo, rows))
    shout = spoken(SHOUTS, offers, chances(rng, RATES.shout, rows))
    noise = spoken(TAILS, offers, chances(rng, RATES.tail, rows))
    return none_if_empty(join([shout, none_if_empty(titles), noise])), slipped
