"""How the network is tuned to a shop's own queries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TuningSettings:
    """Fine-tuning of MiniLM on queries and the products that answered them.

    Attributes:
        enabled: Whether it is tuned at all.
        seconds: Time after which it is given up (1..100,000): the steps decide, so that the same examples give the same
            network, and this is for a machine that is far too slow.
        epochs: Passes over the pairs (1..50).
        steps: Steps at most (1..1,000,000).
        batch: Pairs a step; each one's product is a wrong one for the others (2..1,024).
        learning_rate: Of the layers, above 0 up to 0.01.
        weight_decay: Share of a weight that a step takes off, times the rate (0..1).
        warm_share: Share of the steps in which the rate rises (0..1).
        longest_gradient: Norm at which a gradient is cut, above 0 up to 1,000.
        temperature: What cosines are divided by, above 0 up to 1.
        hard: Products that were shown and passed over, or judged worse, that stand beside each right one (0..8).
        held_out: Share of the queries on which it has to win (0.02..0.5).
        confidence: With which it has to, above 0.5, below 1.
        least_pairs: Pairs without which it is not tuned (10..1,000,000).
        right_gain: Mean gain of a product for a query, clicks corrected for their places, from which on it is a right
            one; above 0 up to 1.
        wrong_gain: Mean gain up to which it is a wrong one (0..1), below right_gain.
        least_looks: Times that it was probably looked at, from which on it may be a wrong one; a judged one was once
            (0..1,000).
        most_products: Products among which the right ones have to be found when it is judged (10..1,000,000).
        most_held_out: Pairs that it is judged on (10..1,000,000).
    """

    enabled: bool = True
    seconds: float = 3_600.0
    epochs: int = 2
    steps: int = 600
    batch: int = 32
    learning_rate: float = 2e-5
    weight_decay: float = 0.01
    warm_share: float = 0.1
    longest_gradient: float = 1.0
    temperature: float = 0.05
    hard: int = 1
    held_out: float = 0.15
    confidence: float = 0.95
    least_pairs: int = 200
    right_gain: float = 0.3
    wrong_gain: float = 0.1
    least_looks: float = 1.0
    most_products: int = 5_000
    most_held_out: int = 1_000

    def __post_init__(self) -> None:
        if self.wrong_gain >= self.right_gain:
            raise ValueError(
                f"wrong_gain ({self.wrong_gain:g}) has to be below right_gain ({self.right_gain:g}): no product "
                "is both right and wrong for a query."
            )
