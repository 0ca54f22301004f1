"""How a cross-encoder is fine-tuned: settings, the slope of its steps, and its batches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .cross_texts import Ints


@dataclass(frozen=True)
class Tuning:
    """How it is fine-tuned.

    Attributes:
        epochs: Passes over the pairs.
        learning_rate: Of MiniLM's layers at its highest; what is new learns five times as fast.
        batch_size: Pairs of a step.
        most: Word pieces of the first and of the second text that are read.
        word_dropout: Share of words that are left out at random.
        label_smoothing: Share of a label that is drawn to one half.
    """

    epochs: int
    learning_rate: float
    batch_size: int
    most: tuple[int, int]
    word_dropout: float
    label_smoothing: float


def slope(step: int, total: int) -> float:
    """Linear warm-up over a tenth of the steps, then linear decay to zero."""
    warm = max(total // 10, 1)
    return (step + 1) / warm if step < warm else max((total - step) / max(total - warm, 1), 0.0)


def buckets(lengths: Ints, size: int, rng: np.random.Generator) -> Iterator[Ints]:
    """Batches of similar length in random order, so that little is spent on padding."""
    order = np.argsort(lengths + rng.uniform(0, 12, len(lengths)), kind="stable")
    batches = [order[start : start + size] for start in range(0, len(order), size)]
    for position in rng.permutation(len(batches)):
        yield batches[position]
