"""What is printed on products: makers' names in their fonts, and their logos."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from sources.simulator.visual_looks import Colour, Look

Box = tuple[float, float, float, float]  # left, top, right, bottom
_SIZE = 44  # pixels of the letters that prints are cut from
_LOGO = 64


@cache
def _font(name: str) -> ImageFont.FreeTypeFont:
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("The simulator's letters are those that matplotlib brings; it is not installed.")
    path = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / f"{name}.ttf"
    return ImageFont.truetype(str(path), _SIZE, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def lettering(text: str, font: str) -> Image.Image:
    """The text in one line, 255 where ink is; cut close."""
    letters = _font(font)
    left, top, right, bottom = letters.getbbox(text)
    mask = Image.new("L", (max(1, round(right - left)), max(1, round(bottom - top))), 0)
    ImageDraw.Draw(mask).text((-left, -top), text, fill=255, font=letters)
    return mask


@cache
def logo(name: str) -> Image.Image:
    """A maker's sign, 255 where ink is."""
    mask = Image.new("L", (_LOGO, _LOGO), 0)
    draw, last = ImageDraw.Draw(mask), _LOGO - 1
    if name == "round":
        draw.ellipse((2, 2, last - 2, last - 2), fill=255)
        draw.ellipse((18, 18, last - 18, last - 18), fill=0)
    elif name == "square":
        draw.rounded_rectangle((4, 4, last - 4, last - 4), 10, fill=255)
        draw.polygon([(16, 48), (32, 14), (48, 48)], fill=0)
    elif name == "triangle":
        draw.polygon([(32, 2), (62, 60), (2, 60)], fill=255)
    elif name == "star":
        angle = np.arange(10) * np.pi / 5 - np.pi / 2
        radius = np.where(np.arange(10) % 2, 13, 31)
        draw.polygon([(32 + r * np.cos(a), 32 + r * np.sin(a)) for a, r in zip(angle, radius, strict=True)], fill=255)
    elif name == "bolt":
        draw.polygon([(38, 2), (10, 36), (28, 36), (22, 62), (54, 24), (34, 24)], fill=255)
    elif name == "rings":
        draw.ellipse((2, 14, 38, 50), outline=255, width=8)
        draw.ellipse((26, 14, 62, 50), outline=255, width=8)
    elif name == "leaf":
        draw.pieslice((-26, 2, 60, 90), 270, 360, fill=255)
        draw.pieslice((4, -28, 90, 60), 90, 180, fill=255)
    else:
        for place in range(4):
            draw.rectangle((6 + 14 * place, 50 - 12 * place, 15 + 14 * place, 58), fill=255)
    return mask


def fitted(mask: Image.Image, width: float, height: float) -> Image.Image:
    """The print as large as it goes into a place, in its own proportions."""
    scale = min(width / mask.width, height / mask.height)
    size = (max(1, round(mask.width * scale)), max(1, round(mask.height * scale)))
    return mask.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR)


def printed(look: Look, how: str, box: Box) -> list[tuple[Image.Image, Box]]:
    """What is printed in a place, line by line, and where; `how` is one of `visual_shapes.PRINTS`."""
    left, top, right, bottom = box
    high, brand = bottom - top, lettering(look.brand, look.font)
    line, told = lettering(look.line, look.font), lettering(look.told, "DejaVuSans")

    def row(first: float, last: float) -> Box:
        return left, top + first * high, right, top + last * high

    if how == "tall":
        turned = brand.rotate(90, expand=True)
        return [(turned, (left, top, right, bottom - 0.2 * high)), (logo(look.logo), row(0.84, 1.0))]
    if how == "badge":
        return [(logo(look.logo), row(0, 0.46)), (brand, row(0.52, 0.8)), (told, row(0.86, 1.0))]
    if how == "stacked":
        return [(brand, row(0, 0.3)), (line, row(0.36, 0.56)), (logo(look.logo), row(0.62, 0.84)), (told, row(0.88, 1))]
    if how == "band":
        return [(brand, row(0.06, 0.42)), (line, row(0.5, 0.72)), (told, row(0.8, 0.94))]
    return [(brand, box)]


def legible(ink: Colour, under: Colour) -> Colour:
    """The ink, or black or white where it cannot be read on its ground."""
    weights = np.array([0.299, 0.587, 0.114])
    own, ground = float(weights @ np.array(ink)), float(weights @ np.array(under))
    if abs(own - ground) > 90:
        return ink
    return (24, 24, 28) if ground > 128 else (248, 248, 246)
