"""Strings in columns: looking words up, joining them, dropping them, a column at a time."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.vocabulary.phrases import LANGUAGES

Mask = npt.NDArray[np.bool_]
Index = npt.NDArray[np.integer]
Floats = npt.NDArray[np.float64]
Strings = Any  # pyarrow ships no types: a pa.StringArray


class PhraseTable:
    """Phrases by id, language and form, for a column to be looked up in one gather.

    Args:
        phrases: `phrases[id][language][form]`; every id has all languages, every language the same number of forms.
    """

    def __init__(self, phrases: Sequence[Sequence[Sequence[str | None]]]) -> None:
        self.forms = len(phrases[0][0])
        self.languages = len(phrases[0])
        self._flat = pa.array([form for item in phrases for language in item for form in language], pa.string())

    def pick(self, ids: Index, language: Index, form: Index | int = 0, where: Mask | None = None) -> Strings:
        """The phrase of each row; null where `where` is false. Arrays of shape (rows,)."""
        index = (ids * self.languages + language) * self.forms + form
        return gather(self._flat, index, where)


def gather(words: Strings, index: Index, where: Mask | None = None) -> Strings:
    """`words[index]`, null where `where` is false."""
    return words.take(pa.array(index, pa.int64(), mask=None if where is None else ~where))


def only(words: Strings, where: Mask) -> Strings:
    """`words` with nulls where `where` is false."""
    return pc.if_else(pa.array(where), words, pa.scalar(None, pa.string()))


def join(parts: Sequence[Strings | str], separator: Strings | str = " ") -> Strings:
    """The parts of each row joined, nulls left out; an empty string where all are null."""
    whole = list(parts)
    if not any(isinstance(part, str) or not part.null_count for part in whole):
        # the kernel drops rows that have nothing to join: its answer would be shorter than the column
        blank = functools.reduce(pc.and_, (pc.is_null(part) for part in whole))
        whole[0] = pc.if_else(blank, "", whole[0])
    return pc.binary_join_element_wise(*whole, separator, null_handling="skip")


def hexadecimal(prefix: str, ids: npt.NDArray[np.uint32]) -> Strings:
    """Ids as text: the prefix, then eight hexadecimal digits."""
    shifts = np.arange(28, -1, -4, dtype=np.uint32)
    digits = np.frombuffer(b"0123456789abcdef", np.uint8)[(ids[:, None] >> shifts) & np.uint32(15)]
    lead = np.broadcast_to(np.frombuffer(prefix.encode(), np.uint8), (len(ids), len(prefix)))
    text = np.ascontiguousarray(np.concatenate([lead, digits], axis=1))
    offsets = np.arange(len(ids) + 1, dtype=np.int32) * (len(prefix) + 8)
    return pa.StringArray.from_buffers(len(ids), pa.py_buffer(offsets), pa.py_buffer(text.reshape(-1)))


def from_hexadecimal(ids: Strings) -> npt.NDArray[np.uint32]:
    """The numbers of ids that `hexadecimal` wrote with a prefix of one letter."""
    text = np.asarray(ids.cast(pa.binary(9))) if len(ids) else np.empty(0, "S9")
    digits = np.ascontiguousarray(text.astype("S9")).view(np.uint8).reshape(-1, 9)[:, 1:].astype(np.uint32)
    values = np.where(digits >= ord("a"), digits - (ord("a") - 10), digits - ord("0"))
    numbers: npt.NDArray[np.uint32] = (values << np.arange(28, -1, -4, dtype=np.uint32)).sum(axis=1, dtype=np.uint32)
    return numbers


def translations(text: str) -> list[str]:
    """One phrase's four languages, written `english / German / Spanish / French`."""
    parts = [part.strip() for part in text.split(" / ")]
    if len(parts) != len(LANGUAGES):
        raise ValueError(f"{text!r} has {len(parts)} languages, not {len(LANGUAGES)}.")
    return parts


def capitalised(text: str) -> str:
    """Each all-lower-case word with a capital first letter; words like `TV` or `microSD` as they are."""
    return " ".join(word[:1].upper() + word[1:] if word.islower() else word for word in text.split(" "))


def entries(text: str) -> Iterable[tuple[str, str]]:
    """`name: rest` lines of a vocabulary; a line that begins with a space continues the one above."""
    for line in text.strip().replace("\n ", " ").splitlines():
        name, rest = line.split(":", 1)
        yield name.strip(), rest.strip()


def chances(rng: np.random.Generator, probability: Floats | float, rows: int) -> Mask:
    """True with the given probability, each row on its own."""
    hit: Mask = rng.random(rows) < probability
    return hit
