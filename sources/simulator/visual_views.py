"""Views of products: turned about their axis, leaning, smaller, in another light."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageChops

DEPTH = 0.18  # of things, as a share of their width
_STEPS = 6  # slices of the side that comes into sight


def seen_from(picture: Image.Image, yaw: float, depth: float) -> Image.Image:
    """A cut-out product turned about its upright axis: narrower, nearer on one side, and with its side in sight.

    Args:
        picture: RGBA.
        yaw: Degrees, below 60.
        depth: How deep the thing is, as a share of its width; 0 for flat and for round things.
    """
    if abs(yaw) < 3:
        return picture
    turned = np.deg2rad(yaw)
    width, height = picture.size
    narrow = max(4, round(width * np.cos(turned)))
    lean = 0.12 * abs(np.sin(turned)) * height
    left, right = (lean, 0.0) if yaw > 0 else (0.0, lean)
    quad = (0, -left, 0, height + left, width, height + right, width, -right)
    front = picture.transform((narrow, height), Image.Transform.QUAD, quad, Image.Resampling.BILINEAR)
    side = round(width * depth * abs(np.sin(turned)))
    if side < 2:
        return front
    whole = Image.new("RGBA", (narrow + side, height), (0, 0, 0, 0))
    dark = front.copy()
    dark.paste(ImageChops.multiply(front.convert("RGB"), Image.new("RGB", front.size, (150, 150, 156))))
    dark.putalpha(front.getchannel("A"))
    for step in range(_STEPS):
        offset = round(side * (1 - step / _STEPS))
        whole.alpha_composite(dark, (offset if yaw > 0 else side - offset, 0))
    whole.alpha_composite(front, (0 if yaw > 0 else side, 0))
    return whole


def sized(picture: Image.Image, width: float, height: float, angle: float) -> Image.Image:
    """The cut-out product within a box, then turned in the plane by degrees; cut close."""
    scale = min(width / picture.width, height / picture.height)
    size = (max(3, round(picture.width * scale)), max(3, round(picture.height * scale)))
    small = picture.resize(size, Image.Resampling.BOX if scale < 0.6 else Image.Resampling.BILINEAR)
    if abs(angle) > 0.5:
        small = small.rotate(angle, Image.Resampling.BILINEAR, expand=True)
    box = small.getchannel("A").getbbox()
    return small.crop(box) if box else small


def lit(picture: Image.Image, gain: float, warmth: float) -> Image.Image:
    """The product in another light: so many times as bright, and warmer (above 0) or colder; RGBA."""
    red, blue = gain * (1 + warmth), gain * (1 - warmth)
    found = picture.convert("RGB").convert("RGB", (red, 0, 0, 0, 0, gain, 0, 0, 0, 0, blue, 0))
    found.putalpha(picture.getchannel("A"))
    return found
