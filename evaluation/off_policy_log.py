"""What a log and a target policy are to the estimators of a policy's value, checked once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from infra.errors import DataError

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

# Below it the square of a weight no longer fits a float; no logger can tell such a chance from none.
SMALLEST_PROPENSITY = 1e-100
ROUNDING = 1e-9


@dataclass(frozen=True)
class Log:
    """Rows of a log: what came of each choice and how probable the choice was.

    Args:
        reward: What came of the row, shape (n,): a click as 0 or 1, money, ....
        propensity: Probability with which the logging policy chose what it showed, shape (n,), in (0, 1].
        group: Rows that depend on each other share one (a customer, a request), shape (n,); a row without one, or all
            rows where none is given, are each their own.
        least_propensity: The logging policy gave every choice at least this probability, by design (an experiment with
            even chances, say): then no weight can be larger than one over it, and bounds are narrower.
        bounds: Least and largest reward there can be, known beforehand. Without them the range that was seen (and 0)
            stands for it, which is too narrow wherever a larger reward could have been.

    Raises:
        DataError: There is no row, a reward or propensity is missing, a propensity is not in (0, 1], a reward lies
            outside of the bounds; names how many rows.
    """

    reward: Floats
    propensity: Floats
    group: npt.ArrayLike | None = None
    bounds: tuple[float, float] | None = None
    least_propensity: float | None = None
    codes: Codes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        reward, propensity = _numbers("reward", self.reward), _numbers("propensity", self.propensity)
        _same_rows(len(reward), propensity=propensity)
        if len(reward) == 0:
            raise DataError("log: no row, so no policy can be valued from it.", "Log impressions with propensities.")
        _refuse("reward", ~np.isfinite(reward), "hold no finite number", "Leave rows without an outcome out.")
        outside = ~((propensity >= SMALLEST_PROPENSITY) & (propensity <= 1))
        _refuse(
            "propensity",
            outside,
            "are not above 0 and at most 1",
            "Log the probability of what was shown; a choice that could not have been made has no place in a log.",
        )
        if self.least_propensity is not None:
            _refuse(
                "propensity",
                propensity < self.least_propensity * (1 - ROUNDING),
                f"are below {self.least_propensity:g}, which was said to be the least",
                "Leave it out where a choice could have been less probable.",
            )
        low, high = self.bounds or (min(0.0, float(reward.min())), max(0.0, float(reward.max())))
        beyond = (reward < low) | (reward > high)
        _refuse("reward", beyond, f"lie outside of the bounds {low:g} to {high:g}", "Give the bounds that hold.")
        codes = np.arange(len(reward)) if self.group is None else _codes(self.group, len(reward))
        object.__setattr__(self, "reward", reward)
        object.__setattr__(self, "propensity", propensity)
        object.__setattr__(self, "bounds", (float(low), float(high)))
        object.__setattr__(self, "codes", codes)

    @property
    def range(self) -> tuple[float, float]:
        """The least and the largest reward."""
        assert self.bounds is not None  # noqa: S101 - set when the log was checked
        return self.bounds

    def __len__(self) -> int:
        return len(self.reward)


@dataclass(frozen=True)
class Target:
    """The policy to be valued, on the rows of a log.

    Args:
        probability: Probability with which it would have chosen what was shown, shape (n,), in [0, 1].
        estimate: A reward model's estimate for what was shown, shape (n,); it must not have learnt from the row.
        expected: The same model's expectation over all that the policy could choose, shape (n,).

    Raises:
        DataError: A probability is missing or not in [0, 1], an estimate is not finite, one of the two estimates is
            given without the other, the shapes differ.
    """

    probability: Floats
    estimate: Floats | None = None
    expected: Floats | None = None

    def __post_init__(self) -> None:
        probability = _numbers("target probability", self.probability)
        outside = ~((probability >= 0) & (probability <= 1))
        _refuse(
            "target probability", outside, "are not from 0 to 1", "Give the policy's probability of what was shown."
        )
        object.__setattr__(self, "probability", probability)
        if (self.estimate is None) != (self.expected is None):
            raise DataError(
                "target policy: one of the estimates is given without the other.",
                "Give the reward model's estimate of what was shown and its expectation under the policy, or neither.",
            )
        for name in ("estimate", "expected"):
            given = getattr(self, name)
            if given is not None:
                numbers = _numbers(name, given)
                _same_rows(len(probability), **{name: numbers})
                _refuse(name, ~np.isfinite(numbers), "hold no finite number", "Estimate every row, or none.")
                object.__setattr__(self, name, numbers)

    def weights(self, log: Log) -> Floats:
        """Importance weights, target probability over propensity, shape (n,)."""
        _same_rows(len(log), **{"target probability": self.probability})
        weights: Floats = self.probability / log.propensity
        return weights


def _numbers(name: str, given: npt.ArrayLike) -> Floats:
    try:
        numbers = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError) as strange:
        raise DataError(f"log: {name} is not numeric ({strange}).", "Give numbers.") from strange
    if numbers.ndim != 1:
        raise DataError(f"log: {name} has {numbers.ndim} dimensions.", "Give one number a row.")
    return numbers


def _same_rows(rows: int, **columns: Floats) -> None:
    for name, column in columns.items():
        if len(column) != rows:
            raise DataError(f"log: {name} has {len(column):,} rows, others have {rows:,}.", "Give one number a row.")


def _refuse(name: str, wrong: npt.NDArray[np.bool_], said: str, remedy: str) -> None:
    if wrong.any():
        raise DataError(f"log: {name}: {int(wrong.sum()):,} of {len(wrong):,} rows {said}.", remedy)


def _codes(group: npt.ArrayLike, rows: int) -> Codes:
    names = pd.Series(group)
    if len(names) != rows:
        raise DataError(f"log: group has {len(names):,} rows, others have {rows:,}.", "Give one group a row.")
    codes, found = pd.factorize(names)
    missing = codes < 0
    return np.asarray(np.where(missing, len(found) + np.cumsum(missing) - 1, codes), dtype=np.int64)
