"""A small picture that is drawn, for examples of requests."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageDraw

_SIZE: Final = (96, 96)


def example_picture(*, blank: bool = False) -> bytes:
    """A PNG: a red bottle on white, or nothing but white."""
    picture = Image.new("RGB", _SIZE, "white")
    if not blank:
        pen = ImageDraw.Draw(picture)
        pen.rectangle((34, 34, 62, 88), fill="firebrick")
        pen.rectangle((42, 10, 54, 34), fill="firebrick")
        pen.rectangle((36, 52, 60, 70), fill="gold")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
