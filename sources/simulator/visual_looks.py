"""How each product looks: the shape of its kind, bent by its family, in its own colour, with its brand printed."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from sources.simulator.streams import stream
from sources.simulator.visual_patterns import PATTERNS
from sources.simulator.visual_rates import LOOK_RATES
from sources.simulator.visual_shades import FOLDS
from sources.simulator.visual_shapes import Shape, shapes, shapes_of_leaves
from sources.simulator.vocabulary.visual_tones import TONES
from sources.simulator.words import entries

Colour = tuple[int, int, int]
FONTS = (
    "DejaVuSans-Bold", "DejaVuSerif-Bold", "DejaVuSansMono-Bold", "DejaVuSans-BoldOblique", "DejaVuSerif-BoldItalic",
    "STIXGeneralBol", "STIXGeneralBolIta", "cmb10", "cmss10", "cmtt10", "DejaVuSans", "DejaVuSerif",
)  # fmt: skip
LOGOS = ("round", "square", "triangle", "star", "bolt", "rings", "leaf", "bars")
_CARRIERS = ("main", "second")
_QUIET: tuple[Colour, ...] = ((245, 245, 242), (32, 34, 40), (190, 196, 202))
_LABELS: tuple[Colour, ...] = ((248, 247, 242), (250, 240, 214), (30, 32, 38))


@dataclass(frozen=True)
class Style:
    """What all products of a family share in looks.

    Attributes:
        shape: Name of the shape.
        bends: How the shape is bent: width, taper, belly, slant, and how heights are shifted; (5,).
        parts: Which optional parts it has, one by one, as chances in [0, 1); (16,).
        pattern: One of `PATTERNS`, or nothing.
        pattern_size: Of one repeat, as a share of the frame's longer side.
        pattern_turn: In degrees.
        second, third, label: Colours.
        carrier: Which colour tells a product's flavour or colour.
        cloth: Which of the folds cloth has.
    """

    shape: str
    bends: tuple[float, ...]
    parts: tuple[float, ...]
    pattern: str
    pattern_size: float
    pattern_turn: float
    main: Colour
    second: Colour
    third: Colour
    label: Colour
    carrier: str
    cloth: int


@dataclass(frozen=True)
class Look:
    """What a picture of a product is drawn from.

    Attributes:
        style: Of its family, in the product's colours.
        brand, line, told: What is printed: the maker, the product line, and the flavour or kind.
        font, logo, ink: Of the maker; `ink` is the colour of its print, where that can be read.
        pieces: How many of the thing lie in the pack.
    """

    style: Style
    brand: str
    line: str
    told: str
    font: str
    logo: str
    ink: Colour
    pieces: int = 1

    @property
    def shape(self) -> Shape:
        return shapes()[self.style.shape]

    @property
    def printed(self) -> float:
        """Share of its frame that its largest place for print takes."""
        return max((float(np.ptp(part.outline, axis=0).prod()) for part in self.shape.parts if part.printed), default=0)


@cache
def tones() -> dict[str, Colour]:
    """Colours by the names of colours, flavours and materials."""
    return {name: _colour(*(int(part) for part in rest.split())) for name, rest in entries(TONES)}


def style_of(seed: int, leaf: int, family: int, brand: int) -> Style:
    """A family's style: a shape of its leaf, and with it the colours of its maker; all are numbers."""
    rng, accents = stream(seed, "looks of families", family), stream(seed, "looks of brands", brand)
    names = shapes_of_leaves()[leaf]
    bends = np.clip(rng.normal(0, 1, len(LOOK_RATES.bends)), -2, 2) * LOOK_RATES.bends
    second = _vivid(accents)
    third = _vivid(accents) if accents.random() < 0.5 else _pick(rng, _QUIET)
    return Style(
        shape=names[int(rng.integers(0, len(names)))],
        bends=tuple(bends.tolist()),
        parts=tuple(rng.random(16).tolist()),
        pattern=str(rng.choice(PATTERNS)) if rng.random() < LOOK_RATES.patterned else "",
        pattern_size=float(rng.uniform(0.06, 0.26)),
        pattern_turn=float(rng.choice((0, 0, 0, 45, 30, 90))),
        main=_vivid(rng),
        second=second,
        third=third,
        label=_pick(rng, (*_LABELS, second, _mixed(second, (255, 255, 255), 0.75))),
        carrier=_CARRIERS[int(rng.random() < LOOK_RATES.second_tells)],
        cloth=int(rng.integers(0, FOLDS)),
    )


def coloured(
    style: Style, rng: np.random.Generator, colour: str | None, option: str | None, material: str | None
) -> Style:
    """The style in the colours of a product that has these attributes; without any it has its family's colour."""
    known = tones()
    named = [known[name] for name in (colour, option, material) if name in known]
    if not named:
        return style
    tone = tuple(int(channel) for channel in np.clip(np.array(named[0]) + rng.normal(0, 5, 3), 0, 255))
    first = replace(style, main=_colour(*tone))
    if style.carrier == "second" and colour is None and material is None:
        return replace(style, second=_colour(*tone))
    if len(named) > 1:
        return replace(first, second=named[1])
    return first


def brand_looks(seed: int, brand: int) -> tuple[str, str, Colour]:
    """Font, logo and ink of a maker."""
    rng = stream(seed, "print of brands", brand)
    return str(rng.choice(FONTS)), str(rng.choice(LOGOS)), _vivid(rng)


def _vivid(rng: np.random.Generator) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(rng.random(), rng.uniform(0.45, 0.95), rng.uniform(0.4, 0.95))
    return _colour(round(255 * red), round(255 * green), round(255 * blue))


def _pick(rng: np.random.Generator, colours: tuple[Colour, ...]) -> Colour:
    return colours[int(rng.integers(0, len(colours)))]


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a * (1 - share) + b * share) for a, b in zip(one, other, strict=True))
    return _colour(red, green, blue)


def _colour(red: int, green: int, blue: int) -> Colour:
    return red, green, blue
