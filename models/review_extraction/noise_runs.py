"""A text that is rewritten run by run and still knows where its characters went."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from .extracted import Ints

_RUN: Final = re.compile(r"[^\W_]+|\s+|(?:[^\w\s]|_)+")


@dataclass
class Runs:
    """A text as runs of letters, blanks and marks, each of which may be rewritten."""

    begin: Ints
    end: Ints
    old: list[str]
    new: list[str]

    @classmethod
    def of(cls, text: str) -> Runs:
        found = list(_RUN.finditer(text))
        begin, end = (np.array([edge(one) for one in found], dtype=np.int64) for edge in (re.Match.start, re.Match.end))
        old = [one.group() for one in found]
        return cls(begin, end, old, list(old))

    def moved(self, place: Ints, *, ends: bool) -> Ints:
        """Where characters of the text stand in the new one: starts of spans, or ends."""
        sizes = np.array([len(one) for one in self.new], dtype=np.int64)
        start = np.cumsum(sizes) - sizes
        edge = np.searchsorted(self.begin, place, side="left" if ends else "right") - 1
        edge = edge.clip(min=0)
        within = np.minimum(place - self.begin[edge], sizes[edge])
        # a whole run is a whole run, however long it has become
        return start[edge] + np.where(ends & (place >= self.end[edge]), sizes[edge], within)

    def text(self) -> str:
        return "".join(self.new)
