"""Where train ends and the test begins: in the time of requests, or of the starts of deals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from features.columns import Longs, iso
from features.deal_ranking.deals import EVER
from features.deal_ranking.parameters import FeaturesParameters
from features.splits import SPLITS, cuts
from infra.errors import DataError

TRAIN, VALID, TEST = range(len(SPLITS))
TIME, START = "time", "start"
_WHAT: Final = {TIME: "exposures.time (of requests)", START: "deals.start (of what was shown)"}


@dataclass(frozen=True)
class Ends:
    """First moments of valid and of the test, microseconds; what is not known before them a model does not learn."""

    valid_from: int
    test_from: int

    def part(self, moment: Longs) -> npt.NDArray[np.int8]:
        """(n,) position in `SPLITS` of each moment."""
        return np.searchsorted([self.valid_from, self.test_from], moment, side="right").astype(np.int8)

    def end(self, part: Any) -> Longs:
        """(n,) first moment after each split, of `EVER` after the test."""
        ends: Longs = np.array([self.valid_from, self.test_from, EVER])[part]
        return ends


def ends_of(moment: Longs, parameters: FeaturesParameters) -> Ends:
    """Cut by the days that are set, else by shares.

    Args:
        moment: (n,) what is cut, microseconds; n > 0.
        parameters: Settings.

    Raises:
        DataError: A part is left without any.
    """
    known = np.sort(moment)
    given = (parameters.valid_from, parameters.test_from)
    valid, test = cuts(known, given, (parameters.valid_share, parameters.test_share))
    if known[0] < valid < test <= known[-1]:
        return Ends(valid, test)
    other = START if parameters.split_by == TIME else TIME
    raise DataError(
        f"{_WHAT[parameters.split_by]} runs from {iso(known[0])} to {iso(known[-1])} ({len(np.unique(known)):,} "
        f"moments); valid from {iso(valid)} and the test from {iso(test)} on leave a part without any.",
        "Set features.test_from to a day within, and features.valid_from to an earlier one or to null; or set "
        f"features.split_by={other}; or give a longer time.",
    )
