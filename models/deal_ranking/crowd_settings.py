"""By whom the probability of anybody is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CrowdSettings:
    """A sample of customers, over whom the mean probability of a deal is taken.

    Attributes:
        sample: Customers; at least 1.
        kept: Deals that requests tell whose means are kept; at least 1.
    """

    sample: int = 50
    kept: int = 50_000
