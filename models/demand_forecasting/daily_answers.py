"""Days of an answer, of whatever level it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .daily import DailyModel, split
from .newcomers import Newcomers
from .outlook import Predicted
from .view import View
from .weekday_profile import DAYS

Reals = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Daily:
    """Days of the weeks that are asked for.

    Attributes:
        model: What was learnt of days.
        view: From which is forecast.
        first: First week that is asked for.
        steps: Weeks of the view's outlook that answer, (h,).
    """

    model: DailyModel
    view: View
    first: int
    steps: Positions

    def of_series(self, positions: Positions) -> Predicted:
        """Known series."""
        mean = self.view.weekly[np.ix_(positions, self.steps)]
        return self._spread(self.view.days.of_series(positions, mean, self.first, self.model.factors))

    def of_sums(self, level: str, positions: Positions) -> Predicted:
        """Known rows of a larger level."""
        series = self.view.weekly[:, self.steps]
        return self._spread(
            self.view.days.of_sums(self.view.parts(level), positions, series, self.first, self.model.factors)
        )

    def of_new(self, new: Newcomers, mean: Reals) -> Predicted:
        """Rows that newcomers answer, from the weekly means of their series."""
        part = new.beside(self.view.panel, np.arange(len(new.series)))
        days = self.view.days.of_new(part, mean, self.first, self.model.factors)
        total = np.zeros((len(new.basis), *days.shape[1:]))
        np.add.at(total, new.row, days)
        return self._spread(total)

    def of_middle(self, mean: Reals) -> Predicted:
        """Weekly means of nothing that is known, (k, h): the days are as everywhere."""
        share = np.broadcast_to(self.view.days.profile.everywhere, (*mean.shape, DAYS))
        return self._spread(split(mean, share))

    def _spread(self, days: Reals) -> Predicted:
        mean = days.reshape(len(days), -1)
        return Predicted(mean, self.model.spread.bands(mean))
