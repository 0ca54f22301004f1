"""Pictures of every kind, made by Pillow."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image, ImageCms

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


def swapped_profile() -> bytes:
    """A colour profile of a screen whose red is our blue."""
    srgb: bytes = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    named = srgb.replace("sRGB".encode("utf-16-be"), "Mine".encode("utf-16-be"))
    return named.replace(b"rXYZ", b"?XYZ").replace(b"bXYZ", b"rXYZ").replace(b"?XYZ", b"bXYZ")


def linear_grey_profile() -> bytes:
    """A profile of grey whose values are as bright as they are large."""
    described = b"desc" + struct.pack(">II", 0, 7) + b"linear\0" + bytes(4 + 4 + 2 + 1 + 67)
    white = b"XYZ " + struct.pack(">I", 0) + struct.pack(">3i", 63190, 65536, 54061)  # D50, of 65,536
    curve = b"curv" + struct.pack(">II", 0, 0)
    tags, begin, table, body = [(b"desc", described), (b"wtpt", white), (b"kTRC", curve)], 128 + 4 + 36, b"", b""
    for name, content in tags:
        table += name + struct.pack(">II", begin + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    size = begin + len(body)
    header = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02100000, b"mntr", b"GRAY", b"XYZ ")
    header += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return header + bytes(128 - len(header)) + struct.pack(">I", len(tags)) + table + body
