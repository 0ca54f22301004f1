"""What training can be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..settings import TrainingParameters
from .allocation_settings import AllocationSettings
from .crowd_settings import CrowdSettings
from .outlook_settings import OutlookSettings
from .profile_settings import ProfileSettings
from .pull_settings import PullSettings
from .visit_settings import VisitSettings


@dataclass(frozen=True)
class DealRankingParameters(TrainingParameters):
    """All of it.

    Attributes:
        seed: Of training; at least 0.
        threads: Of training, and of a batch that is answered; at least 1.
        chunk: Pairs of a request and a deal of a batch in memory at once; at least 1.
        once_repeats: Share of redemptions that repeat one of the same customer and deal, up to which a deal is taken to
            be redeemed once a customer; 0 to 1.
    """

    seed: int = 7
    threads: int = 2
    chunk: int = 50_000
    once_repeats: float = 0.02
    outlook: OutlookSettings = field(default_factory=OutlookSettings)
    profiles: ProfileSettings = field(default_factory=ProfileSettings)
    pull: PullSettings = field(default_factory=PullSettings)
    crowd: CrowdSettings = field(default_factory=CrowdSettings)
    visits: VisitSettings = field(default_factory=VisitSettings)
    allocation: AllocationSettings = field(default_factory=AllocationSettings)
