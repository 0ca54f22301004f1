"""What is said to the shop: phrases with intents, filled with the world's products, and their slots."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import pyarrow as pa

from sources.simulator.attributes import phrase_table
from sources.simulator.speech_rates import SPEECH_RATES
from sources.simulator.taxonomy import leaves
from sources.simulator.vocabulary.speech_phrases import (
    DOZEN,
    HESITATIONS,
    LISTS,
    OTHERS,
    PHRASES,
    QUANTITIES,
    SIZES,
    WEEKDAYS,
    WEIGHTS,
)
from sources.simulator.words import entries
from sources.simulator.world import FAMILIES_PER_SCALE, FEWEST_FAMILIES, World

PRODUCTS: Final = 80  # kinds of products that are ordered by voice
_MOST_WORDS: Final = 3  # of a product's name
_PLAIN: Final = re.compile("[a-z]+( [a-z]+)*")
_SLOT: Final = re.compile(r"\{(\w+)\}")
ORDER, OTHER, NOTHING = "order", "other", "nothing"


@dataclass(frozen=True)
class Order:
    """What is said, and what is meant.

    Attributes:
        text: The words.
        kind: `ORDER` or `OTHER`.
        intent: Of an order.
        slots: Values by slot.
    """

    text: str
    kind: str
    intent: str | None = None
    slots: Mapping[str, str] | None = None

    @property
    def told(self) -> str | None:
        """The slots as JSON; None where there are none."""
        return json.dumps(self.slots) if self.slots else None


@dataclass(frozen=True)
class Speakable:
    """What may be said.

    Attributes:
        phrases: Intent and pattern.
        values: By slot: value and the ways of saying it, of products one piece and several.
    """

    phrases: tuple[tuple[str, str], ...]
    values: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]

    def tables(self) -> dict[str, pa.Table]:
        """The contract's tables `phrases` and `slot_values`."""
        phrases = [
            {"text": text, "intent": intent, "weight": WEIGHTS.get(intent, 1.0), "language": "en"}
            for intent, text in self.phrases
        ]
        values = {
            (slot, value, spoken): {"slot": slot, "value": value, "spoken": spoken}
            for slot, ways in self.values.items()
            for value, said in ways
            for spoken in said
        }
        return {"phrases": pa.Table.from_pylist(phrases), "slot_values": pa.Table.from_pylist(list(values.values()))}

    def draw(self, rng: np.random.Generator) -> Order:
        """An order, of several pieces in the plural."""
        weights = np.array([WEIGHTS.get(intent, 1.0) for intent, _ in self.phrases])
        intent, pattern = self.phrases[rng.choice(len(weights), p=weights / weights.sum())]
        slots: dict[str, str] = {}
        spoken: dict[str, str] = {}
        for slot in _SLOT.findall(pattern):
            value, ways = self.values[slot][rng.integers(len(self.values[slot]))]
            slots[slot] = value
            spoken[slot] = ways[_form(pattern, slots)] if slot == "product" else str(rng.choice(ways))
        text = _SLOT.sub(lambda found: spoken[found[1]], pattern)
        if rng.random() < SPEECH_RATES.hesitant:
            text = f"{rng.choice(HESITATIONS)} {text}"
        return Order(text, ORDER, intent, slots)


def other(rng: np.random.Generator, part: str) -> Order:
    """What people say who speak of something else; the parts have sentences of their own."""
    return Order(str(rng.choice(OTHERS[part].strip().splitlines())), OTHER)


@cache
def speakable(seed: int) -> Speakable:
    """Phrases and slots of a seed; the kinds of products that its smallest world has most of, and their colours."""
    shelf = next(World(seed, FEWEST_FAMILIES / FAMILIES_PER_SCALE).catalogue())
    products = shelf.products
    english = np.zeros(len(products), np.int64)
    colours = phrase_table("colour").pick(products.values["colour"], english, 0, products.values["colour"] >= 0)
    numbers = [(str(at), (word,)) for at, word in _counted()]
    known = [colour for colour in sorted({*colours.to_pylist()} - {None}) if _plain(colour)]
    values: dict[str, list[tuple[str, tuple[str, ...]]]] = {
        "quantity": [*numbers, (str(DOZEN), ("a dozen",))],
        "product": _products(products.leaf, known),
        "colour": [(colour, (colour,)) for colour in known],
        "size": [(value, (spoken,)) for spoken, value in SIZES.items()],
        "list": [(value, (spoken,)) for spoken, value in LISTS.items()],
        "weekday": [(day, (day,)) for day in WEEKDAYS.split()],
    }
    return Speakable(tuple(entries(PHRASES)), {slot: tuple(ways) for slot, ways in values.items()})


def _counted() -> list[tuple[int, str]]:
    *upwards, twenty = QUANTITIES.split()
    return [*enumerate(upwards, start=1), (20, twenty)]


def _form(pattern: str, slots: Mapping[str, str]) -> int:
    """0 for one piece, 1 for several, as the words before the product have it."""
    if "quantity" in slots:
        return int(slots["quantity"] != "1" or "more" in pattern)
    return int(not re.search(r"\b(a|the|my) (\{colour\} )?\{product\}", pattern))


def _products(leaf: np.ndarray, colours: list[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Names of one piece and of several, of kinds that are no accessories, those with most products first; a name that
    begins with a colour could be heard in two ways."""
    counts = Counter(leaf.tolist())
    found: dict[str, tuple[str, ...]] = {}
    for position, _ in counts.most_common():
        kind = leaves()[position]
        one, several = kind.nouns[0][0].lower(), kind.path[-1].lower()
        clear = one.split()[0] not in colours and all(_plain(name) for name in (one, several))
        if clear and not kind.accessory_of and one not in found:
            found[one] = (one, several)
        if len(found) == PRODUCTS:
            break
    return list(found.items())


def _plain(name: str) -> bool:
    return _PLAIN.fullmatch(name) is not None and len(name.split()) <= _MOST_WORDS and " and " not in name
