"""Learners that choose ads of the simulator's market, and learn from what they showed alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.ad_click import AdClickModel
from models.ad_click.policies import Candidates, LinUcb, Policy
from models.ad_click.scored import Scored
from models.bundle import open_checked
from sources.simulator.ad_market import Slates

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Start:
    """What all policies of a seed start from: a bundle, and the log that it was learnt from."""

    bundle: Path
    seen: Slates
    place: Index
    click: Mask


@dataclass(frozen=True)
class Lived:
    """What happened, request by request after the start.

    Attributes:
        place, propensity, click: What was shown, with what probability, and whether it was clicked, (requests,) each.
        lost: True click probability of the best candidate less that of the shown one, (requests,).
        batches: The requests, batch after batch.
        truth: True click probabilities of a batch's candidates, (requests, candidates) each.
    """

    place: Index
    propensity: Floats
    click: Mask
    lost: Floats
    batches: list[Slates]
    truth: list[Floats]


OUTSIDE: Final = ("impression_id",)  # columns that name a request and tell nothing
_NOTHING: Final = Scored(np.empty(0), np.empty(0), np.empty(0))


class Learner(Protocol):
    """What is asked for many requests at once, then told what came of them."""

    def probabilities(self, slates: Slates) -> Floats:
        """Choice probabilities, (requests, candidates)."""

    def learn(self, slates: Slates, place: Index, click: Mask) -> None:
        """Take in what was shown, (requests,), and whether it was clicked."""


@dataclass
class ByModel:
    """A policy on the product's own model, which is updated in place."""

    policy: Policy
    model: AdClickModel

    @classmethod
    def start(cls, policy: Policy, bundle: Path) -> Self:
        return cls(policy, AdClickModel.load(open_checked(bundle)))

    def probabilities(self, slates: Slates) -> Floats:
        scored = scored_of(self.model, slates)
        rows = (Scored(*row) for row in zip(scored.logit, scored.deviation, scored.probability, strict=True))
        return np.stack([self.policy.probabilities(row) for row in rows])

    def learn(self, slates: Slates, place: Index, click: Mask) -> None:
        self.model.update(pd.DataFrame({**slates.chosen(place), "click": click}))


def scored_of(model: AdClickModel, slates: Slates) -> Scored:
    """The model's scores of all candidates, each array (requests, candidates)."""
    scored = model.score({name: column for name, column in slates.pairs().items() if name not in OUTSIDE})
    return Scored(*(getattr(scored, name).reshape(slates.shape) for name in ("logit", "deviation", "probability")))


@dataclass
class ByLinUcb:
    """LinUCB on where and to whom an ad is shown, which is all that its ridge by ad can use."""

    policy: LinUcb
    levels: Mapping[str, list[object]]
    numbers: dict[object, int] = field(default_factory=dict)

    @classmethod
    def start(cls, width: float, ridge: float, seen: Slates, place: Index, click: Mask) -> Self:
        """One that has learnt the same log as the model's start."""
        levels = {
            name: sorted({one for one in seen.columns[name] if one is not None}) for name in ("placement", "device")
        }
        dimensions = 2 + sum(len(names) for names in levels.values())
        learner = cls(LinUcb(dimensions, width, ridge), levels)
        learner.learn(seen, place, click)
        return learner

    def probabilities(self, slates: Slates) -> Floats:
        context, arms = self._context(slates), self._arms(slates)
        times = slates.shape[1]
        return np.stack(
            [
                self.policy.probabilities(_NOTHING, Candidates(arm, np.broadcast_to(x, (times, len(x)))))
                for arm, x in zip(arms, context, strict=True)
            ]
        )

    def learn(self, slates: Slates, place: Index, click: Mask) -> None:
        rows = np.arange(len(slates))
        arms, context = self._arms(slates)[rows, place], self._context(slates)
        for arm, x, clicked in zip(arms, context, click, strict=True):
            self.policy.learn(Candidates(arm[None], x[None]), 0, float(clicked))

    def _arms(self, slates: Slates) -> npt.NDArray[np.uint64]:
        ads = slates.candidates["ad"].ravel()
        numbers = [self.numbers.setdefault(ad, len(self.numbers)) for ad in ads]
        return np.array(numbers, dtype=np.uint64).reshape(slates.shape)

    def _context(self, slates: Slates) -> Floats:
        """A constant, the height of the position, placement and device, (requests, d)."""
        position = pd.to_numeric(pd.Series(slates.columns["position"]), errors="coerce").fillna(4).to_numpy(np.float64)
        told = [np.ones(len(slates)), 1 / position]
        told += [
            (slates.columns[name] == level).astype(np.float64)
            for name, levels in self.levels.items()
            for level in levels
        ]
        return np.stack(told, axis=1)
