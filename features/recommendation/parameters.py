"""Settings of the examples of recommendation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FeaturesParameters:
    """How a log of events becomes requests with what was wanted.

    Attributes:
        seed: Seed of every hash that draws (0..2^31).
        split: auto, time or leave_one_out. auto: time where times are known and differ, else leave_one_out.
        asks: What a request of a time split is: each `visit` of its period, or each `customer` once, at its begin.
        test_from: First day of the test, UTC; None: as test_share says.
        valid_from: First day of valid, UTC; None: as valid_share says.
        valid_share: Share of the events that go to valid, where no day is set (0.01..0.4).
        test_share: Share of the events that go to the test, where no day is set (0.01..0.5).
        least_timed: auto splits by time where at least this share of the events has one (0..1).
        leave_out_from: Customers with so many events give their last for the test and the one before for valid
            (3..1,000).
        max_requests: Most requests of valid, and of the test; of more, these are drawn by hash (100..10,000,000).
        requests_each: Most requests of one customer in a split; of more, these are drawn by hash (1..1,000,000).
        min_requests: Fewest requests of valid, and of the test (2..1,000,000).
        history_events: Last events before a request that it knows (1..10,000).
        gain_cart: Worth of a product that was put into the cart; bought is 1 (0..1).
        gain_view: Worth of a product that was viewed (0..1). A log of one type alone: 1.
        scarce_events: A product with fewer events is scarce (1..1,000,000).
        max_strange_regions: Most events that may name a region stock never names, a share of those that name one
            (0..1).
        max_strange_products: Most events that may be of products that `products` does not list, a share of all (0..1).
    """

    seed: int = 0
    split: str = "auto"
    asks: str = "visit"
    test_from: date | None = None
    valid_from: date | None = None
    valid_share: float = 0.1
    test_share: float = 0.15
    least_timed: float = 0.9
    leave_out_from: int = 3
    max_requests: int = 20_000
    requests_each: int = 20
    min_requests: int = 20
    history_events: int = 200
    gain_cart: float = 0.5
    gain_view: float = 0.2
    scarce_events: int = 5
    max_strange_regions: float = 0.2
    max_strange_products: float = 0.8
