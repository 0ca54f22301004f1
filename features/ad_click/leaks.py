"""Columns that tell the target all by themselves: they were filled after it was known.

No column of an ad's context tells clicks from other impressions nearly without error, but one that is written when the
click comes in (a time of landing, an id of the visit, a counter) does. Each column is judged alone and out of sample:
the target's rate by value is learnt on one half of the training rows and ranks the other half, both ways round. So an
id that is new in every row tells nothing, and a value has to come again to count.

Of a column that is filled for some of the rows alone the ranking says little; it is known by the rows that it marks.
Where it follows some of the positives (an order that followed a click), nearly all marked rows are positives. Where it
follows others (a reason why nobody clicked), next to none of the many positives to be expected there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.stats import binom

from features.ad_click.areas import CHANCE, auc_of_groups
from features.ad_click.bins import binned
from features.ad_click.table import Floats, Ints, Longs, Mask

VALUES: Final = "its values"
MISSING: Final = "whether it is missing"
# Not tuned: the least that keeps a value from being certain, and where a row is as likely one as the other.
_PRIOR_ROWS: Final = 1.0
_EVEN: Final = 0.5

Labels = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Mark:
    """Rows that a column marks.

    Attributes:
        told: Of what was unknown of these rows, the share that the mark tells: 0 where positives are among them as
            everywhere, 1 where all rows are of one class.
        rows: Their number; 0 where the column marks none.
        rate: Positives among these.
        by: Its values, or whether it is missing.
    """

    told: float = 0.0
    rows: int = 0
    rate: float = 0.0
    by: str = VALUES


@dataclass(frozen=True)
class Told:
    """How well one column alone tells the target.

    Attributes:
        auc: Of ranking positives before negatives; 0.5 tells nothing.
        by: Its values, or whether it is missing.
        marks: Rows that it marks as of the rarer class.
        rules_out: Rows that it marks as not of that class.
    """

    auc: float
    by: str
    marks: Mark = Mark()
    rules_out: Mark = Mark()


@dataclass(frozen=True)
class Judge:
    """The training rows that columns are judged on.

    Attributes:
        label: (n,) the target, 0 or 1.
        half: (n,) which of the two halves each row is of.
        fewest: Rows of the rarer class that a column has to mark before its marks count.
    """

    label: Labels
    half: Mask
    fewest: int

    def of_codes(self, codes: Ints, *, marks: bool) -> Told:
        """How well a column of names tells the target.

        Args:
            codes: (n,) of the training rows, -1 where missing.
            marks: Whether rows that it marks count. Not of who saw what: some who click always are nobody's leak.
        """
        shifted = codes.astype(np.int64) + 1
        filled = (codes >= 0).astype(np.int64)
        values = max(self._auc(shifted, self.half), self._auc(shifted, ~self.half))
        missing = auc_either_way(filled, self.label)
        by, auc = (MISSING, missing) if missing >= values else (VALUES, values)
        if not marks:
            return Told(auc, by)
        positives_are_rarer = float(self.label.mean()) <= _EVEN
        rare = self.label if positives_are_rarer else (1 - self.label).astype(np.int8)
        marked = [
            self._marked(given, rare, learn, how)
            for given, how in ((filled, MISSING), (shifted, VALUES))
            for learn in (self.half, ~self.half)
        ]
        out = [self._ruled_out(filled == side, rare) for side in (0, 1)]
        best = (max(found, key=lambda one: (one.told, one.rows)) for found in (marked, out))
        return Told(auc, by, *(one if positives_are_rarer else _turned(one) for one in best))

    def of_amounts(self, amounts: Floats, *, marks: bool) -> Told:
        """As `of_codes`, of a column of numbers, NaN where missing, in bins."""
        return self.of_codes(binned(amounts), marks=marks)

    def _auc(self, values: Longs, learn: Mask) -> float:
        """AUC of the rest of the rows, ranked by the rates of the rows that are learnt from."""
        shown, positive = _of(values, self.label, ~learn)
        return auc_of_groups(_rates(values, self.label, learn), positive, shown - positive)

    def _marked(self, values: Longs, rare: Labels, learn: Mask, by: str) -> Mark:
        """The rest of the rows that have values of mostly the rarer class, where they are too many for chance."""
        shown, found = _of(values, rare, ~learn)
        likely = _rates(values, rare, learn) > _EVEN
        rows, hits, usual = int(shown[likely].sum()), float(found[likely].sum()), float(rare[~learn].mean())
        if hits < self.fewest or binom.sf(hits - 1, rows, usual) > CHANCE:
            return Mark()
        return Mark((hits / rows - usual) / (1 - usual), rows, hits / rows, by)

    def _ruled_out(self, side: Mask, rare: Labels) -> Mark:
        """Rows where the column is filled, or missing, where rows of the rarer class are too few for chance.

        Of values the like is no sign: the worse half of a strong predictor has next to no clicks.
        """
        rows, hits, usual = int(side.sum()), float(rare[side].sum()), float(rare.mean())
        if not usual * rows or binom.cdf(hits, rows, usual) > CHANCE:
            return Mark()
        # one row more than there is: what is ruled out has to be so for sure, not for want of rows
        return Mark(1 - (hits + 1) / (usual * rows), rows, hits / rows, MISSING)


def _turned(mark: Mark) -> Mark:
    return Mark(mark.told, mark.rows, 1 - mark.rate if mark.rows else 0.0, mark.by)


def auc_either_way(values: Longs, label: Labels) -> float:
    """AUC of a column of zeros and ones, (n,), whichever of them the positives have."""
    shown, positive = _tally(values, label, 2)
    auc = auc_of_groups(np.array([0.0, 1.0]), positive, shown - positive)
    return max(auc, 1 - auc)


def _rates(values: Longs, label: Labels, learn: Mask) -> Floats:
    """Share of ones by value among some rows, drawn a little to that of all of these."""
    shown, positive = _of(values, label, learn)
    rate = positive.sum() / max(shown.sum(), 1)
    rates: Floats = (positive + _PRIOR_ROWS * rate) / (shown + _PRIOR_ROWS)
    return rates


def _of(values: Longs, label: Labels, rows: Mask) -> tuple[Floats, Floats]:
    return _tally(values[rows], label[rows], int(values.max(initial=0)) + 1)


def _tally(values: Longs, label: Labels, count: int) -> tuple[Floats, Floats]:
    shown = np.bincount(values, minlength=count).astype(np.float64)
    return shown, np.bincount(values, weights=label, minlength=count).astype(np.float64)
