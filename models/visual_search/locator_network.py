"""The locator's network: where centres of products are, and how far from there their edges lie."""

from __future__ import annotations

import math

import torch
from torch import nn
from torch.nn import functional

STRIDE = 8  # pixels a cell of the grid that it answers on
DEEPEST = 32  # pixels a cell of its coarsest stage: a side has to be a multiple of it
_RARE = 0.02  # chance of a centre in a cell, with which it starts


class LocatorNetwork(nn.Module):
    """A small residual network with a way back up, answering once an eighth (Zhou et al. 2019, "Objects as Points").

    Args:
        width: Channels of the first stage.
        blocks: Residual blocks of a stage.
    """

    def __init__(self, width: int, blocks: int) -> None:
        super().__init__()
        first, second, third, fourth = width, 2 * width, 3 * width, 4 * width
        self.stem = nn.Sequential(_Convolved(3, first, 4, 8), _Residual(first))
        self.eighth = _stage(first, second, blocks)
        self.sixteenth = _stage(second, third, blocks)
        self.coarsest = _stage(third, fourth, blocks)
        self.all_over = nn.Sequential(nn.Linear(fourth, fourth), nn.ReLU(), nn.Linear(fourth, fourth))
        self.from_coarsest = nn.Conv2d(fourth, third, 1)
        self.from_sixteenth = nn.Conv2d(third, second, 1)
        self.mixed = _Residual(third)
        self.head = nn.Sequential(_Residual(second), _Convolved(second, second))
        self.centre = nn.Conv2d(second, 1, 1)
        self.edges = nn.Conv2d(second, 4, 1)
        nn.init.constant_(self.centre.bias, math.log(_RARE / (1 - _RARE)))  # type: ignore[arg-type]
        nn.init.constant_(self.edges.bias, 1.0)  # type: ignore[arg-type]

    def forward(self, pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Log odds of a centre, (n, cells, cells); left, top, right, bottom in pixels, (n, 4, cells, cells).

        Args:
            pictures: Levels of red, green, blue from -1 to 1, (n, 3, side, side).
        """
        eighth = self.eighth(self.stem(pictures))
        sixteenth = self.sixteenth(eighth)
        coarsest = self.coarsest(sixteenth)
        coarsest = coarsest + self.all_over(coarsest.mean((2, 3)))[..., None, None]
        sixteenth = self.mixed(sixteenth + functional.interpolate(self.from_coarsest(coarsest), scale_factor=2))
        eighth = self.head(eighth + functional.interpolate(self.from_sixteenth(sixteenth), scale_factor=2))
        reach = functional.softplus(self.edges(eighth).float()) * (2 * STRIDE)
        rows, columns = ((torch.arange(size, device=reach.device) + 0.5) * STRIDE for size in reach.shape[-2:])
        across, down = columns[None, None], rows[None, :, None]
        left, top, right, bottom = reach.unbind(1)
        boxes = torch.stack([across - left, down - top, across + right, down + bottom], 1)
        return self.centre(eighth).float()[:, 0], boxes


class _Convolved(nn.Sequential):
    """Convolved, normalised, rectified."""

    def __init__(self, before: int, after: int, stride: int = 1, kernel: int = 3) -> None:
        super().__init__(
            nn.Conv2d(before, after, kernel, stride, (kernel - stride + 1) // 2, bias=False),
            nn.BatchNorm2d(after),
            nn.ReLU(inplace=True),
        )


class _Residual(nn.Module):
    """Two convolutions around which the input is led (He et al. 2016)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = _Convolved(channels, channels)
        self.second = nn.Sequential(nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))
        nn.init.zeros_(self.second[1].weight)  # type: ignore[arg-type]

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        return functional.relu(given + self.second(self.first(given)))


def _stage(before: int, after: int, blocks: int) -> nn.Sequential:
    """Half the resolution, then residual blocks."""
    return nn.Sequential(_Convolved(before, after, 2), *(_Residual(after) for _ in range(blocks)))
