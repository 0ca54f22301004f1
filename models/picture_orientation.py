"""Which way up a camera was held."""

from __future__ import annotations

import struct
from typing import Final

from PIL import ExifTags, Image

from .picture_files import without_warnings

# What has to be done with a picture of each EXIF orientation to make it upright.
TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ON_ITS_SIDE: Final = (5, 6, 7, 8)


def orientation_of(image: Image.Image) -> int:
    """The EXIF orientation of a decoded picture, 1 to 8; 1 where none can be read."""
    with without_warnings():
        try:
            turn = image.getexif().get(ExifTags.Base.Orientation, 1)
        except (SyntaxError, ValueError, TypeError, KeyError, IndexError, OSError, struct.error):
            return 1  # what the camera noted is broken, not what it saw
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1
