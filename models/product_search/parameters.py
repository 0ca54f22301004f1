"""What training can be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..settings import TrainingParameters
from .dense_settings import DenseSettings
from .feature_settings import FeatureSettings
from .grading_settings import GradingSettings
from .history_settings import HistorySettings
from .lexical_settings import LexicalSettings
from .propensity_settings import PropensitySettings
from .ranking_settings import RankingSettings
from .retrieval_settings import RetrievalSettings
from .tuning_settings import TuningSettings
from .understanding_settings import UnderstandingSettings


@dataclass(frozen=True)
class SearchParameters(TrainingParameters):
    """All of it.

    Attributes:
        seed: Of training; at least 0.
        threads: Of training, and of a batch that is answered; at least 1.
        chunk: Requests of a batch in memory at once; at least 1.
    """

    seed: int = 7
    threads: int = 2
    chunk: int = 512
    lexical: LexicalSettings = field(default_factory=LexicalSettings)
    understanding: UnderstandingSettings = field(default_factory=UnderstandingSettings)
    dense: DenseSettings = field(default_factory=DenseSettings)
    tuning: TuningSettings = field(default_factory=TuningSettings)
    retrieval: RetrievalSettings = field(default_factory=RetrievalSettings)
    features: FeatureSettings = field(default_factory=FeatureSettings)
    history: HistorySettings = field(default_factory=HistorySettings)
    propensity: PropensitySettings = field(default_factory=PropensitySettings)
    ranking: RankingSettings = field(default_factory=RankingSettings)
    grading: GradingSettings = field(default_factory=GradingSettings)
