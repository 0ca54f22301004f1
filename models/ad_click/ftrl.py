"""Logistic regression on hashed coordinates, learnt online by FTRL-proximal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from ..odds import sigmoid
from .batches import Floats, Labels, Positions

_ROOT: Final = 0.5


@dataclass(frozen=True)
class FtrlSettings:
    """How fast and how shyly is learnt."""

    alpha: float = 0.5  # learning rate times beta of a coordinate that has seen nothing
    beta: float = 5.0  # what the rate begins with, in squared gradients to `power`
    power: float = 1.0  # how fast the rate falls: 0.5 for a target that moves, 1 for one that stands still
    l1: float = 0.0  # pulls coordinates to exactly 0
    l2: float = 0.0  # pulls coordinates towards 0
    batch: int = 256  # impressions that are learnt from at once


@dataclass(frozen=True)
class Ftrl:
    """One weight for each slot of a table.

    FTRL-proximal with a learning rate of its own for each coordinate (McMahan et al. 2013, Ad Click Prediction: a View
    from the Trenches, algorithm 1), by small batches; there the rate falls with the square root of the squared
    gradients, here with a `power` of them. Their sum is, in expectation, the curvature of the log loss, so it serves
    as the precision of the weight (Chapelle and Li 2011, An Empirical Evaluation of Thompson Sampling).

    Attributes:
        base: Log odds that learning began from; weights are what differs from it.
        z: State of each slot, float64 (slots,).
        n: Sum of its squared gradients, float64 (slots,).
    """

    settings: FtrlSettings
    base: float
    z: Floats
    n: Floats

    @classmethod
    def new(cls, slots: int, base: float, settings: FtrlSettings) -> Ftrl:
        return cls(settings, base, np.zeros(slots), np.zeros(slots))

    def logit(self, slots: Positions) -> Floats:
        """Log odds, float64 (n,), of impressions whose fields lie in `slots`, int64 (n, fields)."""
        weight = self._weight(self.z[slots], self.n[slots])
        total: Floats = weight.sum(axis=1) + self.base
        return total

    def learn(self, slots: Positions, label: Labels, offset: Floats | None = None) -> Floats:
        """Learn of impressions in their order; returns what was thought of each before it was learnt.

        Args:
            slots: int64 (n, fields).
            label: 0 or 1, float64 (n,).
            offset: Log odds that something else adds, and that are not to be learnt once more, float64 (n,).
        """
        logit = np.empty(len(slots))
        moved = np.zeros(len(slots)) if offset is None else offset
        for start in range(0, len(slots), self.settings.batch):
            part = slice(start, start + self.settings.batch)
            logit[part] = self._step(slots[part], label[part], moved[part])
        return logit

    def _steepness(self, n: Floats) -> Floats:
        """Inverse of the learning rate."""
        one = self.settings
        powered = np.sqrt(n) if one.power == _ROOT else n**one.power
        found: Floats = (one.beta + powered) / one.alpha
        return found

    def _weight(self, z: Floats, n: Floats) -> Floats:
        one = self.settings
        if one.l1:
            z = np.sign(z) * np.maximum(np.abs(z) - one.l1, 0)
        return -z / (self._steepness(n) + one.l2)

    def _step(self, slots: Positions, label: Labels, offset: Floats) -> Floats:
        n = self.n[slots]
        weight = self._weight(self.z[slots], n)
        logit: Floats = weight.sum(axis=1) + self.base
        gradient = sigmoid(logit + offset) - label
        flat = slots.reshape(-1)
        squares = np.repeat(gradient * gradient, slots.shape[1])
        np.add.at(self.n, flat, squares)
        after = self.n[slots]
        # the step of a slot that several impressions of the batch share is dealt out among them by their squares
        sigma = self._steepness(after) - self._steepness(n)
        share = squares.reshape(slots.shape) / np.maximum(after - n, np.finfo(float).tiny)
        np.add.at(self.z, flat, (gradient[:, None] - sigma * weight * share).reshape(-1))
        return logit
