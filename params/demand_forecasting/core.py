"""The global model: what its trees see, and how they are grown."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from params.base import Section

Weeks = Annotated[int, Field(ge=1, le=104)]
Weight = Annotated[float, Field(ge=0, le=100)]


class Mask(Section):
    """What is taken out of a series' past, so that it does not echo."""

    enabled: bool = Field(description="Leave weeks of events, promotions and spikes out of the lags.")
    spike_ratio: float = Field(ge=1, le=100, description="A spike is above so many times the usual level.")
    spike_units: float = Field(ge=0, le=10_000, description="And above that level by so many units.")
    spike_reach: int = Field(ge=4, le=104, description="Weeks whose quantile is the usual level.")
    spike_quantile: float = Field(ge=0.1, le=0.99, description="Quantile of those weeks.")
    least_share: float = Field(
        gt=0, le=1, description="Share of a sum's sales that an event must reach to mask its week."
    )
    least_stock: float = Field(
        ge=0, le=1, description="A week with less of it in stock says nothing; others are scaled up."
    )


class Season(Section):
    """Seasonal indices, shrunk from the product to its region, its category and all."""

    power: float = Field(ge=0, le=1, description="Exponent of the index over all series: less than 1 for few years.")
    category_weeks: float = Field(ge=0, le=1_000, description="Ordinary weeks that weigh against a category's season.")
    kinds: int = Field(ge=0, le=1_000, description="Clusters of product texts that share a season; 0: none.")
    kind_weeks: float = Field(ge=0, le=1_000, description="Ordinary weeks that weigh against the season of a kind.")
    region_weeks: float = Field(ge=0, le=1_000, description="Ordinary weeks that weigh against a region's season.")
    product_weeks: float = Field(ge=0, le=1_000, description="Ordinary weeks that weigh against a product's season.")
    evidence: float = Field(ge=0, le=10_000, description="Orders (else units) that weigh against an own season too.")
    cap: float = Field(ge=1, le=1_000, description="Weeks above so many times a series' level count as that much.")
    least: float = Field(ge=0, le=1, description="Smallest index.")
    most: float = Field(ge=1, le=100, description="Largest index.")
    as_of_step: int = Field(ge=1, le=52, description="Weeks between the times of which training knows own seasons.")


class Events(Section):
    """Uplift of events, shrunk from the product to its category and all."""

    around: int = Field(ge=1, le=26, description="Weeks around an event that say what would have been sold without it.")
    category_weeks: float = Field(ge=0, le=1_000, description="Series-weeks that weigh against a category's uplift.")
    product_weeks: float = Field(ge=0, le=1_000, description="Weeks that weigh against a product's own uplift.")
    phases: int = Field(ge=1, le=26, description="Weeks of a long event that are told apart, from its end; 1: none.")
    rounds: int = Field(ge=1, le=20, description="Rounds in which events that share weeks are told apart.")
    farthest: int = Field(ge=1, le=52, description="Weeks from an event beyond which the distance does not matter.")
    most: float = Field(ge=1, le=1_000, description="Largest uplift.")


class Trees(Section):
    """Gradient-boosted trees of one target."""

    rounds: int = Field(ge=1, le=10_000, description="Trees per block of horizon.")
    max_depth: int = Field(ge=1, le=20, description="Depth of a tree.")
    learning_rate: float = Field(gt=0, le=1, description="Shrinkage of a tree.")
    subsample: float = Field(gt=0, le=1, description="Share of rows per tree.")
    column_share: float = Field(gt=0, le=1, description="Share of features per tree.")
    min_child_weight: float = Field(ge=0, le=10_000, description="Least weight of a leaf.")
    l2: float = Field(ge=0, le=1_000, description="L2 penalty on leaf values.")
    weight_power: float = Field(ge=0, le=2, description="A row weighs its usual sales to this power.")


class Core(Section):
    """One global model over all series and all their sums."""

    blocks: tuple[Weeks, ...] = Field(
        min_length=1, description="Last week of each block of horizon, with trees of its own."
    )
    origin_step: int = Field(ge=1, le=52, description="Weeks between the origins that training forecasts from.")
    least_history: int = Field(ge=1, le=104, description="Weeks before the first of those origins.")
    memory: int = Field(ge=13, le=520, description="Weeks of the past that a feature may look back.")
    max_train_rows: int = Field(ge=1_000, le=100_000_000, description="Most rows of training.")
    steps_per_block: int = Field(ge=1, le=52, description="Target weeks of a series in a block at one origin.")
    draw_power: float = Field(ge=0, le=2, description="A series is drawn by its sales to this power.")
    cold_share: float = Field(ge=0, le=1, description="Rows that stand for new products, as a share of those drawn.")
    cold_origins: int = Field(ge=0, le=520, description="Further weeks that see series begin, used in training.")
    cold_limit: float = Field(ge=1, le=100, description="Bound of a new product's forecast, times its launch curve.")
    launch_every: int = Field(ge=1, le=52, description="Of so many origins, one asks the launch curves.")
    chunk: int = Field(ge=16, le=1_000_000, description="Series whose features are in memory at once.")
    level_shares: dict[str, Weight] = Field(description="Level -> weight of its rows in training, all together.")
    scale_weeks: int = Field(ge=1, le=104, description="Weeks whose mean is the usual level of a series.")
    least_scale: float = Field(gt=0, le=100, description="Smallest usual level, units a week.")
    young: int = Field(ge=0, le=104, description="Weeks of history below which the launch curve is a feature.")
    max_bins: int = Field(ge=8, le=1_024, description="Bins of a feature.")
    variance_power: float = Field(gt=1, lt=2, description="Of the Tweedie loss: towards 1 Poisson, towards 2 gamma.")
    mask: Mask
    season: Season
    events: Events
    mean: Trees
    quantiles: Trees
