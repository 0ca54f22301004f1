"""What is kept of customers and learnt of deals after training, and how what is limited is spent."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from params.base import Section


class Profiles(Section):
    """Last purchases and redeemed deals of customers, for requests that tell of a customer but not of a past."""

    enabled: bool = Field(description="Keep them in the bundle; else what a request does not tell is not known.")
    purchases: int = Field(ge=1, description="Most purchases of a customer, the latest.")
    redeemed: int = Field(ge=1, description="Most redemptions of a customer, the latest.")


class Pull(Section):
    """A deal redeems a multiple of what the model expects of it; the multiple is learnt from what was shown."""

    enabled: bool = Field(description="Learn it.")
    strength: float = Field(
        gt=0, description="Expected redemptions that weigh against what is seen, where training does not tell."
    )
    doubt: float = Field(gt=0, description="Of strength before training tells: deviation of its natural logarithm.")
    least: float = Field(gt=0, description="Lowest strength that the deals of training may tell.")
    most: float = Field(gt=0, description="Highest strength that they may tell.")
    offers: int = Field(ge=2, description="Offers that were shown in training, from which on they tell the strength.")
    ripe: float = Field(
        gt=0, lt=1, description="Share of a deal's redemptions by which an exposure has shown all that it will."
    )
    hours: float = Field(ge=0, description="An exposure is remembered so long at least for redemptions told later.")
    remembered: int = Field(ge=1, description="Most exposures that are remembered for that, the latest ones.")
    fewest: int = Field(ge=1, description="Redemptions by which a delay from being shown to being redeemed is told.")

    @model_validator(mode="after")
    def _least_comes_first(self) -> Self:
        if self.least > self.most:
            raise ValueError(f"least = {self.least} has to be at most most = {self.most}")
        return self


class Crowd(Section):
    """A sample of customers, over whom the mean probability of a deal is taken."""

    sample: int = Field(ge=1, description="Customers.")
    kept: int = Field(ge=1, description="Deals that requests tell whose means are kept.")


class Visits(Section):
    """How often customers come: rates that differ among them by a Gamma distribution whose shape is learnt."""

    least: float = Field(gt=0, description="Lowest shape.")
    most: float = Field(gt=0, description="Highest shape.")

    @model_validator(mode="after")
    def _least_comes_first(self) -> Self:
        if self.least > self.most:
            raise ValueError(f"least = {self.least} has to be at most most = {self.most}")
        return self


class Allocation(Section):
    """What the last pieces are worth, and what a deal loses by waiting; for requests with allocate=true."""

    scarcity: float = Field(
        ge=0,
        le=1,
        description="Share of the expected loss of a later sale that a sale from scarce stock or budget is charged "
        "with.",
    )
    waiting: float = Field(
        ge=0, le=1, description="Share of a deal's worth now that a visit in time to come would bring in as well."
    )
    strength: float = Field(
        gt=0, description="Redemptions that the expected rate of redemptions counts as, against those that came."
    )
    places: int = Field(ge=1, description="Deals that a visit is shown, for the rate that is expected.")
    open_hours: float = Field(gt=0, description="Hours that a deal without an end is taken to run on.")
