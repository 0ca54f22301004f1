"""Pictures as the locator looks at them: squares of one size; in training parts of them, in other colours."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from PIL import Image
from torch.nn import functional

from .boxes import Boxes
from .examples import Pixels
from .locator_losses import Lesson
from .locator_settings import LocatorSettings
from .scenes import Scene

_GREY = (128, 128, 128)  # what the network reads as 0, and so what lies outside of a picture


@dataclass(frozen=True)
class BoxedPhoto:
    """A photo in which somebody has drawn boxes around all products.

    Attributes:
        pixels: Red, green, blue, (height, width, 3).
        boxes: Left, top, right, bottom in its pixels, (n, 4).
    """

    pixels: Pixels
    boxes: Boxes


def squared(pixels: Pixels, side: int) -> tuple[Pixels, float, tuple[int, int]]:
    """A picture made to fit into a square, (side, side, 3), grey where it does not reach.

    Returns:
        The square, its pixels for one of the picture, and where the picture's left and top lie in it.
    """
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    picture = Image.fromarray(pixels).resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    square = Image.new("RGB", (side, side), _GREY)
    place = ((side - size[0]) // 2, (side - size[1]) // 2)
    square.paste(picture, place)
    return np.asarray(square), scale, place


def whole_view(photo: BoxedPhoto, side: int) -> Scene:
    """All of a photo as a square."""
    pixels, scale, place = squared(photo.pixels, side)
    boxes = (photo.boxes * np.float32(scale) + np.array(place * 2, dtype=np.float32)).astype(np.float32)
    count = len(boxes)
    return Scene(pixels, boxes, np.full(count, -1, dtype=np.int64), np.ones(count, dtype=np.float32))


def as_read(pictures: Pixels, device: torch.device) -> torch.Tensor:
    """Levels of 255, (n, side, side, 3), as levels from -1 to 1, (n, 3, side, side), channels last in memory."""
    levels = torch.from_numpy(pictures).to(device).permute(0, 3, 1, 2)
    return levels.to(torch.float32).sub_(128.0).div_(128.0).contiguous(memory_format=torch.channels_last)


def part_views(
    pictures: torch.Tensor, lesson: Lesson, settings: LocatorSettings, generator: torch.Generator
) -> tuple[torch.Tensor, Lesson]:
    """Parts of pictures, or the pictures from farther away, stretched, as often mirrored as not, in other colours.

    Args:
        pictures: As read, (n, 3, k, k).
        lesson: Boxes in their pixels.
        settings: How far the changes go, and the side of a view.
        generator: Of the changes; on the CPU.

    Returns:
        (n, 3, side, side), and the boxes in their pixels, as far as they reach.
    """
    count, kept, side = len(pictures), pictures.shape[-1], settings.side

    def drawn(low: float, high: float, *shape: int) -> torch.Tensor:
        return torch.empty(count, *shape).uniform_(low, high, generator=generator).to(pictures.device)

    part = drawn(float(np.log(settings.closest)), float(np.log(settings.farthest)), 1).exp()
    part = part * drawn(-settings.stretch, settings.stretch, 2).exp() * kept
    room = kept - part
    corner = torch.minimum(room, room.new_zeros(())) + drawn(0, 1, 2) * room.abs()
    turn = (drawn(-1, 1, 1) > 0).float()
    # grid_sample looks from -1 to 1; a mirrored view is read from right to left
    middle = (corner + part / 2) / kept * 2 - 1
    reach = part / kept
    theta = torch.zeros(count, 2, 3, device=pictures.device)
    theta[:, 0, 0], theta[:, 1, 1] = reach[:, 0] * (1 - 2 * turn[:, 0]), reach[:, 1]
    theta[:, :, 2] = middle
    grid = functional.affine_grid(theta, [count, 3, side, side], align_corners=False)
    views = functional.grid_sample(pictures, grid, align_corners=False)
    gain = drawn(-settings.light, settings.light, 1, 1, 1) + drawn(-settings.tint, settings.tint, 3, 1, 1)
    views = ((views + 1) * gain.exp() - 1).clamp(-1, 1)
    moved = (lesson.boxes - corner.repeat(1, 2)[:, None]) * (side / part).repeat(1, 2)[:, None]
    mirrored = torch.cat([side - moved[..., 2:3], moved[..., 1:2], side - moved[..., :1], moved[..., 3:]], 2)
    moved = torch.where(turn[:, :, None] > 0, mirrored, moved)
    boxes = moved.clamp(0, side)
    visible = lesson.visible * _areas(boxes) / _areas(moved).clamp(min=1e-6)
    return views.contiguous(memory_format=torch.channels_last), replace(lesson, boxes=boxes, visible=visible)


def _areas(boxes: torch.Tensor) -> torch.Tensor:
    return (boxes[..., 2:] - boxes[..., :2]).clamp(min=0).prod(dim=-1)
