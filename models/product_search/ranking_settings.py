"""How candidates are ranked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RankingSettings:
    """Learning to rank, and what it learns from.

    Attributes:
        enabled: Rank candidates by trees; else the fused order stands.
        fewest_searches: Searches of train with a relevant product, below which the fused order stands; at least 1.
        late_share: Share of the logged searches of train, the latest, that trees are grown on; their queries are read
            by what the earlier ones taught, as those to come will be. The network is tuned on the earlier ones, and on
            all but this share of the queries that are judged or have no time; above 0, at most 1.
        most_searches: Searches of train that trees are grown on, drawn by the seed; at least 1.
        partial_share: Share of them that are learnt from a second time, typed in part; 0 to 1.
        least_typed: Smallest share of a query's characters that such a copy keeps; above 0, at most 1.
        impersonal_share: Share of copies whose customer is not told; 0 to 1.
        unseen: Retrieved products beside those shown or judged that a search is given as irrelevant; at least 0.
        rounds: Trees; at least 1.
        patience: Rounds without gain on valid after which no more trees are grown; at least 1.
        max_depth: Of a tree; at least 1.
        learning_rate: Above 0, at most 1.
        subsample: Share of rows a tree sees; above 0, at most 1.
        column_share: Share of features a tree sees; above 0, at most 1.
        min_child_weight: Least weight of a leaf; at least 0.
        l2: Pull of leaves towards 0; at least 0.
        pairs: Pairs a product that rank:ndcg draws; at least 1.
        measured_at: Places of the NDCG that decides on valid; at least 1.
        most_valid: Searches of valid that it is measured on, drawn by the seed; at least 1.
    """

    enabled: bool = True
    fewest_searches: int = 30
    late_share: float = 0.5
    most_searches: int = 12_000
    partial_share: float = 0.5
    least_typed: float = 0.3
    impersonal_share: float = 0.25
    unseen: int = 4
    rounds: int = 400
    patience: int = 50
    max_depth: int = 5
    learning_rate: float = 0.05
    subsample: float = 0.8
    column_share: float = 0.8
    min_child_weight: float = 2.0
    l2: float = 2.0
    pairs: int = 8
    measured_at: int = 10
    most_valid: int = 2_000
