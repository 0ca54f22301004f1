"""Chains of segments: which spans of a sentence are marked, summed over every way to part it.

A semi-Markov chain (Sarawagi and Cohen, "Semi-Markov conditional random fields for information extraction", 2004) whose
words outside of spans score zero. It gives each span the exact chance that it is marked, with those that overlap it
ruled out, which is what a confidence has to rest on.
"""

from __future__ import annotations

from typing import Any, Final

import torch
import torch.nn.functional as functional

IMPOSSIBLE: Final = -1e4  # score of a span that cannot be; finite, so that differences of two are zero


class _LogPartition(torch.autograd.Function):
    """Log of the sum over all ways, and the chance of each span; the gradient of the first is the second."""

    @staticmethod
    def forward(ctx: Any, scores: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        total, chance = chances(scores)
        ctx.save_for_backward(chance)
        ctx.mark_non_differentiable(chance)
        return total, chance

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor, _: torch.Tensor) -> torch.Tensor:
        (chance,) = ctx.saved_tensors
        product: torch.Tensor = chance * grad[:, None, None]
        return product


def log_partition(scores: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """As `chances`; the first can be derived by the scores."""
    found: tuple[torch.Tensor, torch.Tensor] = _LogPartition.apply(scores)  # type: ignore[no-untyped-call]
    return found


@torch.no_grad()
def chances(scores: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Log partition and marginals.

    Args:
        scores: Of the span that begins at a word and is so many words, less one, longer than one;
            (sentences, words, widths), `IMPOSSIBLE` where it leaves the sentence.

    Returns:
        Log of the sum of the exponents of all ways, (sentences,); chance that a span is marked, as `scores`.
    """
    _, words, widths = scores.shape
    ahead, behind = _ahead(torch.cat([scores, _mirrored(scores)])).chunk(2)
    # behind[t] of the mirrored sentence tells of its last t words
    rest = functional.pad(behind.flip(1), (0, widths), value=IMPOSSIBLE)
    after = rest.unfold(1, widths, 1)[:, 1 : words + 1]
    total = ahead[:, -1]
    return total, torch.exp(ahead[:, :-1, None] + scores + after - total[:, None, None])


def _ahead(scores: torch.Tensor) -> torch.Tensor:
    """Log sum over all ways to part the first t words, for each t; (sentences, words + 1)."""
    sentences, words, widths = scores.shape
    # ending[t, w] scores the span of w + 1 words that ends with word t
    place = torch.arange(words)[:, None] - torch.arange(widths)[None, :]
    ending = scores[:, place.clamp(min=0), torch.arange(widths)].masked_fill(place < 0, IMPOSSIBLE)
    sums = torch.full((sentences, widths + words), IMPOSSIBLE, dtype=scores.dtype)
    sums[:, widths - 1] = 0.0
    for word in range(words):
        before = sums[:, word : word + widths]  # of the first word + 1 - widths words, up to the first word ones
        marked = before.flip(1) + ending[:, word]
        outside = before[:, -1:]
        sums[:, word + widths] = torch.logsumexp(torch.cat([outside, marked], dim=1), dim=1)
    return sums[:, widths - 1 :]


def _mirrored(scores: torch.Tensor) -> torch.Tensor:
    """Scores of the sentences read backwards."""
    words, widths = scores.shape[1:]
    start = words - 1 - torch.arange(words)[:, None] - torch.arange(widths)[None, :]
    return scores[:, start.clamp(min=0), torch.arange(widths)].masked_fill(start < 0, IMPOSSIBLE)
