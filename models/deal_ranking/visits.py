"""How often a customer comes, and whether they will be back in time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from .visit_settings import VisitSettings

FILE: Final = "visits.npz"
HOUR: Final = 3_600.0  # seconds

Numbers = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Visits:
    """Visits of customers over some time, and what they say of the visits to come.

    Visits of a customer are Poisson with a rate of their own, and rates are Gamma distributed among customers (NBD;
    Ehrenberg 1959; Schmittlein, Morrison and Colombo, Counting your customers, Management Science 33, 1987). The rate
    of who came n times in T hours is then Gamma(shape + n, hours + T), and the chance of no visit in the next h hours
    ((hours + T) / (hours + T + h)) to the power of shape + n. Where only a share of all visits was counted, drawn by
    lot, those are Poisson too, and as much is known as from counting all visits of that share of the time.

    Attributes:
        counts: Of each customer; (customers,).
        span: Hours over which they were counted, times the share of visits that was.
        shape, hours: Of the Gamma distribution among customers: its mean is shape / hours, visits an hour.
    """

    counts: Numbers
    span: float
    shape: float
    hours: float

    @classmethod
    def of(cls, customer: Ints, seconds: Numbers, customers: int, settings: VisitSettings, kept: float = 1.0) -> Self:
        """From visits, the shape by moments.

        Args:
            customer: Place of each visit's customer, -1 where it has none; (visits,).
            seconds: Of each, since 1970; (visits,).
            customers: How many there are.
            settings: Bounds.
            kept: Share of all visits that these are, drawn by lot; above 0, at most 1.
        """
        counts = np.bincount(customer[customer >= 0], minlength=customers).astype(np.float64)
        span = kept * max(float(np.ptp(seconds)) / HOUR, 1.0) if len(seconds) else 1.0
        mean = float(counts.mean()) if customers else 0.0
        if mean <= 0:
            return cls(counts, span, settings.least, np.inf)
        excess = float(counts.var()) - mean
        shape = float(np.clip(mean**2 / excess if excess > 0 else np.inf, settings.least, settings.most))
        return cls(counts, span, shape, shape * span / mean)

    def per_hour(self) -> float:
        """Visits of all customers an hour."""
        return float(self.counts.sum()) / self.span

    def back_within(self, rows: Ints, ahead: Numbers) -> Numbers:
        """Chance that a customer comes again within some hours, which may be infinite; (rows,).

        One of whom nothing is known (-1) comes as anybody does.
        """
        shape, hours = self._of(rows)
        if not np.isfinite(self.hours):
            return np.zeros(len(rows))
        return -np.expm1(-shape * np.log1p(np.maximum(ahead, 0.0) / hours))

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        np.savez(directory / FILE, allow_pickle=False, **asdict(self))

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(directory / FILE, allow_pickle=False) as arrays:
            return cls(arrays["counts"], *(float(arrays[name]) for name in ("span", "shape", "hours")))

    def _of(self, rows: Ints) -> tuple[Numbers, Numbers]:
        known = rows >= 0
        shape, hours = np.full(len(rows), self.shape), np.full(len(rows), self.hours)
        shape[known] += self.counts[rows[known]]
        hours[known] += self.span
        return shape, hours
