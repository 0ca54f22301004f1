"""The network of commands: a picture of sound as scores of the sentences, and of nothing."""

from __future__ import annotations

import torch
from torch import nn

from .command_settings import CommandSettings


class CommandNetwork(nn.Module):
    """Convolutions over bands and time, pooled over time, as small-footprint keyword spotting has them (Sainath and
    Parada 2015; blocks as in Simonyan and Zisserman 2015).

    Attributes:
        stages: Each halves bands and time.
        out: Scores of what is pooled.
        pooled: Numbers that a picture is pooled to.
    """

    def __init__(self, bands: int, sentences: int, settings: CommandSettings) -> None:
        super().__init__()
        widths = [max(4, settings.width // 4), max(4, settings.width // 2), settings.width]
        self.stages = nn.Sequential(*(_stage(*pair) for pair in zip([1, *widths[:-1]], widths, strict=True)))
        self.pooled = 2 * widths[-1] * (bands // 8)
        self.dropout = nn.Dropout(settings.dropout)
        self.out = nn.Linear(self.pooled, sentences)

    def embedded(self, pictures: torch.Tensor) -> torch.Tensor:
        """(batch, frames, bands) as (batch, pooled): mean and highest of each channel and band over time."""
        planes = self.stages(pictures[:, None].contiguous(memory_format=torch.channels_last)).float()
        return torch.cat([planes.mean(2), planes.amax(2)], dim=2).flatten(1)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """Scores, (batch, sentences)."""
        scores: torch.Tensor = self.out(self.dropout(self.embedded(pictures)))
        return scores


def _stage(before: int, after: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    for channels in (before, after):
        layers += [nn.Conv2d(channels, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU()]
    return nn.Sequential(*layers, nn.MaxPool2d(2))
