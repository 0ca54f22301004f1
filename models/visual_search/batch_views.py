"""Views of pictures, a batch at once: turned, cropped, mirrored, and products set on other pictures."""

from __future__ import annotations

import math

import torch
from torch import nn

from .embedder_training_settings import ChangeSettings

_REACH = 0.1  # share of a picture by which a view of all of it may still be moved
_SHIFT = 0.25  # of a product on its ground, as a share of half the picture


class Viewing:
    """Draws views.

    Args:
        settings: How far they go.
        side: Of what comes out, in pixels.
        generator: Of all that is drawn.
    """

    def __init__(self, settings: ChangeSettings, side: int, generator: torch.Generator) -> None:
        self.settings, self.side, self.generator = settings, side, generator

    def photos(self, given: torch.Tensor) -> torch.Tensor:
        """Parts of photos; (n, 3, kept, kept) to (n, 3, side, side)."""
        count = len(given)
        sizes = self.drawn(count, self.settings.least_area, 1.0).sqrt()
        free = (1.0 - sizes + _REACH)[:, None] * self.drawn(count * 2, -1.0, 1.0).view(count, 2)
        return self._sampled(given, self._affine(sizes, free), "reflection")

    def products(self, given: torch.Tensor, grounds: torch.Tensor) -> torch.Tensor:
        """Products on parts of photos, or on nearly white ground.

        Args:
            given: Products without their ground, opacity last; (n, 4, kept, kept).
            grounds: Photos, (n, 3, kept, kept).

        Returns:
            (n, 3, side, side).
        """
        count, chosen = len(given), self.settings
        logs = self.drawn(count, math.log(chosen.smallest), math.log(chosen.largest))
        moved = self.drawn(count * 2, -_SHIFT, _SHIFT).view(count, 2)
        layer = self._sampled(given, self._affine(torch.exp(-logs), moved), "zeros")
        ground = self.photos(grounds)
        white = self.drawn(count, 0.0, 1.0) < chosen.plain
        ground[white] = self.drawn(int(white.sum()), 0.85, 1.0).view(-1, 1, 1, 1)
        return torch.addcmul(layer[:, :3], 1.0 - layer[:, 3:], ground)

    def drawn(self, count: int, least: float, most: float) -> torch.Tensor:
        """Evenly drawn numbers; (count,)."""
        return torch.empty(count).uniform_(least, most, generator=self.generator)

    def _affine(self, sizes: torch.Tensor, moved: torch.Tensor) -> torch.Tensor:
        """Where each pixel of a view lies in its picture; (n, 2, 3)."""
        count, chosen = len(sizes), self.settings
        over = self.drawn(count, 0.0, 1.0) < chosen.turned_over
        limits = torch.where(over, torch.tensor(180.0), torch.tensor(chosen.turn))
        angles = self.drawn(count, -1.0, 1.0) * limits * (math.pi / 180)
        ratios = torch.exp(self.drawn(count, -chosen.stretch, chosen.stretch) / 2)
        mirrored = torch.where(self.drawn(count, 0.0, 1.0) < 0.5, -1.0, 1.0)
        across, down = sizes * ratios, sizes / ratios
        first = torch.stack([mirrored * across * angles.cos(), -down * angles.sin(), moved[:, 0]], dim=1)
        second = torch.stack([mirrored * across * angles.sin(), down * angles.cos(), moved[:, 1]], dim=1)
        return torch.stack([first, second], dim=1)

    def _sampled(self, given: torch.Tensor, affine: torch.Tensor, outside: str) -> torch.Tensor:
        size = [len(given), given.shape[1], self.side, self.side]
        grid = nn.functional.affine_grid(affine, size, align_corners=False)
        return nn.functional.grid_sample(given, grid, mode="bilinear", padding_mode=outside, align_corners=False)
