"""How candidates are ranked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RankingSettings:
    """Learning to rank, and what it learns from.

    Attributes:
        enabled: Rank candidates by trees; else the blend of the sources stands.
        fewest_requests: Requests of train with a relevant candidate, below which the blend stands; at least 1.
        late_share: Share of train's events, the latest, whose visits are learnt from; the sources that find their
            candidates know only what was before. Above 0, below 1.
        most_requests: Requests that are learnt from, drawn by the seed; at least 1.
        hidden_share: Share of products whose events are left out of those sources, so that the trees learn what to do
            with products without behaviour (Volkovs, Yu and Poutanen, NeurIPS 2017); 0 to below 1.
        short_share: Share of requests that are learnt from a second time with a shortened history; 0 to 1.
        short_events: Most events of a shortened history; at least 1.
        empty_share: Share of these copies whose history is empty; 0 to 1.
        others: Candidates a request that are not relevant and are learnt from, drawn by the seed; at least 1.
        from_blend: Whether the trees start from the blend's scores; else from nothing.
        objective: ndcg (LambdaMART), softmax (one choice among the candidates of a request) or binary.
        rounds: Trees; at least 1.
        measured_every: Rounds between two looks at valid; at least 1.
        patience: Rounds without gain on valid after which no more trees are grown; at least 1.
        max_depth: Of a tree; at least 1.
        learning_rate: Above 0, at most 1.
        subsample: Share of rows a tree sees; above 0, at most 1.
        column_share: Share of features a tree sees; above 0, at most 1.
        min_child_weight: Least weight of a leaf; at least 0.
        l2: Pull of leaves towards 0; at least 0.
        pairs: Pairs a product that the objective ndcg draws; at least 1.
        measured_at: Places of the NDCG that decides on valid; at least 1.
        most_valid: Requests of valid that it is measured on, drawn by the seed; at least 1.
        stopping_share: Share of valid's customers by whose requests the number of trees is chosen; those of the others
            decide whether trees are kept. Above 0, below 1.
        least_in_stock: Share of what was wanted in train's late part that the stock must have had then; below it the
            stock tells of the present alone, and its rows are taken to hold for all time in what is learnt from; 0 to
            1.
        least_sigma: Standard errors by which the trees must order valid better than the blend to be kept; at least 0.
    """

    enabled: bool = True
    fewest_requests: int = 100
    late_share: float = 0.2
    most_requests: int = 20_000
    hidden_share: float = 0.15
    short_share: float = 0.3
    short_events: int = 5
    empty_share: float = 0.3
    others: int = 40
    from_blend: bool = True
    objective: str = "softmax"
    rounds: int = 200
    measured_every: int = 10
    patience: int = 40
    max_depth: int = 6
    learning_rate: float = 0.08
    subsample: float = 0.8
    column_share: float = 0.5
    min_child_weight: float = 5.0
    l2: float = 5.0
    pairs: int = 8
    measured_at: int = 10
    most_valid: int = 2_000
    stopping_share: float = 0.5
    least_in_stock: float = 0.5
    least_sigma: float = 1.0
