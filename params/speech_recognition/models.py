"""What recognises words: the engine, what may be said, and how sure answers are."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from params.base import Section
from params.speech_recognition.answers import Confidence, Decoding, Enrolment, Language, Streaming
from params.speech_recognition.commands import Commands
from params.speech_recognition.ctc import Ctc
from params.speech_recognition.engines import Pocketsphinx, Pretrained


class Audio(Section):
    """Which recordings are read."""

    least_seconds: float = Field(ge=0.001, le=10, description="Shorter recordings are refused as too short.")
    most_seconds: float = Field(
        ge=1, le=86_400, description="Longer ones are refused as too long; a stream may last as it likes."
    )
    least_rate: int = Field(ge=4_000, le=48_000, description="Samples a second that speech needs.")
    most_rate: int = Field(ge=16_000, le=768_000, description="Likewise at most; beyond it the header is wrong.")
    most_bytes: int = Field(ge=1_000, le=2**31, description="Of a recording's file.")
    most_not_finite: float = Field(
        ge=0, le=1, description="Share of samples that may be no finite numbers; they are read as zero."
    )
    least_mixed: float = Field(
        ge=0,
        le=1,
        description="Power of the mean of the channels as a share of the channels' own, under which they cancel each "
        "other and the loudest is read alone.",
    )
    clipped_from: float = Field(gt=0, le=1, description="Of full scale; a sample from there on counts as clipped.")


class Models(Section):
    """Everything that is learned, and how answers are given."""

    seed: int = Field(ge=0, le=2**31, description="Seed of training.")
    threads: int = Field(ge=1, le=64, description="Threads of training; a request is answered with one.")
    engine: Literal["auto", "ctc", "commands", "pocketsphinx", "pretrained"] = Field(
        description="ctc: a network that is trained here to hear letters or words one after another; commands: one "
        "that is trained to tell whole sentences of a closed list apart; pocketsphinx: the ready English one; "
        "pretrained: a checkpoint of yours; auto: commands where there are no phrases and the transcripts are such a "
        "list, else ctc."
    )
    most_hours: float = Field(
        ge=0.001, le=100_000, description="Hours of train that are learned from at most, an even draw."
    )
    most_noise_minutes: float = Field(
        ge=0.1, le=10_000, description="Likewise minutes of noise, each recording cut to its share."
    )
    speakers: int = Field(
        ge=0, le=1_000_000, description="Enrolments whose adaptation is kept ready, the last that were asked with."
    )
    audio: Audio
    ctc: Ctc
    commands: Commands
    language: Language
    decoding: Decoding
    pocketsphinx: Pocketsphinx
    pretrained: Pretrained
    enrolment: Enrolment
    confidence: Confidence
    streaming: Streaming

    @model_validator(mode="after")
    def _checkpoint_named(self) -> Self:
        if self.engine == "pretrained" and not self.pretrained.path:
            raise ValueError(
                "the engine is pretrained and pretrained.path is empty; name the folder of the checkpoint."
            )
        return self

    def settings(self) -> dict[str, Any]:
        """As the room `models` takes them."""
        return self.model_dump(mode="json")
