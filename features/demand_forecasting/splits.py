"""Which weeks are for training, tuning and testing."""

from __future__ import annotations

from dataclasses import dataclass

from features.demand_forecasting.days import text
from features.demand_forecasting.parameters import FeaturesParameters
from features.demand_forecasting.weeks import WEEK, Grid
from infra.errors import DataError


@dataclass(frozen=True)
class Split:
    """Weeks [0, train_end) train, [train_end, valid_end) tune, [valid_end, weeks) test."""

    train_end: int
    valid_end: int
    weeks: int

    def origins(self, name: str, parameters: FeaturesParameters) -> list[int]:
        """Weeks at which forecasts of a split begin."""
        step = parameters.origin_step
        begin, end = {
            "train": (min(parameters.min_train_weeks, self.train_end - 1), self.train_end),
            "valid": (self.train_end, self.valid_end),
            "test": (self.valid_end, self.weeks),
        }[name]
        return list(range(begin, end, step))

    def end_of(self, name: str) -> int:
        """First week that a split's examples may not look at."""
        return {"train": self.train_end, "valid": self.valid_end, "test": self.weeks}[name]


def split_of(grid: Grid, parameters: FeaturesParameters) -> Split:
    """Split the weeks by time; those without any row count for no split's share, nor for what training needs.

    Raises:
        DataError: There are too few.
    """
    test = min(parameters.test_weeks, int(parameters.test_share * grid.filled))
    valid = min(parameters.valid_weeks, int(parameters.valid_share * grid.filled))
    train = grid.weeks - test - valid
    left = grid.filled - test - valid
    if test < 1 or valid < 1 or left < parameters.min_train_weeks:
        first, last = text(grid.start), text(grid.start + WEEK * grid.weeks - 1)
        raise DataError(
            f"sales covers {grid.filled} whole week{'s' * (grid.filled != 1)}, from {first} to {last}: {max(left, 0)} "
            f"would be left for training, {valid} for tuning and {test} for the test; training needs "
            f"{parameters.min_train_weeks}, the others 1 each.",
            "Give a longer history, or lower `features.min_train_weeks` and the shares of valid and test.",
        )
    return Split(train, train + valid, grid.weeks)
