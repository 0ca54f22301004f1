"""Pictures as arrays, from bytes that anybody may have sent: any format, size, mode and orientation, or a clear no."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from .errors import InputError
from .picture_colours import as_rgb
from .picture_files import DecodingError, can_draft, decoded, opened
from .picture_orientation import ON_ITS_SIDE, TURNS, orientation_of

Pixels = npt.NDArray[np.uint8]

REASONS: Final = {
    "empty": "it has no bytes",
    "not_a_picture": "it is of no format of pictures that can be read",
    "truncated": "it is cut short or broken",
    "too_large": "it has more bytes or pixels than may be read",
    "too_small": "it has too few pixels to show anything",
    "too_narrow": "it is a sliver, of which nothing is left once it is made smaller",
}
_HELD: Final = 12  # bytes of a pixel: as it is decoded, as its colours become RGB, and as that is made smaller
_AVERAGED: Final = ("L", "RGB", "CMYK", "YCbCr")


@dataclass(frozen=True)
class PictureLimits:
    """What is read, and how large it becomes.

    Attributes:
        side: Longest side in pixels of what comes out; larger pictures are made smaller. None: as they are.
        least_side: Shortest side in pixels that a picture needs.
        most_elongated: Times that its longest side has its shortest at most; a smaller `side` leaves none of a sliver.
        most_pixels: Of a picture as it is decoded.
        most_pixels_in_passing: Of a JPEG that can be decoded at a fraction of its size, whose pixels never lie in
            memory at once.
        most_bytes: Of the file.
    """

    side: int | None = 1024
    least_side: int = 8
    most_elongated: float = 32.0
    most_pixels: int = 64_000_000
    most_pixels_in_passing: int = 500_000_000
    most_bytes: int = 64 * 2**20


@dataclass(frozen=True)
class Picture:
    """A picture as people see it.

    Attributes:
        pixels: uint8 [height, width, 3], RGB.
        scale: Size of `pixels` as a share of the original's.
        width: Of the original, upright, in pixels.
        height: Likewise.
    """

    pixels: Pixels
    scale: float
    width: int
    height: int


class UnreadablePicture(InputError):  # noqa: N818 - it says what it is
    """Bytes that are no picture, or not one that may be read; `reason` is one of `REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"a picture cannot be read ({reason}): {REASONS[reason]}.")
        self.reason = reason


def read_picture(data: bytes, limits: PictureLimits | None = None) -> Picture:
    """Decode a picture: upright by its EXIF orientation, over white where it is transparent, in sRGB.

    Of an animation the first frame counts. A large JPEG is decoded at a fraction of its size.

    Args:
        data: The bytes of the file, of whatever format Pillow reads, whatever its name says.
        limits: Defaults where None.

    Raises:
        UnreadablePicture: It is empty, no picture, broken, or outside of the limits.
    """
    limits = limits or PictureLimits()
    if not data:
        raise UnreadablePicture("empty")
    if len(data) > limits.most_bytes:
        raise UnreadablePicture("too_large")
    try:
        with opened(data) as image:
            return _read(image, limits)
    except DecodingError as error:
        raise UnreadablePicture(error.reason) from error


def picture_size(data: bytes, limits: PictureLimits | None = None) -> tuple[int, int]:
    """Width and height of the upright picture, of a file that `read_picture` reads; it is decoded as small as can be.

    Raises:
        UnreadablePicture: As there.
    """
    limits = limits or PictureLimits()
    picture = read_picture(data, replace(limits, side=1))
    return picture.width, picture.height


def decoding_bytes(data: bytes) -> int:
    """Bytes of memory that `picture_size` may hold while it decodes a file, told from its header; 0 of no picture."""
    try:
        with opened(data) as image:
            if can_draft(image):
                image.draft(None, (1, 1))
            return image.width * image.height * _HELD
    except DecodingError:
        return 0


def _read(image: Image.Image, limits: PictureLimits) -> Picture:
    width, height = image.size
    if min(width, height) < limits.least_side:
        raise UnreadablePicture("too_small")
    if max(width, height) > limits.most_elongated * min(width, height):
        raise UnreadablePicture("too_narrow")
    target = _fitting(width, height, limits.side)
    in_passing = can_draft(image)
    if width * height > (limits.most_pixels_in_passing if in_passing else limits.most_pixels):
        raise UnreadablePicture("too_large")
    if in_passing and target != image.size:
        image.draft(None, target)
    if image.width * image.height > limits.most_pixels:
        raise UnreadablePicture("too_large")
    turn = orientation_of(decoded(image))
    rgb = _rgb_of(image, target)
    if turn in TURNS:
        rgb = rgb.transpose(TURNS[turn])
    if turn in ON_ITS_SIDE:
        width, height = height, width
    return Picture(np.asarray(rgb, dtype=np.uint8), max(rgb.size) / max(width, height), width, height)


def _fitting(width: int, height: int, side: int | None) -> tuple[int, int]:
    """The size at which a picture's longest side is at most `side`."""
    if side is None or max(width, height) <= side:
        return width, height
    share = side / max(width, height)
    return max(1, round(width * share)), max(1, round(height * share))


def _rgb_of(image: Image.Image, target: tuple[int, int]) -> Image.Image:
    """Colours of palettes, of 16 bits and behind transparency cannot be averaged before they are those of RGB."""
    if image.mode in _AVERAGED and "transparency" not in image.info:
        return as_rgb(_resized(image, target))
    return _resized(as_rgb(image), target)


def _resized(image: Image.Image, target: tuple[int, int]) -> Image.Image:
    if image.size == target:
        return image
    smaller = image.resize(target, Image.Resampling.BICUBIC, reducing_gap=2.0)
    smaller.info = image.info
    return smaller
