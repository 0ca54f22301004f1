"""How tables become weeks, and weeks examples."""

from __future__ import annotations

from pydantic import Field

from features.demand_forecasting.parameters import FeaturesParameters
from params.base import Section


class Features(Section):
    """The panel of weekly sales, and the examples that are forecast from it."""

    seed: int = Field(ge=0, le=2**31, description="Seed of the hash that samples series.")
    horizon: int = Field(ge=1, le=104, description="Weeks ahead that are learnt, and can be asked for.")
    test_weeks: int = Field(ge=1, le=104, description="Last weeks, kept for the test.")
    valid_weeks: int = Field(ge=1, le=104, description="Weeks before them, on which the model is tuned and calibrated.")
    test_share: float = Field(ge=0.05, le=0.5, description="Most of all weeks that go to the test.")
    valid_share: float = Field(ge=0.05, le=0.4, description="Most of all weeks that go to valid.")
    origin_step: int = Field(ge=1, le=52, description="Weeks from one origin of the test to the next.")
    min_train_weeks: int = Field(ge=4, le=104, description="Fewest weeks that training may have.")
    history_weeks: int = Field(ge=26, le=1_040, description="Most weeks that are kept, the latest ones.")
    max_train_series: int = Field(ge=100, le=10_000_000, description="Most series with examples in train.")
    max_test_series: int = Field(ge=100, le=10_000_000, description="Most series with examples in valid and in test.")
    max_daily_series: int = Field(ge=0, le=100_000, description="Series whose single days are kept.")
    closed_weeks: int = Field(ge=1, le=104, description="Weeks without a row after which a region has closed.")
    silent_share: float = Field(
        ge=0,
        le=1,
        description="Where at most so many of a region's weeks with sales are followed by one without, a week without "
        "is unknown, not 0.",
    )
    open_share: float = Field(ge=0, le=0.05, description="A weekday with fewer of the rows is no day of sales.")
    partial_stockout: float = Field(
        ge=0, le=1, description="Share of a period out of stock where it is flagged so and yet something was sold."
    )

    def settings(self) -> FeaturesParameters:
        """As the room `features` takes them."""
        return FeaturesParameters(**self.model_dump())
