"""How passages are ranked."""

from __future__ import annotations

from dataclasses import dataclass, field

from .confidence_settings import ConfidenceSettings
from .forest_settings import ForestSettings
from .reader_settings import ReaderSettings
from .retrieval_settings import RetrievalSettings


@dataclass(frozen=True)
class RankingSettings:
    """All parts of the ranking.

    Attributes:
        retrieval: Which passages of a product are candidates.
        reader: The cross-encoder.
        forest: Trees that rank.
        confidence: How sure the first one is.
        stored_weight: How much a pair counts for the trees that a question would be asked over when it tells no
            candidates, beside one that somebody judged; 0: these are not learned from (0..1).
        least_doubted: Products of which some passage was judged not to answer, from which on they alone are ranked, and
            questions about others, of which only answers are known, teach the cross-encoder alone (2..100,000).
        helps: Chance that trees are taught for a passage that helps and does not answer (0..1).
    """

    retrieval: RetrievalSettings = field(default_factory=RetrievalSettings)
    reader: ReaderSettings = field(default_factory=ReaderSettings)
    forest: ForestSettings = field(default_factory=ForestSettings)
    confidence: ConfidenceSettings = field(default_factory=ConfidenceSettings)
    stored_weight: float = 0.3
    least_doubted: int = 20
    helps: float = 0.0
