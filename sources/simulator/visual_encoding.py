"""Pictures as the files people have: formats, colour modes and orientations that all show the same."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass

import numpy as np
from PIL import Image

PHOTO_FORMATS = {
    "jpeg": 0.74, "jpeg_turned": 0.12, "progressive": 0.03, "png": 0.03, "webp": 0.02, "grey": 0.015, "cmyk": 0.015,
    "deep": 0.01, "animated": 0.01, "bmp": 0.005, "tiff": 0.005,
}  # fmt: skip
SHOT_FORMATS = {"jpeg": 0.7, "cut_out": 0.12, "png": 0.08, "webp": 0.05, "palette": 0.03, "progressive": 0.02}
_ORIENTATION = 0x0112
_STORED = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
_WITHIN = {"jpeg_turned": "jpg", "progressive": "jpg", "cmyk": "jpg", "jpeg": "jpg", "cut_out": "png", "palette": "png"}
_WITHIN |= {"deep": "png", "animated": "gif", "grey": "jpg"}


@dataclass(frozen=True)
class File:
    """The bytes of a picture, and the ending of its name."""

    data: bytes
    ending: str


def picked(rng: np.random.Generator, formats: dict[str, float]) -> str:
    """A format, as often as it comes."""
    shares = np.array(list(formats.values()))
    return str(rng.choice(list(formats), p=shares / shares.sum()))


def encoded(rng: np.random.Generator, picture: Image.Image, how: str) -> File:
    """The picture in a file.

    Args:
        rng: Of the picture: decides quality and orientation.
        picture: RGB, or RGBA for `cut_out`.
        how: One of `PHOTO_FORMATS` or `SHOT_FORMATS`.
    """
    quality = int(rng.integers(60, 96))
    out = io.BytesIO()
    if how == "jpeg_turned":
        orientation = int(rng.choice(list(_STORED)))
        exif = Image.Exif()
        exif[_ORIENTATION] = orientation
        picture.transpose(_STORED[orientation]).save(out, "JPEG", quality=quality, exif=exif)
    elif how in ("jpeg", "progressive"):
        picture.save(out, "JPEG", quality=quality, progressive=how == "progressive")
    elif how == "grey":
        picture.convert("L").save(out, "JPEG", quality=quality)
    elif how == "cmyk":
        picture.convert("CMYK").save(out, "JPEG", quality=quality)
    elif how == "deep":
        levels = np.asarray(picture.convert("L")).astype(np.uint16) * 257
        Image.fromarray(levels).save(out, "PNG", compress_level=1)
    elif how == "animated":
        frames = [picture.convert("P", palette=Image.Palette.ADAPTIVE), Image.new("P", picture.size, 0)]
        frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    elif how == "palette":
        picture.convert("P", palette=Image.Palette.ADAPTIVE).save(out, "PNG", compress_level=1)
    elif how == "webp":
        picture.save(out, "WEBP", quality=quality, method=0)
    else:
        name = {"png": "PNG", "cut_out": "PNG", "bmp": "BMP", "tiff": "TIFF"}[how]
        picture.save(out, name, **({"compress_level": 1} if name == "PNG" else {}))
    return File(out.getvalue(), _WITHIN.get(how, how))


def bomb(side: int) -> bytes:
    """A small PNG file of `side` x `side` white pixels, made without holding them."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\x00" + b"\xff" * -(-side // 8)
    packing = zlib.compressobj(1)
    rows = b"".join(packing.compress(row * 64) for _ in range(side // 64))
    rows += packing.compress(row * (side % 64)) + packing.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
