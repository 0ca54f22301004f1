"""What lies behind products in photos: rooms, tables, floors, cloths, lawns, lights."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from sources.simulator.visual_patterns import patterned

Pixels = npt.NDArray[np.float32]
Size = tuple[int, int]
_SMALLER = 2  # backgrounds are drawn so many times smaller


def noise(rng: np.random.Generator, size: Size, cells: int, depth: float) -> Pixels:
    """Soft clouds about 0 of a few octaves; (height, width).

    Args:
        rng: Of the picture.
        size: Width and height.
        cells: Of the coarsest octave, along the longer side.
        depth: Their spread.
    """
    whole = np.zeros((size[1], size[0]), np.float32)
    for octave in range(3):
        across = max(2, round(cells * 2**octave * size[0] / max(size)))
        down = max(2, round(cells * 2**octave * size[1] / max(size)))
        coarse = Image.fromarray(rng.standard_normal((down, across), np.float32))
        whole += np.asarray(coarse.resize(size, Image.Resampling.BICUBIC)) * (depth / 2**octave)
    return whole


def background(rng: np.random.Generator, size: Size) -> Image.Image:
    """A place where a photo may be taken; RGB of that size."""
    small = (max(8, size[0] // _SMALLER), max(8, size[1] // _SMALLER))
    kind = _KINDS[int(rng.integers(0, len(_KINDS)))]
    picture = kind(rng, small).convert("RGB").resize(size, Image.Resampling.BILINEAR)
    if rng.random() < 0.3:
        picture = picture.filter(ImageFilter.GaussianBlur(float(rng.uniform(1, 4))))
    return picture


def tone_of(rng: np.random.Generator, bright: tuple[float, float] = (60, 220), colourful: float = 26) -> Pixels:
    """A colour that places and things have, (3,).

    Args:
        rng: Of the picture.
        bright: Darkest and brightest, of 255.
        colourful: How far its channels lie apart.
    """
    tone = rng.uniform(*bright) + rng.normal(0, colourful, 3)
    return np.clip(tone, 10, 245).astype(np.float32)


def _lit(tone: Pixels, light: Pixels) -> Image.Image:
    return Image.fromarray(np.clip(tone + light[..., None], 0, 255).astype(np.uint8))


def _plain(rng: np.random.Generator, size: Size) -> Image.Image:
    slope = np.linspace(-1, 1, size[1], dtype=np.float32)[:, None] * rng.uniform(5, 40)
    return _lit(tone_of(rng), noise(rng, size, 2, 8) + slope)


def _stone(rng: np.random.Generator, size: Size) -> Image.Image:
    veins = np.abs(noise(rng, size, 4, 1.0))
    return _lit(tone_of(rng, (90, 230), 10), noise(rng, size, 10, 14) - 50 * np.exp(-8 * veins))


def _wood(rng: np.random.Generator, size: Size) -> Image.Image:
    tall = noise(rng, (size[0], max(8, size[1] // 8)), 40, 16)
    grain = np.asarray(Image.fromarray(tall).resize(size, Image.Resampling.BICUBIC))
    planks = max(2, int(rng.integers(3, 9)))
    edges = (np.arange(size[0]) * planks / size[0]) % 1 < 0.03
    steps = rng.normal(0, 10, planks).astype(np.float32)[(np.arange(size[0]) * planks // size[0])]
    tone = np.array((150, 106, 66), np.float32) + rng.normal(0, 25) + rng.normal(0, 8, 3).astype(np.float32)
    picture = _lit(tone, (grain + steps - 45 * edges).astype(np.float32))
    return picture.rotate(90, expand=True).resize(size) if rng.random() < 0.5 else picture


def _tiles(rng: np.random.Generator, size: Size) -> Image.Image:
    repeat = rng.uniform(0.1, 0.4) * max(size)
    y, x = np.mgrid[0 : size[1], 0 : size[0]] / np.float32(repeat)
    rows = np.floor(y)
    x = x + (rows % 2) * (0.5 if rng.random() < 0.5 else 0.0)
    joints = (x % 1 < 0.05) | (y % 1 < 0.06)
    each = rng.normal(0, 9, 4096).astype(np.float32)[(np.floor(x) * 31 + rows * 17).astype(np.int64) % 4096]
    return _lit(tone_of(rng), np.where(joints, -40, each).astype(np.float32) + noise(rng, size, 6, 5))


def _cloth(rng: np.random.Generator, size: Size) -> Image.Image:
    one, other = ((int(a), int(b), int(c)) for a, b, c in (tone_of(rng), tone_of(rng, (100, 240), 30)))
    name = str(rng.choice(("checks", "stripes", "dots", "waves", "chevrons", "flowers")))
    weave = patterned(name, size, float(rng.uniform(0.04, 0.3) * max(size)), float(rng.uniform(0, 90)), one, other)
    return _lit(np.asarray(weave, np.float32), noise(rng, size, 4, 14))


def _lawn(rng: np.random.Generator, size: Size) -> Image.Image:
    tone = np.array((80, 120, 50), np.float32) + rng.normal(0, 20, 3).astype(np.float32)
    blades = rng.standard_normal((size[1], size[0]), np.float32) * 20
    return _lit(tone, blades + noise(rng, size, 12, 22))


def _room(rng: np.random.Generator, size: Size) -> Image.Image:
    wall, floor = _plain(rng, size), _KINDS[int(rng.integers(1, 6))](rng, size)
    edge = int(size[1] * rng.uniform(0.35, 0.75))
    wall.paste(floor.crop((0, edge, *size)), (0, edge))
    draw = ImageDraw.Draw(wall)
    draw.rectangle((0, edge - 2, size[0], edge), fill=tuple(int(part) for part in tone_of(rng)))
    for _ in range(int(rng.integers(0, 3))):
        left, top = rng.uniform(0, 0.8) * size[0], rng.uniform(0, 0.3) * size[1]
        box = (left, top, left + rng.uniform(0.1, 0.35) * size[0], min(edge - 3, top + rng.uniform(0.1, 0.5) * size[1]))
        if box[3] > box[1]:
            draw.rectangle(box, fill=tuple(int(part) for part in tone_of(rng)), outline=(70, 60, 50))
    return wall


def _lights(rng: np.random.Generator, size: Size) -> Image.Image:
    picture = _plain(rng, size)
    draw = ImageDraw.Draw(picture)
    for _ in range(int(rng.integers(6, 24))):
        x, y, radius = rng.random() * size[0], rng.random() * size[1], rng.uniform(0.02, 0.12) * max(size)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=tuple(int(part) for part in tone_of(rng)))
    return picture.filter(ImageFilter.GaussianBlur(float(rng.uniform(2, 6))))


_KINDS: tuple[Callable[[np.random.Generator, Size], Image.Image], ...] = (
    _plain, _stone, _wood, _tiles, _cloth, _lawn, _room, _room, _lights,
)  # fmt: skip
