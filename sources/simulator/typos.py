"""Slips of the finger, made on the bytes of a whole column at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sources.simulator.words import Index, Mask, Strings

_TRIES = 6  # places looked at for two letters side by side
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
Bytes = npt.NDArray[np.uint8]


def _neighbours() -> Bytes:
    """The key to the right of each letter (to the left at a row's end), both cases; other bytes as they are."""
    table = np.arange(256, dtype=np.uint8)
    for row in _ROWS:
        for position, key in enumerate(row):
            other = row[position + 1] if position + 1 < len(row) else row[position - 1]
            table[ord(key)], table[ord(key.upper())] = ord(other), ord(other.upper())
    return table


_NEIGHBOUR = _neighbours()
_LETTER = np.array([chr(byte).isalpha() and byte < 128 for byte in range(256)])


def _places(rng: np.random.Generator, text: Bytes, offsets: Index, rows: Index) -> tuple[Index, Index]:
    """A byte in each row that is an ASCII letter and has one after it; rows without a find are left out."""
    place = np.full(len(rows), -1)
    start, length = offsets[rows], offsets[rows + 1] - offsets[rows]
    for _ in range(_TRIES):
        guess = start + (rng.random(len(rows)) * np.maximum(length - 1, 1)).astype(np.int64)
        after = np.minimum(guess + 1, len(text) - 1)
        good = (place < 0) & (length > 1) & _LETTER[text[guess.clip(max=len(text) - 1)]] & _LETTER[text[after]]
        place[good] = guess[good]
    return rows[place >= 0], place[place >= 0]


def mistyped(rng: np.random.Generator, texts: Strings, where: Mask) -> tuple[Strings, Mask]:
    """One slip in each text chosen: two letters swapped, one dropped, one doubled, or the key beside it.

    Only ASCII letters are touched, never digits, so a slip does not turn one size into another.

    Args:
        texts: A column without nulls.
        where: Rows to mistype, shape (rows,).

    Returns:
        The column, and which rows differ from before: a text without two letters side by side stays as it was.
    """
    texts = pa.concat_arrays([texts])  # offsets from zero
    buffers = texts.buffers()
    offsets = np.frombuffer(buffers[1], np.int32)[: len(texts) + 1].astype(np.int64)
    slipped = np.zeros(len(texts), np.bool_)
    if not len(texts) or not offsets[-1]:
        return texts, slipped
    text = np.frombuffer(buffers[2], np.uint8)[: offsets[-1]].copy()
    rows, place = _places(rng, text, offsets, np.flatnonzero(where))
    kind = rng.integers(0, 4, len(rows))
    before, after = text[place], text[place + 1]
    swap, near = (kind == 0) & (before != after), kind == 3
    text[place[swap]], text[place[swap] + 1] = after[swap], before[swap]
    text[place[near]] = _NEIGHBOUR[before[near]]
    repeats = np.ones(len(text), np.int64)
    repeats[place[kind == 1]] = 0
    repeats[place[kind == 2]] = 2
    slipped[rows[swap | near | (kind == 1) | (kind == 2)]] = True
    lengths = np.add.reduceat(np.append(repeats, 0), offsets[:-1].clip(max=len(text)))
    lengths[np.diff(offsets) == 0] = 0
    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    changed = np.repeat(text, repeats)
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(ends), pa.py_buffer(changed)), slipped
