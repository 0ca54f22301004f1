"""Settings of the examples of visual search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FeaturesParameters:
    """How photos and catalogue pictures become examples.

    Attributes:
        seed: Seed of every hash that splits or thins (0..2^31).
        valid_share: Share of the photos that go to valid, where the tables do not say (0.01..0.4).
        test_share: Share that goes to the test, where the tables do not say (0.01..0.5).
        held_out_products: Share of the photographed products that are kept from training, where the tables do not
            split: all photos of them are in valid or the test, and they are added to the finished model (0..0.5).
        visit_likeness: Photos of the same products, of no `group` that is told, whose colours have this cosine or more
            are of one visit and fall alike (0..1); 1: each by itself.
        visit_photos: Photos of the same products that are compared with each other at once (10..10,000).
        most_of_product: Share of these that one visit has at most (0.05..1).
        burst_likeness: Photos whose colours have this cosine or more stay together also above that share (0..1);
            1: no more than others, for photos that all look alike.
        side: Longest side of a catalogue picture, pixels; longer ones are made smaller (32..2,048).
        photo_side: Likewise of a photo of train; those of valid and the test stay as they are (32..4,096).
        quality: Of the JPEG that a picture is stored as (50..100).
        max_train_photos: Most photos to train on; of more, these are drawn by hash (100..10,000,000).
        max_valid_photos: Likewise of valid (10..1,000,000).
        max_test_photos: Likewise of the test (10..1,000,000).
        max_distractors: Most pictures that are right for no photo; the first are used (0..10,000,000).
        min_photos: Fewest labelled photos of each split that show a product (2..1,000,000).
        small_share: A photo whose largest product has a box of less than this share of the picture is a slice (0..1).
        large_share: Likewise one with a box of this share or more (0..1).
        threads: That decode pictures (1..256).
    """

    seed: int = 0
    valid_share: float = 0.1
    test_share: float = 0.15
    held_out_products: float = 0.1
    visit_likeness: float = 0.75
    visit_photos: int = 2_000
    most_of_product: float = 0.5
    burst_likeness: float = 0.97
    side: int = 256
    photo_side: int = 384
    quality: int = 92
    max_train_photos: int = 200_000
    max_valid_photos: int = 2_000
    max_test_photos: int = 10_000
    max_distractors: int = 1_000_000
    min_photos: int = 20
    small_share: float = 0.1
    large_share: float = 0.5
    threads: int = 2
