"""What an engine answers: words, when they were said, and signs of how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]


def _none() -> Doubles:
    return np.zeros(0)


@dataclass(frozen=True)
class Heard:
    """w words, which can be none.

    Attributes:
        words: As `words.normalised` spells them.
        starts: Second at which each begins, nan where the engine cannot tell; (w,).
        ends: Second at which each ends, likewise; (w,).
        sureness: Of each word, 0 to 1, by what was heard of it alone; no chance of being right yet; (w,).
        margin: How much likelier the sounds are without words than as these words, natural logarithm a letter or
            frame, at most 0; what was no phrase is far below.
        share: Of the chance of all that it may have been, 0 to 1.
        whole: Whether it may end so, by what may be said.
        seconds: How long the recording lasted.
    """

    words: tuple[str, ...] = ()
    starts: Doubles = field(default_factory=_none)
    ends: Doubles = field(default_factory=_none)
    sureness: Doubles = field(default_factory=_none)
    margin: float = 0.0
    share: float = 1.0
    whole: bool = True
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """The words, parted by single blanks."""
        return " ".join(self.words)

    def later(self, seconds: float) -> Heard:
        """The same, with times that count from an earlier moment."""
        return replace(self, starts=self.starts + seconds, ends=self.ends + seconds)


def untimed(words: Sequence[str], sureness: float, seconds: float, *, share: float, margin: float) -> Heard:
    """Words of an engine that does not tell when they were said."""
    unknown = np.full(len(words), np.nan)
    return Heard(
        tuple(words), unknown, unknown, np.full(len(words), sureness), margin=margin, share=share, seconds=seconds
    )
