"""What the locator is taught: bumps at the centres of products, and their boxes around these."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch.nn import functional

from .locator_network import STRIDE

_CENTRAL = 0.6  # height of a bump from which on a cell answers for its product
_REACH = 0.1  # height from which on a cell learns its box
_TINY = 1e-6


@dataclass(frozen=True)
class Lesson:
    """True boxes of a batch of pictures.

    Attributes:
        boxes: Left, top, right, bottom in pixels, filled up with anything, (n, m, 4).
        visible: Share of each product that is seen, 0 where there is none, (n, m).
        least_visible: That of a product which is to be found; what is seen less may be found and may not.
    """

    boxes: torch.Tensor
    visible: torch.Tensor
    least_visible: float

    @property
    def counted(self) -> torch.Tensor:
        """Which are to be found, (n, m)."""
        return self.visible >= self.least_visible


@dataclass(frozen=True)
class Targets:
    """What the network should answer.

    Attributes:
        heat: 1 at centres, falling off around them, (n, cells, cells).
        judged: Where an answer is judged, (n, cells, cells).
        boxes: The box that a cell is to answer, (n, 4, cells, cells).
        weight: What its error counts, 0 outside of the bumps, (n, cells, cells).
    """

    heat: torch.Tensor
    judged: torch.Tensor
    boxes: torch.Tensor
    weight: torch.Tensor


def targets_of(lesson: Lesson, cells: int, spread: float) -> Targets:
    """Bumps in the shape of their boxes, so that each box is learned from many cells (Liu et al. 2020, "TTFNet").

    Args:
        lesson: True boxes.
        cells: Of the grid's side.
        spread: Standard deviation of a bump, as a share of its box.
    """
    boxes = lesson.boxes
    size = (boxes[..., 2:] - boxes[..., :2]).clamp(min=_TINY)
    centre = ((boxes[..., :2] + boxes[..., 2:]) / 2 / STRIDE).floor().clamp(0, cells - 1)
    deviation = (size / STRIDE * spread).clamp(min=0.4)
    place = torch.arange(cells, device=boxes.device, dtype=boxes.dtype)
    across = ((place - centre[..., :1]) / deviation[..., :1]) ** 2
    down = ((place - centre[..., 1:]) / deviation[..., 1:]) ** 2
    bumps = torch.exp(-(down[..., :, None] + across[..., None, :]) / 2)
    bumps = bumps * lesson.counted[..., None, None]
    heat, owner = bumps.max(dim=1)
    middle = (place + 0.5) * STRIDE
    wide = (middle > boxes[..., :1]) & (middle < boxes[..., 2:3])
    high = (middle > boxes[..., 1:2]) & (middle < boxes[..., 3:])
    doubtful = ((lesson.visible > 0) & ~lesson.counted)[..., None, None] & high[..., :, None] & wide[..., None, :]
    judged = (heat >= _CENTRAL) | ~doubtful.any(dim=1)
    rows = torch.arange(len(boxes), device=boxes.device)[:, None, None]
    weight = torch.where(heat > _REACH, heat, torch.zeros_like(heat))
    each = (bumps * (bumps > _REACH)).sum((2, 3)).clamp(min=_TINY)
    return Targets(heat, judged, boxes[rows, owner].permute(0, 3, 1, 2), weight / each[rows, owner])


def loss_of(odds: torch.Tensor, boxes: torch.Tensor, targets: Targets, box_weight: float) -> torch.Tensor:
    """Chances that should be what the boxes are worth, and boxes that should be right.

    The chance of a cell near a centre is to be the overlap that its own box has with the true one, so that of many
    cells the one with the best box is the surest: the quality focal loss (Li et al. 2020, "Generalized Focal Loss").

    Args:
        odds: Log odds, (n, cells, cells).
        boxes: (n, 4, cells, cells).
        targets: What they should be.
        box_weight: What the error of boxes counts.
    """
    common, general = _overlaps(boxes, targets.boxes)
    central = targets.heat >= _CENTRAL
    worth = torch.where(central, common.detach(), torch.zeros_like(common))
    wrong = functional.binary_cross_entropy_with_logits(odds, worth, reduction="none")
    wrong = wrong * (odds.sigmoid() - worth) ** 2 * targets.judged
    products = targets.weight.sum().clamp(min=1)
    return wrong.sum() / central.sum().clamp(min=1) + box_weight * ((1 - general) * targets.weight).sum() / products


def _overlaps(first: torch.Tensor, second: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Intersection over union of boxes along the second dimension, plain and generalised (Rezatofighi et al. 2019)."""
    low, high = torch.maximum(first[:, :2], second[:, :2]), torch.minimum(first[:, 2:], second[:, 2:])
    shared = (high - low).clamp(min=0).prod(dim=1)
    area = (first[:, 2:] - first[:, :2]).prod(dim=1) + (second[:, 2:] - second[:, :2]).prod(dim=1)
    union = (area - shared).clamp(min=_TINY)
    low, high = torch.minimum(first[:, :2], second[:, :2]), torch.maximum(first[:, 2:], second[:, 2:])
    around = (high - low).prod(dim=1).clamp(min=_TINY)
    return shared / union, shared / union - (around - union) / around
