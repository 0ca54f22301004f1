"""How deals are learnt of."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..calibration import CalibrationSettings
from .forest_settings import ForestSettings


@dataclass(frozen=True)
class MemorySettings:
    """What is remembered of all customers together.

    Attributes:
        cuts: Moments of the log up to which memories are made that its rows are learnt with; at least 1.
        pull_smoothing: Redemptions expected and had that are added to those of an offer; above 0.
        rate_smoothing: Showings at the common rate that are added to those of a type, a category or a brand; above 0.
        share_smoothing: Purchases as everybody makes them that are added to a customer's own; above 0.
        product_smoothing: Purchases that are added to those of each product where products of one shelf are weighed;
            above 0.
        rank: Directions of the space of what is bought together; at least 1.
        fewest_customers: Customers with purchases below which there is no such space; at least 2.
        title_places: Places that words of titles are hashed to; at least 2.
        title_smoothing: Redemptions expected and had that are added to those of offers with like titles; above 0.
    """

    cuts: int = 16
    pull_smoothing: float = 1.0
    rate_smoothing: float = 300.0
    share_smoothing: float = 5.0
    product_smoothing: float = 0.05
    rank: int = 16
    fewest_customers: int = 50
    title_places: int = 4096
    title_smoothing: float = 5.0


@dataclass(frozen=True)
class HistorySettings:
    """What counts of a customer.

    Attributes:
        purchases: Most of a customer's, the latest, in learning and in serving, stored or told; at least 1.
        redemptions: Most of a customer's, likewise; at least 1.
        half_life_days: In which a purchase or a redemption comes to count half, where the recent counts more; above 0.
        empty_share: Share of requests that are learnt from as if nothing was known of the customer; 0 to below 1.
        unseen_share: Share of offers that are learnt from as if never seen before (Volkovs, Yu and Poutanen, NeurIPS
            2017), drawn anew for each memory; 0 to below 1.
        fewest_moments: Days with requests from which the time of a request is learnt from; fewer would only tell the
            days apart; at least 1.
    """

    purchases: int = 200
    redemptions: int = 100
    half_life_days: float = 60.0
    empty_share: float = 0.05
    unseen_share: float = 0.2
    fewest_moments: int = 30


@dataclass(frozen=True)
class OrderSettings:
    """Ranking within a request, kept where it orders valid better than the probability.

    Attributes:
        enabled: Whether it is tried.
        fewest_requests: Requests of train with a redemption below which it is not; at least 1.
        weights: Of the ranking beside the log odds that are tried; above 0.
        measured_at: Places of the NDCG that decides; at least 1.
        least_sigma: Standard errors by which it must be better; at least 0.
        pairs: Places from the top whose pairs with all others are learnt from; at least 1.
        trees: Its trees; all rounds are grown.
    """

    enabled: bool = True
    fewest_requests: int = 100
    weights: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0)
    measured_at: int = 5
    least_sigma: float = 1.0
    pairs: int = 32
    trees: ForestSettings = field(
        default_factory=lambda: ForestSettings(
            rounds=80, learning_rate=0.05, subsample=0.6, column_share=0.8, min_child_weight=0.0
        )
    )


@dataclass(frozen=True)
class RevenueSettings:
    """Revenue of a redemption.

    Attributes:
        fewest: Redemptions from which trees are tried; at least 2.
        smoothing: Redemptions at the common revenue that are added to those of an offer or a type; above 0.
        most: Of all revenue that was seen, the quantile that no answer exceeds; above 0, at most 1.
    """

    fewest: int = 300
    smoothing: float = 5.0
    most: float = 0.999


@dataclass(frozen=True)
class OutlookSettings:
    """All of it.

    Attributes:
        choosing_share: Share of valid's customers on whom trees are counted, the order is chosen and probabilities are
            calibrated for what the others measure; in the end all of them calibrate, and weigh the order. Above 0,
            below 1.
        chunk: Pairs of a request and a deal in memory at once; at least 1.
        bins: Of equal size that tell how well probabilities are calibrated; at least 1.
        calibration: Of probabilities.
        seed: Of what is drawn; at least 0.
        threads: Of training; at least 1.
    """

    seed: int = 7
    threads: int = 2
    choosing_share: float = 0.5
    chunk: int = 100_000
    bins: int = 10
    calibration: CalibrationSettings = field(default_factory=CalibrationSettings)
    memory: MemorySettings = field(default_factory=MemorySettings)
    history: HistorySettings = field(default_factory=HistorySettings)
    forest: ForestSettings = field(default_factory=ForestSettings)
    order: OrderSettings = field(default_factory=OrderSettings)
    revenue: RevenueSettings = field(default_factory=RevenueSettings)
