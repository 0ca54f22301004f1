"""How what is bought by the same customers is counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CovisitSettings:
    """Pairs of products of one customer, without direction.

    Attributes:
        neighbours: Products that are kept a product; 0 leaves the source out (0..1,000).
        events_up_to: Latest events of a customer that are paired (2..10,000).
        active: Power of a customer's events that its pairs are divided by, 0 counting all customers the same (0..2).
        popularity: Power of both products' events that the weights are divided by, 1 being the cosine (0..1).
        shrinkage: Events that are added to those of both products (0..10,000).
        fade_days: Days after which an event is worth half at the log's end; 0: never (0..36,500).
        history_decay: Worth of each earlier moment of a request's history, above 0 up to 1.
    """

    neighbours: int = 100
    events_up_to: int = 200
    active: float = 0.5
    popularity: float = 0.6
    shrinkage: float = 5.0
    fade_days: float = 30.0
    history_decay: float = 0.7
