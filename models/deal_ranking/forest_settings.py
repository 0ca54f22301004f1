"""How boosted trees are grown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ForestSettings:
    """Boosted trees.

    Attributes:
        rounds: Most trees; at least 1.
        patience: Rounds without gain on valid after which no more are grown; at least 1.
        bags: Trees that are grown side by side in each round, with other draws; their answers are averaged; with more
            than one, growing takes longer by the square of the rounds; at least 1.
        max_depth: Of a tree; at least 1.
        learning_rate: Above 0, at most 1.
        subsample: Share of rows a tree sees; above 0, at most 1.
        column_share: Share of features that each split chooses from; above 0, at most 1.
        min_child_weight: Least weight of a leaf; at least 0.
        l2: Pull of leaves towards 0; at least 0.
        max_bins: Of a feature; at least 2.
        max_rows: Most rows; of more, those not redeemed are thinned and weigh more; at least 1.
    """

    rounds: int = 400
    patience: int = 40
    bags: int = 1
    max_depth: int = 3
    learning_rate: float = 0.03
    subsample: float = 0.7
    column_share: float = 0.5
    min_child_weight: float = 5.0
    l2: float = 10.0
    max_bins: int = 64
    max_rows: int = 100_000
