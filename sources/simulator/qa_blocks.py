"""The vocabulary of facts as it is told: one by one, with their phrases and the forms of their values."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from sources.simulator.attributes import phrase_table, slot_spans
from sources.simulator.measures import Measure, dimension_names, written
from sources.simulator.qa_templates import phrases
from sources.simulator.vocabulary import question_instructions as told
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.vocabulary.question_more_facts import GOES_WITH, THINGS
from sources.simulator.words import entries

FORMS = 4
TIGHT, MAIN, MISTAKEN, OTHER = range(FORMS)
YES_NO, NUMBER, COMPATIBILITY, HOW_TO, WORD = range(5)
KIND_NAMES = ("yes_no", "number", "compatibility", "how_to", "other")
_KINDS = {"yes_no": YES_NO, "number": NUMBER, "compatibility": COMPATIBILITY, "how_to": HOW_TO, "word": WORD}
_MONTHS = 12  # of a year
_CONFUSED = {"kg": "lb", "g": "oz", "cm": "inch", "inch": "cm", "mm": "cm", "ml": "fl oz", "months": "weeks", "m": "ft"}


@dataclass(frozen=True)
class Block:
    """A fact as the vocabulary tells it."""

    name: str
    domains: tuple[str, ...]
    kind: int
    lines: dict[str, str]

    def many(self, sign: str, **words: str) -> list[str]:
        """Phrases of a line, some places filled."""
        text = self.lines.get(sign, "")
        for name, word in words.items():
            text = text.replace(f"{{{name}}}", word)
        return phrases(text)


def blocks(text: str) -> list[Block]:
    """The facts of a vocabulary, in its order."""
    found = []
    for block in re.split(r"\n(?=\S)", text.strip()):
        head, lines = block.split("\n", 1)
        name, domains, kind = head.split(" :: ")
        found.append(Block(name, tuple(domains.split()), _KINDS[kind], _lines(lines)))
    return found


def _lines(text: str) -> dict[str, str]:
    """Lines of a fact by their signs."""
    whole = re.sub(r"\n    (?=\S)", " ", text.strip("\n"))
    return dict(line.split(maxsplit=1) for line in whole.splitlines())


def with_things() -> list[Block]:
    """Facts of what goes with what."""
    found = []
    for name, rest in entries(THINGS):
        domains, things = rest.split("|", 1)
        found.append(Block(name, tuple(domains.split()), COMPATIBILITY, _lines(GOES_WITH) | {"v": things}))
    return found


def measured() -> list[Block]:
    """A fact for each dimension of the world's measures."""
    common = _lines(told.MEASURED)
    own, found = dict(entries(told.DIMENSION_QUESTIONS)), []
    for name, called in dimension_names().items():
        of = dict(zip(("q", "de", "es", "fr"), called, strict=True))
        filled = {sign: text.replace("{k}", of.get(sign, called[0])) for sign, text in common.items()}
        if name in own:
            filled["q"] = f"{own[name]} | {filled['q']}"
        found.append(Block(name, (), NUMBER, filled | {"k": called[0].replace(" ", "_")}))
    return found


def values_of(block: Block) -> list[list[str | None]]:
    """Values of a fact in all forms; those of a number are measures, written in several ways."""
    if "m" in block.lines:
        unit, *figures = block.lines["m"].split()
        return [measure_forms(Measure(block.name, block.name, float(one), unit)) for one in figures]
    return [word_forms(value) for value in block.many("v")]


def word_forms(word: str) -> list[str | None]:
    return [word, word, None, word]


def measure_forms(measure: Measure) -> list[str | None]:
    """A measure tight, in its main form, with the unit mistaken, and in another unit."""
    tight, spaced, _, other = written(measure, LANGUAGES[0])
    main = tight if " " in tight else spaced
    figure, unit = main.split(" ", 1)
    if unit == "months" and measure.value % _MONTHS == 0:
        other = f"{measure.value / _MONTHS:.0f} years"
    return [tight, main, f"{figure} {_CONFUSED[unit]}" if unit in _CONFUSED else None, main if "-" in other else other]


def label(block: Block) -> str:
    """What a fact is called within a sentence."""
    name = block.lines["k"].replace("_", " ")
    return f'"{name}" part' if block.kind in (YES_NO, COMPATIBILITY) else name


def slot_length(slot: str) -> int:
    return max(first + length for first, length in slot_spans(slot).values())


def slot_forms(slot: str, place: int) -> list[str | None]:
    """How a value of a slot of the world's products is written."""
    one, english = np.array([place]), np.zeros(1, np.int64)
    return word_forms(phrase_table(slot).pick(one, english, 1)[0].as_py())
