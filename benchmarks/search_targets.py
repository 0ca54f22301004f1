"""What is to be reached in product search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True)
class Target:
    """A bound of a number: at least so much, or at most."""

    what: str
    bound: float
    at_least: bool = True

    def met(self, value: float | None) -> bool:
        """False where the number is not known."""
        return value is not None and (value >= self.bound if self.at_least else value <= self.bound)

    def __str__(self) -> str:
        return f"{self.what} {'>=' if self.at_least else '<='} {self.bound:g}"

    def verdict_of(self, measure: Mapping[str, Any]) -> str:
        """The same of a `value` with its interval, `low` to `high`: whether noise alone may have decided."""
        ends = [measure["low"], measure["high"]]
        alike = None not in ends and len({self.met(end) for end in ends}) == 1
        told = "" if None in ends else f", {'beyond' if alike else 'within'} noise ({ends[0]:.4g}-{ends[1]:.4g})"
        return f"{self.verdict(measure['value'])}{told}"

    def verdict(self, value: float | None) -> str:
        """The target, what was reached, and whether that is enough."""
        reached = "not measured" if value is None else f"{value:.4g}"
        return f"{self}: {reached}, {'met' if self.met(value) else 'MISSED'}"


GRADING: Final = {"macro_f1": Target("4-class macro-F1", 0.38), "auc": Target("AUC of exact against the rest", 0.75)}
GRADING_FLOORS: Final = {"macro_f1": 0.301, "auc": 0.70}  # zero-shot, by cosines of sentence embeddings
LATENCY: Final = Target("p99 ms of a request on one core at a million products", 30, at_least=False)
TYPED: Final = Target("NDCG@10 at 60 % typed, as a share of that of the whole query", 0.95)
MISTYPED: Final = Target("NDCG@10 under one typo, as a share of that without", 0.90)
FALSE_CORRECTIONS: Final = Target("clean queries that are corrected", 0.01, at_least=False)
UNAVAILABLE: Final = Target("products answered that cannot be had in the region", 0, at_least=False)
