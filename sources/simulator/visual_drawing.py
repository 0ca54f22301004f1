"""Pictures of products: the parts of a look's shape, one over the other, in their colours and under light."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from sources.simulator.visual_looks import Colour, Look, Style
from sources.simulator.visual_outlines import Points
from sources.simulator.visual_patterns import patterned
from sources.simulator.visual_prints import fitted, legible, printed
from sources.simulator.visual_shades import shaded
from sources.simulator.visual_shapes import Part

SIDE = 232  # pixels of the longer side of a picture
_OVER = 2  # drawn so many times larger, for smooth edges
_MARGIN = 5  # pixels around what is drawn, before it is made smaller
_FIXED: dict[str, Colour] = {
    "dark": (44, 46, 52),
    "light": (240, 240, 236),
    "metal": (178, 184, 192),
    "wood": (164, 116, 70),
    "glass": (198, 220, 226),
    "screen": (26, 32, 46),
    "skin": (240, 200, 172),
}
_PIECES = ((0.0, 0.0), (0.5, 0.06), (-0.5, 0.06), (0.0, 0.16))
MOST_PIECES = len(_PIECES)  # that are shown of a pack


def drawn(look: Look) -> Image.Image:
    """The product from its best side: RGBA, cut out, its longer side about `SIDE` pixels."""
    canvas = _Canvas(look)
    place = 0
    for part in look.shape.parts:
        if part.optional:
            place += 1
            if look.style.parts[place % len(look.style.parts)] < 0.5:
                continue
        canvas.add(part)
    picture = canvas.finished()
    return _several(picture, look.pieces) if look.pieces > 1 else picture


class _Canvas:
    """Where one product is drawn."""

    def __init__(self, look: Look) -> None:
        self.look = look
        aspect = look.shape.aspect * float(np.exp(look.style.bends[0]))
        side = SIDE * _OVER - 2 * _MARGIN
        self.wide, self.high = side * min(aspect, 1.0), side / max(aspect, 1.0)
        size = (round(self.wide) + 2 * _MARGIN, round(self.high) + 2 * _MARGIN)
        self.image, self.alpha = Image.new("RGB", size, (128, 128, 128)), Image.new("L", size, 0)
        self.under: Colour = look.style.main

    def add(self, part: Part) -> None:
        """Draw a part over what is there."""
        points = _bent(part.outline, self.look.style) * (self.wide, self.high) + _MARGIN
        if part.printed:
            self._print(part, points)
            return
        mask = Image.new("L", self.image.size, 0)
        draw = ImageDraw.Draw(mask)
        outline = [(float(x), float(y)) for x, y in points]
        if part.thickness:
            width = max(2, round(part.thickness * min(self.wide, self.high)))
            draw.line(outline, fill=255, width=width, joint="curve")
        else:
            draw.polygon(outline, fill=255)
        box = mask.getbbox()
        if box is None:
            return
        if part.role == "cut":
            self.alpha.paste(0, mask=mask)
            return
        colour = _colour(self.look.style, part.role)
        fill = shaded(self._filled(part, colour, box), part.shade, self.look.style.cloth)
        self.image.paste(fill, box[:2], mask.crop(box))
        self.alpha = ImageChops.lighter(self.alpha, mask)
        if not part.thickness:
            edge = tuple(int(channel * 0.6) for channel in colour)
            ImageDraw.Draw(self.image).line([*outline, outline[0]], fill=edge, width=2)
            if part.role in ("main", "plain", "label", "second"):
                self.under = colour

    def _filled(self, part: Part, colour: Colour, box: tuple[int, int, int, int]) -> Image.Image:
        size, style = (box[2] - box[0], box[3] - box[1]), self.look.style
        if part.role == "main" and style.pattern:
            repeat = style.pattern_size * max(self.wide, self.high)
            return patterned(style.pattern, size, repeat, style.pattern_turn, colour, style.third)
        if part.role == "screen" and min(size) > 40:
            return patterned("fade", size, 40.0, 0.0, style.second, (18, 22, 34))
        return Image.new("RGB", size, colour)

    def _print(self, part: Part, points: Points) -> None:
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        ink = legible(self.look.ink, self.under)
        for mask, box in printed(self.look, part.role, (left, top, right, bottom)):
            found = fitted(mask, box[2] - box[0], box[3] - box[1])
            corner = (round((box[0] + box[2] - found.width) / 2), round((box[1] + box[3] - found.height) / 2))
            self.image.paste(ink, corner, found)

    def finished(self) -> Image.Image:
        """The picture in its final size, cut close."""
        self.image.putalpha(self.alpha)
        small = self.image.resize(
            (max(2, self.image.width // _OVER), max(2, self.image.height // _OVER)), Image.Resampling.BOX
        )
        return small.crop(small.getchannel("A").getbbox())


def _bent(points: Points, style: Style) -> Points:
    _, taper, belly, slant, shift = style.bends
    down = points[:, 1]
    moved = down + shift * 0.5 * np.sin(np.pi * np.clip(down, 0, 1)) * (1 - np.clip(down, 0, 1))
    wide = 1 + taper * (down - 0.5) * 0.7 - abs(taper) * 0.35 - 0.08 + belly * np.sin(np.pi * down)
    across = 0.5 + (points[:, 0] - 0.5) * wide + slant * (down - 0.5)
    return np.stack([across, moved], axis=1)


def _colour(style: Style, role: str) -> Colour:
    named = {"main": style.main, "plain": style.main, "second": style.second, "third": style.third}
    return named.get(role) or (style.label if role == "label" else _FIXED[role])


def _several(piece: Image.Image, pieces: int) -> Image.Image:
    """As many of a thing as are in its pack, up to four, side by side."""
    places = _PIECES[: min(pieces, len(_PIECES))]
    scale = 0.68
    small = piece.resize((max(2, round(piece.width * scale)), max(2, round(piece.height * scale))))
    lefts = [round(x * small.width * 0.9) for x, _ in places]
    tops = [round(-y * small.height) for _, y in places]
    size = (max(lefts) - min(lefts) + small.width, max(tops) - min(tops) + small.height)
    whole = Image.new("RGBA", size, (0, 0, 0, 0))
    for left, top in sorted(zip(lefts, tops, strict=True), key=lambda corner: corner[1]):
        whole.alpha_composite(small, (left - min(lefts), top - min(tops)))
    return whole
