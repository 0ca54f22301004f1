"""Settings of the examples of deal ranking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FeaturesParameters:
    """How exposures and redemptions become requests with what was shown and what was redeemed of it.

    Attributes:
        seed: Seed of every hash that draws (0..2^31).
        split_by: time: the latest requests are the test. start: the deals that start last are, and a request that shows
            deals of both sides is cut apart.
        valid_from: First day of valid, UTC; None: as valid_share says.
        test_from: First day of the test, UTC; None: as test_share says.
        valid_share: Share that goes to valid, where no day is set: of the requests, split by start of what was shown
            (0.01..0.4).
        test_share: Share that goes to the test, where no day is set (0.01..0.5).
        max_requests: Most requests of train; of more, these are drawn by hash (100..100,000,000).
        max_test_requests: Most requests of valid, and of the test; of more, these are drawn by hash (100..10,000,000).
        min_redeemed: Fewest that were redeemed of what was shown in train, in valid and in the test (1..1,000,000).
        max_outside: Most exposures, and most redemptions, that may lie outside the time of their deal, a share (0..1).
        max_unshown: Most redemptions, of the time in which exposures were logged, that may have no exposure of that
            customer and deal before them, a share (0..1).
        max_unknown_products: Most of the products that deals name that may be in neither products nor transactions,
            where one of these is given, a share (0..1).
        longest_visit_hours: That the exposures of one visit_id lie apart; later ones are another request (0.01..1,000).
        max_twice: Most exposures that may show a deal again in the same request, a share (0..1).
        max_of_no_moment: Most deals whose end is their start, a share (0..1).
        asked_purchases: Last purchases of a customer that a request of the evaluation tells (0..10,000).
        asked_redemptions: Last redemptions of a customer that it tells (0..10,000).
        assumed_shown: Without exposures: most deals that are taken as seen and not redeemed, drawn by hash among those
            that ran on a day on which a customer was active (1..10,000).
        assumed_days: Without exposures: most days without a redemption for each with one, drawn by hash
            (0..1,000).
    """

    seed: int = 0
    split_by: str = "time"
    valid_from: date | None = None
    test_from: date | None = None
    valid_share: float = 0.1
    test_share: float = 0.15
    max_requests: int = 200_000
    max_test_requests: int = 20_000
    min_redeemed: int = 20
    max_outside: float = 0.2
    max_unshown: float = 0.2
    max_unknown_products: float = 0.9
    longest_visit_hours: float = 24.0
    max_twice: float = 0.5
    max_of_no_moment: float = 0.2
    asked_purchases: int = 200
    asked_redemptions: int = 200
    assumed_shown: int = 50
    assumed_days: float = 3.0
