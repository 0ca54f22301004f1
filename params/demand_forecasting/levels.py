"""From forecasts of each level by itself to means that add up, calibrated quantiles, and days."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from params.base import Section

Week = Annotated[int, Field(ge=1, le=104)]
Units = Annotated[float, Field(gt=0, le=1e9)]
Share = Annotated[float, Field(ge=0, le=1)]


class TopDown(Section):
    """How sums of a year ago are carried forward, beside the model."""

    smoothing: int = Field(ge=1, le=13, description="Weeks around the same week of last year whose mean is taken.")
    recent_weeks: int = Field(ge=1, le=52, description="Weeks whose sum, over the same a year before, is the growth.")
    damping: float = Field(gt=0, le=1, description="Of the growth, per week of horizon.")
    growth_limit: float = Field(ge=1, le=10, description="Growth is held between 1 / limit and limit.")
    trust: float = Field(ge=0, le=1, description="Power of the growth that is believed.")


class Reconciliation(Section):
    """How the levels are brought to agree."""

    blocks: tuple[Week, ...] = Field(min_length=1, description="First week of each block of horizon with own shares.")
    grid: int = Field(ge=1, le=100, description="Shares are tried in steps of one grid-th.")
    prior: tuple[Share, ...] = Field(
        min_length=3,
        max_length=3,
        description="Shares of model, last year and parts that few origins are drawn to.",
    )
    young: int = Field(ge=0, le=520, description="Weeks of history below which a product has shares of its own.")
    young_prior: tuple[Share, ...] = Field(
        min_length=3, max_length=3, description="Shares of model, last year (not used) and parts that those begin with."
    )
    pull: float = Field(ge=0, le=1, description="Share of the error that a choice unlike the prior must save.")
    factor_limit: float = Field(ge=1, le=100, description="A category in a region is moved at most by it.")
    iterations: int = Field(ge=1, le=10_000, description="Of raking, at most.")
    tolerance: float = Field(gt=0, le=0.1, description="Of its factors, at which it ends.")


class Calibration(Section):
    """How quantiles and the interval are made to hold: groups, and how much one must hold to speak for itself."""

    blocks: tuple[Week, ...] = Field(min_length=1, description="First week of each block of horizon.")
    sizes: tuple[Units, ...] = Field(description="Bounds of the forecast mean of series and products, units a week.")
    sum_sizes: tuple[Units, ...] = Field(description="Bounds of it of the levels above.")
    sum_power: float = Field(ge=0, le=1, description="Errors of those grow with their size to this power.")
    zero_shares: tuple[Share, ...] = Field(description="Bounds of the share of recent weeks without a sale.")
    recent_weeks: int = Field(ge=1, le=104, description="Weeks before the origin over which that share is taken.")
    coverage: float = Field(gt=0, lt=1, description="Of the interval.")
    give: float = Field(ge=0, le=0.2, description="Most that other groups give where zero alone covers too much.")
    least_low: float = Field(ge=0, le=1, description="Share of P90 below which a P10 is nothing.")
    anchor: float = Field(ge=0, le=1, description="Between P50 and P90: where an interval from 0 ends at first.")
    middle_limit: float = Field(
        ge=1, le=10, description="Factors that calibrate P50 are held between 1 / this and this."
    )
    least: int = Field(ge=1, le=100_000, description="Scores at which a group weighs as much as all rows together.")
    sum_least: int = Field(ge=1, le=100_000, description="The same of the levels above, of which there are few.")
    most: int = Field(ge=1_000, le=1_000_000_000, description="Forecast weeks of a level that are learnt from.")


class Daily(Section):
    """How weeks become days."""

    blocks: int = Field(ge=1, le=80, description="Latest blocks of 13 weeks whose days of the week are learnt from.")
    prior_units: float = Field(ge=0, le=10_000, description="Units that weigh against sales by day of the week.")
    event_prior_units: float = Field(ge=0, le=10_000, description="Units that weigh against the days of an event.")
    least_days: int = Field(ge=1, le=100_000, description="Days of about one size that their scatter is learnt from.")
