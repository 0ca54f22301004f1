"""How recordings are changed each time that they are learned from."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from params.base import Section


class Changes(Section):
    """Other speakers, rooms, noises and microphones."""

    plain: float = Field(ge=0, le=1, description="Share that is left as it came.")
    slowest: float = Field(ge=0.5, le=1, description="Speed of speech, pitch with it, at least.")
    fastest: float = Field(ge=1, le=2, description="Likewise at most.")
    warped: float = Field(ge=0, le=0.5, description="Most log ratio by which a vocal tract is made longer or shorter.")
    paced: float = Field(
        ge=0, le=1, description="Most log ratio by which speech is made slower or faster at its own pitch."
    )
    coloured: float = Field(
        ge=0,
        le=30,
        description="Decibels by which bands are made louder or softer, neighbours alike, as other microphones and "
        "throats do; one standard deviation.",
    )
    joined: float = Field(
        ge=0,
        le=0.9,
        description="Share of recordings that another one is put behind, so that several words are learned from single "
        "ones.",
    )
    longest_joined: float = Field(ge=0, le=60, description="Seconds that these are long together, at most.")
    pause: float = Field(ge=0, le=5, description="Most seconds between them.")
    around: float = Field(ge=0, le=5, description="Most seconds that a recording is lengthened by before the speech.")
    roomed: float = Field(ge=0, le=1, description="Share that is heard in a room.")
    noisy: float = Field(ge=0, le=1, description="Share that is heard in noise.")
    least_snr: float = Field(ge=-20, le=60, description="Decibels that speech lies above the noise, at least.")
    most_snr: float = Field(ge=-20, le=60, description="Likewise at most.")
    babble: float = Field(ge=0, le=1, description="Share of the noises that are made of other recordings.")
    voices: int = Field(ge=1, le=20, description="Recordings of which babble is made, at most.")
    made: float = Field(
        ge=0,
        le=1,
        description="Share of the other noises that are made, of a spectrum that falls evenly; where there are no "
        "recordings of noise, all.",
    )
    steepest: float = Field(ge=0, le=4, description="Power of frequency that such a spectrum falls with, at most.")
    loudest: float = Field(ge=0, le=60, description="Decibels by which a recording is made louder or softer, at most.")
    clipped: float = Field(ge=0, le=1, description="Share whose loudest samples are cut off.")
    cut: float = Field(gt=0, le=1, description="Share of the highest sample that remains of those, at least.")
    narrowed: float = Field(
        ge=0, le=1, description="Share that is heard as by telephone, between about 300 and 3,400 hertz."
    )
    low: float = Field(ge=0, le=1, description="Share that has nothing above 4,000 hertz, as recordings of 8 kHz have.")

    @model_validator(mode="after")
    def _upright(self) -> Self:
        if self.least_snr > self.most_snr:
            raise ValueError(
                f"least_snr is {self.least_snr} and most_snr is {self.most_snr}; give the lower one first."
            )
        return self


class Masks(Section):
    """What is hidden of features."""

    bands: int = Field(ge=0, le=10, description="Runs of bands that are hidden in a recording.")
    widest: float = Field(ge=0, le=1, description="Share of the bands that such a run has, at most.")
    times: int = Field(ge=0, le=20, description="Runs of frames that are hidden.")
    longest: float = Field(ge=0, le=2, description="Seconds of such a run, at most.")
    most: float = Field(ge=0, le=1, description="Share of a recording that such a run is, at most.")
