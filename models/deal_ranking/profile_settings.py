"""What is kept of customers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ProfileSettings:
    """Last purchases and redeemed deals of customers, for requests that tell of a customer but not of a past.

    Attributes:
        enabled: Whether the bundle keeps any.
        purchases: A customer, the latest; at least 1. With fewer than outlook.history.purchases less is known of a
            customer than there was to learn from.
        redeemed: Redemptions a customer, the latest; at least 1. Likewise; and of what is kept no customer is shown a
            deal again that is redeemed once.
    """

    enabled: bool = True
    purchases: int = 200
    redeemed: int = 200
