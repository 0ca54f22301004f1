"""Phrases that were annotated in training, how often they were, and where they stand in a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

Form = tuple[str, ...]
Span = tuple[int, int]  # first word and last

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[^\w\s]|_")
_ENDS: Final = frozenset(".!?")


@dataclass(frozen=True)
class Words:
    """Words of a text in small letters, each mark one of its own; and where they stand."""

    folded: list[str]
    begin: list[int]
    end: list[int]

    def form(self, span: Span) -> Form:
        """What stands there."""
        return tuple(self.folded[span[0] : span[1] + 1])

    def characters(self, span: Span) -> tuple[int, int]:
        """First character and the one behind."""
        return self.begin[span[0]], self.end[span[1]]


@dataclass(frozen=True)
class Phrases:
    """How often phrases were annotated, and how often they occurred at all."""

    annotated: Counter[Form]
    there: Counter[Form]
    longest: int

    @classmethod
    def of(cls, texts: Sequence[Words], annotated: list[Form]) -> Self:
        """Of all texts, and the phrases that were annotated in them, each as often as it was."""
        counts = Counter(annotated)
        longest = max(map(len, counts), default=0)
        there: Counter[Form] = Counter()
        for words in texts:
            for size in range(1, longest + 1):
                grams = (tuple(words.folded[at : at + size]) for at in range(len(words.folded) - size + 1))
                there.update(gram for gram in grams if gram in counts)
        return cls(counts, there, longest)

    def share(self, form: Form) -> float:
        """Of the occurrences of a phrase, those that were annotated."""
        return min(1.0, self.annotated[form] / max(self.there[form], 1))


def words_of(text: str) -> Words:
    """The words of a text."""
    found = list(_WORD.finditer(text))
    return Words(
        [one.group().casefold() for one in found], [one.start() for one in found], [one.end() for one in found]
    )


def place_of(words: Words, begin: int, end: int) -> Span | None:
    """The words that stand from a character to another; None where no words do, or a part of one."""
    if begin not in words.begin or end not in words.end:
        return None
    return words.begin.index(begin), words.end.index(end)


def matched(words: Words, known: Phrases, sure: float, often: int) -> list[Span]:
    """Known phrases from left to right, the longest that begins at a word, none over another."""
    found, at = [], 0
    while at < len(words.folded):
        for size in range(min(known.longest, len(words.folded) - at), 0, -1):
            form = tuple(words.folded[at : at + size])
            if known.annotated[form] >= often and known.share(form) >= sure:
                found.append((at, at + size - 1))
                at += size
                break
        else:
            at += 1
    return found


def near(words: Words, opinion: Span, aspects: list[Span], reach: int) -> Span | None:
    """The nearest aspect of the sentence, the one before of two that are; none farther than `reach` words."""
    best, least = None, reach + 1
    for aspect in aspects:
        left, right = (aspect, opinion) if aspect[0] < opinion[0] else (opinion, aspect)
        gap = right[0] - left[1]
        # 0 and less: they overlap
        if 0 < gap < least and not _ENDS & set(words.folded[left[1] + 1 : right[0]]):
            best, least = aspect, gap
    return best
