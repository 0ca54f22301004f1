"""Where candidates come from."""

from __future__ import annotations

from pydantic import Field

from params.base import Section
from params.product_search.dense import DenseIndex


class Transitions(Section):
    """Directed pairs of events of one customer."""

    neighbours: int = Field(ge=0, le=1000, description="Products that are kept a product; 0 leaves the source out.")
    events_up_to: int = Field(ge=2, le=10_000, description="Latest events of a customer that are paired.")
    gap_up_to: int = Field(ge=1, le=100, description="Events from the one to the other, 1 being the next.")
    gap_decay: float = Field(gt=0, le=1, description="Worth of a pair for each further event between.")
    half_life_days: float = Field(
        ge=0, le=36_500, description="Days between the two after which a pair is worth half; 0: however long."
    )
    fade_days: float = Field(
        ge=0, le=36_500, description="Days after which a pair is worth half at the log's end; 0: never."
    )
    popularity: float = Field(
        ge=0, le=1, description="Power of the later product's events that the weights are divided by."
    )
    source_popularity: float = Field(ge=0, le=1, description="Power of the earlier product's events.")
    shrinkage: float = Field(ge=0, le=10_000, description="Events that are added to those of both products.")
    history_decay: float = Field(gt=0, le=1, description="Worth of each earlier moment of a request's history.")


class Covisits(Section):
    """Pairs of products of one customer, without direction."""

    neighbours: int = Field(ge=0, le=1000, description="Products that are kept a product; 0 leaves the source out.")
    events_up_to: int = Field(ge=2, le=10_000, description="Latest events of a customer that are paired.")
    active: float = Field(
        ge=0,
        le=2,
        description="Power of a customer's events that its pairs are divided by, 0 counting all customers the same.",
    )
    popularity: float = Field(
        ge=0, le=1, description="Power of both products' events that the weights are divided by, 1 being the cosine."
    )
    shrinkage: float = Field(ge=0, le=10_000, description="Events that are added to those of both products.")
    fade_days: float = Field(
        ge=0, le=36_500, description="Days after which an event is worth half at the log's end; 0: never."
    )
    history_decay: float = Field(gt=0, le=1, description="Worth of each earlier moment of a request's history.")


class Linear(Section):
    """One linear model in closed form."""

    items_up_to: int = Field(
        ge=0,
        le=50_000,
        description="Products, the most frequent ones, that it covers: memory grows with the square, 4 bytes "
        "a pair, the time with the third power; 0 leaves the source out.",
    )
    least_events: int = Field(ge=1, le=1000, description="Events below which a product is not covered.")
    neighbours: int = Field(ge=1, le=1000, description="Products that are kept a product.")
    l2: float = Field(ge=0.01, le=100_000, description="Penalty of the weights.")
    events_up_to: int = Field(ge=2, le=10_000, description="Latest events of a customer that are read.")
    fade_days: float = Field(
        ge=0, le=36_500, description="Days after which an event is worth half at the log's end; 0: never."
    )
    history_decay: float = Field(gt=0, le=1, description="Worth of each earlier moment of a request's history.")


class Content(Section):
    """Vectors of products, their neighbours and what is inherited from these."""

    neighbours: int = Field(
        ge=0, le=1000, description="Alike products that are kept a product; 0 leaves the source out."
    )
    network_up_to: int = Field(
        ge=0,
        le=10_000_000,
        description="Products up to which the network reads texts; more are read by its static distillation.",
    )
    pieces: int = Field(ge=8, le=256, description="Word pieces of a title and the description behind it.")
    text_dimensions: int = Field(ge=16, le=384, description="Of the vectors of texts.")
    attribute_dimensions: int = Field(ge=16, le=512, description="Of the vectors of categories, brands and attributes.")
    hashes: int = Field(ge=10, le=24, description="Buckets of attributes, as a power of two.")
    text_share: float = Field(
        ge=0, le=1, description="Share of the squared likeness that texts tell where there are both."
    )
    history_decay: float = Field(gt=0, le=1, description="Worth of each earlier moment of a request's history.")
    inherit_below: int = Field(
        ge=0,
        le=1000,
        description="Events below which a product takes over the behaviour of alike ones; 0 leaves it out.",
    )
    inherit_from: int = Field(ge=1, le=100, description="Alike products that it takes over from.")
    inherit_neighbours: int = Field(ge=1, le=1000, description="Products that are kept of what it takes over.")
    inherit_power: float = Field(ge=0.1, le=16, description="Power of the likeness.")
    index: DenseIndex


class Popular(Section):
    """Popularity: everywhere, in a region, at a season, and of what is new."""

    short_days: float = Field(ge=0.1, le=3650, description="Half-life of what sells now.")
    long_days: float = Field(ge=1, le=3650, description="Half-life of what sells in a region.")
    smoothing: float = Field(
        ge=0.1, le=100_000, description="Events, shared as everywhere, that are added to those of a region or a season."
    )
    season_bins: int = Field(ge=2, le=52, description="Parts of the year.")
    season_spread: float = Field(
        ge=0, le=0.33, description="Share of an event that counts for each of the parts before and after its own."
    )
    season_least_days: float = Field(
        ge=1, le=3650, description="Days that the log spans below which seasons are left out."
    )
    new_days: float = Field(ge=0.1, le=3650, description="Half-life of newness.")


class Candidates(Section):
    """All sources."""

    history_events: int = Field(ge=1, le=1000, description="Latest events of a request's history that are read.")
    history_least: float = Field(
        ge=0, lt=1, description="Worth of an earlier event, after fading, from which on it is not read."
    )
    per_source: int = Field(ge=1, le=10_000, description="Best products that each source of a history adds.")
    per_unsold: int = Field(
        ge=0, le=10_000, description="Best products never sold that content, and what is inherited, add each."
    )
    per_popular: int = Field(ge=1, le=10_000, description="Best products that each source without a history adds.")
    view: float = Field(ge=0, le=1, description="Worth of a view where a purchase is worth 1.")
    cart: float = Field(ge=0, le=1, description="Worth of a product put into the basket.")
    transitions: Transitions
    covisits: Covisits
    linear: Linear
    content: Content
    popular: Popular
