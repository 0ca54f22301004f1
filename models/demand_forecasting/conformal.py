"""Conformal shifts of quantiles, one tail at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .panel import Floats

Reals = npt.NDArray[np.float64]
Groups = npt.NDArray[np.int64]

EVERYONE: Final = -1  # the group of all rows, for groups too small to speak for themselves


@dataclass(frozen=True)
class Shifts:
    """What is added to a quantile in units of its scale, by group.

    Attributes:
        groups: Codes of the groups, ascending, the first being `EVERYONE`.
        values: The shift of each group.
    """

    groups: Groups
    values: Reals

    @classmethod
    def fit(cls, scores: Floats, groups: Groups, share: float, least: int) -> Shifts:
        """The conformal quantile of each group's scores, drawn to everyone's where it has few.

        The score of a tail is how far the outcome lies beyond the quantile, in units of the scale: one-sided
        conformalised quantile regression (Romano, Patterson and Candes, NeurIPS 2019), made within groups (Mondrian:
        Vovk, Gammerman and Shafer 2005).

        Args:
            scores: One a forecast week, (rows,).
            groups: Group of each, (rows,), 0 or more.
            share: Share of outcomes that may not lie beyond, 0..1.
            least: Scores at which a group weighs as much as everyone.
        """
        everyone = conformal_quantile(scores, share)
        codes, starts = np.unique(groups, return_inverse=True)
        order = np.argsort(starts, kind="stable")
        bounds = np.searchsorted(starts[order], np.arange(len(codes) + 1))
        values = [everyone]
        for position in range(len(codes)):
            own = scores[order[bounds[position] : bounds[position + 1]]]
            weight = len(own) / (len(own) + least)
            values.append(weight * conformal_quantile(own, share) + (1 - weight) * everyone)
        return cls(np.concatenate([[EVERYONE], codes]).astype(np.int64), np.array(values, dtype=np.float64))

    @classmethod
    def of_lists(cls, stored: dict[str, list[float]]) -> Shifts:
        """From the JSON values of the two fields."""
        return cls(np.array(stored["groups"], dtype=np.int64), np.array(stored["values"], dtype=np.float64))

    def of(self, groups: Groups) -> Floats:
        """Shift of each row; everyone's for a group that was not there."""
        place = np.clip(np.searchsorted(self.groups, groups), 0, len(self.groups) - 1)
        known = self.groups[place] == groups
        return np.where(known, self.values[place], self.values[0]).astype(np.float32)


def conformal_quantile(scores: npt.NDArray[np.floating], share: float) -> float:
    """The ceil((n + 1) share)-th smallest score, the largest where n is too small; 0 without scores."""
    count = len(scores)
    if count == 0:
        return 0.0
    rank = min(int(np.ceil((count + 1) * share)), count)
    return float(np.partition(scores, rank - 1)[rank - 1])
