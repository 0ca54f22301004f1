"""How what is bought next is counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TransitionSettings:
    """Directed pairs of events of one customer.

    Attributes:
        neighbours: Products that are kept a product; 0 leaves the source out (0..1,000).
        events_up_to: Latest events of a customer that are paired (2..10,000).
        gap_up_to: Events from the one to the other, 1 being the next (1..100).
        gap_decay: Worth of a pair for each further event between, above 0 up to 1.
        half_life_days: Days between the two after which a pair is worth half; 0: however long (0..36,500).
        fade_days: Days after which a pair is worth half at the log's end; 0: never (0..36,500).
        popularity: Power of the later product's events that the weights are divided by (0..1).
        source_popularity: Power of the earlier product's events (0..1).
        shrinkage: Events that are added to those of both products (0..10,000).
        history_decay: Worth of each earlier moment of a request's history, above 0 up to 1.
    """

    neighbours: int = 100
    events_up_to: int = 200
    gap_up_to: int = 20
    gap_decay: float = 0.8
    half_life_days: float = 0.0
    fade_days: float = 30.0
    popularity: float = 0.2
    source_popularity: float = 0.3
    shrinkage: float = 5.0
    history_decay: float = 0.7
