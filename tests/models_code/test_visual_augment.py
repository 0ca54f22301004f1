"""Pictures made worse: size, sameness for the same seed, and nothing where nothing is to change."""

import numpy as np
import pytest

from models.visual_search.augment import photographed
from models.visual_search.augment_settings import AugmentSettings
from models.visual_search.warping import corners_of, quad_of, warped

UNCHANGED = AugmentSettings(
    brightness=1, contrast=1, gamma=1, tint=1, saturation=0, shaded=0, blurred=0, noised=0, coarsened=0, compressed=0,
)  # fmt: skip


def pixels(height: int = 40, width: int = 60) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)


def test_with_nothing_to_change_nothing_changes():
    given = pixels()
    assert (photographed(np.random.default_rng(1), given, UNCHANGED) == given).all()


@pytest.mark.parametrize("seed", range(8))
def test_a_view_has_the_size_of_its_picture_and_depends_on_the_seed_alone(seed):
    given, settings = pixels(), AugmentSettings()
    first = photographed(np.random.default_rng(seed), given, settings)
    assert first.shape == given.shape
    assert first.dtype == np.uint8
    assert (photographed(np.random.default_rng(seed), given, settings) == first).all()
    assert (photographed(np.random.default_rng(seed + 100), given, settings) != first).any()


def test_the_given_picture_stays_as_it_was():
    given = pixels()
    before = given.copy()
    for seed in range(10):
        photographed(np.random.default_rng(seed), given, AugmentSettings(noised=1.0, shaded=1.0))
    assert (given == before).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (700, 3)])
def test_pictures_of_any_shape_are_taken(shape):
    every = AugmentSettings(shaded=1.0, coarsened=1.0, blurred=1.0, noised=1.0, compressed=1.0)
    assert photographed(np.random.default_rng(3), pixels(*shape), every).shape == (*shape, 3)


def test_the_light_stays_within_what_is_allowed():
    settings = AugmentSettings(**{**UNCHANGED.__dict__, "brightness": 1.5})
    grey = np.full((8, 8, 3), 100, dtype=np.uint8)
    means = [photographed(np.random.default_rng(seed), grey, settings).mean() for seed in range(60)]
    assert 66 <= min(means) < 80
    assert 130 < max(means) <= 150.5


def test_a_quadrilateral_of_a_turned_picture_is_read_back_upright():
    from PIL import Image

    upright = Image.fromarray(np.repeat(np.repeat(pixels(4, 4), 16, axis=0), 16, axis=1))
    turned = upright.transpose(Image.Transpose.ROTATE_270)  # clockwise
    quad = quad_of((32, 32), (64, 64), np.pi / 2)
    back = warped(turned, quad, corners_of((64, 64)), (64, 64))
    assert np.median(np.abs(np.asarray(back).astype(int) - np.asarray(upright))) == 0
