"""How exposures and redemptions become requests with what was shown and what was redeemed of it."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from features.deal_ranking.parameters import FeaturesParameters
from params.base import Section


class Features(Section):
    """The split, how many requests there are, and what is assumed where nothing was logged."""

    seed: int = Field(ge=0, le=2**31, description="Seed of every hash that draws.")
    split_by: Literal["time", "start"] = Field(
        description="time: the latest requests are the test. start: the deals that start last are, and a request that "
        "shows deals of both sides is cut apart."
    )
    valid_from: date | None = Field(description="First day of valid, UTC; null: as valid_share says.")
    test_from: date | None = Field(description="First day of the test, UTC; null: as test_share says.")
    valid_share: float = Field(
        ge=0.01,
        le=0.4,
        description="Share for tuning, where no day is set; of what lies before a test_from. Of requests; split by "
        "start, of what was shown.",
    )
    test_share: float = Field(ge=0.01, le=0.5, description="Share for the test, where no day is set.")
    max_requests: int = Field(
        ge=100, le=100_000_000, description="Most requests of train; of more, these are drawn by hash."
    )
    max_test_requests: int = Field(
        ge=100, le=10_000_000, description="Most requests of valid, and of the test; of more, these are drawn by hash."
    )
    min_redeemed: int = Field(
        ge=1, le=1_000_000, description="Fewest that were redeemed of what was shown in train, in valid, in the test."
    )
    max_outside: float = Field(
        ge=0,
        le=1,
        description="Most exposures, and most redemptions, that may lie outside the time of their deal, a share.",
    )
    max_unshown: float = Field(
        ge=0,
        le=1,
        description="Most redemptions, of the time in which exposures were logged, that may have no exposure before "
        "them, a share.",
    )
    max_unknown_products: float = Field(
        ge=0,
        le=1,
        description="Most of the products that deals name that may be in neither products nor transactions, a share.",
    )
    longest_visit_hours: float = Field(
        ge=0.01, le=1_000, description="That a visit_id lasts; what is shown later under it is another request."
    )
    max_twice: float = Field(
        ge=0, le=1, description="Most exposures that may show a deal again in the same request, a share."
    )
    max_of_no_moment: float = Field(ge=0, le=1, description="Most deals whose end is their start, a share.")
    asked_purchases: int = Field(
        ge=0, le=10_000, description="Last purchases of a customer that a request of the evaluation tells."
    )
    asked_redemptions: int = Field(
        ge=0, le=10_000, description="Last redemptions of a customer that a request of the evaluation tells."
    )
    assumed_shown: int = Field(
        ge=1,
        le=10_000,
        description="Without exposures: most deals that are taken as seen and not redeemed, drawn by hash among those "
        "that ran on a day on which a customer was active.",
    )
    assumed_days: float = Field(
        ge=0, le=1_000, description="Without exposures: most days without a redemption for each with one."
    )

    @model_validator(mode="after")
    def _valid_comes_first(self) -> Self:
        if self.valid_from is not None and self.test_from is not None and self.valid_from >= self.test_from:
            raise ValueError(f"valid_from = {self.valid_from} has to be before test_from = {self.test_from}")
        return self

    def settings(self) -> FeaturesParameters:
        """As the room `features` takes them."""
        return FeaturesParameters(**self.model_dump())
