"""How candidates are described, blended and ranked, and what is known of customers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from params.base import Section


class PairFeatures(Section):
    """Features of a customer's history beside a candidate."""

    half_events: float = Field(gt=0, description="Events after which one of the history counts half.")
    short_days: float = Field(gt=0, description="Half-life of what is popular now.")
    long_days: float = Field(gt=0, description="Half-life of what is popular for long.")
    smoothing: float = Field(gt=0, description="Events, shared as everywhere, added to those of a month.")
    region_events: float = Field(
        gt=0, description="Events as expected that are added to those of a product in a region, and of a category."
    )
    season_months: int = Field(ge=0, le=3, description="Months on either side that belong to a season.")
    season_least_days: float = Field(ge=1, description="Days that the log spans below which seasons are left out.")


class Blend(Section):
    """The plain blend, from which trees start and which stands where they do no better."""

    l2: float = Field(gt=0, description="Pull of the weights towards 0.")
    moment: float = Field(
        ge=0,
        description="Where there is nothing to learn from: weight of what is told without a history, beside "
        "1 of what is told by one.",
    )


class Moment(Section):
    """Popularity by region and season, learnt, where there is no history."""

    enabled: bool = Field(description="Choose an order for requests without a history; else the ranker has them too.")
    requests: int = Field(
        ge=1,
        description="Most requests of train that are learnt from, and of valid that are looked at, with their "
        "histories left out.",
    )
    own_least: int = Field(
        ge=1,
        description="Requests of valid that have no history, from which on only they decide; below it requests whose "
        "histories are left out do too.",
    )
    measured_at: int = Field(ge=1, description="Places of the NDCG that decides.")
    l2: float = Field(ge=0, description="Penalty on the squares of the weights.")


class Ranking(Section):
    """Learning to rank, and what it learns from."""

    enabled: bool = Field(description="Rank candidates by trees; else the blend of the sources stands.")
    fewest_requests: int = Field(
        ge=1, description="Requests of train with a relevant candidate, below which the blend stands."
    )
    late_share: float = Field(
        gt=0,
        lt=1,
        description="Share of train's events, the latest, whose visits are learnt from; the sources that "
        "find their candidates know only what was before.",
    )
    most_requests: int = Field(ge=1, description="Requests that are learnt from, drawn by the seed.")
    hidden_share: float = Field(
        ge=0,
        lt=1,
        description="Share of products whose events are left out of those sources, so that the trees learn "
        "what to do with products without behaviour (Volkovs, Yu and Poutanen, NeurIPS 2017).",
    )
    short_share: float = Field(
        ge=0, le=1, description="Share of requests that are learnt from a second time with a shortened history."
    )
    short_events: int = Field(ge=1, description="Most events of a shortened history.")
    empty_share: float = Field(ge=0, le=1, description="Share of these copies whose history is empty.")
    others: int = Field(
        ge=1, description="Candidates a request that are not relevant and are learnt from, drawn by the seed."
    )
    from_blend: bool = Field(description="Whether the trees start from the blend's scores; else from nothing.")
    objective: Literal["ndcg", "softmax", "binary"] = Field(
        description="ndcg (LambdaMART), softmax (one choice among the candidates of a request) or binary."
    )
    rounds: int = Field(ge=1, description="Trees.")
    measured_every: int = Field(ge=1, description="Rounds between two looks at valid.")
    patience: int = Field(ge=1, description="Rounds without gain on valid after which no more trees are grown.")
    max_depth: int = Field(ge=1, description="Of a tree.")
    learning_rate: float = Field(gt=0, le=1, description="Of each tree.")
    subsample: float = Field(gt=0, le=1, description="Share of rows a tree sees.")
    column_share: float = Field(gt=0, le=1, description="Share of features a tree sees.")
    min_child_weight: float = Field(ge=0, description="Least weight of a leaf.")
    l2: float = Field(ge=0, description="Pull of leaves towards 0.")
    pairs: int = Field(ge=1, description="Pairs a product that the objective ndcg draws.")
    measured_at: int = Field(ge=1, description="Places of the NDCG that decides on valid.")
    most_valid: int = Field(ge=1, description="Requests of valid that it is measured on, drawn by the seed.")
    stopping_share: float = Field(
        gt=0,
        lt=1,
        description="Share of valid's customers by whose requests the number of trees is chosen; those of the others "
        "decide whether trees are kept.",
    )
    least_in_stock: float = Field(
        ge=0,
        le=1,
        description="Share of what was wanted in train's late part that the stock must have had then; below it the "
        "stock tells of the present alone, and its rows are taken to hold for all time in what is learnt from.",
    )
    least_sigma: float = Field(
        ge=0, description="Standard errors by which the trees must order valid better than the blend to be kept."
    )


class Repeats(Section):
    """How it is told whether a category's products are bought again."""

    prior: float = Field(
        gt=0,
        description="Purchases, repeated as they are in the parent category, that are added to those of a category.",
    )
    least_rate: float = Field(
        ge=0,
        le=1,
        description="Share of first purchases that are followed by another of the product, from which on a "
        "category's products may be recommended to who has bought them.",
    )


class Profiles(Section):
    """Last events of customers, for requests that tell of a customer but not of a history."""

    enabled: bool = Field(description="Whether the bundle keeps any.")
    events: int = Field(ge=1, description="A customer, the latest.")
    bought: int = Field(
        ge=0,
        le=100_000,
        description="Products a customer, those bought latest, that are known to have been bought, so that they are "
        "not shown again however many events followed.",
    )
