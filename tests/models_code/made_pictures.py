"""Pictures of every kind, made by Pillow."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image

WIDTH, HEIGHT = 60, 40


def colours(width: int = WIDTH, height: int = HEIGHT) -> Image.Image:
    """Red at the left, blue at the right, lighter towards the bottom: no turn and no mirror looks like another."""
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    planes = [220 * (1 - across), 120 * down, 220 * across]
    return Image.fromarray(np.stack(planes, axis=2).round().astype(np.uint8))


def encoded(image: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def turned(orientation: int) -> bytes:
    """The picture as a camera that was held otherwise stores it."""
    stored = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    image = colours() if stored is None else colours().transpose(stored)
    exif = Image.Exif()
    exif[274] = orientation
    return encoded(image, "JPEG", quality=95, exif=exif)


def bomb(width: int, height: int) -> bytes:
    """A PNG of few bytes that says it has any number of pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
