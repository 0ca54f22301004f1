"""Chains of segments against every way to part a short sentence."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch

from models.review_extraction.segments import IMPOSSIBLE, chances, log_partition


def _ways(words: int, widths: int, start: int = 0) -> Iterator[list[tuple[int, int]]]:
    """All ways to mark spans that do not overlap."""
    if start >= words:
        yield []
        return
    yield from _ways(words, widths, start + 1)
    for width in range(min(widths, words - start)):
        for rest in _ways(words, widths, start + width + 1):
            yield [(start, width), *rest]


def _scores(words: int, widths: int, room: int) -> torch.Tensor:
    scores = torch.randn(room, widths, dtype=torch.float64)
    place = torch.arange(room)[:, None] + torch.arange(widths)[None, :]
    return scores.masked_fill(place >= words, IMPOSSIBLE)


@pytest.mark.parametrize(("words", "widths"), [(5, 3), (3, 3), (1, 2), (4, 1), (2, 6)])
def test_chances_are_those_of_all_ways(words: int, widths: int) -> None:
    torch.manual_seed(words * 10 + widths)
    scores = _scores(words, widths, 6)
    ways = list(_ways(words, widths))
    logs = torch.stack([sum((scores[span] for span in way), torch.tensor(0.0, dtype=torch.float64)) for way in ways])
    expected = torch.zeros_like(scores)
    for way, share in zip(ways, logs.softmax(0), strict=True):
        for span in way:
            expected[span] += share
    total, chance = chances(scores[None])
    assert float(total[0]) == pytest.approx(float(logs.logsumexp(0)))
    assert np.allclose(chance[0].numpy(), expected.numpy(), atol=1e-12)


def test_gradient_of_the_partition_is_the_chance() -> None:
    torch.manual_seed(1)
    scores = torch.stack([_scores(4, 2, 4), _scores(2, 2, 4)]).requires_grad_()
    assert torch.autograd.gradcheck(lambda given: log_partition(given)[0], scores)
