"""Aspect terms and opinion terms on their own, whether or not a triplet is sure enough to be told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .agreement import best_threshold
from .extracted import NONE, Flags, Ints, Reals, Triplets
from .found import Found, apart
from .windows import Windows


@dataclass(frozen=True)
class Terms:
    """n spans of numbered texts, half open, in characters.

    Attributes:
        text: Number of the text; (n,).
        start, end: Where it stands; (n,).
        confidence: Chance that it is one; (n,).
    """

    text: Ints
    start: Ints
    end: Ints
    confidence: Reals

    def __len__(self) -> int:
        return len(self.text)

    def take(self, rows: Ints | Flags) -> Terms:
        """Some of them, in the order given."""
        return Terms(self.text[rows], self.start[rows], self.end[rows], self.confidence[rows])

    def keys(self) -> Ints:
        """Text, start and end; (n, 3)."""
        return np.stack([self.text, self.start, self.end], axis=1)


@dataclass(frozen=True)
class Marked:
    """Likely spans of one kind as words, numbered over all texts.

    Attributes:
        window: Of each; (n,).
        span: First and last word; (n, 2).
        chance: That it is one; (n,).
    """

    window: Ints
    span: Ints
    chance: Reals

    @classmethod
    def joined(cls, parts: list[Marked]) -> Marked:
        """All parts, one after another."""
        none = np.zeros(0, dtype=np.int64)
        every = [cls(none, np.zeros((0, 2), dtype=np.int64), np.zeros(0)), *parts]
        return cls(*(np.concatenate([getattr(one, name) for one in every]) for name in ("window", "span", "chance")))


def terms_of(marked: Marked, windows: Windows) -> Terms:
    """Those that remain where the likelier of two that overlap wins, ordered by text and place."""
    text = windows.text[marked.window]
    none = np.full_like(marked.span, NONE)
    # a span alone is an opinion about nothing that is written
    kept = np.flatnonzero(apart(Found(text, none, marked.span, np.zeros_like(text), marked.chance)))
    kept = kept[np.lexsort([marked.span[kept, 0], text[kept]])]
    begin, end = windows.words.begin[marked.span[kept, 0]], windows.words.end[marked.span[kept, 1]]
    return Terms(text[kept], begin, end, marked.chance[kept])


def annotated_terms(triplets: Triplets, kind: str) -> Ints:
    """Distinct written aspects or opinions as text, start and end; (n, 3)."""
    rows = np.stack([triplets.text, getattr(triplets, f"{kind}_start"), getattr(triplets, f"{kind}_end")], axis=1)
    return np.unique(rows[rows[:, 1] != NONE], axis=0)


def term_threshold(terms: Terms, annotated: Ints) -> float:
    """Chance from which on terms are told, so that F1 is highest."""
    known = set(map(tuple, annotated.tolist()))
    right = np.array([tuple(key) in known for key in terms.keys().tolist()], dtype=bool)
    return best_threshold(terms.confidence, right, len(annotated))[0]
