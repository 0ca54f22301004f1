"""Rows of what customers say of facts: reviews, and answers to questions, with their truth."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sources.simulator import rec_time
from sources.simulator.qa_facts import Facts
from sources.simulator.qa_lexicon import lexicon
from sources.simulator.qa_passages import ANSWERS, COMMUNITY, REVIEW, Passages
from sources.simulator.qa_products import Questioned
from sources.simulator.qa_rates import TOLD_RATES
from sources.simulator.qa_templates import phrases, sentence
from sources.simulator.streams import Ids, draws, scrambled
from sources.simulator.vocabulary.question_phrases import FILLERS
from sources.simulator.words import Floats, Strings, gather, hexadecimal, join, only

_OPENED = 0.35  # share of reviews that begin with something else
_STARS = (0.08, 0.14, 0.26, 0.55)  # cumulative share of one to four stars
_MOST_VOTES = 60


def answer_rows(seed: int, products: Questioned, made: Facts, said: Passages) -> tuple[pa.Table, pa.Table]:
    """The contract's rows of `community_answers`, and `community_truth`: answer_id, product_id, fact, right."""
    pairs = said.of(COMMUNITY)
    number = scrambled(pairs.number, seed, "answer of a customer")
    right = pairs.grade == ANSWERS
    mean = np.where(right, TOLD_RATES.good_votes, TOLD_RATES.poor_votes)
    # as many as an exponential draw: a few answers have many
    votes = np.floor(-np.log(draws(number, seed, "votes")) * mean).clip(max=_MOST_VOTES).astype(np.int64)
    ids, products_of = hexadecimal("a", number), hexadecimal("p", products.goods.number[pairs.product])
    rows = {
        "answer_id": ids,
        "product_id": products_of,
        "question": pairs.question,
        "answer": pairs.answer,
        "votes": votes,
        "time": _times(seed, number),
    }
    truth = {"answer_id": ids, "product_id": products_of, "fact": _names(made, pairs), "right": right}
    return pa.table(rows), pa.table(truth)


def review_rows(seed: int, products: Questioned, made: Facts, said: Passages) -> tuple[pa.Table, pa.Table]:
    """The contract's rows of `reviews` that speak of facts, and `review_truth`: review_id, product_id, fact (null for
    none), right (whether it tells the fact as it is), command (whether it wants to command its reader)."""
    some = said.of(REVIEW)
    number = scrambled(some.number, seed, "review of a fact")
    openers = phrases(FILLERS)
    which = (draws(number, seed, "opener of a review") * len(openers)).astype(np.int64)
    opened = (draws(number, seed, "opened review") < _OPENED) & ~some.command
    opener = only(sentence(gather(pa.array(openers), which)), opened)
    stars = 1 + np.searchsorted(_STARS, draws(number, seed, "stars of a review of a fact"), side="right")
    ids, products_of = hexadecimal("n", number), hexadecimal("p", products.goods.number[some.product])
    rows = {
        "review_id": ids,
        "product_id": products_of,
        "text": join([opener, some.text]),
        "stars": stars,
        "time": _times(seed, number),
    }
    truth = {
        "review_id": ids,
        "product_id": products_of,
        "fact": _names(made, some),
        "right": some.grade == ANSWERS,
        "command": some.command,
    }
    return pa.table(rows), pa.table(truth)


def _times(seed: int, number: Ids) -> pa.Array:
    def draw(aspect: str) -> Floats:
        return draws(number, seed, f"{aspect} of what a customer says")

    return rec_time.told(rec_time.moments(draw("day"), draw("hour")))


def _names(made: Facts, some: Passages) -> Strings:
    fact = np.where(some.fact >= 0, made.fact[some.fact], 0) if len(made) else np.zeros(len(some), np.int64)
    return gather(pa.array(lexicon().names), fact, some.fact >= 0)
