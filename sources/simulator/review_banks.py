"""The vocabulary of reviews read into lists of phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sources.simulator.review_lexicon import Lexicon
from sources.simulator.vocabulary import review_phrases as told
from sources.simulator.vocabulary.review_attributes import ATTRIBUTES
from sources.simulator.vocabulary.review_more_attributes import MORE_ATTRIBUTES

SENTIMENTS = ("negative", "neutral", "positive")
SLOTS = ("a", "b", "o", "p", "n", "is", "was", "seems", "isb", "isn", "opener", "ending", "emoji")
STRENGTHS = tuple(word.strip() for word in told.STRONGER.split(","))
OF_BLAME = 1  # how many of the last strengths go with blame alone
_NAME_WEIGHTS = (8, 5, 3, 2)  # of the first names of an attribute; 1 of each other
_PRAISE, _BLAME = ("+", ">"), ("-", "<")  # what is said of the attribute, and of an `it`


@dataclass(frozen=True)
class Block:
    """An attribute as the vocabulary tells it: its name, its domains, its lines by their sign."""

    name: str
    domains: tuple[str, ...]
    lines: dict[str, str]


@dataclass
class Reader:
    """Puts phrases into a lexicon, and remembers which are plural and how adjectives are strengthened."""

    lexicon: Lexicon = field(default_factory=Lexicon)
    plural: set[int] = field(default_factory=set)
    stronger: dict[int, list[int]] = field(default_factory=dict)

    def many(self, text: str, separator: str) -> list[int]:
        """The phrases of a list."""
        return [self.lexicon.add(one.strip()) for one in text.split(separator) if one.strip()]

    def names(self, text: str) -> list[int]:
        """Names of an attribute, the common ones several times."""
        found: list[int] = []
        for place, name in enumerate(text.split(",")):
            number = self.lexicon.add(name.strip().rstrip("*"))
            if name.strip().endswith("*"):
                self.plural.add(number)
            found += [number] * (_NAME_WEIGHTS[place] if place < len(_NAME_WEIGHTS) else 1)
        return found

    def adjectives(self, text: str) -> list[int]:
        """Adjectives, each of which can be strengthened."""
        found = self.many(text, ",")
        for number in found:
            word = self.lexicon.text(number)
            self.stronger[number] = [self.lexicon.add(f"{strength} {word}") for strength in STRENGTHS]
        return found

    def frame(self, text: str) -> list[int]:
        """A frame between the slots that all have: phrases, and `-1 - place` for one of `SLOTS`."""
        words = ["{opener}", *text.replace(",", " ,").replace(":", " :").split(), "{ending}", "{emoji}"]
        return [-1 - SLOTS.index(word[1:-1]) if word.startswith("{") else self.lexicon.add(word) for word in words]

    def general(self) -> tuple[list[list[int]], list[list[int]]]:
        """Adjectives for anything, and what can only stand behind "is", by sentiment."""
        halves = [told.GENERAL[mood].split("|") for mood in SENTIMENTS]
        return [self.adjectives(first) for first, _ in halves], [self.many(second, ",") for _, second in halves]

    def opinions(self, found: list[Block]) -> dict[str, list[list[int]]]:
        """What is said of attributes, by attribute and sentiment; the first attribute is the product as a whole."""
        general, behind_is = self.general()
        nothing: list[list[int]] = [[], [], []]
        adjectives, deeds, implied = list(general), list(nothing), list(nothing)
        for block in found:
            praise, blame = (block.lines[signs[0]].split("|") for signs in (_PRAISE, _BLAME))
            own = [self.adjectives(blame[0]), [], self.adjectives(praise[0])]
            adjectives += [one + other for one, other in zip(own, general, strict=True)]
            deeds += [self.many(blame[1], ","), [], self.many(praise[1], ",")]
            implied += [self.many(block.lines[_BLAME[1]], ","), [], self.many(block.lines[_PRAISE[1]], ",")]
        sayings = [one + behind_is[place % len(SENTIMENTS)] for place, one in enumerate(adjectives)]
        return {"adjectives": adjectives, "sayings": sayings, "deeds": deeds, "implied": implied, "general": general}


def blocks() -> Iterator[Block]:
    """All attributes, in the vocabulary's order."""
    for text in re.split(r"\n(?=\S)", (ATTRIBUTES + MORE_ATTRIBUTES.lstrip()).strip()):
        head, *lines = text.splitlines()
        name, domains = head.split(" :: ")
        yield Block(name, tuple(domains.split()), dict(line.split(maxsplit=1) for line in lines))
