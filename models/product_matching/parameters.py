"""What training can be told, with the bounds it holds itself to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from ..settings import TrainingParameters


@dataclass(frozen=True)
class ForestParameters:
    """Gradient-boosted trees over pair features."""

    rounds: int = 400  # trees per bag
    bags: int = 3  # forests of different seeds whose margins are averaged
    max_depth: int = 4
    learning_rate: float = 0.05
    subsample: float = 0.8
    column_share: float = 0.5
    min_child_weight: float = 2.0
    l2: float = 2.0
    max_bins: int = 128


@dataclass(frozen=True)
class AugmentationParameters:
    """Copies of training pairs with a field blanked, so that no field is leaned on alone."""

    blank_share: float = 0.3  # of the training pairs, for each field
    blank_weight: float = 0.5  # weight of a copy; an original weighs 1


@dataclass(frozen=True)
class CrossEncoderParameters:
    """A MiniLM cross-encoder on the pairs that the forest leaves open."""

    enabled: bool = False
    epochs: int = 6
    learning_rate: float = 1e-4
    batch_size: int = 16
    max_tokens: int = 48  # word pieces per listing
    max_pairs: int = 2_000  # training pairs: the open ones first, then a sample of the others
    word_dropout: float = 0.1
    label_smoothing: float = 0.05
    band_low: float = 0.02  # pairs whose forest probability lies between the two are open
    band_high: float = 0.98


@dataclass(frozen=True)
class DecisionParameters:
    """From scores to probabilities and decisions."""

    calibration: Literal["platt", "isotonic"] = "platt"
    precision: float = 0.97  # stated precision of `match`
    confidence: float = 0.95  # of the lower bound that must reach it


@dataclass(frozen=True)
class MatcherParameters(TrainingParameters):
    """All of it."""

    seed: int = 7
    threads: int = 2
    lookup: int = 2  # candidates looked up, and scored, for each match that is asked for
    neighbours: int = 5  # candidates per listing among which a pair's rank and margin are taken; 0: none
    forest: ForestParameters = field(default_factory=ForestParameters)
    augmentation: AugmentationParameters = field(default_factory=AugmentationParameters)
    cross_encoder: CrossEncoderParameters = field(default_factory=CrossEncoderParameters)
    decision: DecisionParameters = field(default_factory=DecisionParameters)
    blocking: dict[str, Any] = field(default_factory=dict)
