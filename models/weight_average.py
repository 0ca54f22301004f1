"""A running average of a network's weights, which generalises better than where the last steps left them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn


class WeightAverage:
    """Exponential moving average of what is trained (Polyak and Juditsky 1992), kept beside the network.

    Args:
        network: Whose parameters that learn are averaged.
        kept: Share of the average that a step keeps; 0: no average.
        young: Steps in which it still follows closely, as it began with weights that knew nothing.
    """

    def __init__(self, network: nn.Module, kept: float, young: float) -> None:
        self._weights: list[torch.Tensor] = (
            [one for one in network.parameters() if one.requires_grad] if kept > 0 else []
        )
        self._average = [one.detach().clone() for one in self._weights]
        self._kept, self._young, self._steps = kept, young, 0

    @torch.no_grad()
    def step(self) -> None:
        """Take in the weights of now."""
        self._steps += 1
        if self._weights:
            kept = min(self._kept, self._steps / (self._steps + self._young))
            torch._foreach_lerp_(self._average, self._weights, 1.0 - kept)

    @contextmanager
    def put_in(self) -> Iterator[None]:
        """The network with the average in place of its weights, which come back afterwards."""
        own = [one.detach().clone() for one in self._weights]
        self._set(self._average)
        try:
            yield
        finally:
            self._set(own)

    @torch.no_grad()
    def _set(self, values: list[torch.Tensor]) -> None:
        for weight, value in zip(self._weights, values, strict=True):
            weight.copy_(value)
