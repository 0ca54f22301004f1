"""How recordings become examples."""

from __future__ import annotations

from pydantic import Field

from features.speech_recognition import FeaturesParameters
from params.base import Section


class Features(Section):
    """The splits, and how many recordings are used."""

    seed: int = Field(ge=0, le=2**31, description="Seed of every hash that splits or thins.")
    valid_share: float = Field(
        ge=0.01, le=0.4, description="Share of the utterances that go to valid, where the tables do not say."
    )
    test_share: float = Field(
        ge=0.01,
        le=0.9,
        description="Share that goes to the test, of speakers of its own, where the tables do not say.",
    )
    seen_share: float = Field(
        ge=0,
        le=0.3,
        description="Share of the utterances of speakers who train that go to the test too, where the tables do not "
        "split and tell the speakers.",
    )
    own_valid_from: int = Field(
        ge=2,
        le=1_000,
        description="Fewest speakers of train and valid together from which valid has speakers of its own; of fewer, "
        "it has utterances of those who train.",
    )
    max_train_utterances: int = Field(
        ge=10, le=100_000_000, description="Most utterances to train on; of more, these are drawn by hash."
    )
    max_valid_utterances: int = Field(ge=5, le=1_000_000, description="Likewise of valid.")
    max_test_utterances: int = Field(ge=5, le=1_000_000, description="Likewise of the test.")
    max_surroundings: int = Field(ge=0, le=1_000_000, description="Likewise most noises, and most rooms.")
    min_utterances: int = Field(
        ge=1, le=1_000_000, description="Fewest utterances of each split in which something is said."
    )
    narrow_band: int = Field(
        ge=8_000,
        le=48_000,
        description="Samples a second under which a recording counts as one of a narrow band.",
    )
    threads: int = Field(ge=1, le=256, description="That decode recordings.")

    def settings(self) -> FeaturesParameters:
        """As the room `features` takes them."""
        return FeaturesParameters(**self.model_dump())
