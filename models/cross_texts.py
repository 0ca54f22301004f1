"""Pairs of texts as a cross-encoder reads them: two word lists, each word marked if the other side has it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Sides = tuple[list[list[str]], list[list[str]]]

_JOINERS: Final = str.maketrans(dict.fromkeys("-/._,:;|+()[]{}\"'!?*&®™", " "))


@dataclass(frozen=True)
class TokenisedPairs:
    """Word pieces of pairs, ragged: pair p holds `ids[starts[p]:starts[p + 1]]`.

    Attributes:
        ids: int64 word piece ids, special tokens included.
        segments: int64, 0 for the first text and 1 for the second.
        matched: int64, 1 where the word also stands on the other side (alone or written together), 2 where
            it holds a digit and does not.
        starts: int64 (pairs + 1,).
    """

    ids: Ints
    segments: Ints
    matched: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> Ints:
        """Word pieces of each pair; (pairs,)."""
        return np.diff(self.starts)


def words_of(text: str) -> list[str]:
    """Words of a text, parted at blanks and joiners."""
    return text.translate(_JOINERS).split()


def thinned(sides: Sides, share: float, rng: np.random.Generator) -> Sides:
    """Both sides with a share of their words left out at random; a text keeps at least one.

    Args:
        sides: Words of the first and of the second text of each pair.
        share: Of words; 0 draws nothing.
        rng: Draws them, all of the first side before the second.
    """
    if not share:
        return sides
    first = [_thinned(words, share, rng) for words in sides[0]]
    return first, [_thinned(words, share, rng) for words in sides[1]]


def tokenise(tokenizer: Any, sides: Sides, most: tuple[int, int]) -> TokenisedPairs:
    """Word pieces of pairs, with their marks.

    Args:
        tokenizer: A `tokenizers.Tokenizer` without padding and truncation of its own.
        sides: Words of the first and of the second text of each pair.
        most: Word pieces of each side; the rest is cut off.
    """
    left, right = sides
    first = tokenizer.encode_batch(left, is_pretokenized=True, add_special_tokens=False)
    second = tokenizer.encode_batch(right, is_pretokenized=True, add_special_tokens=False)
    begin, between = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    ids: list[int] = []
    segments: list[int] = []
    matched: list[int] = []
    starts = [0]
    for x, y, words_x, words_y in zip(first, second, left, right, strict=True):
        ids.append(begin)
        segments.append(0)
        matched.append(0)
        for encoded, words, others, segment in ((x, words_x, words_y, 0), (y, words_y, words_x, 1)):
            marks = mark(words, others)
            pieces = encoded.ids[: most[segment]]
            ids += [*pieces, between]
            segments += [segment] * (len(pieces) + 1)
            matched += [*(marks[word] for word in encoded.word_ids[: most[segment]]), 0]
        starts.append(len(ids))
    return TokenisedPairs(
        np.array(ids, dtype=np.int64),
        np.array(segments, dtype=np.int64),
        np.array(matched, dtype=np.int64),
        np.array(starts, dtype=np.int64),
    )


def mark(words: list[str], others: list[str]) -> list[int]:
    """Mark of each word, given the words of the other side; see `TokenisedPairs.matched`."""
    known = set(others)
    known.update(one + two for one, two in pairwise(others))
    marks = [1 if word in known else (2 if any(map(str.isdigit, word)) else 0) for word in words]
    for position, (one, two) in enumerate(pairwise(words)):
        if one + two in known:
            marks[position] = marks[position + 1] = 1
    return marks


def _thinned(words: list[str], share: float, rng: np.random.Generator) -> list[str]:
    keep = rng.random(len(words)) >= share
    return [word for word, stays in zip(words, keep, strict=True) if stays] or words
