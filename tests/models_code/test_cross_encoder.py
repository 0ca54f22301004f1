"""The cross-encoder that use cases share."""

from __future__ import annotations

import numpy as np

from models.cross_encoder import CrossEncoder, Tuning


def test_learning_goes_on_from_one_that_has_begun() -> None:
    sides = [["is", "it", "blue"]] * 4, [["blue"], ["a", "mug"], ["yes"], ["heavy"]]
    labels, how = np.array([1.0, 0, 1, 0]), Tuning(1, 1e-3, 2, (8, 8), 0.0, 0.0)
    first = CrossEncoder.fit(lambda _: sides, labels, how, 0, 1, lambda _: None)
    before = first.logits(sides)
    none = Tuning(0, 1e-3, 2, (8, 8), 0.0, 0.0)
    assert np.array_equal(
        CrossEncoder.fit(lambda _: sides, labels, none, 1, 1, lambda _: None, first).logits(sides), before
    )
    on = CrossEncoder.fit(lambda _: sides, 1 - labels, how, 1, 1, lambda _: None, first)
    assert not np.array_equal(on.logits(sides), before)
    assert np.array_equal(first.logits(sides), before)
