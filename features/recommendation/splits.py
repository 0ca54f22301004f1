"""Which events are learnt from, tuned on and tested on: the latest are the test, of the log or of each customer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from features.columns import Longs, iso
from features.recommendation.log import Log, timed
from features.recommendation.ordered import ordered
from features.recommendation.parameters import FeaturesParameters
from features.splits import SPLITS, cuts
from infra.errors import DataError

TRAIN, VALID, TEST = range(len(SPLITS))
AUTO, TIME, LEAVE_ONE_OUT = "auto", "time", "leave_one_out"


@dataclass(frozen=True)
class Split:
    """The split of n events.

    Attributes:
        how: `TIME` or `LEAVE_ONE_OUT`.
        of: (n,) position in `SPLITS`.
        ends: First moments of valid and of the test, microseconds; None where not split by time.
        untimed: Events without a time that a split by time has left out.
    """

    how: str
    of: npt.NDArray[np.int8]
    ends: tuple[int, int] | None = None
    untimed: int = 0


def split_of(log: Log, parameters: FeaturesParameters) -> tuple[Log, Split]:
    """Split the events, by customer and as they came; without those that have no time where it is split by time.

    Args:
        log: In any order.
        parameters: Settings.

    Raises:
        DataError: A split by time is wanted of a log that has too few times, or of days that it does not hold.
    """
    dated = timed(log)
    times = log.time[dated]
    differ = len(times) > 0 and bool((times != times[0]).any())
    how = parameters.split
    if how == AUTO:
        enough = len(times) >= parameters.least_timed * len(log)
        how = TIME if enough and _each_has_a_moment(times) else LEAVE_ONE_OUT
    if how == LEAVE_ONE_OUT:
        log = ordered(log)
        return log, Split(how, _last_two(log, parameters))
    if not differ:
        raise DataError(
            f"events.time: {len(times):,} of {len(log):,} events have a time, and it is "
            f"{'the same in all' if len(times) else 'given in none'}; a split by time needs times that differ.",
            "Give the moment of each event, or set features.split=leave_one_out.",
        )
    # an event without a time would have its customer's others ordered by a number that restarts with every basket
    kept = ordered(log.take(dated))
    ends = _ends(kept.time, parameters)
    of = np.searchsorted(np.array(ends), kept.time, side="right").astype(np.int8)
    return kept, Split(how, of, ends, int((~dated).sum()))


def _each_has_a_moment(times: Longs) -> bool:
    """Whether there are moments enough for train, valid and the test to have one each."""
    return len(times) > 0 and bool(((times > times.min()) & (times < times.max())).any())


def _last_two(log: Log, parameters: FeaturesParameters) -> npt.NDArray[np.int8]:
    starts = log.starts()
    behind = starts[1:][log.customer] - 1 - np.arange(len(log))
    enough = (np.diff(starts) >= parameters.leave_out_from)[log.customer]
    return np.where(enough & (behind == 0), TEST, np.where(enough & (behind == 1), VALID, TRAIN)).astype(np.int8)


def _ends(times: Longs, parameters: FeaturesParameters) -> tuple[int, int]:
    known = np.sort(times)
    given = (parameters.valid_from, parameters.test_from)
    valid, test = cuts(known, given, (parameters.valid_share, parameters.test_share))
    distinct = np.unique(known)
    if not known[0] < valid < test <= known[-1]:
        raise DataError(
            f"events.time runs from {iso(known[0])} to {iso(known[-1])} ({len(distinct):,} moments); valid from "
            f"{iso(valid)} and the test from {iso(test)} on leave a part without events.",
            "Set features.test_from to a day within, and features.valid_from to an earlier one or to null; or set "
            "features.split=leave_one_out.",
        )
    return valid, test
