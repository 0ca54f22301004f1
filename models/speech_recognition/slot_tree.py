"""The ways of saying the values of a slot as a tree of words, with the chance of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from ..words import normalised
from .phrases import SlotValue


@dataclass
class _Node:
    following: dict[str, int] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)  # that end here, and their chances


@dataclass(frozen=True)
class SlotTree:
    """All values are alike likely, and all ways of saying one; node 0 is before the first word.

    Attributes:
        nodes: Each with the words that may follow, and the values of which all words are said.
        below: Chance of what ends in each or below it.
        further: Chance of what ends below it.
    """

    nodes: list[_Node]
    below: list[float]
    further: list[float]

    @classmethod
    def of(cls, values: Sequence[SlotValue]) -> Self:
        """Of a slot's values; what has no word is left out."""
        spelt = normalised([one.spoken for one in values])
        ways = dict.fromkeys((one.value, spoken) for one, spoken in zip(values, spelt, strict=True) if spoken)
        counts = Counter(value for value, _ in ways)
        nodes, paths = [_Node()], []
        for value, spoken in ways:
            path = [0]
            for word in spoken.split():
                at = nodes[path[-1]].following.setdefault(word, len(nodes))
                if at == len(nodes):
                    nodes.append(_Node())
                path.append(at)
            chance = 1 / len(counts) / counts[value]
            ending = nodes[path[-1]].values
            ending[value] = ending.get(value, 0.0) + chance
            paths.append((path, chance))
        below = [0.0] * len(nodes)
        for path, chance in paths:
            for node in path:
                below[node] += chance
        further = [sum(below[after] for after in node.following.values()) for node in nodes]
        return cls(nodes, below, further)

    @property
    def words(self) -> set[str]:
        """All words of it."""
        return {word for node in self.nodes for word in node.following}

    def ended(self, node: int) -> float:
        """Chance that a value ends here, once here."""
        return min(1.0, sum(self.nodes[node].values.values()) / self.below[node])

    def step(self, node: int, word: str) -> tuple[int, float] | None:
        """The node after a word and its chance, once here and going on; None where it cannot follow."""
        after = self.nodes[node].following.get(word)
        return None if after is None else (after, self.below[after] / self.further[node])

    def steps(self, node: int) -> list[tuple[str, int, float]]:
        """Words that may follow, the nodes they lead to and their chances, once here and going on."""
        nodes, whole = self.nodes[node].following, self.further[node]
        return [(word, after, self.below[after] / whole) for word, after in nodes.items()]
