"""Where one may be within phrases, and where words lead from there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, Self

import numpy as np

from ..errors import InputError
from ..words import normalised
from .language_settings import LanguageSettings
from .phrases import Phrase, Place, SlotValue, places_of, values_told
from .slot_tree import SlotTree

_HESITATED: Final = -2


class Spot(NamedTuple):
    """A place before a word: of a phrase, -1 before all of them; `node` of a slot's tree, 0 before its first word."""

    phrase: int
    place: int
    node: int


BEFORE: Final = Spot(-1, 0, 0)
_AFTER_HESITATION: Final = Spot(_HESITATED, 0, 0)


@dataclass(frozen=True)
class Places:
    """Phrases as places.

    Attributes:
        phrases: The places of each.
        chances: Of each.
        trees: Of each slot.
        hesitations: Words that may stand before a phrase.
        hesitant: Chance that one does.
    """

    phrases: tuple[tuple[Place, ...], ...]
    chances: tuple[float, ...]
    trees: dict[str, SlotTree]
    hesitations: tuple[str, ...]
    hesitant: float

    @classmethod
    def of(cls, phrases: Sequence[Phrase], values: Sequence[SlotValue], settings: LanguageSettings) -> Self:
        """The places of phrases that have words.

        Raises:
            InputError: There is no phrase, or a slot has no value.
        """
        told = [places_of(one.text) for one in phrases]
        if not any(told):
            raise InputError(f"none of {len(phrases)} phrases has a word; write at least one phrase of letters.")
        trees = {slot: SlotTree.of(some) for slot, some in values_told(phrases, values, settings).items()}
        empty = sorted(slot for slot, tree in trees.items() if not tree.words)
        if empty:
            raise InputError(f"no value of the slot {empty[0]} in slot_values has a word; write how they are spoken.")
        weights = np.array([one.weight if places else 0.0 for one, places in zip(phrases, told, strict=True)])
        hesitations = tuple(word for word in normalised(settings.hesitations) if word)
        hesitant = settings.hesitant if hesitations else 0.0
        return cls(tuple(told), tuple((weights / weights.sum()).tolist()), trees, hesitations, hesitant)

    @cached_property
    def words(self) -> set[str]:
        """All words that can be said."""
        fixed = {place.name for places in self.phrases for place in places if not place.slot}
        of_slots = {word for tree in self.trees.values() for word in tree.words}
        return fixed | of_slots | (set(self.hesitations) if self.hesitant else set())

    def is_end(self, spot: Spot) -> bool:
        """Whether a phrase has been said here."""
        return spot.phrase >= 0 and spot.place == len(self.phrases[spot.phrase])

    def steps(self, spot: Spot) -> Iterator[tuple[str, Spot, float]]:
        """Words that may follow, where they lead to, and the chances of both."""
        if spot.phrase < 0:
            yield from self._first_steps(spot)
        elif not self.is_end(spot):
            place = self.phrases[spot.phrase][spot.place]
            if not place.slot:
                yield place.name, self._next(spot), 1.0
                return
            for word, node, chance in self.trees[place.name].steps(spot.node):
                for after, share in self._within(spot, node):
                    yield word, after, chance * share

    def step(self, spot: Spot, word: str) -> Iterator[tuple[Spot, float]]:
        """Where a word leads to, and the chances of that; nowhere where it cannot follow."""
        if spot.phrase < 0 or self.is_end(spot):
            yield from ((after, chance) for said, after, chance in self.steps(spot) if said == word)
            return
        place = self.phrases[spot.phrase][spot.place]
        if not place.slot:
            if place.name == word:
                yield self._next(spot), 1.0
        elif (found := self.trees[place.name].step(spot.node, word)) is not None:
            node, chance = found
            yield from ((after, chance * share) for after, share in self._within(spot, node))

    def values_said(self, before: Spot, after: Spot, word: str) -> tuple[str, Mapping[str, float]] | None:
        """The slot of which a word completed a value, and what the value may be with the chances; None of other words.

        Args:
            before: Where one was.
            after: One of the places that the word led to from there.
            word: The word.
        """
        at = before if before.phrase >= 0 else Spot(after.phrase, 0, 0)
        if at.phrase < 0 or after.place == at.place or not self.phrases[at.phrase][at.place].slot:
            return None
        slot = self.phrases[at.phrase][at.place].name
        found = self.trees[slot].step(at.node, word)
        return None if found is None else (slot, self.trees[slot].nodes[found[0]].values)

    def _first_steps(self, spot: Spot) -> Iterator[tuple[str, Spot, float]]:
        hesitant = self.hesitant if spot == BEFORE else 0.0
        for word in self.hesitations if hesitant else ():
            yield word, _AFTER_HESITATION, hesitant / len(self.hesitations)
        for phrase, chance in enumerate(self.chances):
            if chance:
                for word, after, share in self.steps(Spot(phrase, 0, 0)):
                    yield word, after, chance * share * (1 - hesitant)

    def _within(self, spot: Spot, node: int) -> Iterator[tuple[Spot, float]]:
        """Behind a word of a slot: its value is whole, or goes on."""
        tree = self.trees[self.phrases[spot.phrase][spot.place].name]
        ended = tree.ended(node)
        if ended:
            yield self._next(spot), ended
        if tree.nodes[node].following:
            yield Spot(spot.phrase, spot.place, node), 1 - ended

    def _next(self, spot: Spot) -> Spot:
        return Spot(spot.phrase, spot.place + 1, 0)
