"""On which weeks forecasts are measured, and what they are asked to reach there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

SOURCE: Final = "online-retail-ii"


@dataclass(frozen=True)
class Split:
    """Weeks that are forecast at once from one origin; all that came before may be learned from.

    Attributes:
        origin: First day of the first week.
        weeks: How many.
        floor: What plain rules reach there, WAPE by product.
        below: WAPE by product is to be below this, or at most this where `at_most` says so.
        at_most: Whether `below` itself is good enough.
        until: Last day that is known at all; absent for the last of the data.
    """

    origin: date
    weeks: int
    floor: float | None = None
    below: float | None = None
    at_most: bool = False
    until: date | None = None

    def met(self, wape: float) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.below is None:
            return None
        return wape <= self.below if self.at_most else wape < self.below

    @property
    def settings(self) -> tuple[str, ...]:
        """The flow's parameters that make its test this split: one origin, whatever the shares of the other parts.

        Like the peers, our model is trained for as many weeks as the split has.
        """
        known = (f"as_of={self.until.isoformat()}",) if self.until else ()
        test = (f"features.test_weeks={self.weeks}", "features.test_share=0.5", "features.origin_step=52")
        return (*known, f"features.horizon={self.weeks}", *test)


SPLITS: Final = {
    # For trying: no week of an official test is in it.
    "development": Split(date(2011, 6, 6), 13, until=date(2011, 9, 4)),
    "last-13": Split(date(2011, 9, 5), 13, floor=0.779, below=0.70, at_most=True),
    "last-52": Split(date(2010, 12, 6), 52, floor=1.0, below=0.95),
}
OFFICIAL: Final = ("last-13", "last-52")
COVERAGE: Final = (0.77, 0.83)  # of the 80 % interval
