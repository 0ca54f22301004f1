"""What can be asked of products: the vocabulary of facts as numbers, with lists of phrases and of values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sources.simulator.measures import measures
from sources.simulator.qa_blocks import (
    blocks,
    label,
    measure_forms,
    measured,
    slot_forms,
    slot_length,
    values_of,
    with_things,
)
from sources.simulator.qa_templates import Templates
from sources.simulator.review_speech import domain_names
from sources.simulator.vocabulary import question_instructions as told
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.vocabulary.question_facts import FACTS
from sources.simulator.vocabulary.question_more_facts import MORE_FACTS
from sources.simulator.words import Mask, Strings

Numbers = npt.NDArray[np.int64]
WORLD_SLOTS = ("colour", "material", "size", "option", "pack")
MAKER, REVIEW, COMMUNITY = range(3)
TELLERS = ("", "r", "c")  # what stands before the sign of a line: makers, reviews, customers who answer


@dataclass(frozen=True)
class Lexicon:
    """All facts by number; those of measures and slots of the world's products stand behind the others.

    Attributes:
        names, keys, labels: What facts are called: by us, as attributes, in a sentence.
        kinds: Kind of each, (facts,).
        domains: Which products have them, (facts, domains); of the world's none.
        values: Forms of values, (values x FORMS,); of value i at `i * FORMS`, as `TIGHT` and its like count them.
        first, count: Where the values of each fact lie, (facts,); of the world's measures those of the ladder.
        asked: Wordings, a list at `fact * languages + language`.
        told: Statements, a list at `(fact * tellers + teller) * 2 + is so`.
        dimensions: Fact of each world measure, (measures,).
        slots, slot_first: Fact of each of `WORLD_SLOTS`, and its first value.
        measure_first: Value of the first of the world's measures.
    """

    names: list[str]
    keys: list[str]
    labels: list[str]
    kinds: Numbers
    domains: Mask
    values: Strings
    first: Numbers
    count: Numbers
    asked: Templates
    told: Templates
    dimensions: Numbers
    slots: dict[str, int]
    slot_first: dict[str, int]
    measure_first: int

    def __len__(self) -> int:
        return len(self.names)


@cache
def lexicon() -> Lexicon:
    """All of it; the same for every seed and scale."""
    own = [*blocks(FACTS), *blocks(MORE_FACTS), *with_things(), *blocks(told.INSTRUCTIONS)]
    dimensions, slots = measured(), blocks(told.SLOTS)
    every = [*own, *dimensions, *slots]
    by_fact = [values_of(block) for block in own]
    world = [measure_forms(measure) for measure in measures()]
    of_slots = [[slot_forms(slot, place) for place in range(slot_length(slot))] for slot in WORLD_SLOTS]
    values = [*(forms for one in by_fact for forms in one), *world, *(forms for one in of_slots for forms in one)]
    counts = np.array([len(one) for one in by_fact], np.int64)
    starts = np.r_[0, np.cumsum(counts)]
    ends = np.cumsum([len(one) for one in of_slots]) + starts[-1] + len(world)
    slot_first = {slot: int(end) - len(one) for slot, end, one in zip(WORLD_SLOTS, ends, of_slots, strict=True)}
    place = {block.name: len(own) + number for number, block in enumerate(dimensions)}
    return Lexicon(
        names=[block.name for block in every],
        keys=[block.lines["k"] for block in every],
        labels=[label(block) for block in every],
        kinds=np.array([block.kind for block in every], np.int64),
        domains=np.array(
            [["all" in block.domains or one in block.domains for one in domain_names()] for block in every]
        ),
        values=pa.array([form for forms in values for form in forms], pa.string()),
        first=np.r_[starts[:-1], np.full(len(every) - len(own), starts[-1])],
        count=np.r_[counts, np.zeros(len(every) - len(own), np.int64)],
        asked=Templates([block.many(sign) for block in every for sign in ("q", *LANGUAGES[1:])]),
        told=Templates([block.many(teller + sign) for block in every for teller in TELLERS for sign in "-+"]),
        dimensions=np.array([place[measure.dimension] for measure in measures()], np.int64),
        slots={slot: len(own) + len(dimensions) + number for number, slot in enumerate(WORLD_SLOTS)},
        slot_first=slot_first,
        measure_first=int(starts[-1]),
    )
