"""Aspects that stand alone: judged, but by no words of their own."""

from __future__ import annotations

import torch
import torch.nn.functional as functional
from torch import nn

from .extracted import SENTIMENTS
from .pairing import Words
from .transformer_settings import TransformerSettings


class Alone(nn.Module):
    """Whether an aspect stands alone, and how it is then judged."""

    def __init__(self, size: int, settings: TransformerSettings) -> None:
        super().__init__()
        self.context = settings.context
        self.span = nn.Linear(4 * size, settings.hidden)
        self.dropout = nn.Dropout(settings.dropout)
        self.choice = nn.Linear(settings.hidden, 1 + len(SENTIMENTS))

    def forward(self, words: Words, window: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        """Scores of `JUDGED` and of each sentiment; (aspects, 4)."""
        span = torch.cat([words.span(window, first, last), words.around(window, first, last, self.context)], dim=-1)
        scores: torch.Tensor = self.choice(self.dropout(functional.gelu(self.span(span))))
        return scores
