"""The network that tells whole sentences of a closed list apart."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from params.base import Section
from params.speech_recognition.changes import Changes, Masks
from params.speech_recognition.ctc import FrontEnd


class Commands(Section):
    """The engine of closed lists, and how it knows a speaker."""

    most: int = Field(ge=2, le=1_000, description="Sentences that a closed list has at most.")
    least: int = Field(
        ge=1,
        le=10_000,
        description="Recordings that each of them has in the training at least, for the engine to be taken by itself.",
    )
    front_end: FrontEnd
    depth: float = Field(ge=3, le=30, description="Nats below the loudest of a recording, beneath which all is alike.")
    loud: float = Field(
        ge=1,
        le=30,
        description="Nats below the loudest frame from which on frames count for the mean of a recording.",
    )
    longest: float = Field(
        ge=0.3, le=30, description="Seconds that are looked at, at most; a recording's loudest stretch."
    )
    around: float = Field(ge=0, le=2, description="Seconds that are looked at before and after what is said.")
    changes: Changes
    masks: Masks
    versions: int = Field(ge=1, le=100, description="Of a recording that are made for the training, at most.")
    most_versions: int = Field(
        ge=100, le=10_000_000, description="Of all recordings; where that is less than one of each, a draw."
    )
    shifted: float = Field(ge=0, le=2, description="Seconds by which a recording is put off its place, at most.")
    nothing: float = Field(
        ge=0, le=10, description="Recordings without a word, for each sentence that is told apart, in a step."
    )
    width: int = Field(ge=8, le=1_024, description="Channels of the last stage; the others have a half and a quarter.")
    dropout: float = Field(ge=0, le=0.9, description="Share of what is pooled that a training leaves out.")
    steps: int = Field(ge=1, le=1_000_000, description="Of the training.")
    batch: int = Field(ge=2, le=4_096, description="Recordings of a step.")
    rate: float = Field(gt=0, le=1, description="Learning rate at its highest.")
    weight_decay: float = Field(ge=0, le=1, description="Of maps.")
    smoothing: float = Field(ge=0, le=0.5, description="Chance that is given to the other sentences.")
    mixed: float = Field(ge=0, le=1, description="Share of the steps in which two recordings are laid over each other.")
    pause: float = Field(ge=0.02, le=2, description="Seconds of quiet after which a stream shows a command.")
    adapted_steps: int = Field(ge=0, le=1_000, description="In which the scales of a speaker are learned.")
    adapted_rate: float = Field(gt=0, le=1, description="Learning rate of these.")
    pull: float = Field(ge=0, le=1_000, description="By which these are drawn to those of all speakers.")
    warps: tuple[Annotated[float, Field(ge=0.6, le=1.6)], ...] = Field(
        description="Of a speaker's vocal tract that are tried, beside none."
    )
    least_gain: float = Field(
        ge=0,
        le=10,
        description="Nats a recording by which an adaptation has to be better on those that it did not learn from.",
    )
    guessed_gain: float = Field(
        ge=0, le=10, description="Likewise of a warp, where it is not told what the speaker said."
    )
    sure: float = Field(
        ge=0, le=1, description="Chance from which on a command that was heard is taken for what a speaker said."
    )
