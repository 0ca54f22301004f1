"""What training can be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..settings import TrainingParameters
from .abstention_settings import AbstentionSettings
from .account_settings import AccountSettings
from .kind_settings import KindSettings
from .opinion_settings import OpinionSettings
from .ranking_settings import RankingSettings
from .shaping_settings import ShapingSettings
from .spelling_settings import SpellingSettings
from .value_settings import ValueSettings


@dataclass(frozen=True)
class QuestionAnsweringParameters(TrainingParameters):
    """All of it.

    Attributes:
        seed: Of training; at least 0.
        threads: Of training, and of a batch that is answered; at least 1.
        ranked: Candidates that an answer lists at most (1..1,000).
    """

    seed: int = 7
    threads: int = 2
    ranked: int = 10
    kinds: KindSettings = field(default_factory=KindSettings)
    spelling: SpellingSettings = field(default_factory=SpellingSettings)
    accounts: AccountSettings = field(default_factory=AccountSettings)
    values: ValueSettings = field(default_factory=ValueSettings)
    opinions: OpinionSettings = field(default_factory=OpinionSettings)
    ranking: RankingSettings = field(default_factory=RankingSettings)
    abstention: AbstentionSettings = field(default_factory=AbstentionSettings)
    shaping: ShapingSettings = field(default_factory=ShapingSettings)
