"""Which aspect an opinion is about, and whether it praises or blames it."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as functional
from torch import nn

from .extracted import NONE, SENTIMENTS
from .segments import IMPOSSIBLE
from .transformer_settings import TransformerSettings


@dataclass(frozen=True)
class Opinions:
    """o opinions and the k aspects that each may be about.

    Attributes:
        window: Of each in its batch; (o,).
        first, last: Its words; (o,).
        aspects: First and last words of the aspects, `NONE` where there are fewer; (o, k, 2).
        chance: Logs of the chances that those are aspects at all; (o, k).
    """

    window: torch.Tensor
    first: torch.Tensor
    last: torch.Tensor
    aspects: torch.Tensor
    chance: torch.Tensor


class Words:
    """Vectors of the words of a batch, and means over runs of them."""

    def __init__(self, vectors: torch.Tensor, words: torch.Tensor) -> None:
        self.vectors = vectors
        self.words = words
        self._sums = functional.pad(vectors.cumsum(1), (0, 0, 1, 0))

    def mean(self, window: torch.Tensor, begin: torch.Tensor, end: torch.Tensor) -> torch.Tensor:
        """Of half-open runs; zero of an empty one."""
        size = (end - begin).clamp(min=1).unsqueeze(-1)
        return (self._sums[window, torch.maximum(begin, end)] - self._sums[window, begin]) / size

    def around(self, window: torch.Tensor, first: torch.Tensor, last: torch.Tensor, reach: int) -> torch.Tensor:
        """Mean over a span and the words on either side of it."""
        return self.mean(window, (first - reach).clamp(min=0), torch.minimum(last + reach + 1, self.words[window]))

    def span(self, window: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        """First word, last word and mean of a span."""
        ends = (self.vectors[window, first], self.vectors[window, last])
        return torch.cat([*ends, self.mean(window, first, last + 1)], dim=-1)


class Pairing(nn.Module):
    """Each opinion points to one aspect or to none that is written; each such pair has its own sentiment."""

    def __init__(self, size: int, settings: TransformerSettings) -> None:
        super().__init__()
        hidden = settings.hidden
        self.farthest, self.context = settings.farthest, settings.context
        self.opinion = nn.Linear(3 * size, hidden)
        self.aspect = nn.Linear(3 * size, hidden)
        self.between = nn.Linear(size, hidden, bias=False)
        self.distance = nn.Embedding(2 * (settings.farthest + 1), hidden)
        self.implied = nn.Parameter(torch.zeros(hidden))
        self.about = nn.Linear(hidden, 1)
        self.known = nn.Parameter(torch.tensor(0.5))
        self.judged_opinion = nn.Linear(4 * size, hidden)
        self.judged_aspect = nn.Linear(3 * size, hidden)
        self.judged_implied = nn.Parameter(torch.zeros(hidden))
        self.dropout = nn.Dropout(settings.dropout)
        self.sentiment = nn.Linear(hidden, len(SENTIMENTS))
        nn.init.normal_(self.distance.weight, std=0.02)

    def forward(self, words: Words, found: Opinions) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of what each opinion is about, the implied first, (o, k + 1); of sentiments, (o, k + 1, 3)."""
        lacking = found.aspects[..., 0] == NONE
        first, last = found.aspects.clamp(min=0).unbind(-1)
        window = found.window[:, None].expand_as(first)
        opinion = words.span(found.window, found.first, found.last)
        aspect, which = _distinct(words, window, first, last)
        low = torch.minimum(last, found.last[:, None]) + 1
        high = torch.maximum(first, found.first[:, None])
        side = (first > found.first[:, None]).long() * (self.farthest + 1)
        apart = (high - low).clamp(min=0, max=self.farthest) + side
        base = self.opinion(opinion)[:, None]
        # a layer over all words once, not over the runs of all pairs: the mean of its outputs is its output of the mean
        between = Words(self.between(words.vectors), words.words).mean(window, low, high)
        pair = base + self.aspect(aspect)[which] + between + self.distance(apart)
        written = self.about(functional.gelu(pair)).squeeze(-1) + self.known * found.chance
        implied = self.about(functional.gelu(base + self.implied)).squeeze(-1)
        about = torch.cat([implied, written.masked_fill(lacking, IMPOSSIBLE)], dim=1)
        return about, self._sentiments(words, found, opinion, self.judged_aspect(aspect)[which])

    def _sentiments(self, words: Words, found: Opinions, opinion: torch.Tensor, aspect: torch.Tensor) -> torch.Tensor:
        around = words.around(found.window, found.first, found.last, self.context)
        judged = self.judged_opinion(torch.cat([opinion, around], dim=-1))[:, None]
        implied = self.judged_implied.expand(len(opinion), 1, -1)
        pair = judged + torch.cat([implied, aspect], dim=1)
        scores: torch.Tensor = self.sentiment(functional.gelu(self.dropout(pair)))
        return scores


def _distinct(
    words: Words, window: torch.Tensor, first: torch.Tensor, last: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Vectors of distinct spans, and which of them each span is: opinions of one window share their candidates."""
    n = words.vectors.shape[1]
    key, which = torch.unique((window * n + first) * n + last, return_inverse=True)
    return words.span(key // (n * n), key // n % n, key % n), which
