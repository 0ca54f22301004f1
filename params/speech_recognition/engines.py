"""Engines that are not trained here."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class Pocketsphinx(Section):
    """The ready English engine."""

    open_words: bool = Field(
        description="Whether any English words are listened for, instead of what the phrases let be said."
    )
    background: bool = Field(
        description="Whether what was said is heard once more as bare sounds, which tells what is no phrase; it takes "
        "much longer."
    )
    step: float = Field(
        ge=0.01, le=1, description="Seconds that are heard at once, so that streams are heard as recordings."
    )
    dither: int = Field(ge=0, le=1_000, description="Noise that is added, as samples of 16 bits at most.")
    voice: int = Field(ge=0, le=3, description="How readily sound counts as speech in a stream, 0 readily to 3 hardly.")
    idle: int = Field(ge=0, le=64, description="Decoders that are kept ready when nobody asks.")


class Pretrained(Section):
    """A folder of transformers on this machine: a Whisper, or a model of the kind of wav2vec 2.0."""

    path: str = Field(max_length=4_096, description="Of the folder; empty with other engines.")
    window: float = Field(
        ge=0.2, le=30, description="Seconds that are read at once before a stream's next words are known."
    )
    language: str = Field(max_length=16, description="That a Whisper of many languages is told; empty: it finds out.")
    beams: int = Field(ge=1, le=20, description="Of a Whisper's search.")
    most_tokens: int = Field(ge=1, le=448, description="Of a Whisper's answer.")
