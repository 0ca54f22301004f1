"""Light, lens and cover of a batch of views, and their mixing in pairs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import nn

from .batch_views import Viewing

_MIDDLE = 0.45  # value about which contrast turns
_GREY = 1 / 3


def lit(views: torch.Tensor, viewing: Viewing) -> torch.Tensor:
    """In another light: brightness, the light's colour, contrast, and how strong colours are, as one linear map."""
    count, chosen = len(views), viewing.settings
    gains = torch.exp(viewing.drawn(count, -chosen.light, chosen.light))[:, None]
    gains = gains * torch.exp(viewing.drawn(count * 3, -chosen.tint, chosen.tint)).view(count, 3)
    strength = torch.exp(viewing.drawn(count, -chosen.contrast, chosen.contrast)).view(count, 1, 1)
    contrast = torch.exp(viewing.drawn(count, -chosen.contrast, chosen.contrast)).view(count, 1, 1)
    colours = contrast * (strength * torch.eye(3) + (1.0 - strength) * _GREY) * gains[:, None, :]
    shifts = (1.0 - contrast) * _MIDDLE * gains.mean(dim=1).view(count, 1, 1)
    flat = torch.baddbmm(shifts.expand(count, 3, 1), colours, views.flatten(2))
    return flat.clamp_(0.0, 1.0).view_as(views)


def blurred(views: torch.Tensor, viewing: Viewing) -> torch.Tensor:
    """Some of them out of focus."""
    chosen = torch.nonzero(viewing.drawn(len(views), 0.0, 1.0) < viewing.settings.blurred).flatten()
    if len(chosen):
        wide = nn.functional.pad(views[chosen], (2, 2, 2, 2), mode="replicate")
        views[chosen] = nn.functional.avg_pool2d(wide, 5, 1)
    return views


def covered(views: torch.Tensor, viewing: Viewing) -> torch.Tensor:
    """Some of them behind a rectangle of one colour (Zhong et al., "Random Erasing Data Augmentation", 2020)."""
    chosen, side = viewing.settings, views.shape[-1]
    rows = torch.nonzero(viewing.drawn(len(views), 0.0, 1.0) < chosen.covered).flatten().tolist()
    sizes = (viewing.drawn(2 * len(rows), chosen.least_cover, chosen.most_cover) * side).int().view(-1, 2).tolist()
    places = viewing.drawn(2 * len(rows), 0.0, 1.0).view(-1, 2).tolist()
    colours = viewing.drawn(3 * len(rows), 0.0, 1.0).view(-1, 3, 1, 1)
    for row, (height, width), (down, across), colour in zip(rows, sizes, places, colours, strict=True):
        top, left = int(down * (side - height)), int(across * (side - width))
        views[row, :, top : top + height, left : left + width] = colour
    return views


@dataclass(frozen=True)
class Mixed:
    """Views as they are learned from.

    Attributes:
        views: (n, 3, side, side).
        others: Row of what is mixed into each; (n,).
        share: Of each view that is its own, 0 to 1.
    """

    views: torch.Tensor
    others: torch.Tensor
    share: float


def mixed(views: torch.Tensor, viewing: Viewing) -> Mixed:
    """Laid over each other, or a part of one on the other, or as they are.

    Zhang et al., "mixup: Beyond Empirical Risk Minimization", 2018; Yun et al., "CutMix: Regularization Strategy to
    Train Strong Classifiers with Localizable Features", 2019.
    """
    chosen, count, side = viewing.settings, len(views), views.shape[-1]
    whether, how, down, across, area = viewing.drawn(5, 0.0, 1.0).tolist()
    if whether >= chosen.mixed:
        return Mixed(views, torch.arange(count), 1.0)
    others = torch.randperm(count, generator=viewing.generator)
    if how < chosen.patched:
        length = int(side * math.sqrt(area))
        part = (slice(None), slice(None), *(slice(int(at * (side - length)), None) for at in (down, across)))
        inside = (*part[:2], *(slice(one.start, one.start + length) for one in part[2:]))
        out = views.clone()
        out[inside] = views[others][inside]
        return Mixed(out, others, 1.0 - (length / side) ** 2)
    share = _beta(chosen.mixing, viewing.generator)
    return Mixed(torch.lerp(views[others], views, share), others, share)


def _beta(both: float, generator: torch.Generator) -> float:
    """A share of a beta distribution whose parameters are the same."""
    one, two = torch._standard_gamma(torch.full((2,), both), generator=generator).tolist()
    return one / (one + two) if one + two > 0 else 0.5
