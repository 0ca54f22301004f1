"""Layers that see what was, not what comes: a stream goes through them bit by bit and comes out as if whole."""

from __future__ import annotations

from typing import Final

import torch
from torch import nn
from torch.nn import functional

BAND_STRIDE: Final = 2


class CausalConvolution(nn.Module):
    """A convolution over the past, (batch, channels, frames).

    What goes out is evened by batches (Ioffe and Szegedy 2015); without that the first letters are found far later.
    Before the first frame is silence. Each `stride` frames give one; those that are too few wait for the next part.

    Args:
        channels: Of what comes in.
        width: Channels of what goes out.
        reach: Frames that it sees.
        stride: Frames of which it makes one; at most `reach`.
        groups: Of channels that do not see each other.
    """

    def __init__(self, channels: int, width: int, reach: int, stride: int = 1, groups: int = 1) -> None:
        super().__init__()
        self.reach, self.stride = max(reach, stride), stride
        self.convolution = nn.Conv1d(channels, width, self.reach, stride, groups=groups)
        self.even = nn.BatchNorm1d(width)
        self.bend: nn.Module = nn.GELU() if groups == 1 else nn.Identity()
        self.channels, self.width = channels, width

    def start(self, batch: int) -> torch.Tensor:
        """What it has seen before the first frame."""
        return self.convolution.weight.new_zeros(batch, self.channels, self.reach - self.stride)

    def forward(self, frames: torch.Tensor, seen: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Frames that go out, (batch, width, frames), and what it keeps for those to come."""
        whole = torch.cat([seen, frames], dim=2)
        count = max((whole.shape[2] - self.reach) // self.stride + 1, 0)
        if not count:
            return whole.new_zeros(whole.shape[0], self.width, 0), whole
        return self.bend(self.even(self.convolution(whole))), whole[:, :, count * self.stride :]


class Plane(nn.Module):
    """A convolution over bands and the past, so that a voice some bands higher looks much the same.

    Frames are (batch, channels, bands, frames). Every other band goes out; over time it is a `CausalConvolution`.

    Args:
        channels: Of what comes in.
        width: Channels of what goes out.
        bands: Of what comes in.
        reach: Frames, and bands, that it sees.
        stride: Frames of which it makes one; at most `reach`.
    """

    def __init__(self, channels: int, width: int, bands: int, reach: int, stride: int = 1) -> None:
        super().__init__()
        self.reach, self.stride = max(reach, stride), stride
        self.convolution = nn.Conv2d(
            channels, width, (reach, self.reach), (BAND_STRIDE, stride), padding=(reach // 2, 0)
        )
        self.even = nn.BatchNorm2d(width)
        self.channels, self.width, self.bands = channels, width, bands
        self.bands_out = (bands + 2 * (reach // 2) - reach) // BAND_STRIDE + 1

    def start(self, batch: int) -> torch.Tensor:
        """What it has seen before the first frame."""
        return self.convolution.weight.new_zeros(batch, self.channels, self.bands, self.reach - self.stride)

    def forward(self, frames: torch.Tensor, seen: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Frames that go out, (batch, width, bands out, frames), and what it keeps for those to come."""
        whole = torch.cat([seen, frames], dim=3)
        count = max((whole.shape[3] - self.reach) // self.stride + 1, 0)
        if not count:
            return whole.new_zeros(whole.shape[0], self.width, self.bands_out, 0), whole
        return functional.gelu(self.even(self.convolution(whole))), whole[:, :, :, count * self.stride :]


class Block(nn.Module):
    """A residual block: each channel over time by itself, then all channels of a frame (Chollet 2017).

    Args:
        width: Channels.
        reach: Frames that it sees.
        dropout: Share that a training leaves out.
    """

    def __init__(self, width: int, reach: int, dropout: float) -> None:
        super().__init__()
        self.over_time = CausalConvolution(width, width, reach, groups=width)
        self.norm = nn.LayerNorm(width)
        self.wide = nn.Linear(width, 2 * width)
        self.narrow = nn.Linear(width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, frames: torch.Tensor, seen: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """As `CausalConvolution`, as many frames as came in."""
        past, seen = self.over_time(frames, seen)
        inner = functional.glu(self.wide(self.norm(past.transpose(1, 2))), dim=-1)
        return frames + self.dropout(self.narrow(inner)).transpose(1, 2), seen
