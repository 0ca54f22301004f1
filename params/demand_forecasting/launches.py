"""Cold start: products and regions without history."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class Launch(Section):
    """Launch curves: how much is believed of few launches, and what counts as one."""

    ages: int = Field(ge=4, le=260, description="Weeks since launch that a curve has; older products stay at its end.")
    settle_weeks: int = Field(
        ge=0, le=52, description="A product sold so soon after the tables begin may have been on sale long before."
    )
    live_weeks: int = Field(ge=1, le=104, description="A product counts as selling for so many weeks after a sale.")
    smoothing: int = Field(ge=1, le=52, description="Weeks over which the market's level is smoothed.")
    age_smoothing: int = Field(ge=1, le=52, description="Weeks over which a curve is smoothed.")
    spike: float = Field(ge=1, le=1_000, description="A week counts for at most so many times the market's level.")
    prior_launches: float = Field(ge=0, le=1_000, description="Launches at the market's level to begin with.")
    category_launches: float = Field(ge=0, le=1_000, description="Launches at which a category's curve counts half.")
    level_weeks: int = Field(ge=1, le=104, description="Weeks before the origin in which a product's level is taken.")
    own_weeks: float = Field(ge=0, le=104, description="Weeks at the level of its kind that a product begins with.")
    neighbour_pull: float = Field(ge=0, le=100, description="Weight of the kind's level, in whole neighbours.")
    least_reach: float = Field(gt=0, le=1, description="Least share of the market that a product's regions count for.")
    region_weeks: float = Field(ge=0, le=1_000, description="Weeks of all regions' shares to begin with.")


class Neighbours(Section):
    """Which products a new one borrows from, and how much of each."""

    count: int = Field(ge=1, le=1_000, description="Nearest products by text.")
    looked_up: int = Field(ge=1, le=10_000, description="Products looked up for them, with sales or not.")
    temperature: float = Field(gt=0, le=1, description="A cosine lower by this much counts e times less.")
    other_category: float = Field(ge=0, le=1, description="Weight of a neighbour of another category.")
    price_width: float = Field(gt=0, le=10, description="Log ratio of prices at which a neighbour counts 0.6 times.")


class Text(Section):
    """How products are read."""

    max_pieces: int = Field(ge=4, le=256, description="Word pieces of title, category and attributes.")
    encode_up_to: int = Field(
        ge=0, le=1_000_000, description="Distinct texts that MiniLM reads whole; of more, word pieces are averaged."
    )
    dimensions: int = Field(ge=2, le=384, description="Of the vectors kept, by principal components.")
    smoothing: float = Field(gt=0, le=1, description="Of piece frequencies in an average.")


class ColdStart(Section):
    """What a product without history is expected to sell."""

    launch: Launch
    neighbours: Neighbours
    text: Text
