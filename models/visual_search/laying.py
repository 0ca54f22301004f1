"""Laying a product into a picture: turned, seen from aside, with its shadow, covered by something."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from .occluders import colour_of, occluder
from .scene_settings import SceneSettings
from .warping import corners_of, quad_of, warped

_THERE = 128  # of 255: what opacity counts as a pixel of the product


@dataclass(frozen=True)
class Turned:
    """A product as it is to be laid.

    Attributes:
        picture: Mode RGBA.
        there: Where it is, (height, width).
        area: Pixels of that.
    """

    picture: Image.Image
    there: npt.NDArray[np.bool_]
    area: int


def turned(rng: np.random.Generator, picture: Image.Image, longest: float, settings: SceneSettings) -> Turned:
    """A product turned and seen from aside.

    Args:
        rng: Of the angle.
        picture: Mode RGBA.
        longest: Pixels of its longer side before it is turned.
        settings: How far it is turned.
    """
    angle = rng.uniform(-1, 1) * (math.pi if rng.random() < settings.tumbled else math.radians(settings.rotation))
    scale = longest / max(picture.size)
    shrunk = max(int(1 / scale), 1)
    source = picture.reduce(shrunk) if shrunk > 1 else picture
    quad = quad_of((0.0, 0.0), (max(picture.width * scale, 2.0), max(picture.height * scale, 2.0)), angle)
    quad -= rng.uniform(0, settings.perspective, (4, 1)) * quad
    quad -= quad.min(axis=0)
    width, height = np.maximum(np.ceil(quad.max(axis=0)), 2).astype(int).tolist()
    bent = warped(source, corners_of(source.size), quad, (width, height))
    there = np.asarray(bent.getchannel("A")) >= _THERE
    return Turned(bent, there, int(there.sum()))


def place_of(rng: np.random.Generator, size: tuple[int, int], side: int, outside: float) -> tuple[int, int]:
    """Left and top of a thing in a square picture, of which a share may lie outside."""
    slack, room = outside * np.array(size), side - np.array(size)
    left, top = rng.uniform(np.minimum(-slack, room + slack), np.maximum(-slack, room + slack))
    return round(left), round(top)


def within(size: tuple[int, int], place: tuple[int, int], side: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Rows and columns that a thing takes up in a square picture, and those of the thing that lie in the picture."""
    picture, thing = [], []
    for begin, length in ((place[1], size[1]), (place[0], size[0])):
        first, last = max(begin, 0), max(min(begin + length, side), max(begin, 0))
        picture.append(slice(first, last))
        thing.append(slice(first - begin, last - begin))
    return (picture[0], picture[1]), (thing[0], thing[1])


def put(rng: np.random.Generator, canvas: Image.Image, thing: Image.Image, place: tuple[int, int], dark: float) -> None:
    """Lay a thing (mode RGBA) onto a picture, with a shadow of some strength, 0 to 1, where `dark` is not 0."""
    if dark > 0:
        reach = max(max(thing.size) * rng.uniform(0.02, 0.15), 1.0)
        away = (place[0] + round(rng.uniform(-reach, reach)), place[1] + round(rng.uniform(0, reach)))
        soft = thing.getchannel("A").filter(ImageFilter.BoxBlur(reach / 2)).point(lambda level: level * dark)
        canvas.paste((0, 0, 0), away, soft)
    canvas.paste(thing, place, thing)


def covered(
    rng: np.random.Generator, canvas: Image.Image, size: tuple[int, int], place: tuple[int, int], share: float
) -> npt.NDArray[np.bool_]:
    """Cover a share of the place of a thing by something of one colour; gives where, (height, width) of the thing."""
    shape = occluder(rng, size, share)
    canvas.paste(colour_of(rng), place, shape)
    return np.asarray(shape) >= _THERE
