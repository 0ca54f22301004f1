"""How sellers word things: values and keys in their language, model numbers, and phrases put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.attributes import phrase_table
from sources.simulator.measures import dimension_names, measures
from sources.simulator.offers import Offers
from sources.simulator.products import Products
from sources.simulator.sellers import Sellers
from sources.simulator.vocabulary.phrases import KEYS, LANGUAGES
from sources.simulator.words import (
    Index,
    Mask,
    PhraseTable,
    Strings,
    chances,
    entries,
    gather,
    join,
    only,
    translations,
)

BRAND_FORMS = 5  # as the maker writes it, upper, lower, first word, as a company


def form_of(sellers: Sellers, offers: Offers, spread: float = 0.25) -> Index:
    """The form each listing is written in: its seller's, or another now and then."""
    own = sellers.form[offers.seller]
    other = offers.rng.integers(0, 4, len(offers))
    return np.where(chances(offers.rng, spread, len(offers)), other, own)


def values(slot: str, products: Products, offers: Offers, form: Index | int, where: Mask) -> Strings:
    """An attribute's value in the seller's language, null where not told."""
    return phrase_table(slot).pick(products.values[slot][offers.of], offers.language, form, where)


def model_numbers(products: Products, offers: Offers, form: Index, where: Mask) -> Strings:
    """Model numbers: as the maker writes them, without or with another separator, lower case, or the digits alone."""
    brand = products.brand[offers.of]
    dashes = pa.array(["-", "", " "])
    own = np.where(products.brands.dashed[brand], 0, 1)
    prefix = gather(pa.array(products.brands.prefixes), brand, form != 4)
    digits = pc.cast(pa.array(products.model_number[offers.of]), pa.string())
    tail = join([digits, gather(products.model_suffix, offers.of)], "")
    whole = join([prefix, tail], gather(dashes, np.select([form == 1, form == 2], [1, 2], own)))
    return only(pc.if_else(pa.array(form == 3), pc.utf8_lower(whole), whole), where)


@cache
def key_table(slot: str) -> PhraseTable:
    """How an attribute is called, by value id, language, and form: the plain key, then the shop's label."""
    if slot in ("primary", "secondary"):
        names = [(measure.dimension, dimension_names()[measure.dimension]) for measure in measures()]
    else:
        plain = {"colour": "color", "model": "modelno"}.get(slot, slot)
        names = [(plain, translations(dict(entries(KEYS))[plain]))]
    return PhraseTable([[[plain, label[:1].upper() + label[1:]] for label in labels] for plain, labels in names])


def keys(slot: str, products: Products, offers: Offers, form: Index | int) -> Strings:
    """An attribute's name for each listing."""
    ids = (
        products.values[slot][offers.of].clip(min=0) if slot in ("primary", "secondary") else np.zeros(len(offers), int)
    )
    return key_table(slot).pick(ids, offers.language, form)


def brand_names(products: Products, brand: Index, form: Index, where: Mask) -> Strings:
    """Brands as sellers write them; `form` counts up to `BRAND_FORMS`."""
    makes = (str, str.upper, str.lower, lambda name: name.split()[0], lambda name: f"{name} GmbH")
    forms = pa.array([make(name) for name in products.brands.names for make in makes])
    return gather(forms, brand * BRAND_FORMS + form, where)


def spoken(phrases: dict[str, list[str]], offers: Offers, where: Mask) -> Strings:
    """A phrase of the listing's language at random."""
    counts = np.array([len(phrases[language]) for language in LANGUAGES])
    first = np.cumsum(counts) - counts
    pick = first[offers.language] + (offers.rng.random(len(offers)) * counts[offers.language]).astype(np.int64)
    return gather(pa.array([phrase for language in LANGUAGES for phrase in phrases[language]]), pick, where)


def none_if_empty(texts: Strings) -> Strings:
    """The texts, null where there is nothing in them."""
    return only(texts, pc.greater(pc.binary_length(texts), 0).to_numpy(zero_copy_only=False))


def arranged(choice: Index, makers: Sequence[Callable[[Index], Strings]]) -> Strings:
    """A column of which each row is made by one of several makers: `makers[choice[row]]`.

    Args:
        choice: Shape (rows,).
        makers: Each takes the rows that are its own and returns their strings.
    """
    groups = [np.flatnonzero(choice == position) for position in range(len(makers))]
    made = [maker(rows) for maker, rows in zip(makers, groups, strict=True) if len(rows)]
    order = np.concatenate(groups)
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    return gather(pa.concat_arrays(made), back) if made else pa.array([], pa.string())


def filled(templates: dict[str, list[str]], offers: Offers, arguments: Sequence[Strings]) -> Strings:
    """One of the language's templates for each listing, with `{0}`, `{1}`, ... replaced by the arguments' rows."""
    per_language = len(templates[LANGUAGES[0]])
    choice = offers.language * per_language + offers.rng.integers(0, per_language, len(offers))

    def maker(template: str) -> Callable[[Index], Strings]:
        pieces = [piece for chunk in template.split("{") for piece in chunk.split("}", 1)]

        def make(rows: Index) -> Strings:
            parts = [
                gather(arguments[int(p)], rows) if p.isdigit() else pa.array([p]).take(pa.array(rows * 0))
                for p in pieces
            ]
            return join(parts, "")

        return make

    return arranged(choice, [maker(text) for language in LANGUAGES for text in templates[language]])
