"""What reviewers said, in their words: the sentence that a triplet stands in."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

import numpy as np

from .extracted import NONE, Extracted, Ints
from .words import MARKUP

_STOP: Final = re.compile(r"[.!?](?=\s|$)|\n")
_MARK: Final = "…"


def quotes_of(texts: list[str], read: Extracted, longest: int) -> list[str]:
    """The sentences that hold both spans of each triplet, cut to about so many characters.

    Args:
        texts: Of reviews.
        read: Triplets in them.
        longest: Characters of a quote at most.
    """
    plain = {number: readable(texts[number]) for number in np.unique(read.text).tolist()}
    stops = {number: np.array([stop.end() for stop in _STOP.finditer(text)]) for number, (text, _) in plain.items()}
    first, last = bounds(read)
    spans = zip(read.text.tolist(), first.tolist(), last.tolist(), strict=True)
    found = []
    for number, begin, end in spans:
        text, place = plain[number]
        found.append(_quote(text, stops[number], int(place[begin]), int(place[end]), longest))
    return found


def readable(text: str) -> tuple[str, Ints]:
    """A text as a page shows it, and where each of its characters went; (characters + 1,).

    A tag is a blank, `&#39;` an apostrophe. What would open a tag stays a blank, or a quote of it could be one.
    """
    size, done = np.ones(len(text), dtype=np.int64), 0
    parts: list[str] = []
    for markup in MARKUP.finditer(text):
        start, end = markup.span()
        sign = " " if text[start] == "<" else unescape(markup.group())
        sign = " " if "<" in sign or ">" in sign else sign
        parts += [text[done:start], sign]
        size[start:end] = 0
        size[start] = len(sign)
        done = end
    return "".join([*parts, text[done:]]), np.append(0, np.cumsum(size))


def bounds(read: Extracted) -> tuple[Ints, Ints]:
    """First and last character of each triplet, half open."""
    starts = np.stack([read.aspect_start, read.opinion_start])
    far = np.iinfo(np.int64).max
    first = np.where(starts == NONE, far, starts).min(axis=0)
    return np.where(first == far, 0, first), np.maximum(np.maximum(read.aspect_end, read.opinion_end), 0)


def _quote(text: str, stops: Ints, begin: int, end: int, longest: int) -> str:
    before = stops[stops <= begin]
    after = stops[stops >= end]
    start = int(before[-1]) if len(before) else 0
    stop = int(after[0]) if len(after) else len(text)
    quote = " ".join(text[start:stop].split())
    if len(quote) <= longest:
        return quote
    # what is said matters most, so a long sentence is cut around it
    spare = max(longest - (end - begin), 0) // 2
    left, right = max(start, begin - spare), min(stop, end + spare, begin + longest)
    inner = " ".join(text[left:right].split())[: longest - 2]
    return f"{_MARK if left > start else ''}{inner}{_MARK if right < stop or end > right else ''}"
