"""Ridge regressions by ad, and the most that their clicks may well be: the reference of contextual bandits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from ..scored import Reals, Scored
from .policy import Candidates, best


@dataclass
class LinUcb:
    """LinUCB with disjoint models (Li, Chu, Langford and Schapire, "A contextual-bandit approach to personalized news
    article recommendation", 2010).

    Each ad has a ridge regression of its clicks on the context; the ad of the highest mean plus `width` deviations is
    shown. It takes nothing from the model. Inverses are kept by the formula of Sherman and Morrison.

    Attributes:
        dimensions: Length d of a context.
        width: Deviations above the mean (alpha).
        ridge: Weight of the prior at 0, in impressions of a context of length 1.
    """

    dimensions: int
    width: float = 1.0
    ridge: float = 1.0
    _places: dict[int, int] = field(init=False, default_factory=dict, repr=False)
    _inverse: Reals = field(init=False, repr=False)
    _moment: Reals = field(init=False, repr=False)

    name: ClassVar[str] = "lin_ucb"

    def __post_init__(self) -> None:
        if self.dimensions < 1 or self.width < 0 or self.ridge <= 0:
            raise ValueError("LinUCB needs a dimension at least, a width of 0 or more, and a ridge above 0.")
        # row 0 is what is known of an ad that was never shown
        self._inverse = np.eye(self.dimensions)[None] / self.ridge
        self._moment = np.zeros((1, self.dimensions))

    def probabilities(self, scored: Scored, candidates: Candidates | None = None) -> Reals:  # noqa: ARG002
        """As of any policy; `scored` is not read.

        Raises:
            ValueError: There are no candidates, or their context has another length or is not finite.
        """
        return best(self.bounds(_checked(candidates, self.dimensions)))

    def bounds(self, candidates: Candidates) -> Reals:
        """Upper bounds of the reward, (k,)."""
        place = np.array([self._places.get(int(arm), 0) for arm in candidates.arm])
        x, inverse = candidates.context, self._inverse[place]
        reached = np.einsum("kij,kj->ki", inverse, x)
        mean = np.einsum("ki,ki->k", reached, self._moment[place])
        bound: Reals = mean + self.width * np.sqrt(np.einsum("ki,ki->k", x, reached))
        return bound

    def learn(self, candidates: Candidates, chosen: int, reward: float) -> None:
        """One more row in the regression of the ad that was shown."""
        x = _checked(candidates, self.dimensions).context[chosen]
        place = self._place(int(candidates.arm[chosen]))
        reached = self._inverse[place] @ x
        self._inverse[place] -= np.outer(reached, reached) / (1 + x @ reached)
        self._moment[place] += reward * x

    def _place(self, arm: int) -> int:
        place = self._places.get(arm)
        if place is None:
            place = self._places[arm] = len(self._places) + 1
            if place == len(self._moment):
                more: npt.NDArray[np.intp] = np.zeros(place, dtype=np.intp)
                self._inverse = np.concatenate([self._inverse, self._inverse[:1][more]])
                self._moment = np.concatenate([self._moment, self._moment[:1][more]])
        return place


def _checked(candidates: Candidates | None, dimensions: int) -> Candidates:
    if candidates is None or not len(candidates.arm):
        raise ValueError("LinUCB needs the candidates' ads and contexts, one at least.")
    if candidates.context.shape != (len(candidates.arm), dimensions):
        raise ValueError(f"contexts are {candidates.context.shape}, not {(len(candidates.arm), dimensions)}.")
    if not np.isfinite(candidates.context).all():
        raise ValueError("a context of a candidate is not finite.")
    return candidates
