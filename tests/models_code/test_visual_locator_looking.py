"""Pictures are looked at in several sizes, and what is found in more than one of them is told once."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from models.visual_search.locator_looking import looked
from models.visual_search.locator_network import STRIDE
from models.visual_search.locator_settings import LocatorSettings

CPU = torch.device("cpu")
SETTINGS = LocatorSettings(looks=(64, 128))


class Brightness(nn.Module):
    """A cell is the surer, the more of it is bright; its box is around all that is."""

    def forward(self, pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        bright = pictures[:, 0] > 0.5
        light = functional.avg_pool2d(bright.float()[:, None], STRIDE)[:, 0]
        boxes = torch.zeros(len(pictures), 4, *light.shape[1:])
        for row, one in enumerate(bright):
            down, across = torch.where(one)
            if len(down):
                bounds = torch.stack([across.min(), down.min(), across.max() + 1, down.max() + 1])
                boxes[row] = bounds[:, None, None]
        return torch.where(light > 0.2, light * 8 - 4, -9.0), boxes


def bright(side: int, left: int, top: int, size: int = 128) -> np.ndarray:
    picture = np.zeros((size, size, 3), dtype=np.uint8)
    picture[top : top + side, left : left + side] = 255
    return picture


def found(picture: np.ndarray, looks: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    boxes, odds = looked(Brightness(), [picture], replace(SETTINGS, looks=looks), CPU)[0]
    return boxes[odds > -5], odds[odds > -5]


@pytest.mark.parametrize(("left", "top"), [(32, 48), (80, 16)])
def test_what_two_sizes_show_is_told_once_and_in_pixels_of_the_picture(left, top):
    picture = bright(16, left, top)
    each = [found(picture, (side,)) for side in SETTINGS.looks]
    assert all(len(boxes) for boxes, _ in each)
    boxes, odds = found(picture, SETTINGS.looks)
    assert len(boxes) == 1
    assert boxes[0] == pytest.approx([left, top, left + 16, top + 16], abs=2)
    chances = [1 / (1 + np.exp(-one.max())) for _, one in each]
    assert 1 / (1 + np.exp(-odds[0])) == pytest.approx((np.mean(chances) + max(chances)) / 2)


def test_what_only_the_larger_size_shows_is_told():
    picture = bright(6, 57, 65)
    assert not len(found(picture, (64,))[0])
    assert len(found(picture, (64, 128))[0]) == len(found(picture, (128,))[0]) == 1


def test_pictures_of_other_shapes_are_looked_at_together_and_none_is_no_picture():
    given = [bright(16, 32, 48), bright(16, 32, 48)[:90], bright(16, 32, 48)[:, :70]]
    together = looked(Brightness(), given, replace(SETTINGS, at_once=2), CPU)
    assert len(together) == 3
    for picture, (boxes, odds) in zip(given, together, strict=True):
        alone, sure = looked(Brightness(), [picture], SETTINGS, CPU)[0]
        assert (alone == boxes).all()
        assert (sure == odds).all()
    assert looked(Brightness(), [], SETTINGS, CPU) == []
