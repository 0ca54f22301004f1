"""The network: MiniLM, chains of spans over its words, and pairs of them."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as functional
from torch import nn

from .. import minilm
from .alone import Alone
from .batching import Batch
from .pairing import Opinions, Pairing, Words
from .span_scores import KINDS, SpanScores
from .transformer_settings import TransformerSettings


class Network(nn.Module):
    """Reads windows: chances of spans, and what opinions are about.

    Attributes:
        encoder: MiniLM.
        spans: Scores of spans.
        pairing: Scores of pairs.
        alone: Scores of aspects without an opinion.
        layers: Log shares of the uppermost layers in a word's vector.
        candidates: Aspects that an opinion may be about.
    """

    def __init__(self, settings: TransformerSettings) -> None:
        super().__init__()
        self.encoder: Any = minilm.network()
        size = int(self.encoder.config.hidden_size)
        self.spans = SpanScores(size, settings)
        self.pairing = Pairing(size, settings)
        self.alone = Alone(size, settings)
        self.dropout = nn.Dropout(settings.dropout)
        self.layers = nn.Parameter(torch.zeros(settings.mixed_layers))
        self.candidates = settings.candidates

    def words(self, batch: Batch) -> Words:
        """Vectors of words: means of their pieces."""
        with torch.autocast("cpu", torch.bfloat16, enabled=minilm.multiplies_bfloat16()):
            read = self.encoder(input_ids=batch.ids, attention_mask=batch.mask, output_hidden_states=True)
        layers = read.hidden_states[-len(self.layers) :]
        hidden = sum(share * layer.float() for share, layer in zip(self.layers.softmax(0), layers, strict=True))
        sums = functional.pad(hidden.cumsum(1), (0, 0, 1, 0))
        size = sums.shape[-1]
        head, tail = (sums.gather(1, place[..., None].expand(-1, -1, size)) for place in (batch.head, batch.tail))
        return Words(self.dropout((tail - head) / (batch.tail - batch.head)[..., None]), batch.words)

    def likeliest(self, chance: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Likeliest aspects of each window: first and last words (b, k, 2), and logs of their chances (b, k).

        Args:
            chance: Of spans as aspects, (b, n, widths).
        """
        rows, n, widths = chance.shape
        value, place = chance.reshape(rows, -1).topk(min(self.candidates, n * widths), dim=1)
        first = place // widths
        span = torch.stack([first, first + place % widths], dim=-1)
        # what leaves the window has no chance at all, and must not be read
        span = span.masked_fill((value <= 0)[..., None], -1)
        return span, value.clamp(min=_FAINT).log()

    def about(self, words: Words, found: Opinions) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of what opinions are about and of their sentiments, as `Pairing` gives them."""
        scores: tuple[torch.Tensor, torch.Tensor] = self.pairing(words, found)
        return scores


_FAINT = 1e-4  # chance below which all are alike

__all__ = ["KINDS", "Network"]
