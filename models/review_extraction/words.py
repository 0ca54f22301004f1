"""Texts as words and word pieces that know their place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from .. import minilm
from .extracted import NONE, Flags, Ints
from .mending import Mended, Mender

_NO_LIMIT: Final = 1_000_000_000
_APART: Final = 1 << 32  # more than the characters of any text
MARKUP: Final = re.compile(
    r"</?[a-zA-Z][^<>]{0,500}>|<!--.{0,500}?-->|&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,31}[0-9]{0,2});",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True)
class Worded:
    """All words of all texts, one after another.

    Attributes:
        pieces: Numbers of word pieces, without the framing ones.
        first_piece: Where each word's begin, and the end of the last; (words + 1,).
        begin, end: Characters of each word in its text, half open; (words,).
        starts: Where each text's words begin, and the end of the last; (texts + 1,).
        breaks: Whether a sentence ends with the word; (words,).
    """

    pieces: Ints
    first_piece: Ints
    begin: Ints
    end: Ints
    starts: Ints
    breaks: Flags

    def spans(self, text: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """First and last word that spans of characters touch, numbered over all texts; `NONE` where there is none.

        A span that ends within a word takes the whole word.
        """
        owner = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        base = owner * _APART
        first = np.searchsorted(base + self.end, text * _APART + start, side="right")
        last = np.searchsorted(base + self.begin, text * _APART + end, side="left") - 1
        bad = (start < 0) | (first > last) | (first < self.starts[text]) | (last >= self.starts[text + 1])
        return np.where(bad, NONE, first), np.where(bad, NONE, last)


def reader() -> Tokenizer:
    """The tokenizer of the network, without a limit of length."""
    return minilm.tokenizer(_NO_LIMIT)


def worded(texts: list[str], tokenizer: Tokenizer, mender: Mender | None = None) -> Worded:
    """Words as the network's tokenizer parts them: at white space, and before and after each mark.

    HTML is read as blanks, mistyped words as what they were meant to be; offsets are those of the text as it was
    given.
    """
    ids: list[list[int]] = []
    heads: list[Ints] = []
    begins: list[Ints] = []
    ends: list[Ints] = []
    marks: list[Flags] = []
    done = 0
    plain = [without_markup(one) for one in texts]
    mended = [Mended.same(one) if mender is None else mender(one) for one in plain]
    encodings = tokenizer.encode_batch([one.text for one in mended])
    for text, read, encoding in zip(texts, mended, encodings, strict=True):
        own = encoding.ids[1:-1]
        word = np.array(encoding.word_ids[1:-1], dtype=np.int64)
        place = read.given(np.array(encoding.offsets[1:-1], dtype=np.int64).reshape(-1, 2))
        head = np.flatnonzero(np.diff(word, prepend=-1))
        tail = np.append(head[1:], len(own))[: len(head)] - 1
        ids.append(own)
        heads.append(head + done)
        begins.append(place[head, 0])
        ends.append(place[tail, 1])
        marks.append(breaks(text, begins[-1], ends[-1]))
        done += len(own)
    return Worded(
        np.array([piece for own in ids for piece in own], dtype=np.int64),
        np.append(_joined(heads), done),
        _joined(begins),
        _joined(ends),
        np.append(0, np.cumsum([len(head) for head in heads], dtype=np.int64)),
        _joined(marks).astype(bool),
    )


def without_markup(text: str) -> str:
    """A text of the same length, with blanks for HTML tags, comments, and the signs that it writes as names."""
    return MARKUP.sub(_plain, text) if "<" in text or "&" in text else text


def _plain(markup: re.Match[str]) -> str:
    told = markup.group()
    sign = told[0] == "<" or not any(map(str.isalnum, unescape(told)))
    return " " * len(told) if sign else told


def breaks(text: str, begin: Ints, end: Ints) -> Flags:
    """Words after which a sentence ends: the last of a run of full stops, and those before a new line."""
    stop = np.array([text[b:e] in _STOPS for b, e in zip(begin.tolist(), end.tolist(), strict=True)], dtype=bool)
    found: Flags = stop & ~np.append(stop[1:], False)[: len(stop)]
    for line in re.finditer(r"\n", text):
        before = int(np.searchsorted(end, line.start(), side="right")) - 1
        if before >= 0:
            found[before] = True
    return found


_STOPS: Final = frozenset(".!?")


def _joined(parts: list[npt.NDArray[np.int64]] | list[Flags]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts]).astype(np.int64)
