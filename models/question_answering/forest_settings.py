"""How boosted trees are grown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ForestSettings:
    """Boosted trees over pairs of a question and a passage; their size is chosen by folds.

    Attributes:
        rounds: In which trees are grown at most (1..10,000).
        fewer_rounds: Numbers of rounds that are tried beside where they are fewer (1..10,000 each).
        bags: Trees of each round, grown side by side with other draws and averaged (1..50).
        max_depth: Of a tree at most (1..12).
        smaller_depths: Depths that are tried beside where they are smaller (1..12 each).
        learning_rate: Above 0, at most 1.
        subsample: Share of pairs that a tree sees; above 0, at most 1.
        column_share: Share of columns that each split chooses from; above 0, at most 1.
        min_child_weight: Least weight of a leaf; at least 0.
        l2: Pull of leaves towards 0; at least 0.
        max_bins: Of a column (2..1,024).
        line_l2: Pull towards 0 of the weights of a line that the trees of the least depth may set out from; 0: there is
            none (0..1,000,000).
        line_farthest: Standard deviations from the mean from which on a column makes that line no surer (1..100).
    """

    rounds: int = 300
    fewer_rounds: tuple[int, ...] = (75, 150)
    bags: int = 4
    max_depth: int = 5
    smaller_depths: tuple[int, ...] = (3,)
    learning_rate: float = 0.05
    subsample: float = 0.7
    column_share: float = 0.4
    min_child_weight: float = 5.0
    l2: float = 5.0
    max_bins: int = 64
    line_l2: float = 200.0
    line_farthest: float = 4.0
