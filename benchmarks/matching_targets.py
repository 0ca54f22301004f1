"""What product matching is asked to reach. Floors and published numbers are facts of the sources."""

from __future__ import annotations

from dataclasses import dataclass

SOURCES = ("abt-buy", "walmart-amazon", "wdc-cameras", "wdc-watches", "pricerunner")
CURVE = (1, 2, 5, 10, 20)  # candidates a listing


@dataclass(frozen=True)
class Target:
    """A bound on a share: at least so much, or less than so much."""

    bound: float
    at_least: bool = True

    def met(self, share: float) -> bool:
        return share >= self.bound if self.at_least else share < self.bound

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<'} {100 * self.bound:g}"


QUALITY: dict[str, dict[str, Target]] = {
    "abt-buy": {"f1": Target(0.85), "recall_at_99_precision": Target(0.60)},
    "walmart-amazon": {"f1": Target(0.80)},
    "wdc-cameras": {"f1": Target(0.80)},
    "wdc-watches": {"f1": Target(0.83)},
}
COMPLETENESS_AT = 10
COMPLETENESS: dict[str, Target] = {"pricerunner": Target(0.95)}
FALSE_MERGES = Target(0.01, at_least=False)
