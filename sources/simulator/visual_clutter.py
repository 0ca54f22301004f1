"""Things that lie about in photos and that nobody sells: paper, leaves, coins, stones, sticks, hands."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

from sources.simulator.visual_backgrounds import tone_of
from sources.simulator.words import Floats

Draw = ImageDraw.ImageDraw
_CORNERS = np.array([(0.0, 0.0), (0.8, 0.0), (0.8, 0.8), (0.0, 0.8)])


def thing(rng: np.random.Generator, side: int) -> Image.Image:
    """One of these things, turned by some angle; RGBA of `side` x `side` pixels."""
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    _THINGS[int(rng.integers(0, len(_THINGS)))](rng, ImageDraw.Draw(picture), side)
    return picture.rotate(float(rng.uniform(0, 360)), Image.Resampling.BILINEAR)


def _tone(rng: np.random.Generator) -> tuple[int, ...]:
    return tuple(int(part) for part in tone_of(rng, (40, 230), 40))


def _paper(rng: np.random.Generator, draw: Draw, side: int) -> None:
    corners = (rng.uniform(0, 0.2, (4, 2)) + _CORNERS) * side
    draw.polygon([(x, y) for x, y in corners.tolist()], fill=_tone(rng))
    for line in range(3, 8):
        draw.line((0.3 * side, line * side / 10, 0.7 * side, line * side / 10), fill=(90, 90, 90), width=1)


def _leaf(rng: np.random.Generator, draw: Draw, side: int) -> None:
    green = (int(rng.integers(60, 160)), int(rng.integers(90, 180)), int(rng.integers(20, 80)))
    angle = np.linspace(0, 2 * np.pi, 40)
    radius = 0.42 + 0.06 * np.cos(int(rng.integers(3, 8)) * angle)
    _round(draw, side, radius * np.array([[1.0], [rng.uniform(0.3, 0.9)]]), angle, green)
    draw.line((0.1 * side, side / 2, 0.9 * side, side / 2), fill=(60, 90, 40), width=max(1, side // 40))


def _coin(rng: np.random.Generator, draw: Draw, side: int) -> None:
    draw.ellipse((0.2 * side, 0.2 * side, 0.8 * side, 0.8 * side), fill=_tone(rng), outline=(80, 70, 50), width=2)
    draw.ellipse((0.3 * side, 0.3 * side, 0.7 * side, 0.7 * side), outline=(120, 110, 90), width=1)


def _stone(rng: np.random.Generator, draw: Draw, side: int) -> None:
    angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    _round(draw, side, 0.36 + 0.08 * rng.random(24), angle, _tone(rng))


def _stick(rng: np.random.Generator, draw: Draw, side: int) -> None:
    bent = rng.uniform(0.1, 0.9, (3, 2)) * side
    draw.line([(x, y) for x, y in bent.tolist()], fill=_tone(rng), width=max(2, side // 14), joint="curve")


def _hand(rng: np.random.Generator, draw: Draw, side: int) -> None:
    skin = tuple(int(part) for part in np.array((224, 172, 138)) * rng.uniform(0.4, 1.08))
    draw.ellipse((0.25 * side, 0.45 * side, 0.8 * side, side - 1), fill=skin)
    for finger in range(4):
        left, top = 0.26 + 0.13 * finger, 0.1 + 0.03 * abs(finger - 1.5)
        box = (left * side, top * side, (left + 0.11) * side, 0.7 * side)
        draw.rounded_rectangle(box, side // 20, fill=skin)


def _round(draw: Draw, side: int, radius: Floats, angle: Floats, tone: tuple[int, ...]) -> None:
    """Something round about the middle; radii as shares of `side`."""
    across, down = radius * np.stack([np.cos(angle), np.sin(angle)]) * side + side / 2
    draw.polygon(list(zip(across.tolist(), down.tolist(), strict=True)), fill=tone)


_THINGS: tuple[Callable[[np.random.Generator, Draw, int], None], ...] = (_paper, _leaf, _coin, _stone, _stick, _hand)
