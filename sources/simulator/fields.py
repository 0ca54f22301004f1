"""The fields beside the title: brand, price, attributes, description."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.brands import PER_DEPARTMENT
from sources.simulator.families import FEATURES_PER_FAMILY
from sources.simulator.mess import RATES
from sources.simulator.offers import SAYABLE, Offers, Said
from sources.simulator.products import Products
from sources.simulator.sellers import CURRENCIES, PER_EUR, Sellers
from sources.simulator.vocabulary.phrases import CLOSINGS, FEATURES, INTROS, NO_BRAND
from sources.simulator.words import Floats, Mask, PhraseTable, Strings, chances, gather, join, only, translations
from sources.simulator.writing import (
    BRAND_FORMS,
    brand_names,
    filled,
    keys,
    model_numbers,
    none_if_empty,
    spoken,
    values,
)


@cache
def selling_points() -> PhraseTable:
    """What makers say for their products, by number and language."""
    return PhraseTable([[[word] for word in translations(line)] for line in FEATURES.strip().splitlines()])


def make_brand_fields(products: Products, offers: Offers, silent: Mask) -> tuple[Strings, Mask]:
    """The brand field, and where it names another maker of the same department."""
    rng, rows = offers.rng, len(offers)
    brand = products.brand[offers.of]
    wrong = chances(rng, RATES.wrong_brand, rows) & ~silent
    first = brand // PER_DEPARTMENT * PER_DEPARTMENT
    other = first + (brand - first + rng.integers(1, PER_DEPARTMENT, rows)) % PER_DEPARTMENT
    form = np.where(chances(rng, 0.2, rows), rng.integers(1, BRAND_FORMS, rows), 0)
    named = brand_names(products, np.where(wrong, other, brand), form, ~silent)
    dodged = chances(rng, RATES.no_brand_words, rows) & ~wrong
    return pc.if_else(pa.array(dodged), spoken(NO_BRAND, offers, ~silent), named), wrong


def make_prices(products: Products, sellers: Sellers, offers: Offers) -> tuple[Floats, Strings]:
    """Asked prices and their currencies: the usual price, the seller's dearness, some noise, often ending in .99."""
    rng, rows = offers.rng, len(offers)
    currency = sellers.currency[offers.seller]
    factor = np.exp(sellers.dearness[offers.seller] + rng.normal(0, 0.08, rows)) * np.array(PER_EUR)[currency]
    price = products.price[offers.of] * factor
    price = np.where(chances(rng, 0.6, rows), np.floor(price) + 0.99, np.round(price, 2)).clip(min=0.49)
    slip = np.where(chances(rng, 0.5, rows), 10.0, 0.1)
    asked = np.round(np.where(chances(rng, RATES.price_slip, rows), price * slip, price), 2)
    return asked, gather(pa.array(CURRENCIES), currency)


def make_attributes(products: Products, sellers: Sellers, offers: Offers, said: Said) -> Strings:
    """Attributes as JSON objects, partly filled; null where none is told."""
    rng, rows = offers.rng, len(offers)
    form = sellers.key_form[offers.seller]
    look = np.where(chances(rng, 0.3, rows), rng.integers(0, 3, rows), 1)
    pairs = []
    for slot in SAYABLE:
        where = said.attributes[slot]
        if slot == "model":
            value = model_numbers(products, offers, sellers.model_form[offers.seller] % 3, where)
        else:
            value = values(slot, products, offers, 1 if slot in ("primary", "secondary", "pack") else look, where)
        value = pc.replace_substring(value, '"', '\\"')
        pairs.append(pc.binary_join_element_wise('"', keys(slot, products, offers, form), '": "', value, '"', ""))
    inside = none_if_empty(join(pairs, ", "))
    return pc.binary_join_element_wise("{", inside, "}", "")


def make_descriptions(products: Products, offers: Offers, said: Said, noun: Strings, present: Mask) -> Strings:
    """An opening, some attributes by name, the maker's selling points, and the shop's last word."""
    rng, rows = offers.rng, len(offers)
    brand = gather(pa.array(products.brands.names), products.brand[offers.of])
    opening = filled(INTROS, offers, [brand, gather(products.line, offers.of), noun])
    details = []
    for slot in SAYABLE:
        where = said.description[slot]
        value = (
            model_numbers(products, offers, np.zeros(rows, int), where)
            if slot == "model"
            else values(slot, products, offers, 1, where)
        )
        details.append(pc.binary_join_element_wise(keys(slot, products, offers, 1), ": ", value, ".", ""))
    points = [
        pc.binary_join_element_wise(selling_points().pick(products.features[offers.of, n], offers.language), ".", "")
        for n in range(FEATURES_PER_FAMILY)
    ]
    points = [only(point, chances(rng, 0.6, rows)) for point in points]
    closing = spoken(CLOSINGS, offers, chances(rng, 0.4, rows))
    return only(join([opening, *details, *points, closing]), present)
