"""What training can be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..settings import TrainingParameters
from .attribute_settings import AttributeSettings
from .extraction_settings import ExtractionSettings
from .rating_settings import RatingSettings


@dataclass(frozen=True)
class ReviewExtractionParameters(TrainingParameters):
    """All of it.

    Attributes:
        seed: Of training; at least 0.
        threads: Of training, and of a batch that is answered; at least 1.
        longest_text: Characters of a text that are read (100..10,000,000).
        least_words: Words of a text without which its language is not doubted (1..1,000).
        least_known: Share of a text's words that are known, below which it is not read, and the answer says so (0..1).
    """

    seed: int = 7
    threads: int = 2
    longest_text: int = 100_000
    least_words: int = 4
    least_known: float = 0.3
    extraction: ExtractionSettings = field(default_factory=ExtractionSettings)
    attributes: AttributeSettings = field(default_factory=AttributeSettings)
    ratings: RatingSettings = field(default_factory=RatingSettings)
