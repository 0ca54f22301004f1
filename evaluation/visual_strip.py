"""One photo of a contact sheet: the photo with its boxes, and the products that were found beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw, ImageFont, ImageOps

Box = tuple[float, ...]

PHOTO: Final = 240  # sides in pixels
SHOT: Final = 130
SMALL: Final = 52  # of what the photo shows, as the catalogue has it
_MARGIN: Final = 10
_TEXT: Final = 13
_SAYS: Final = 64  # width of what is said before what a photo shows
_RIGHT, _WRONG, _TRUE, _INK = "#1a8f3c", "#d1242f", "#ffffff", "#222222"


@dataclass(frozen=True)
class Told:
    """A box that was told: left, top, right, bottom in pixels of the photo, and whether its first product is right."""

    box: Box
    right: bool


@dataclass(frozen=True)
class Match:
    """A product that was found, with its picture in the catalogue where there is one.

    Attributes:
        title: Of it.
        confidence: Of the surest box in which it was told.
        box: That box's number among those drawn, from 1.
        shot: From the catalogue.
        right: Whether the photo shows it.
    """

    title: str
    confidence: float
    box: int
    shot: Image.Image | None
    right: bool


def strip(
    photo: Image.Image,
    true: Sequence[Box],
    told: Sequence[Told],
    truth: str,
    matches: Sequence[Match],
    shown: Sequence[Image.Image] = (),
) -> Image.Image:
    """A row of a sheet.

    Args:
        photo: Upright.
        true: Boxes that people drew, in its pixels.
        told: Boxes of the answer, the surest first.
        truth: What the photo shows, in words.
        matches: Products, the surest first.
        shown: What the photo shows, as the catalogue has it; as many as there is room for.
    """
    width = PHOTO + (SHOT + _MARGIN) * max(len(matches), 5) + 2 * _MARGIN
    out = Image.new("RGB", (width, PHOTO + 3 * _MARGIN + _TEXT), "white")
    draw, font = ImageDraw.Draw(out), ImageFont.load_default(_TEXT)
    draw.text((_MARGIN, _MARGIN // 2), _cut(draw, truth, font, width - 2 * _MARGIN), _INK, font)
    top = _TEXT + 2 * _MARGIN
    out.paste(ImageOps.contain(_marked(photo, true, told), (PHOTO, PHOTO)), (_MARGIN, top))
    for place, match in enumerate(matches):
        left = PHOTO + 2 * _MARGIN + place * (SHOT + _MARGIN)
        colour = _RIGHT if match.right else _WRONG
        if match.shot is not None:
            shot = ImageOps.contain(match.shot, (SHOT, SHOT))
            out.paste(shot, (left + (SHOT - shot.width) // 2, top + (SHOT - shot.height) // 2))
        draw.rectangle((left - 2, top - 2, left + SHOT + 1, top + SHOT + 1), outline=colour, width=3)
        lines = f"{_cut(draw, match.title, font, SHOT)}\n{match.confidence:.0%} sure, box {match.box}"
        draw.multiline_text((left, top + SHOT + _MARGIN // 2), lines, colour, font)
    below = top + PHOTO - SMALL
    for place, shot in enumerate(shown[: (width - PHOTO) // (SMALL + _MARGIN) - 2]):
        left = PHOTO + 2 * _MARGIN + _SAYS + place * (SMALL + _MARGIN)
        small = ImageOps.contain(shot, (SMALL, SMALL))
        out.paste(small, (left + (SMALL - small.width) // 2, below + (SMALL - small.height) // 2))
    if shown:
        draw.text((PHOTO + 2 * _MARGIN, below + SMALL // 2), "it shows", _INK, font, anchor="lm")
    draw.line((0, out.height - 1, width, out.height - 1), "#cccccc")
    return out


def _marked(photo: Image.Image, true: Sequence[Box], told: Sequence[Told]) -> Image.Image:
    out = photo.copy()
    draw, font = ImageDraw.Draw(out), ImageFont.load_default(_TEXT + 3)
    thick = max(2, max(out.size) // 160)
    for box in true:
        draw.rectangle(box, outline=_INK, width=2 * thick)  # white by itself is lost on a white wall
        draw.rectangle(tuple(box), outline=_TRUE, width=thick)
    for number, one in reversed(list(enumerate(told, start=1))):
        colour = _RIGHT if one.right else _WRONG
        draw.rectangle(one.box, outline=colour, width=thick)
        draw.text(
            (one.box[0] + 2 * thick, one.box[1] + thick), str(number), colour, font, stroke_width=2, stroke_fill="white"
        )
    return out


def _cut(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> str:
    """As much of a text as fits into a width."""
    if draw.textlength(text, font) <= width:
        return text
    whole = next(end for end in range(len(text), -1, -1) if draw.textlength(f"{text[:end]}…", font) <= width)
    return f"{text[:whole].rstrip()}…"
