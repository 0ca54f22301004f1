"""Sellers: their language, currency, and the manner in which each writes its listings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator.streams import stream
from sources.simulator.vocabulary.phrases import LANGUAGES, SHOP_WORDS
from sources.simulator.words import Floats, Index, Strings

COUNT = 500
CURRENCIES = ("EUR", "USD", "GBP")
PER_EUR = (1.0, 1.09, 0.85)
LANGUAGE_SHARES = (0.62, 0.16, 0.11, 0.11)
CASES = ("as is", "upper", "lower", "capital")
CASE_SHARES = (0.78, 0.06, 0.1, 0.06)
SEPARATORS = (" ", " - ", ", ", " | ", " / ")
SEPARATOR_SHARES = (0.62, 0.13, 0.15, 0.07, 0.03)
ORDERS = 8  # of a title's parts; see `listings`


@dataclass(frozen=True)
class Sellers:
    """All sellers of a world; a seller's id is its position. Arrays of shape (COUNT,).

    Attributes:
        reach: Cumulative share of listings.
        form: Preferred form of measures and looks.
        terse: Share of a product's attributes that it leaves out of titles.
        fields: Share of optional fields that it fills.
    """

    names: Strings
    language: Index
    currency: Index
    reach: Floats
    order: Index
    case: Index
    separator: Index
    form: Index
    model_form: Index
    key_form: Index
    terse: Floats
    fields: Floats
    dearness: Floats

    def table(self) -> pa.Table:
        """seller_id, name, language, currency."""
        return pa.table(
            {
                "seller_id": np.arange(COUNT),
                "name": self.names,
                "language": [LANGUAGES[position] for position in self.language],
                "currency": [CURRENCIES[position] for position in self.currency],
            }
        )


def make_sellers(seed: int, coined: list[str]) -> Sellers:
    """The sellers of a world; they depend on the seed alone. `coined` are words to make shop names from."""
    rng = stream(seed, "sellers")
    language = rng.choice(len(LANGUAGES), COUNT, p=LANGUAGE_SHARES)
    currency = np.where(language > 0, 0, rng.choice(len(CURRENCIES), COUNT, p=(0.1, 0.5, 0.4)))
    weight = rng.pareto(1.6, COUNT) + 0.15
    heads = [word.split()[0] for word in coined]
    names: list[str] = []
    while len(names) < COUNT:
        head, tail = heads[rng.integers(len(heads))], SHOP_WORDS[rng.integers(len(SHOP_WORDS))]
        name = (f"{head} {tail}", f"{head}{tail}", f"{head.lower()}-{tail.lower()}", f"{head}_{tail}".lower())[
            rng.integers(4)
        ]
        if name not in names:
            names.append(name)
    return Sellers(
        names=pa.array(names),
        language=language,
        currency=currency,
        reach=np.cumsum(weight / weight.sum()),
        order=rng.integers(0, ORDERS, COUNT),
        case=rng.choice(len(CASES), COUNT, p=CASE_SHARES),
        separator=rng.choice(len(SEPARATORS), COUNT, p=SEPARATOR_SHARES),
        form=rng.choice(4, COUNT, p=(0.4, 0.35, 0.15, 0.1)),
        model_form=rng.choice(5, COUNT, p=(0.5, 0.2, 0.15, 0.1, 0.05)),
        key_form=rng.choice(2, COUNT, p=(0.45, 0.55)),
        terse=rng.beta(2, 5, COUNT),
        fields=rng.beta(6, 2.2, COUNT),
        dearness=rng.normal(0, 0.06, COUNT),
    )
