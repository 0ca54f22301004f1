"""Words that stand near each other in titles and queries, and how often."""

from __future__ import annotations

from typing import Final

import numpy as np

from ..vocabulary import Floats, Ints, WordRows
from .understanding_settings import LanguageSettings

_CHUNK: Final = 100_000  # texts whose pairs are counted in memory at once


def weighed_pairs(rows: WordRows, weights: Floats, words: int, settings: LanguageSettings) -> tuple[Ints, Floats]:
    """Ordered pairs of words within a window as first x words + second, in order, and what each weighs."""
    keys: Ints = np.zeros(0, dtype=np.int64)
    counts: Floats = np.zeros(0)
    for start in range(0, len(rows), _CHUNK):
        bounds = rows.starts[start : start + _CHUNK + 1]
        ids = rows.ids[bounds[0] : bounds[-1]]
        text = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
        found = [keys]
        weighed = [counts]
        for step in range(1, settings.window):
            same = (text[step:] == text[:-step]) & (ids[step:] != ids[:-step])
            left, right, of_text = ids[:-step][same], ids[step:][same], text[step:][same]
            found += [left * words + right, right * words + left]
            weighed += [weights[start + of_text]] * 2
        keys, place = np.unique(np.concatenate(found), return_inverse=True)
        counts = np.bincount(place, np.concatenate(weighed), minlength=len(keys)).astype(np.float64)
        if len(keys) > settings.most_pairs:
            kept = np.sort(np.argpartition(-counts, settings.most_pairs)[: settings.most_pairs])
            keys, counts = keys[kept], counts[kept]
    return keys, counts
