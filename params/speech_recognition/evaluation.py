"""What the measures of speech recognition cost, and how hard recordings are made for them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from params.base import EvaluationSettings

Decibels = Annotated[float, Field(ge=-30, le=60)]
Seconds = Annotated[float, Field(gt=0, le=60)]


class SpeechRecognitionEvaluation(EvaluationSettings):
    """How sure and how costly the evaluation is."""

    challenge_utterances: int = Field(
        ge=10, le=1_000_000, description="Most test recordings, evenly over the test, that are asked again in each way."
    )
    snrs: tuple[Decibels, ...] = Field(
        description="Decibels by which speech lies above noises that training never heard."
    )
    room_seconds: float = Field(
        ge=0.1, le=5, description="Seconds in which a made room falls silent by 60 decibels; where none are given."
    )
    clipped: float = Field(gt=0, lt=1, description="Share of its highest sample at which a recording is cut off.")
    offset: float = Field(gt=0, lt=1, description="Of full scale, that a microphone's offset adds to all samples.")
    quiet: float = Field(gt=0, lt=1, description="Share of its loudness that a quiet recording keeps.")
    enrolment_seconds: tuple[Seconds, ...] = Field(
        description="Seconds of other recordings of a speaker that the model is given to adapt to the voice."
    )
    enrolment_speakers: int = Field(
        ge=1, le=100_000, description="Most speakers, evenly over those never heard, who are enrolled."
    )
    enrolment_utterances: int = Field(ge=1, le=10_000, description="Most recordings of each that are asked.")
    stream_utterances: int = Field(
        ge=1, le=1_000_000, description="Most recordings, evenly over the test, that are fed as streams."
    )
    chunk_seconds: float = Field(ge=0.01, le=2, description="Seconds of sound in each chunk of a stream.")
    stream_silence: float = Field(ge=0, le=10, description="Seconds of silence behind a recording in its stream.")
    nothing_minutes: float = Field(
        gt=0, le=6_000, description="Minutes of noise without words that are asked for false accepts."
    )
    nothing_seconds: float = Field(ge=0.5, le=60, description="Seconds of each recording of them.")
    sheet_utterances: int = Field(ge=1, le=100, description="Recordings on each contact sheet.")
