"""Impressions and positives of each value, in a table of fixed size, as they stood before an impression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .batches import Floats, Labels, Positions

_ROW_BITS = 20
_SMALLEST_SCALE = 1e-9
_HALF_LIVES = 16


@dataclass
class Counts:
    """What each slot of a table has seen.

    With a half-life the past fades: an impression counts half as much after so many further ones. Nothing is touched
    for that: what is new is written larger, and `scale` says by how much.

    Attributes:
        impressions: float64 (slots,).
        positives: float64 (slots,).
        half_life: Impressions, all together; 0: nothing is forgotten.
        scale: What a stored 1 is worth now.
    """

    impressions: Floats
    positives: Floats
    half_life: float
    scale: float = 1.0

    @classmethod
    def new(cls, slots: int, half_life: float) -> Counts:
        return cls(np.zeros(slots), np.zeros(slots), half_life)

    def read(self, slots: Positions) -> tuple[Floats, Floats]:
        """Impressions and positives so far, float64, of the shape of `slots`."""
        return self.impressions[slots] * self.scale, self.positives[slots] * self.scale

    def learn(self, slots: Positions, label: Labels) -> tuple[Floats, Floats]:
        """Count impressions in their order; returns what `read` would have said just before each of them.

        Args:
            slots: int64 (n, fields).
            label: 0 or 1, float64 (n,).
        """
        seen, positive = np.empty(slots.shape), np.empty(slots.shape)
        # growth within one part stays far from what a float can hold
        rows = min(1 << _ROW_BITS, int(_HALF_LIVES * self.half_life) + 1) if self.half_life else 1 << _ROW_BITS
        for start in range(0, len(slots), rows):
            part = slice(start, start + rows)
            self._learn(slots[part], label[part], seen[part], positive[part])
        return seen, positive

    def _learn(self, slots: Positions, label: Labels, seen: Floats, positive: Floats) -> None:
        count = len(slots)
        fade = 0.0 if not self.half_life else np.log(2) / self.half_life
        growth = np.exp(fade * np.arange(count)) if fade else np.ones(count)
        written = growth / self.scale
        for field in range(slots.shape[1]):
            before = _Before.of(slots[:, field])
            own = slots[:, field]
            seen[:, field] = (self.impressions[own] + before.sums(written)) / written
            positive[:, field] = (self.positives[own] + before.sums(written * label)) / written
            np.add.at(self.impressions, own, written)
            np.add.at(self.positives, own, written * label)
        self.scale *= float(np.exp(-fade * count))
        if self.scale < _SMALLEST_SCALE:
            self.impressions *= self.scale
            self.positives *= self.scale
            self.scale = 1.0


@dataclass(frozen=True)
class _Before:
    """For each row the rows before it that share its slot."""

    order: Positions
    begins: Positions  # for each place of the order the place where its slot begins

    @classmethod
    def of(cls, slots: Positions) -> _Before:
        # slot and row in one number: sorting it is stable by itself, and far faster than a stable sort
        joint = np.sort((slots << _ROW_BITS) | np.arange(len(slots), dtype=np.int64))
        order = joint & ((1 << _ROW_BITS) - 1)
        slot = joint >> _ROW_BITS
        new = np.ones(len(slot), dtype=bool)
        new[1:] = slot[1:] != slot[:-1]
        starts = np.flatnonzero(new)
        return cls(order, starts[np.cumsum(new) - 1])

    def sums(self, values: Floats) -> Floats:
        """Of each row the sum of `values` over the rows before it in its slot."""
        exclusive = np.zeros(len(values) + 1)
        np.cumsum(values[self.order], out=exclusive[1:])
        found = np.empty(len(values))
        found[self.order] = exclusive[:-1] - exclusive[self.begins]
        return found
