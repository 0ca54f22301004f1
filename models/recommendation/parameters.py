"""What training can be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..settings import TrainingParameters
from .blend_settings import BlendSettings
from .candidate_settings import CandidateSettings
from .feature_settings import FeatureSettings
from .moment_settings import MomentSettings
from .profile_settings import ProfileSettings
from .ranking_settings import RankingSettings
from .repeats_settings import RepeatsSettings


@dataclass(frozen=True)
class RecommendationParameters(TrainingParameters):
    """All of it.

    Attributes:
        seed: Of training; at least 0.
        threads: Of training, and of a batch that is answered; at least 1.
        chunk: Requests of a batch in memory at once; at least 1.
        history_events: Events of a customer that count, the latest; at least 1.
        diverse_pool: Candidates that are put in a diverse order, times the products asked for; at least 1.
        diverse_category: What one category counts in the likeness of two products; what is written of them counts the
            rest; 0 to 1.
        new_days: Days from a launch within which a product may be called new; above 0.
        masks_kept: Answers to "what can be had here and now" that are remembered; at least 1.
    """

    seed: int = 7
    threads: int = 2
    chunk: int = 256
    history_events: int = 200
    diverse_pool: int = 5
    diverse_category: float = 0.5
    new_days: float = 60.0
    masks_kept: int = 64
    candidates: CandidateSettings = field(default_factory=CandidateSettings)
    features: FeatureSettings = field(default_factory=FeatureSettings)
    repeats: RepeatsSettings = field(default_factory=RepeatsSettings)
    profiles: ProfileSettings = field(default_factory=ProfileSettings)
    blend: BlendSettings = field(default_factory=BlendSettings)
    moment: MomentSettings = field(default_factory=MomentSettings)
    ranking: RankingSettings = field(default_factory=RankingSettings)
