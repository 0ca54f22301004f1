"""What training does with a label that may be mistaken: learn it, ask people alone, learn it less, or leave it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from .candidates import NO_LEAF, Longs
from .confident_joint import Claims, Joint
from .noise_settings import NoiseSettings
from .tree import Tree

Reals = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.int8]

KEPT: Final = 0
REPORTED: Final = 1
DOWN_WEIGHTED: Final = 2
SET_ASIDE: Final = 3


@dataclass(frozen=True)
class Actions:
    """What is believed of each leaf, from all labels that were judged.

    The fewer a leaf's labels, the closer its share of mistakes is drawn to that of all: a leaf of two rows that the
    model never learnt looks mistaken from end to end. Somewhat more than that share is believed, as mistakes fall
    unevenly, and never more than `most_lost`.

    Attributes:
        count: Labels of each leaf; (leaves,).
        found: Sum of the probabilities of a mistake of those that are suspected; (leaves,).
        mean: The same of all labels, a label.
        joint: Which leaves claim whose rows.
    """

    count: Reals
    found: Reals
    mean: float
    joint: Joint
    settings: NoiseSettings

    @classmethod
    def of(cls, leaves: Longs, mistaken: Reals, claimed: Claims, tree: Tree, settings: NoiseSettings) -> Self:
        """Args: leaves: Of each label, (m,). mistaken: Probability that it is mistaken, (m,)."""
        doubt = np.where(mistaken >= settings.down_weight, mistaken, 0.0)
        size = len(tree.leaves)
        count = np.bincount(leaves, minlength=size).astype(np.float64)
        joint = Joint.of(leaves, claimed, tree)
        found = np.bincount(leaves, doubt, size).astype(np.float64)
        return cls(count, found, float(doubt.mean()), joint, settings)

    def on(self, leaves: Longs, mistaken: Reals, claimed: Claims, *, new: bool = False) -> tuple[Bytes, Reals]:
        """KEPT, REPORTED, DOWN_WEIGHTED or SET_ASIDE, and from 1 to 0 how much it counts; (m,) each.

        Args:
            leaves: Of each label, (m,).
            mistaken: Probability that it is mistaken, (m,).
            claimed: Which leaf claims its row.
            new: Each is one more label than those of `of`, alone.
        """
        settings = self.settings
        suspect = mistaken >= settings.down_weight
        believed = mistaken * self._believed(leaves, np.where(suspect, mistaken, 0.0) * new, float(new))
        fuzzy = self.joint.fuzzy(leaves, claimed, settings.fuzzy)
        confirmed = (claimed.leaves != NO_LEAF) & ~fuzzy
        doubted = believed >= settings.down_weight
        aside = confirmed & (believed >= settings.set_aside)
        doubt = np.where(confirmed, believed, settings.unconfirmed * believed)
        weights = np.where(aside, 0.0, np.where(doubted, 1 - doubt, 1.0))
        return np.select([aside, doubted, suspect], [SET_ASIDE, DOWN_WEIGHTED, REPORTED], KEPT).astype(np.int8), weights

    def _believed(self, leaves: Longs, doubt: Reals, more: float) -> Reals:
        """How much of each label's doubt is believed, from 0 to 1, if so many more have this doubt; (m,)."""
        settings = self.settings
        count, found = self.count[leaves] + more, self.found[leaves] + doubt
        share = (found + settings.leaf_labels * self.mean) / (count + settings.leaf_labels)
        expected = share * count
        most = np.minimum(expected + settings.scatter * np.sqrt(expected * (1 - share)), settings.most_lost * count)
        return np.where(found > most, most / np.where(found > most, found, 1.0), 1.0)
