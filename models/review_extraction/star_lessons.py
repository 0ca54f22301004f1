"""Weak labels: the stars of reviews that nobody annotated teach what praise and blame read like."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
import torch.nn.functional as functional
from torch import nn

from .batching import Batch, Frame, batch_of
from .extracted import SENTIMENTS, Ints, Reviews
from .network import Network
from .star_words import FEW, MANY
from .windows import Windows, windows_of
from .words import Worded


class StarLessons:
    """Windows of reviews with stars, each sentiment drawn as often as the others.

    Args:
        reviews: With stars; those without are left out.
        words: Of all of them.
        window_pieces: Word pieces of a window at most.
        frame: Of the network.
        size: Dimensions of its vectors.
    """

    def __init__(self, reviews: Reviews, words: Worded, window_pieces: int, frame: Frame, size: int) -> None:
        windows = windows_of(words, window_pieces)
        known = np.isfinite(reviews.stars)[windows.text]
        self._windows = Windows(words, windows.text[known], windows.first[known], windows.last[known])
        stars = reviews.stars[self._windows.text]
        self._right: Ints = (stars > FEW).astype(np.int64) + (stars >= MANY)
        self._frame = frame
        self.head = nn.Linear(size, len(SENTIMENTS))

    def __len__(self) -> int:
        return len(self._right)

    def batches(self, budget: int, rng: np.random.Generator, blur: float) -> Iterator[tuple[Batch, Ints]]:
        """Batches without end, and the sentiment of each window; see `Windows.batches`."""
        counts = np.bincount(self._right, minlength=len(SENTIMENTS))
        weight = 1.0 / counts[self._right]
        while True:
            drawn = rng.choice(len(self._right), size=len(self._right), p=weight / weight.sum())
            every = self._windows
            chosen = Windows(every.words, every.text[drawn], every.first[drawn], every.last[drawn])
            for rows in chosen.batches(budget, rng, blur):
                yield batch_of(chosen, rows, self._frame), self._right[drawn[rows]]

    def loss(self, network: Network, batch: Batch, right: Ints) -> torch.Tensor:
        """Cross entropy of the sentiments, a window, by the mean of its words."""
        words = network.words(batch)
        start = torch.zeros(len(right), dtype=torch.long)
        mean = words.mean(torch.arange(len(right)), start, words.words)
        return functional.cross_entropy(self.head(mean), torch.from_numpy(right))
