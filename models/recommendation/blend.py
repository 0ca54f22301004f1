"""The plain blend of the sources: one weight each for what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .blend_settings import BlendSettings
from .candidates import SOURCES, TOLD_BY_MOMENT
from .logit import chosen_by
from .pool import Standing

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

_SHARED: Final = np.array([name in TOLD_BY_MOMENT for name in SOURCES])


@dataclass(frozen=True)
class Blend:
    """Weights of sources, none below 0.

    Attributes:
        weights: Of the scores of sources that are told by a history, and of the shares of the others, whose scores grow
            with the log; (sources,).
    """

    weights: Numbers

    @classmethod
    def even(cls, settings: BlendSettings) -> Blend:
        """Sources that are told by a history count the same, the others less; for where nothing is learnt."""
        return cls(np.where(_SHARED, settings.moment, 1.0))

    @classmethod
    def fitted(cls, standing: Standing, requests: Ints, labels: Numbers, settings: BlendSettings) -> Blend:
        """Weights under which the relevant candidates are likely to be chosen from among those of their requests.

        Args:
            standing: What the sources say of candidates.
            requests: Of each, rising; (rows,).
            labels: Worth of each; only requests with some count; (rows,).
            settings: Of the blend.
        """
        first = cls.even(settings).weights
        return cls(chosen_by(_parts(standing), requests, labels, first, settings.l2))

    def contributions(self, standing: Standing) -> Floats:
        """What each source adds to the score of each candidate; (rows, sources)."""
        return np.asarray(_parts(standing) * self.weights.astype(np.float32), dtype=np.float32)

    def scores(self, standing: Standing) -> Floats:
        """The higher, the better; (rows,)."""
        return np.asarray(self.contributions(standing).sum(axis=1), dtype=np.float32)

    def as_dict(self) -> dict[str, float]:
        """As JSON can hold it, to the last digit."""
        return dict(zip(SOURCES, self.weights.tolist(), strict=True))

    @classmethod
    def read(cls, told: dict[str, float]) -> Blend:
        """From what `as_dict` gave.

        Raises:
            ValueError: It tells of other sources than there are.
        """
        if set(told) != set(SOURCES):
            raise ValueError(f"the blend weighs {sorted(told)}; there are {sorted(SOURCES)}.")
        return cls(np.array([told[name] for name in SOURCES], dtype=np.float64))


def _parts(standing: Standing) -> Floats:
    return np.where(_SHARED, standing.shares, standing.scores)
