"""Phrases with places to be filled, a column at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.review_lexicon import Ragged
from sources.simulator.words import Floats, Index, Strings, gather, join

_PLACE = re.compile(r"\{(\w+)\}")
_MOST = 4  # places in a phrase


class Templates:
    """Lists of phrases, each with at most four places such as `{v}`.

    Args:
        lists: Phrases of each list; a list may be empty and is then not to be picked from.

    Raises:
        ValueError: A phrase has more places.
    """

    def __init__(self, lists: Sequence[Sequence[str]]) -> None:
        phrases = [phrase for one in lists for phrase in one]
        parts = [_PLACE.split(phrase) for phrase in phrases]
        most = max((len(part) // 2 for part in parts), default=0)
        if most > _MOST:
            raise ValueError(f"A phrase has {most} places, not {_MOST} at most.")
        numbers = np.arange(len(phrases))
        counts = np.array([len(one) for one in lists], np.int64)
        self._lists = Ragged(numbers, np.r_[0, np.cumsum(counts)])
        self._literal = [pa.array([_at(part, 2 * n) for part in parts], pa.string()) for n in range(most + 1)]
        self._names = sorted({name for part in parts for name in part[1::2]})
        self._slot = np.array(
            [
                [self._names.index(part[2 * n + 1]) if 2 * n + 1 < len(part) else -1 for n in range(most)]
                for part in parts
            ],
            np.int64,
        ).reshape(len(phrases), most)

    def counts(self, rows: Index) -> Index:
        """How many phrases lists have; (rows,)."""
        return self._lists.counts(rows)

    def pick(self, rows: Index, share: Floats, step: int = 0) -> Index:
        """A phrase of each list by a draw in [0, 1), or the one `step` places behind it; (rows,)."""
        return self._lists.pick(rows, share, step)

    def filled(self, which: Index, **words: Strings) -> Strings:
        """Phrases with their places filled.

        Args:
            which: Numbers of phrases, (rows,).
            words: By name of the place, (rows,) each; every place of a phrase that is picked has its own.
        """
        columns = [gather(self._literal[0], which)]
        for place, literal in enumerate(self._literal[1:]):
            columns += [self._words(self._slot[which, place], words), gather(literal, which)]
        return join(columns, "")

    def _words(self, slot: Index, words: dict[str, Strings]) -> Strings:
        found = pa.array([""] * len(slot), pa.string())
        for number, name in enumerate(self._names):
            mine = slot == number
            if mine.any():
                found = pc.if_else(pa.array(mine), words[name], found)
        return found


def _at(part: Sequence[str], place: int) -> str:
    return part[place] if place < len(part) else ""


def phrases(text: str) -> list[str]:
    """Phrases that `|` parts."""
    return [" ".join(one.split()) for one in text.split("|") if one.strip()]


def sentence(texts: Strings) -> Strings:
    """Texts with a capital at first and a full stop behind."""
    first = pc.utf8_upper(pc.utf8_slice_codeunits(texts, 0, 1))
    whole = join([first, pc.utf8_slice_codeunits(texts, 1)], "")
    return join([whole, "."], "")
