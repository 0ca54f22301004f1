"""The facts of each product: those of the vocabulary, drawn, and those that the world's products have."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sources.simulator.attributes import slot_spans
from sources.simulator.measures import ladder_spans
from sources.simulator.qa_blocks import COMPATIBILITY, FORMS, MAIN, YES_NO
from sources.simulator.qa_columns import joined, taken
from sources.simulator.qa_facts import Facts
from sources.simulator.qa_lexicon import WORLD_SLOTS, lexicon
from sources.simulator.qa_products import Questioned
from sources.simulator.qa_rates import TOLD_RATES
from sources.simulator.review_products import paired
from sources.simulator.search_goods import SLOTS
from sources.simulator.search_kinds import kinds
from sources.simulator.streams import Ids, draws
from sources.simulator.words import Floats, Index, Mask, Strings, gather, join

_MEASURES = ("primary", "secondary")


def facts(seed: int, products: Questioned) -> Facts:
    """All facts of the products that are described in English."""
    parts = [_own(seed, products), *(_measured(seed, products, slot) for slot in _MEASURES)]
    parts += [_slots(seed, products, slot) for slot in WORLD_SLOTS]
    whole = joined(parts)
    whole = taken(whole, np.lexsort((whole.fact, whole.product)))
    # two measures of one name, or a weight beside the one that was made up, would be asked for alike
    twice = np.r_[False, (np.diff(whole.product) == 0) & (np.diff(whole.fact) == 0)][: len(whole)]
    weighty = np.unique(whole.product[whole.fact == lexicon().names.index("weight")])
    made_up = (whole.fact == lexicon().names.index("weighs")) & np.isin(whole.product, weighty)
    return taken(whole, np.flatnonzero(~twice & ~made_up))


def _own(seed: int, products: Questioned) -> Facts:
    """Facts of the vocabulary, by the domain and the type of each product."""
    known = lexicon()
    of_fact = np.arange(len(known))
    types = kinds().type_of[products.goods.leaf].astype(np.uint32)
    had = draws(paired(types[:, None], of_fact[None, :]), seed, "facts of types") < TOLD_RATES.had
    own = (known.count > 0) | np.isin(known.kinds, (YES_NO,))
    there = known.domains[:, products.domain].T & had & own[None, :] & products.english[:, None]
    product, fact = np.nonzero(there)
    number = paired(products.goods.number[product], fact)
    count = known.count[fact].clip(min=1)
    place = (draws(number, seed, "value of a fact") * count).astype(np.int64)
    step = 1 + (draws(number, seed, "wrong value of a fact") * (count - 1)).astype(np.int64)
    things = known.kinds[fact] == COMPATIBILITY
    valued = (known.count[fact] > 0) & ~things
    so, works = _works(seed, number, fact, place, things)
    so = np.where(known.kinds[fact] == YES_NO, draws(number, seed, "so or not so") < 0.5, so)
    return Facts(
        product=product,
        fact=fact,
        value=np.where(valued, known.first[fact] + place, -1),
        other=np.where(valued, known.first[fact] + (place + step) % count, -1),
        so=so,
        thing=np.where(things, known.first[fact] + place, -1),
        works=works,
        world=np.zeros(len(fact), np.bool_),
        number=number,
    )


def _works(seed: int, number: Ids, fact: Index, place: Index, things: Mask) -> tuple[Mask, Strings]:
    """Whether the thing that is asked about is one that works, and all that do; one does at least."""
    known, most = lexicon(), int(lexicon().count[lexicon().kinds == COMPATIBILITY].max())
    column = np.arange(most)
    share: Floats = draws(paired(number[:, None], column[None, :]), seed, "works with")
    fit = (share < TOLD_RATES.works) | (column[None, :] == share.argmin(axis=1)[:, None])
    fit &= (column[None, :] < known.count[fact][:, None]) & things[:, None]
    words = [gather(known.values, (known.first[fact] + one) * FORMS + MAIN, fit[:, one]) for one in column.tolist()]
    so = fit[np.arange(len(fact)), place.clip(max=most - 1)] | ~things
    return so, join(words, ", ")


def _measured(seed: int, products: Questioned, slot: str) -> Facts:
    """The facts that are measures of the world's products."""
    known, ids = lexicon(), products.goods.values[:, SLOTS.index(slot)].astype(np.int64)
    spans = np.array([[*span] for span in ladder_spans().values()])
    span = np.repeat(np.arange(len(spans)), spans[:, 1])
    product = np.flatnonzero((ids >= 0) & products.english)
    value = ids[product]
    return _told_by_world(
        seed, products, product, known.dimensions[value], value, spans[span[value]], known.measure_first
    )


def _slots(seed: int, products: Questioned, slot: str) -> Facts:
    """The facts that are words of the world's products; a pack of one is none."""
    known, place = lexicon(), SLOTS.index(slot)
    ids = products.goods.values[:, place].astype(np.int64)
    product = np.flatnonzero((ids >= 0) & (products.goods.codes[:, 4 + place] >= 0) & products.english)
    value = ids[product]
    spans = np.array(sorted(set(slot_spans(slot).values())))
    span = spans[np.searchsorted(spans[:, 0], value, side="right") - 1]
    fact = np.full(len(product), known.slots[slot])
    return _told_by_world(seed, products, product, fact, value, span, known.slot_first[slot])


def _told_by_world(
    seed: int, products: Questioned, product: Index, fact: Index, value: Index, span: Index, first: int
) -> Facts:
    number = paired(products.goods.number[product], fact)
    length = span[:, 1].clip(min=2)
    step = 1 + (draws(number, seed, "wrong value of a fact") * (length - 1)).astype(np.int64)
    return Facts(
        product=product,
        fact=fact,
        value=first + value,
        other=first + span[:, 0] + (value - span[:, 0] + step) % length,
        so=np.ones(len(product), np.bool_),
        thing=np.full(len(product), -1),
        works=pa.array([""] * len(product), pa.string()),
        world=np.ones(len(product), np.bool_),
        number=number,
    )
