"""How candidates are found."""

from __future__ import annotations

from dataclasses import dataclass, field

from .content_settings import ContentSettings
from .covisit_settings import CovisitSettings
from .linear_settings import LinearSettings
from .popular_settings import PopularSettings
from .transition_settings import TransitionSettings


@dataclass(frozen=True)
class CandidateSettings:
    """All sources.

    Attributes:
        history_events: Latest events of a request's history that are read (1..1,000).
        history_least: Worth of an earlier event, after fading, from which on it is not read, at least 0 and below 1.
        per_source: Best products that each source of a history adds (1..10,000).
        per_unsold: Best products never sold that content, and what is inherited, add each (0..10,000).
        per_popular: Best products that each source without a history adds (1..10,000).
        view: Worth of a view where a purchase is worth 1 (0..1).
        cart: Worth of a product put into the basket (0..1).
    """

    history_events: int = 50
    history_least: float = 0.001
    per_source: int = 100
    per_unsold: int = 50
    per_popular: int = 50
    view: float = 0.2
    cart: float = 0.5
    transitions: TransitionSettings = field(default_factory=TransitionSettings)
    covisits: CovisitSettings = field(default_factory=CovisitSettings)
    linear: LinearSettings = field(default_factory=LinearSettings)
    content: ContentSettings = field(default_factory=ContentSettings)
    popular: PopularSettings = field(default_factory=PopularSettings)
