"""What is said beside the facts: selling points, openings, vague reviews, answers of who does not know, commands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.families import FEATURES_PER_FAMILY
from sources.simulator.fields import selling_points
from sources.simulator.qa_columns import joined, taken
from sources.simulator.qa_facts import Facts, row_numbers
from sources.simulator.qa_lexicon import lexicon
from sources.simulator.qa_passages import BULLET, DESCRIPTION, HELPS, NOT, REVIEW, Passages
from sources.simulator.qa_products import Questioned
from sources.simulator.qa_rates import TOLD_RATES
from sources.simulator.qa_templates import Templates, phrases, sentence
from sources.simulator.qa_told import pair
from sources.simulator.qa_wording import asked
from sources.simulator.streams import draws
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.vocabulary.question_phrases import CHATTER, PROMPTS, VAGUE
from sources.simulator.words import Index, Strings, gather

_COMMAND_FACT = 63  # a number that no fact has
_VAGUE_CHANNEL, _CHATTER_CHANNEL = 5, 4  # those of second answers are free where no first one is told


def asides(seed: int, products: Questioned, made: Facts, silent: Index) -> Passages:
    """All passages that tell no fact.

    Args:
        seed: Of the world.
        products: Of a shelf.
        made: Their facts.
        silent: Places of those that no customer tells.
    """
    parts = [_points(products, place) for place in range(FEATURES_PER_FAMILY)]
    parts += [_openings(products), _vague(seed, products, made, silent), _chatter(seed, products, made, silent)]
    return joined([*parts, _commands(seed, products)])


def _points(products: Questioned, place: int) -> Passages:
    """The maker's selling points."""
    rows = np.flatnonzero(products.english)
    text = selling_points().pick(products.features[rows, place], np.zeros(len(rows), np.int64))
    return Passages.said(rows, BULLET, text, number=rows)


def _openings(products: Questioned) -> Passages:
    """First sentences of descriptions, where there are some."""
    texts = products.rows.column("description").combine_chunks()
    rows = np.flatnonzero(products.english & texts.is_valid().to_numpy(zero_copy_only=False))
    return Passages.said(rows, DESCRIPTION, pc.utf8_trim_whitespace(gather(texts, rows)), number=rows)


def _vague(seed: int, products: Questioned, made: Facts, silent: Index) -> Passages:
    """Reviews that speak of a fact and do not tell it."""
    rows = silent[draws(made.number[silent], seed, "vague review") < TOLD_RATES.vague]
    some, words = taken(made, rows), Templates([phrases(VAGUE)])
    which = words.pick(np.zeros(len(rows), np.int64), draws(some.number, seed, "vague words"))
    text = sentence(words.filled(which, k=gather(pa.array(lexicon().labels), some.fact)))
    number = row_numbers(products.shelf, some.product, some.fact, _VAGUE_CHANNEL)
    return Passages.said(some.product, REVIEW, text, number=number, fact=rows, grade=np.full(len(rows), HELPS))


def _chatter(seed: int, products: Questioned, made: Facts, silent: Index) -> Passages:
    """Answers of customers who do not know."""
    rows = silent[draws(made.number[silent], seed, "chatter") < TOLD_RATES.chatter]
    some, words = taken(made, rows), phrases(CHATTER)
    which = (draws(some.number, seed, "words of chatter") * len(words)).astype(np.int64)
    shares = draws(some.number, seed, "question of chatter"), draws(some.number, seed, "it of chatter")
    question = asked(products, some, *shares, LANGUAGES[0])
    number = row_numbers(products.shelf, some.product, some.fact, _CHATTER_CHANNEL)
    answer = sentence(gather(pa.array(words), which))
    return pair(some.product, question, answer, number=number, fact=rows, grade=np.full(len(rows), NOT))


def _commands(seed: int, products: Questioned) -> Passages:
    """Reviews that want to command who, or what, reads them."""
    numbers, words = products.goods.number, phrases(PROMPTS)
    rows = np.flatnonzero(draws(numbers, seed, "commanding review") < TOLD_RATES.prompted)
    which = (draws(numbers[rows], seed, "words of a command") * len(words)).astype(np.int64)
    text: Strings = gather(pa.array(words), which)
    number = row_numbers(products.shelf, rows, _COMMAND_FACT, 0)
    found = Passages.said(rows, REVIEW, text, number=number)
    return replace(found, command=np.ones(len(rows), np.bool_))
