"""What product matching is asked to reach: bounds, no results. Floors and published numbers are facts of the sources."""

from __future__ import annotations

from dataclasses import dataclass

SOURCES = ("abt-buy", "walmart-amazon", "wdc-cameras", "wdc-watches", "pricerunner")
CURVE = (1, 2, 5, 10, 20)  # candidates a listing


@dataclass(frozen=True)
class Target:
    """A bound on a measure, a share or a plain number in the measure's unit."""

    bound: float
    at_least: bool = True

    def met(self, value: float) -> bool:
        return value >= self.bound if self.at_least else value <= self.bound


QUALITY: dict[str, dict[str, Target]] = {
    "abt-buy": {"f1": Target(0.85), "recall_at_99_precision": Target(0.60)},
    "walmart-amazon": {"f1": Target(0.80)},
    "wdc-cameras": {"f1": Target(0.80)},
    "wdc-watches": {"f1": Target(0.83)},
}
COMPLETENESS_AT = 10
COMPLETENESS: dict[str, Target] = {"pricerunner": Target(0.95)}
FALSE_MERGES = Target(0.01, at_least=False)
