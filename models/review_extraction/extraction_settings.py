"""How reviews are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from .crf_settings import CrfSettings
from .noise_settings import LEARNED_THROUGH, NoiseSettings
from .transformer_settings import TransformerSettings

ENGINES: Final = ("transformer", "crf")


@dataclass(frozen=True)
class ExtractionSettings:
    """The engine, and each one's own.

    Attributes:
        engine: One of `ENGINES`: the network, or the light one.
        transformer: Of the network.
        crf: Of the light one.
        noise: Of the noise channel that both learn through.
    """

    engine: str = "transformer"
    transformer: TransformerSettings = field(default_factory=TransformerSettings)
    crf: CrfSettings = field(default_factory=CrfSettings)
    noise: NoiseSettings = LEARNED_THROUGH

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise ValueError(f"unknown engine {self.engine!r}; known are {', '.join(ENGINES)}.")
