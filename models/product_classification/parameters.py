"""What training can be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..settings import TrainingParameters
from .decision_settings import DecisionSettings
from .encoder_settings import EncoderSettings
from .folds import FoldSettings
from .linear_settings import LinearSettings
from .noise_settings import NoiseSettings
from .rescoring_settings import RescoringSettings


@dataclass(frozen=True)
class ClassificationParameters(TrainingParameters):
    """All of it."""

    seed: int = 7
    threads: int = 2
    prior_rows: float = 1.0  # listings that every leaf counts for beside its own, where a listing tells nothing
    chunk: int = 16_384  # most listings in memory at once, for each thread
    folds: FoldSettings = field(default_factory=FoldSettings)
    encoder: EncoderSettings = field(default_factory=EncoderSettings)
    linear: LinearSettings = field(default_factory=LinearSettings)
    rescoring: RescoringSettings = field(default_factory=RescoringSettings)
    noise: NoiseSettings = field(default_factory=NoiseSettings)
    decision: DecisionSettings = field(default_factory=DecisionSettings)
