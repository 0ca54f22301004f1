"""The network: what was heard so far as log chances of the letters said."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from .causal import Block, CausalConvolution, Plane
from .network_settings import NetworkSettings


@dataclass
class Heard:
    """What the network keeps of a stream.

    Attributes:
        seen: Of each convolution.
        hidden: Of the recurrent layers, (layers, batch, hidden).
    """

    seen: list[torch.Tensor]
    hidden: torch.Tensor


class Network(nn.Module):
    """Depthwise convolutions and gated recurrent units (Cho et al. 2014); nothing in it looks ahead.

    Attributes:
        planes: Over bands and time.
        convolutions: Over time, each with a stride or residual.
        past: Recurrent layers.
        symbols: Scores of letters.
        widths: Of the places where a speaker's own scales act; see `forward`.
    """

    def __init__(self, bands: int, symbols: int, settings: NetworkSettings) -> None:
        super().__init__()
        if len(settings.strides) != len(settings.blocks):
            raise ValueError(f"as many blocks as strides: {settings.blocks} are not as many as {settings.strides}.")
        self.settings = settings
        width = settings.width
        planes: list[Plane] = []
        channels, first = 1, settings.strides[0]
        for plane in settings.planes:
            stride = 1 if planes else first
            planes.append(Plane(channels, plane, bands, settings.plane_reach, stride))
            channels, bands = plane, planes[-1].bands_out
        convolutions: list[nn.Module] = []
        for stride, count in zip(settings.strides, settings.blocks, strict=True):
            begins = not convolutions
            step = 1 if begins and planes else stride
            convolutions.append(CausalConvolution(channels * bands if begins else width, width, settings.reach, step))
            convolutions.extend(Block(width, settings.reach, settings.dropout) for _ in range(count))
        self.planes = nn.ModuleList(planes)
        self.convolutions = nn.ModuleList(convolutions)
        self.norm = nn.LayerNorm(width)
        between = settings.dropout if settings.layers > 1 else 0.0
        self.past = nn.GRU(width, settings.hidden, settings.layers, batch_first=True, dropout=between)
        self.dropout = nn.Dropout(settings.dropout)
        self.symbols = nn.Linear(width + settings.hidden, symbols)
        self.widths = (width, settings.hidden)

    def start(self, batch: int = 1) -> Heard:
        """Before the first frame."""
        seen = [layer.start(batch) for layer in self.modules() if isinstance(layer, CausalConvolution | Plane)]
        hidden = self.symbols.weight.new_zeros(self.settings.layers, batch, self.settings.hidden)
        return Heard(seen, hidden)

    def forward(
        self,
        features: torch.Tensor,
        heard: Heard | None = None,
        scales: tuple[torch.Tensor, torch.Tensor] | None = None,
    ) -> tuple[torch.Tensor, Heard]:
        """Log chances, (batch, frames // stride, symbols), and what to go on with.

        Args:
            features: (batch, frames, bands); where rows are shorter, what is behind them does not matter.
            heard: What was before; None: nothing.
            scales: Of a speaker, on what the convolutions and the recurrent layers give: (width,) and (hidden,).
        """
        heard = heard or self.start(len(features))
        seen, waiting = [], iter(heard.seen)
        frames = features.transpose(1, 2)
        if len(self.planes):
            planes = frames[:, None]
            for layer in self.planes:
                planes, kept = layer(planes, next(waiting))
                seen.append(kept)
            frames = planes.flatten(1, 2)
        for layer in self.convolutions:
            frames, kept = layer(frames, next(waiting))
            seen.append(kept)
        steps = self.norm(frames.transpose(1, 2))
        if scales is not None:
            steps = steps * scales[0]
        if steps.shape[1]:
            past, hidden = self.past(self.dropout(steps), heard.hidden)
        else:
            past, hidden = steps.new_zeros(len(steps), 0, self.settings.hidden), heard.hidden
        if scales is not None:
            past = past * scales[1]
        steps = torch.cat([steps, past], dim=2)
        return self.symbols(self.dropout(steps)).log_softmax(-1), Heard(seen, hidden)


def frames_out(frames: int, strides: tuple[int, ...]) -> int:
    """Frames that the network makes of so many."""
    for stride in strides:
        frames //= stride
    return frames
