"""What training can be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..pictures import PictureLimits
from ..settings import TrainingParameters
from .confidence_settings import ConfidenceSettings
from .embedder_settings import EmbedderSettings
from .head_settings import HeadSettings
from .index_settings import IndexSettings
from .locator_settings import LocatorSettings
from .region_settings import RegionSettings


@dataclass(frozen=True)
class VisualSearchParameters(TrainingParameters):
    """All of it.

    Attributes:
        seed: Of training; at least 0.
        threads: Of training, and of a batch that is answered; at least 1.
        most_pictures: Pictures of the catalogue that are learnt from at most, an even draw (1..100,000,000).
        most_photos: Photos of train that are learnt from, and found, at most, an even draw (2..100,000,000).
        pictures: Which pictures are read, and how large they are looked at.
    """

    seed: int = 7
    threads: int = 2
    most_pictures: int = 50_000
    most_photos: int = 50_000
    pictures: PictureLimits = field(default_factory=lambda: PictureLimits(side=512))
    locator: LocatorSettings = field(default_factory=LocatorSettings)
    embedder: EmbedderSettings = field(default_factory=EmbedderSettings)
    regions: RegionSettings = field(default_factory=RegionSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    head: HeadSettings = field(default_factory=HeadSettings)
    confidence: ConfidenceSettings = field(default_factory=ConfidenceSettings)
