"""Who tells what of the facts of products, and in which words: makers, reviewers, customers who answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.qa_blocks import COMPATIBILITY, FORMS, MAIN, MISTAKEN, OTHER, TIGHT, YES_NO
from sources.simulator.qa_columns import joined, taken
from sources.simulator.qa_facts import Facts, row_numbers
from sources.simulator.qa_lexicon import COMMUNITY as ANSWERING
from sources.simulator.qa_lexicon import MAKER, TELLERS, lexicon
from sources.simulator.qa_lexicon import REVIEW as REVIEWING
from sources.simulator.qa_passages import (
    ANSWERS,
    ATTRIBUTE,
    BULLET,
    COMMUNITY,
    DESCRIPTION,
    HELPS,
    NOT,
    REVIEW,
    Passages,
)
from sources.simulator.qa_products import Questioned
from sources.simulator.qa_rates import TOLD_RATES
from sources.simulator.qa_templates import sentence
from sources.simulator.qa_wording import asked
from sources.simulator.streams import draws
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.words import Floats, Index, Mask, Strings, gather, join

_CHANNELS = (ATTRIBUTE, BULLET, DESCRIPTION, COMMUNITY, COMMUNITY, REVIEW, REVIEW)
_TELLER = {ATTRIBUTE: MAKER, BULLET: MAKER, DESCRIPTION: MAKER, REVIEW: REVIEWING, COMMUNITY: ANSWERING}
_MAKERS = (0, 1, 2)  # channels
_MAKER_FORMS = np.array([MAIN, MAIN, TIGHT, OTHER])
_NAMES = ("attribute", "bullet", "description", "community", "community", "review", "review")


@dataclass(frozen=True)
class Telling:
    """Whether each channel tells a fact, and whether it does so rightly; (facts, channels). And (facts,):

    Attributes:
        conflict: Whether the maker contradicts itself.
        mistaken: Whether it does so by the unit.
    """

    told: Mask
    right: Mask
    conflict: Mask
    mistaken: Mask


def telling(seed: int, made: Facts) -> Telling:
    """Who tells each fact."""
    rates, channels = TOLD_RATES, len(_CHANNELS)

    def draw(aspect: str) -> Floats:
        return draws(made.number, seed, f"telling: {aspect}")

    told = np.stack([draw(f"told {n}") < getattr(rates, name) for n, name in enumerate(_NAMES)], axis=1)
    told[:, 4] = told[:, 3] & (draw("second answer") < rates.again)
    told[:, 6] = told[:, 5] & (draw("second review") < rates.again)
    told &= ((draw("silence") >= rates.silent) | made.world)[:, None]
    # what the title may tell is told elsewhere, too, so that no silence is broken by it
    told[:, 0] |= made.world & ~told[:, _MAKERS].any(axis=1)
    clear = np.isin(made.kind, (YES_NO,)) | (made.value >= 0)
    conflict = (told[:, _MAKERS].sum(axis=1) > 1) & (draw("conflict") < rates.conflict) & clear
    told[:, 3:] &= ~conflict[:, None]
    right = np.ones((len(made), channels), np.bool_)
    for channel in range(3, channels):
        right[:, channel] = draw(f"right {channel}") < getattr(rates, f"{_NAMES[channel]}_right")
    wrong = told[:, _MAKERS].argmax(axis=1)
    right[np.flatnonzero(conflict), wrong[conflict]] = False
    unit = lexicon().values.is_valid().to_numpy(zero_copy_only=False)[made.value.clip(min=0) * FORMS + MISTAKEN]
    return Telling(told, right, conflict, conflict & (made.value >= 0) & unit & (draw("unit") < 0.5))


def told(seed: int, products: Questioned, made: Facts, who: Telling) -> Passages:
    """All passages that tell facts."""
    found = joined([_channel(seed, products, made, who, channel) for channel in range(len(_CHANNELS))])
    return replace(found, claims=np.ones(len(found), np.bool_))


def _channel(seed: int, products: Questioned, made: Facts, who: Telling, channel: int) -> Passages:
    rows = np.flatnonzero(who.told[:, channel])
    some, source, right = taken(made, rows), _CHANNELS[channel], who.right[rows, channel]
    grade = np.where(who.conflict[rows], HELPS, np.where(right, ANSWERS, NOT))
    number = row_numbers(products.shelf, some.product, some.fact, channel)

    def draw(aspect: str) -> Floats:
        return draws(some.number, seed, f"channel {channel}: {aspect}")

    values = _values(some, right, who.mistaken[rows], draw("form") if source != ATTRIBUTE else None)
    if source == ATTRIBUTE:
        values = _flags(some, right, values)
        key = gather(pa.array(lexicon().keys), some.fact)
        text = join([pc.replace_substring(key, "_", " "), values], ": ")
        return Passages.said(some.product, source, text, number=number, fact=rows, grade=grade, key=key, value=values)
    flags = np.isin(some.kind, (YES_NO, COMPATIBILITY))
    so = np.where(flags, some.so == right, True)
    which = (some.fact * len(TELLERS) + _TELLER[source]) * 2 + so
    told = lexicon().told
    text = told.filled(told.pick(which, draw("words")), v=values, t=things(some))
    if source == BULLET:
        return Passages.said(some.product, source, text, number=number, fact=rows, grade=grade)
    text = sentence(text)
    if source != COMMUNITY:
        return Passages.said(some.product, source, text, number=number, fact=rows, grade=grade)
    question = asked(products, some, draw("question"), draw("it"), LANGUAGES[0])
    return pair(some.product, question, text, number=number, fact=rows, grade=grade)


def pair(product: Index, question: Strings, answer: Strings, *, number: Index, fact: Index, grade: Index) -> Passages:
    """Pairs of the community."""
    text = join([answer, question], " Question: ")
    return Passages.said(
        product, COMMUNITY, text, number=number, fact=fact, grade=grade, question=question, answer=answer
    )


def things(some: Facts) -> Strings:
    """What is asked about, empty where it is nothing."""
    words = gather(lexicon().values, some.thing.clip(min=0) * FORMS + MAIN)
    return pc.if_else(pa.array(some.thing >= 0), words, "")


def _values(some: Facts, right: Mask, mistaken: Mask, form: Floats | None) -> Strings:
    """Values as somebody writes them; the list of what is so where a fact has no value."""
    value = np.where(right | mistaken, some.value, some.other).clip(min=0)
    forms = np.full(len(some), MAIN) if form is None else _MAKER_FORMS[(form * len(_MAKER_FORMS)).astype(np.int64)]
    words = gather(lexicon().values, value * FORMS + np.where(mistaken & ~right, MISTAKEN, forms))
    return pc.if_else(pa.array(some.value >= 0), words, some.works)


def _flags(some: Facts, right: Mask, values: Strings) -> Strings:
    words = gather(pa.array(["no", "yes"]), (some.so == right).astype(np.int64))
    return pc.if_else(pa.array(some.kind == YES_NO), words, values)
