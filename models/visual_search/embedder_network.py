"""The network that makes a vector of a picture."""

from __future__ import annotations

import torch
from torch import nn

from .embedder_settings import NetworkSettings

MEAN, SPREAD = 0.45, 0.25  # of the values of a picture's pixels, about


class Block(nn.Module):
    """A residual block of two convolutions (He et al., "Deep Residual Learning for Image Recognition", 2016).

    Where it halves the picture, what goes past it is averaged (He et al., "Bag of Tricks", 2019, ResNet-D).
    """

    def __init__(self, taken: int, given: int, stride: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(taken, given, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(given)
        self.second = nn.Conv2d(given, given, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(given)
        past: list[nn.Module] = [nn.AvgPool2d(stride, ceil_mode=True)] if stride > 1 else []
        if stride > 1 or taken != given:
            past += [nn.Conv2d(taken, given, 1, bias=False), nn.BatchNorm2d(given)]
        self.past = nn.Sequential(*past)
        nn.init.zeros_(self.second_norm.weight)  # it begins as if it were not there

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        """(n, taken, height, width) to (n, given, height / stride, width / stride)."""
        inner = torch.relu(self.first_norm(self.first(given)))
        return torch.relu(self.second_norm(self.second(inner)) + self.past(given))


class Network(nn.Module):
    """Residual stages over patches, the mean over all positions, and a linear map of it."""

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__()
        width = settings.widths[0]
        layers: list[nn.Module] = [
            nn.Conv2d(3, width, settings.patch, settings.patch, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(),
        ]
        for stage, (given, depth) in enumerate(zip(settings.widths, settings.depths, strict=True)):
            for place in range(depth):
                layers.append(Block(width, given, 2 if stage and not place else 1))
                width = given
        self.body = nn.Sequential(*layers)
        self.map = nn.Linear(width, settings.dimensions, bias=False)
        self.norm = nn.BatchNorm1d(settings.dimensions)
        for one in self.modules():
            if isinstance(one, nn.Conv2d):
                nn.init.kaiming_normal_(one.weight, mode="fan_out", nonlinearity="relu")
                # the layout in which processors convolve fastest; it stays when the network is moved
                one.weight.data = one.weight.data.contiguous(memory_format=torch.channels_last)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """Unit-length vectors, (n, dimensions), of pictures of values 0 to 1, (n, 3, side, side)."""
        given = ((pictures - MEAN) / SPREAD).contiguous(memory_format=torch.channels_last)
        pooled = self.body(given).mean(dim=(2, 3))
        with torch.autocast(pictures.device.type, enabled=False):
            return nn.functional.normalize(self.norm(self.map(pooled.float())), dim=1)
