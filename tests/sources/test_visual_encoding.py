"""Files of simulated pictures: whatever the format, mode and orientation, they show the same."""

from __future__ import annotations

import io
import warnings

import numpy as np
import pytest
from PIL import Image

from models.pictures import UnreadablePicture, read_picture
from sources.simulator.visual_encoding import PHOTO_FORMATS, SHOT_FORMATS, bomb, encoded, picked

GREY = ("grey", "deep")


@pytest.fixture
def picture() -> Image.Image:
    """A smooth picture with no symmetry, so that a wrong orientation shows."""
    y, x = np.mgrid[0:96, 0:128]
    return Image.fromarray(np.stack([x, y * 2, 255 - x], axis=2).astype(np.uint8))


@pytest.mark.parametrize("how", sorted({*PHOTO_FORMATS, *SHOT_FORMATS} - {"cut_out"}))
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_file_shows_the_picture(picture: Image.Image, how: str, seed: int) -> None:
    file = encoded(np.random.default_rng(seed), picture, how)
    found = read_picture(file.data)
    expected = np.asarray(picture.convert("L").convert("RGB") if how in GREY else picture, np.float64)
    assert (found.width, found.height) == picture.size
    assert np.abs(found.pixels - expected).mean() < 12


def test_a_cut_out_product_keeps_its_transparency() -> None:
    product = Image.new("RGBA", (40, 30), (200, 30, 30, 255))
    product.putpixel((0, 0), (0, 0, 0, 0))
    file = encoded(np.random.default_rng(0), product, "cut_out")
    with Image.open(io.BytesIO(file.data)) as opened:
        assert opened.mode == "RGBA"
        assert opened.getpixel((0, 0)) == (0, 0, 0, 0)
    assert file.ending == "png"


def test_some_photos_lie_on_their_side_in_the_file(picture: Image.Image) -> None:
    sizes = set()
    for seed in range(12):
        with Image.open(io.BytesIO(encoded(np.random.default_rng(seed), picture, "jpeg_turned").data)) as opened:
            sizes.add(opened.size)
    assert sizes == {(128, 96), (96, 128)}


def test_a_bomb_is_small_and_refused() -> None:
    data = bomb(20_000)
    assert len(data) < 500_000
    with pytest.raises(UnreadablePicture, match="too_large"):
        read_picture(data)
    small = bomb(130)
    with warnings.catch_warnings(), Image.open(io.BytesIO(small)) as opened:
        assert opened.size == (130, 130)
        assert opened.convert("L").getextrema() == (255, 255)


def test_formats_come_as_often_as_they_are_to() -> None:
    rng = np.random.default_rng(0)
    drawn = [picked(rng, PHOTO_FORMATS) for _ in range(4_000)]
    for how, share in PHOTO_FORMATS.items():
        assert drawn.count(how) / len(drawn) == pytest.approx(share, abs=0.025), how
