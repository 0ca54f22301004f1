"""Settings of the examples of speech recognition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FeaturesParameters:
    """How recordings become examples.

    Attributes:
        seed: Seed of every hash that splits or thins (0..2^31).
        valid_share: Share of the utterances that go to valid, where the tables do not say (0.01..0.4).
        test_share: Share of those that go to the test, of speakers of its own, where the tables do not say
            (0.01..0.9).
        seen_share: Share of the utterances of speakers who train that go to the test, where the tables do not split
            and tell the speakers (0..0.3).
        own_valid_from: Fewest speakers of train and valid together from which valid has speakers of its own; of fewer,
            it has utterances of those who train (2..1,000).
        max_train_utterances: Most utterances to train on; of more, these are drawn by hash (10..100,000,000).
        max_valid_utterances: Likewise of valid (5..1,000,000).
        max_test_utterances: Likewise of the test (5..1,000,000).
        max_surroundings: Likewise most noises, and most rooms (0..1,000,000).
        min_utterances: Fewest utterances of each split in which something is said (1..1,000,000).
        narrow_band: Samples a second under which a recording counts as one of a narrow band (8,000..48,000).
        threads: That decode recordings (1..256).
    """

    seed: int = 0
    valid_share: float = 0.1
    test_share: float = 0.15
    seen_share: float = 0.05
    own_valid_from: int = 8
    max_train_utterances: int = 1_000_000
    max_valid_utterances: int = 5_000
    max_test_utterances: int = 20_000
    max_surroundings: int = 2_000
    min_utterances: int = 10
    narrow_band: int = 16_000
    threads: int = 2
