"""What is learnt of deals and customers: what is remembered, the trees, and the order."""

from __future__ import annotations

from pydantic import Field

from params.base import Section
from params.calibration import Calibration


class Memory(Section):
    """What is remembered of all customers together."""

    cuts: int = Field(
        ge=1, description="Moments of the log up to which memories are made that its rows are learnt with."
    )
    pull_smoothing: float = Field(gt=0, description="Redemptions expected and had that are added to those of an offer.")
    rate_smoothing: float = Field(
        gt=0, description="Showings at the common rate that are added to those of a type, a category or a brand."
    )
    share_smoothing: float = Field(
        gt=0, description="Purchases as everybody makes them that are added to a customer's own."
    )
    product_smoothing: float = Field(
        gt=0, description="Purchases that are added to those of each product where products of one shelf are weighed."
    )
    rank: int = Field(ge=1, description="Directions of the space of what is bought together.")
    fewest_customers: int = Field(ge=2, description="Customers with purchases below which there is no such space.")
    title_places: int = Field(ge=2, description="Places that words of titles are hashed to.")
    title_smoothing: float = Field(
        gt=0, description="Redemptions expected and had that are added to those of offers with like titles."
    )


class History(Section):
    """What counts of a customer."""

    purchases: int = Field(ge=1, description="Most purchases of a customer, the latest.")
    redemptions: int = Field(ge=1, description="Most redemptions of a customer, the latest.")
    half_life_days: float = Field(
        gt=0,
        description="Days after which a purchase or a redemption counts half, where the recent counts more.",
    )
    empty_share: float = Field(
        ge=0, lt=1, description="Share of requests that are learnt from as if nothing was known of the customer."
    )
    unseen_share: float = Field(
        ge=0,
        lt=1,
        description="Share of offers that are learnt from as if never seen before, drawn anew for each memory "
        "(Volkovs, Yu and Poutanen, NeurIPS 2017).",
    )
    fewest_moments: int = Field(
        ge=1, description="Days with requests from which on the time of a request is learnt from."
    )


class Forest(Section):
    """Boosted trees."""

    rounds: int = Field(ge=1, description="Most trees.")
    patience: int = Field(ge=1, description="Rounds without gain on valid after which no more are grown.")
    bags: int = Field(
        ge=1,
        description="Trees that are grown side by side in each round; answers are averaged. With more than one, "
        "growing takes longer by the square of the rounds.",
    )
    max_depth: int = Field(ge=1, description="Of a tree.")
    learning_rate: float = Field(gt=0, le=1, description="Of each tree.")
    subsample: float = Field(gt=0, le=1, description="Share of rows a tree sees.")
    column_share: float = Field(gt=0, le=1, description="Share of features a split chooses from.")
    min_child_weight: float = Field(ge=0, description="Least weight of a leaf.")
    l2: float = Field(ge=0, description="Pull of leaves towards 0.")
    max_bins: int = Field(ge=2, description="Bins of a feature.")
    max_rows: int = Field(
        ge=1, description="Most rows; of more, those that were not redeemed are thinned and weigh more."
    )


class Order(Section):
    """Ranking within a request, kept where it orders valid better than the probability."""

    enabled: bool = Field(description="Try it.")
    fewest_requests: int = Field(ge=1, description="Requests of train with a redemption below which it is not tried.")
    weights: tuple[float, ...] = Field(
        min_length=1, description="Weights of the ranking beside the log odds that are tried; above 0."
    )
    measured_at: int = Field(ge=1, description="Places of the NDCG that decides.")
    least_sigma: float = Field(ge=0, description="Standard errors by which it must be better.")
    pairs: int = Field(ge=1, description="Places from the top whose pairs with all others are learnt from.")
    trees: Forest = Field(description="Its trees; all rounds are grown.")


class Revenue(Section):
    """Revenue of a redemption."""

    fewest: int = Field(ge=2, description="Redemptions from which on trees are tried.")
    smoothing: float = Field(
        gt=0, description="Redemptions at the common revenue that are added to those of an offer or a type."
    )
    most: float = Field(gt=0, le=1, description="Quantile of all revenue that was seen that no answer exceeds.")


class Outlook(Section):
    """Probability, revenue and order of a pair of a customer and a deal."""

    choosing_share: float = Field(
        gt=0,
        lt=1,
        description="Share of valid's customers on whom trees are counted, the order is chosen and probabilities are "
        "calibrated for what the others measure; in the end all of them calibrate, and weigh the order.",
    )
    chunk: int = Field(ge=1, description="Pairs of a request and a deal in memory at once.")
    bins: int = Field(ge=1, description="Bins of equal size that tell how well probabilities are calibrated.")
    calibration: Calibration
    memory: Memory
    history: History
    forest: Forest
    order: Order
    revenue: Revenue
