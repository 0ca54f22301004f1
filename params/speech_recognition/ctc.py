"""The network that hears letters, and its training."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from params.base import Section
from params.speech_recognition.changes import Changes, Masks


class FrontEnd(Section):
    """Bands of loudness, and how they are evened."""

    bands: int = Field(ge=8, le=128, description="Of the mel scale.")
    lowest: float = Field(ge=0, le=1_000, description="Hertz of the lowest band's lower end.")
    highest: float = Field(ge=2_000, le=8_000, description="Hertz of the highest band's upper end.")
    floor: float = Field(ge=1e-12, le=1e-3, description="Power, of full scale, that is as silence.")
    depth: float = Field(
        ge=1, le=30, description="Nats below the loudest that was heard so far, beneath which all is alike."
    )
    fading: float = Field(ge=0, le=100, description="Nats a second by which that loudest is forgotten.")
    evened: Literal["running", "utterance"] = Field(
        description="running: by the mean and spread of what was heard so far; utterance: by those of the whole "
        "recording, which a stream then waits for."
    )
    memory: float = Field(ge=10, le=100_000, description="Frames that a running mean follows.")
    prior: float = Field(
        gt=0, le=100_000, description="Frames that the mean of the training counts when nothing is heard yet."
    )
    spread: bool = Field(
        description="Whether bands are also evened by how much they vary, and not by their mean alone."
    )
    least_spread: float = Field(ge=0.01, le=10, description="Of a band, in nats, that it is divided by at least.")


class Network(Section):
    """Convolutions over what was heard, then a recurrent part."""

    planes: tuple[Annotated[int, Field(ge=1, le=256)], ...] = Field(
        description="Channels of each convolution over bands and time at once; none: bands are mere channels."
    )
    plane_reach: int = Field(ge=1, le=15, description="Frames, and bands, that such a one sees.")
    width: int = Field(ge=8, le=1_024, description="Channels of the convolutions.")
    strides: tuple[Annotated[int, Field(ge=1, le=4)], ...] = Field(
        min_length=1, description="Frames of which each stage makes one."
    )
    blocks: tuple[Annotated[int, Field(ge=0, le=10)], ...] = Field(
        min_length=1, description="Residual blocks of each stage, as many as strides."
    )
    reach: int = Field(ge=1, le=31, description="Frames that a convolution sees, its own and those before.")
    hidden: int = Field(ge=8, le=2_048, description="Width of the recurrent layers.")
    layers: int = Field(ge=1, le=6, description="Recurrent layers.")
    dropout: float = Field(ge=0, le=0.9, description="Share of what is between the parts that a training leaves out.")

    @model_validator(mode="after")
    def _stages_agree(self) -> Self:
        if len(self.strides) != len(self.blocks):
            raise ValueError(
                f"strides has {len(self.strides)} stages and blocks has {len(self.blocks)}; give one of each a stage."
            )
        return self


class Fitting(Section):
    """The training."""

    seconds: float = Field(
        ge=1, le=1_000_000_000, description="Of sound that it is shown, all in all; the time it takes goes with it."
    )
    batch_seconds: float = Field(ge=1, le=3_600, description="Of sound in a step.")
    rate: float = Field(gt=0, le=1, description="Learning rate at its highest.")
    weight_decay: float = Field(ge=0, le=1, description="Of maps.")
    warm_share: float = Field(gt=0, le=0.5, description="Share of the steps in which the rate rises.")
    even: float = Field(
        ge=0,
        le=100,
        description="What letters laid evenly over their recording count at first, against the alignments of the loss; "
        "it fades.",
    )
    even_share: float = Field(ge=0, le=1, description="Share of the steps in which it does.")
    growing: float = Field(
        ge=0, le=1, description="Share of the steps in which ever more recordings are changed, at first none."
    )
    longest_gradient: float = Field(gt=0, le=1_000, description="Length that gradients are cut to.")
    averaged: float = Field(ge=0, le=0.99999, description="Share of the running average of weights that a step keeps.")
    young_steps: float = Field(gt=0, le=10_000, description="Steps in which that average still follows closely.")
    checks: int = Field(ge=1, le=1_000, description="Times that it is judged on valid; the best weights are kept.")
    most_valid: int = Field(ge=1, le=100_000, description="Recordings that it is judged by, at most.")
    quiet: float = Field(
        ge=0, le=1, description="Recordings of noise alone, for each that has words, where there are fewer."
    )


class Ctc(Section):
    """The engine that is trained here, from zero."""

    front_end: FrontEnd
    network: Network
    changes: Changes
    masks: Masks
    fitting: Fitting
    tail: float = Field(
        ge=0, le=2, description="Seconds of silence that are put behind a recording, in which the last word is told."
    )
