"""How a log of events becomes requests with what was wanted."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from features.recommendation.parameters import FeaturesParameters
from params.base import Section


class Features(Section):
    """The split, what a request is, how many there are, and what an event is worth."""

    seed: int = Field(ge=0, le=2**31, description="Seed of every hash that draws.")
    split: Literal["auto", "time", "leave_one_out"] = Field(
        description="time: the latest events are the test. leave_one_out: the last event of each customer is. auto: "
        "time where times are known and differ."
    )
    asks: Literal["visit", "customer"] = Field(
        description="What a request of a split by time is: each visit of its period, asked when it begins; or each "
        "customer once, at the period's begin."
    )
    test_from: date | None = Field(description="First day of the test, UTC; null: as test_share says.")
    valid_from: date | None = Field(description="First day of valid, UTC; null: as valid_share says.")
    valid_share: float = Field(
        ge=0.01, le=0.4, description="Share of the events for tuning, where no day is set; of those before a test_from."
    )
    test_share: float = Field(ge=0.01, le=0.5, description="Share of the events for the test, where no day is set.")
    least_timed: float = Field(
        ge=0, le=1, description="auto splits by time where at least this share of the events has one."
    )
    leave_out_from: int = Field(
        ge=3,
        le=1_000,
        description="Customers with so many events give their last for the test and the one before for valid.",
    )
    max_requests: int = Field(
        ge=100, le=10_000_000, description="Most requests of valid, and of the test; of more, these are drawn by hash."
    )
    requests_each: int = Field(
        ge=1,
        le=1_000_000,
        description="Most requests of one customer in valid, and in the test; of more, these are drawn by hash.",
    )
    min_requests: int = Field(ge=2, le=1_000_000, description="Fewest requests of valid, and of the test.")
    history_events: int = Field(ge=1, le=10_000, description="Last events before a request that it knows.")
    gain_cart: float = Field(
        ge=0, le=1, description="Worth of a product that was put into the cart; bought is 1, in a log of one type all."
    )
    gain_view: float = Field(
        ge=0, le=1, description="Worth of a product that was viewed; bought is 1, in a log of one type all."
    )
    scarce_events: int = Field(ge=1, le=1_000_000, description="A product with fewer events is scarce; a slice.")
    max_strange_regions: float = Field(
        ge=0,
        le=1,
        description="Most events that may name a region stock never names, a share of those that name one.",
    )
    max_strange_products: float = Field(
        ge=0, le=1, description="Most events that may be of products that `products` does not list, a share of all."
    )

    @model_validator(mode="after")
    def _valid_comes_first(self) -> Self:
        if self.valid_from is not None and self.test_from is not None and self.valid_from >= self.test_from:
            raise ValueError(f"valid_from = {self.valid_from} has to be before test_from = {self.test_from}")
        return self

    def settings(self) -> FeaturesParameters:
        """As the room `features` takes them."""
        return FeaturesParameters(**self.model_dump())
