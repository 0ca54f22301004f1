"""How long after a word was said a stream shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Shown:
    """What a stream showed after one of its chunks.

    Attributes:
        second: Of the stream, at the end of the chunk.
        took: Seconds that it took to read the chunk and to show the words.
        words: That were shown.
    """

    second: float
    took: float
    words: tuple[str, ...]


def delays(shown: Sequence[Shown], words: Sequence[str], ends: Doubles) -> Doubles:
    """Seconds from the end of each word until it is shown to stay: it and those before are the final ones from then on.

    Chunks that take longer to read than they last hold up those behind them.

    Args:
        shown: After each chunk, in order; the last is the final answer.
        words: The final ones.
        ends: Second of the stream at which each was over, nan where that is not known; (words,).

    Returns:
        (words,), nan where the end is not known; a word that is foreseen before its end has less than 0.

    Raises:
        ValueError: The last that was shown is not the final answer.
    """
    if not shown or shown[-1].words != tuple(words):
        raise ValueError("the last words that were shown are not the final ones.")
    ready, moments = 0.0, []
    for one in shown:
        ready = max(ready, one.second) + one.took
        moments.append(ready)
    right = np.array([_agreeing(one.words, words) for one in shown])
    stays = np.minimum.accumulate(right[::-1])[::-1]  # words that are right now and later on
    first = [int(np.searchsorted(stays, place, side="left")) for place in range(1, len(words) + 1)]
    found: Doubles = np.array(moments)[first] - ends if first else np.zeros(0)
    return found


def _agreeing(shown: Sequence[str], words: Sequence[str]) -> int:
    """Words from the first on that are the final ones."""
    same = [one == other for one, other in zip(shown, words, strict=False)]
    return same.index(False) if False in same else len(same)
