"""Likely triplets, and which of them stand side by side."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from .extracted import NONE, Extracted, Flags, Ints, Reals
from .windows import Windows


@dataclass(frozen=True)
class Found:
    """Likely triplets as words, numbered over all texts.

    Attributes:
        text: Of each; (n,).
        aspect, opinion: First and last word, `NONE` where implied; (n, 2).
        sentiment: The likeliest; (n,).
        chance: Of the opinion, times that of the aspect given it, times that of the sentiment given both; (n,).
    """

    text: Ints
    aspect: Ints
    opinion: Ints
    sentiment: Ints
    chance: Reals

    @classmethod
    def joined(cls, parts: list[Found]) -> Found:
        """All parts, one after another."""
        span, none = np.zeros((0, 2), dtype=np.int64), np.zeros(0, dtype=np.int64)
        every = [cls(none, span, span, none, np.zeros(0)), *parts]
        columns = (np.concatenate([getattr(one, field.name) for one in every]) for field in fields(cls))
        return cls(*columns)


def apart(found: Found) -> Flags:
    """Which triplets remain where the likelier ones win.

    No two opinions of a text overlap unless they are the same; no more do aspects that no words judge.
    """
    order = np.argsort(-found.chance, kind="stable")
    kept = np.zeros(len(found.chance), dtype=bool)
    taken: dict[tuple[bool, int], tuple[int, int]] = {}
    alone = found.opinion[:, 0] == NONE
    spans = np.where(alone[:, None], found.aspect, found.opinion).tolist()
    for row, lone in zip(order.tolist(), alone[order].tolist(), strict=True):
        first, last = own = tuple(spans[row])
        # words are numbered over all texts, so one of another text is never met
        places = [(lone, word) for word in range(first, last + 1)]
        if all(taken.get(place, own) == own for place in places):
            kept[row] = True
            taken.update(dict.fromkeys(places, own))
    return kept


def told(found: Found, windows: Windows, rows: Flags | Ints) -> Extracted:
    """Some triplets as characters of their texts, ordered by text, by place, then by confidence."""
    aspect_start, aspect_end = _characters(found.aspect[rows], windows)
    opinion_start, opinion_end = _characters(found.opinion[rows], windows)
    out = Extracted(
        text=found.text[rows],
        aspect_start=aspect_start,
        aspect_end=aspect_end,
        opinion_start=opinion_start,
        opinion_end=opinion_end,
        sentiment=found.sentiment[rows],
        confidence=found.chance[rows],
    )
    place = np.where(out.opinion_start == NONE, out.aspect_start, out.opinion_start)
    return out.take(np.lexsort([-out.confidence, place, out.text]))


def _characters(span: Ints, windows: Windows) -> tuple[Ints, Ints]:
    """Half-open characters of words, `NONE` where implied."""
    first, last = span.T
    if not len(span):
        return first, last
    begin, end = windows.words.begin[first.clip(min=0)], windows.words.end[last.clip(min=0)]
    return np.where(first == NONE, NONE, begin), np.where(first == NONE, NONE, end)
