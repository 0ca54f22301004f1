"""Products are cut out by transparency, or by the plain colour around them."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from models.visual_search.cutouts import cut_out
from models.visual_search.scene_settings import CutoutSettings

SETTINGS = CutoutSettings()


def shot(ground=(255, 255, 255), fill=(200, 30, 30)) -> Image.Image:
    picture = Image.new("RGB", (100, 80), ground)
    ImageDraw.Draw(picture).ellipse((20, 10, 80, 70), fill=fill)
    return picture


def area(cutout) -> float:
    return float((np.asarray(cutout.picture.getchannel("A")) >= 128).sum())


@pytest.mark.parametrize("ground", [(255, 255, 255), (0, 0, 0), (240, 238, 230)])
def test_a_product_is_cut_out_of_a_plain_ground(ground):
    cutout = cut_out(np.asarray(shot(ground)), SETTINGS)
    assert not cutout.whole
    assert cutout.picture.size == (61, 61)
    assert area(cutout) == pytest.approx(np.pi * 30**2, rel=0.08)
    assert np.asarray(cutout.picture)[30, 30].tolist() == [200, 30, 30, 255]


def test_what_is_as_white_as_the_ground_stays_where_the_product_is_around_it():
    picture = shot()
    ImageDraw.Draw(picture).rectangle((40, 30, 60, 50), fill=(255, 255, 255))
    assert area(cut_out(np.asarray(picture), SETTINGS)) == area(cut_out(np.asarray(shot()), SETTINGS))


def test_noise_of_compression_around_a_product_is_ground():
    stream = io.BytesIO()
    shot().save(stream, "JPEG", quality=60)
    cutout = cut_out(np.asarray(Image.open(stream)), CutoutSettings(tolerance=24))
    assert area(cutout) == pytest.approx(np.pi * 30**2, rel=0.12)


def test_dust_is_dropped_and_a_second_piece_kept():
    picture = shot()
    draw = ImageDraw.Draw(picture)
    draw.rectangle((2, 2, 4, 4), fill=(0, 0, 0))
    assert cut_out(np.asarray(picture), SETTINGS).picture.size == (61, 61)
    draw.rectangle((85, 20, 97, 60), fill=(0, 0, 200))
    assert cut_out(np.asarray(picture), SETTINGS).picture.size == (78, 61)


def test_a_transparent_ground_is_no_product_whatever_its_colour():
    clear = np.zeros((50, 50, 4), dtype=np.uint8)
    clear[..., 0] = np.arange(50)
    clear[10:30, 20:45, 3] = 255
    cutout = cut_out(clear, SETTINGS)
    assert cutout.picture.size == (25, 20)


def test_a_photo_is_taken_whole():
    noise = np.random.default_rng(0).integers(0, 256, (40, 50, 3), dtype=np.uint8)
    cutout = cut_out(noise, SETTINGS)
    assert cutout.whole
    assert cutout.picture.size == (50, 40)


@pytest.mark.parametrize("pixels", [np.full((30, 30, 3), 255, dtype=np.uint8), np.zeros((1, 1, 3), dtype=np.uint8)])
def test_a_picture_of_nothing_is_taken_whole(pixels):
    cutout = cut_out(pixels, SETTINGS)
    assert cutout.whole
    assert cutout.picture.size == pixels.shape[:2][::-1]
    assert np.asarray(cutout.picture.getchannel("A")).min() == 255
