"""How the linear model of histories is fitted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LinearSettings:
    """One linear model in closed form.

    Attributes:
        items_up_to: Products, the most frequent ones, that it covers: memory grows with the square, 4 bytes a pair,
            the time with the third power; 0 leaves the source out (0..50,000).
        least_events: Events below which a product is not covered (1..1,000).
        neighbours: Products that are kept a product (1..1,000).
        l2: Penalty of the weights (0.01..100,000).
        events_up_to: Latest events of a customer that are read (2..10,000).
        fade_days: Days after which an event is worth half at the log's end; 0: never (0..36,500).
        history_decay: Worth of each earlier moment of a request's history, above 0 up to 1.
    """

    items_up_to: int = 6_000
    least_events: int = 8
    neighbours: int = 100
    l2: float = 50.0
    events_up_to: int = 200
    fade_days: float = 40.0
    history_decay: float = 0.8
