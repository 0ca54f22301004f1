"""Questions in words: about facts, in several languages, and as people type them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.qa_blocks import FORMS, MAIN
from sources.simulator.qa_facts import Facts
from sources.simulator.qa_lexicon import lexicon
from sources.simulator.qa_products import Questioned
from sources.simulator.qa_rates import ASKED_RATES
from sources.simulator.qa_templates import sentence
from sources.simulator.streams import Ids, draws, stream
from sources.simulator.typos import mistyped
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.words import Floats, Index, Mask, Strings, gather, join

REWORDINGS = 5
_GREETINGS = ("Hi, ", "Hello! ", "Quick question: ", "Please help, ", "Hey, ")


def asked(
    products: Questioned, some: Facts, share: Floats, it: Floats, language: str | Index, step: int = 0
) -> Strings:
    """A question about each fact, as a careful writer puts it.

    Args:
        products: Of the shelf.
        some: The facts.
        share, it: Draws that choose the wording, and what the product is called.
        language: One of `LANGUAGES`, or the place of each question's in them.
        step: So many wordings behind the chosen one.
    """
    place = np.full(len(some), LANGUAGES.index(language)) if isinstance(language, str) else language
    asked_of = lexicon().asked
    which = asked_of.pick(some.fact * len(LANGUAGES) + place, share, step)
    thing = gather(lexicon().values, some.thing.clip(min=0) * FORMS + MAIN)
    thing = pc.if_else(pa.array(some.thing >= 0), thing, "")
    return questioned(asked_of.filled(which, it=named(products, some.product, it), t=thing))


def named(products: Questioned, product: Index, share: Floats) -> Strings:
    """What products are called in a question about them."""
    noun = gather(products.noun, product)
    several = products.plural[product]
    kind = np.where(several, (share * 2).astype(np.int64), (share * 4).astype(np.int64))
    found = gather(pa.array(["it", "this", "", ""]), kind)
    found = pc.if_else(pa.array(kind == 2), join([pa.array(["this"] * len(product)), noun]), found)
    return pc.if_else(pa.array(kind == 3), join([pa.array(["the"] * len(product)), noun]), found)


def questioned(texts: Strings) -> Strings:
    """Texts with a capital at first and a question mark behind."""
    return pc.binary_join_element_wise(pc.utf8_slice_codeunits(sentence(texts), 0, -1), "?", "")


def typed(seed: int, block: str, number: Ids, texts: Strings) -> tuple[Strings, Mask]:
    """Questions as people type them, and which have a slip of the finger.

    Args:
        seed: Of the world.
        block: Name of the part that they are of.
        number: What draws are made from, (questions,).
        texts: As careful writers put them.
    """
    rates = ASKED_RATES

    def chosen(aspect: str, share: float) -> Mask:
        return np.asarray(draws(number, seed, f"typed question: {aspect}") < share)

    greeting = (draws(number, seed, "which greeting") * len(_GREETINGS)).astype(np.int64)
    polite = join([gather(pa.array(_GREETINGS), greeting), texts], "")
    texts = pc.if_else(pa.array(chosen("polite", rates.polite)), polite, texts)
    texts = pc.if_else(pa.array(chosen("bare", rates.bare)), pc.utf8_rtrim(texts, "?"), texts)
    texts = pc.if_else(pa.array(chosen("small", rates.small)), pc.utf8_lower(texts), texts)
    return mistyped(stream(seed, f"slips in questions, {block}"), texts, chosen("slipped", rates.slipped))
