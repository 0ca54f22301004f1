"""Scores of all spans of a sentence, as aspects and as opinions."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as functional
from torch import nn

from .segments import IMPOSSIBLE
from .transformer_settings import TransformerSettings

KINDS = 2  # aspects, opinions


class SpanScores(nn.Module):
    """What a span's first word, last word, all its words, its width and its two ends together say for it."""

    def __init__(self, size: int, settings: TransformerSettings) -> None:
        super().__init__()
        self.widths = (settings.widest_aspect, settings.widest_opinion)
        self.widest = max(self.widths)
        self.pointed = settings.pointed
        self.alone = nn.Linear(size, KINDS * 3)
        self.begin = nn.Linear(size, KINDS * settings.pointed)
        self.end = nn.Linear(size, KINDS * settings.pointed)
        self.width = nn.Parameter(torch.zeros(KINDS, self.widest))

    def forward(self, vectors: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """Scores of spans that begin at a word and are so many words, less one, longer than one.

        Args:
            vectors: Of words, (b, n, size).
            words: Words of each sentence, (b,).

        Returns:
            Aspects of all sentences, then opinions; (2 b, n, widest).
        """
        rows, n, _ = vectors.shape
        first, last, inner = self.alone(vectors).view(rows, n, KINDS, 3).permute(3, 2, 0, 1)
        begin = self.begin(vectors).view(rows, n, KINDS, self.pointed).permute(2, 0, 1, 3)
        end = self.end(vectors).view(rows, n, KINDS, self.pointed).permute(2, 0, 1, 3)
        matched = begin @ end.transpose(-1, -2) / math.sqrt(self.pointed)
        stop = torch.arange(n)[:, None] + torch.arange(self.widest)[None, :]
        kept = stop.clamp(max=n - 1)
        within = functional.pad(inner.cumsum(-1), (1, 0))
        scores = first[..., None] + last[:, :, kept] + within[:, :, kept + 1] - within[:, :, :n, None]
        scores = scores + matched.gather(-1, kept.expand(KINDS, rows, n, self.widest)) + self.width[:, None, None, :]
        beyond = stop[None, :, :] >= words[:, None, None]
        wide = torch.arange(self.widest)[None, :] >= torch.tensor(self.widths)[:, None]
        barred = beyond[None] | wide[:, None, None, :]
        out: torch.Tensor = scores.masked_fill(barred, IMPOSSIBLE).reshape(KINDS * rows, n, self.widest)
        return out
