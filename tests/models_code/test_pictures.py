"""Pictures of any kind become upright RGB, or are refused with their reason; Pillow's own settings stay as they are."""

from __future__ import annotations

import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pictures import HEIGHT, WIDTH, bomb, colours, encoded, linear_grey_profile, swapped_profile, turned
from PIL import Image, ImageCms

from models.errors import InputError
from models.picture_colours import as_rgba
from models.pictures import REASONS, PictureLimits, UnreadablePicture, picture_size, read_picture

SMALL = PictureLimits(side=30)


def reason_of(data: bytes, limits: PictureLimits | None = None) -> str:
    with pytest.raises(UnreadablePicture) as refused:
        read_picture(data, limits)
    assert REASONS[refused.value.reason] in str(refused.value)
    assert isinstance(refused.value, InputError)
    return refused.value.reason


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF", "JPEG2000", "AVIF", "PPM", "TGA", "ICO"])
def test_every_format_gives_the_same_picture_whatever_it_is_called(form: str) -> None:
    picture = read_picture(encoded(colours(48, 48), form))
    assert picture.pixels.shape == (48, 48, 3)
    assert picture.pixels.dtype == np.uint8
    assert (picture.width, picture.height, picture.scale) == (48, 48, 1.0)
    away = np.abs(picture.pixels.astype(int) - np.asarray(colours(48, 48))).mean()
    assert away < (25 if form == "GIF" else 8), "256 colours are dithered"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_upright_whichever_way_the_camera_was_held(orientation: int) -> None:
    picture = read_picture(turned(orientation))
    assert (picture.width, picture.height) == (WIDTH, HEIGHT) == picture.pixels.shape[1::-1]
    assert np.abs(picture.pixels.astype(int) - np.asarray(colours())).mean() < 5
    assert picture_size(turned(orientation)) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("orientation", [1, 6])
def test_scale_takes_places_of_the_original_to_those_of_the_pixels(orientation: int) -> None:
    picture = read_picture(turned(orientation), SMALL)
    assert picture.pixels.shape == (20, 30, 3)
    assert (picture.width, picture.height, picture.scale) == (WIDTH, HEIGHT, 0.5)
    left, right = picture.pixels[10, 1].astype(int), picture.pixels[10, -2].astype(int)
    assert left[0] > 180 > 60 > left[2]
    assert right[2] > 180 > 60 > right[0]


def test_grey_of_16_and_32_bits_and_of_fractions_keeps_its_range() -> None:
    ramp = np.tile(np.linspace(0, 1, 64), (16, 1))
    eight = np.rint(ramp * 255).astype(np.uint8)
    for stored, form in (
        (Image.fromarray(np.rint(ramp * 65_535).astype(np.uint16)), "PNG"),
        (Image.fromarray(np.rint(ramp * 65_535).astype(np.int32)), "TIFF"),
        (Image.fromarray(np.rint(ramp * 255).astype(np.int32)), "TIFF"),
        (Image.fromarray(ramp.astype(np.float32)), "TIFF"),
        (Image.fromarray((ramp * 700 - 300).astype(np.float32)), "TIFF"),
        (Image.fromarray(eight), "PNG"),
    ):
        pixels = read_picture(encoded(stored, form)).pixels
        assert np.abs(pixels.astype(int) - eight[..., None]).max() <= 1, stored.mode
    widest = np.where(ramp > 0.5, 3e38, -3e38).astype(np.float32)
    assert np.unique(read_picture(encoded(Image.fromarray(widest), "TIFF")).pixels).tolist() == [0, 255]
    same = np.full_like(widest, -7)
    assert np.unique(read_picture(encoded(Image.fromarray(same), "TIFF")).pixels).tolist() == [0]
    lost = np.where(ramp > 0.5, np.nan, ramp).astype(np.float32)
    assert read_picture(encoded(Image.fromarray(lost), "TIFF")).pixels.max() <= 255


def test_print_colours_become_those_of_a_screen() -> None:
    red = Image.new("CMYK", (32, 32), (0, 255, 255, 0))
    for form in ("JPEG", "TIFF"):
        pixel = read_picture(encoded(red, form)).pixels[16, 16]
        assert pixel[0] > 220 > 60 > pixel[1:].max()


def test_lab_and_a_colour_profile_of_the_picture_are_followed() -> None:
    red = Image.new("LAB", (32, 32), (136, 208, 195))
    assert read_picture(encoded(red, "TIFF")).pixels[16, 16].tolist() == pytest.approx([254, 3, 3], abs=10)
    plain = Image.new("RGB", (32, 32), (200, 120, 40))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert read_picture(encoded(plain, icc_profile=srgb)).pixels[0, 0].tolist() == [200, 120, 40]
    named = srgb.replace("sRGB".encode("utf-16-be"), "Mine".encode("utf-16-be"))
    swapped = swapped_profile()
    assert read_picture(encoded(plain, icc_profile=named)).pixels[0, 0].tolist() == pytest.approx([200, 120, 40], abs=2)
    seen = read_picture(encoded(plain, icc_profile=swapped)).pixels[0, 0].tolist()
    assert seen == pytest.approx([40, 120, 200], abs=25), "its red is our blue"
    for broken in (b"no profile", srgb[:200]):
        assert read_picture(encoded(plain, icc_profile=broken)).pixels[0, 0].tolist() == [200, 120, 40]


def test_the_colour_profile_of_a_picture_with_transparency_or_a_palette_is_followed() -> None:
    plain = Image.new("RGB", (32, 32), (200, 120, 40))
    profile = swapped_profile()
    opaque = read_picture(encoded(plain, icc_profile=profile)).pixels[0, 0]
    layer = plain.convert("RGBA")
    layer.putpixel((31, 31), (200, 120, 40, 0))
    for picture in (layer, plain.quantize(), layer.quantize()):
        seen = read_picture(encoded(picture, icc_profile=profile)).pixels
        assert seen[0, 0].tolist() == pytest.approx(opaque.tolist(), abs=3), picture.mode
    assert read_picture(encoded(layer, icc_profile=profile)).pixels[31, 31].tolist() == [255, 255, 255]
    assert read_picture(encoded(layer, icc_profile=b"no profile")).pixels[0, 0].tolist() == [200, 120, 40]
    rgba = as_rgba(layer)
    assert (rgba.mode, rgba.getpixel((0, 0)), rgba.getpixel((31, 31))) == (
        "RGBA", (200, 120, 40, 255), (200, 120, 40, 0),
    )  # fmt: skip


def test_the_colour_profile_of_a_grey_picture_is_followed() -> None:
    middle = np.full((16, 16), 64, dtype=np.uint8)
    grey = Image.fromarray(middle)
    layer = grey.convert("LA")
    layer.putalpha(255)
    wide = Image.fromarray(middle.astype(np.uint16) * 257)
    usual = read_picture(encoded(grey)).pixels[0, 0]
    assert usual.tolist() == [64, 64, 64]
    for picture in (grey, layer, wide):
        seen = read_picture(encoded(picture, icc_profile=linear_grey_profile())).pixels[0, 0].tolist()
        assert seen == pytest.approx([137, 137, 137], abs=2), picture.mode
        assert read_picture(encoded(picture, icc_profile=swapped_profile())).pixels[0, 0].tolist() == [64, 64, 64]


def test_what_is_transparent_is_white() -> None:
    seen = colours().convert("RGBA")
    alpha = np.zeros((HEIGHT, WIDTH), dtype=np.uint8)
    alpha[:, :30] = 255
    seen.putalpha(Image.fromarray(alpha))
    for picture in (seen, seen.convert("LA")):
        pixels = read_picture(encoded(picture), SMALL).pixels
        assert pixels[:, 16:].min() == 255
        assert pixels[:, :14].max() < 235
    palette = Image.new("P", (20, 20), 1)
    palette.putpalette([10, 20, 30, 200, 0, 0])
    assert read_picture(encoded(palette, transparency=1)).pixels.min() == 255
    assert read_picture(encoded(palette, transparency=b"\xff\x00")).pixels.min() == 255
    assert read_picture(encoded(palette)).pixels[5, 5].tolist() == [200, 0, 0]
    assert read_picture(encoded(Image.new("RGB", (20, 20), (9, 9, 9)), transparency=(9, 9, 9))).pixels.min() == 255


def test_the_first_frame_of_an_animation_counts() -> None:
    frames = [Image.new("RGB", (20, 20), shade) for shade in ((250, 0, 0), (0, 250, 0))]
    for form in ("GIF", "WEBP", "PNG", "TIFF"):
        data = encoded(frames[0], form, save_all=True, append_images=frames[1:])
        pixel = read_picture(data).pixels[10, 10]
        assert pixel[0] > 200 > 50 > pixel[1], form


def test_a_large_jpeg_is_read_small_and_other_large_pictures_are_refused() -> None:
    limits = PictureLimits(side=100, most_pixels=50_000, most_pixels_in_passing=1_000_000)
    plain = colours(900, 600)
    picture = read_picture(encoded(plain, "JPEG"), limits)
    assert picture.pixels.shape == (67, 100, 3)
    assert (picture.width, picture.height) == (900, 600)
    assert reason_of(encoded(plain, "JPEG", progressive=True), limits) == "too_large", "all of it lies in memory"
    assert reason_of(encoded(plain, "PNG"), limits) == "too_large"
    assert reason_of(encoded(colours(2000, 600), "JPEG"), limits) == "too_large"
    assert reason_of(encoded(plain, "JPEG"), PictureLimits(side=None, most_pixels=50_000)) == "too_large"
    assert reason_of(encoded(plain, "PNG"), PictureLimits(most_bytes=100)) == "too_large"


def test_a_sliver_is_refused_by_whoever_reads_it_and_a_picture_of_the_most_has_a_side_left() -> None:
    sliver = encoded(Image.new("RGB", (6_000, 9)))
    for limits in (None, PictureLimits(side=None), PictureLimits(side=64)):
        assert reason_of(sliver, limits) == "too_narrow"
        with pytest.raises(UnreadablePicture, match="sliver"):
            picture_size(sliver, limits)
    assert reason_of(encoded(Image.new("L", (9, 300)))) == "too_narrow"
    longest = encoded(Image.new("RGB", (3_200, 100)))
    assert min(read_picture(longest, PictureLimits(side=256)).pixels.shape[:2]) == 8
    assert picture_size(longest) == (3_200, 100)
    assert read_picture(sliver, PictureLimits(most_elongated=1_000.0)).width == 6_000


def test_a_bomb_is_refused_by_its_header() -> None:
    for width, height, expected in (
        (20_000, 20_000, "too_large"),
        (2**31 - 1, 2**31 - 1, "too_large"),
        (5_000, 400, "truncated"),
        (200_000, 10, "too_narrow"),
    ):
        assert reason_of(bomb(width, height)) == expected


def test_one_of_twenty_thousand_pixels_a_side_is_read_where_it_is_a_jpeg() -> None:
    picture = read_picture(encoded(Image.new("L", (20_000, 20_000), 77), "JPEG"))
    assert picture.pixels.shape == (1024, 1024, 3)
    assert picture.width == 20_000
    assert np.abs(picture.pixels.astype(int) - 77).max() <= 2


def test_what_is_no_picture_says_so() -> None:
    assert reason_of(b"") == "empty"
    for text in (b"price,title\n1,mug\n", b"<html>not found</html>", b"%PDF-1.7 ...", b"\0" * 5_000, b"A" * 5_000):
        assert reason_of(text) == "not_a_picture"
    for few in (b"h", b"hi", b"hi!", b"BM", b"II*", b"\xff\xd8"):
        assert reason_of(few) in ("not_a_picture", "truncated")
    assert reason_of(encoded(Image.new("RGB", (1, 1)))) == "too_small"
    assert reason_of(encoded(Image.new("RGB", (500, 7)))) == "too_small"
    postscript = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\nshowpage\n"
    assert reason_of(postscript) == "not_a_picture", "no other program is started"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_file_cut_short_is_truncated(form: str, share: float) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    whole = encoded(Image.fromarray(noise), form)
    assert reason_of(whole[: int(len(whole) * share) + 10]) == "truncated"


@settings(max_examples=150)
@given(st.sampled_from(["PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP"]), st.data())
def test_whatever_happened_to_a_file_it_is_read_or_refused(form: str, data: st.DataObject) -> None:
    exif = Image.Exif()
    exif[274], exif[305] = 6, "a camera"
    content = bytearray(encoded(colours(), form, exif=exif) if form != "BMP" else encoded(colours(), form))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    before = Image.MAX_IMAGE_PIXELS, list(warnings.filters)
    try:
        picture = read_picture(bytes(content), PictureLimits(side=64, most_pixels=4_000_000))
    except UnreadablePicture:
        pass
    else:
        assert max(picture.pixels.shape[:2]) <= 64
    assert (Image.MAX_IMAGE_PIXELS, list(warnings.filters)) == before


def test_threads_read_side_by_side_and_leave_the_filters_of_warnings_alone() -> None:
    before = list(warnings.filters)
    made = [turned(orientation) for orientation in range(1, 9)] * 20
    with ThreadPoolExecutor(8) as threads:
        read = list(threads.map(read_picture, made))
    assert {picture.pixels.shape for picture in read} == {(HEIGHT, WIDTH, 3)}
    assert list(warnings.filters) == before
