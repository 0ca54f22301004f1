"""What is kept of customers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ProfileSettings:
    """Last events of customers, for requests that tell of a customer but not of a history.

    Attributes:
        enabled: Whether the bundle keeps any.
        events: A customer, the latest; at least 1.
        bought: Products a customer, those bought latest, that are known to have been bought, so that they are not shown
            again however many events followed; at least 0.
    """

    enabled: bool = True
    events: int = 20
    bought: int = 1_000
