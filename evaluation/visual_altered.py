"""Photos turned, darkened, blurred and partly covered, and what that costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd
from PIL import Image, ImageEnhance, ImageFilter

from evaluation.measure import Measure
from evaluation.visual_asking import Asking, Boxes, Change
from evaluation.visual_boxes import areas

WAYS: Final = ("turned", "dark", "blurred", "occluded")
MEASURES: Final = tuple(f"{what}_{way}" for way in WAYS for what in ("top_1", "top_1_lost"))


def measures(asking: Asking, sample: pd.DataFrame, plain: pd.DataFrame) -> dict[str, Measure]:
    """top_1 of the same photos in each way, and what is lost of it.

    Args:
        asking: `turned`, `dark`, `blurred` and `occluded` say how much.
        sample: Rows of `visual_requests.requests`.
        plain: Outcomes of them as they are.
    """
    found: dict[str, Measure] = {}
    for way, (change, says) in changes(asking.settings).items():
        after = asking.outcomes(asking.changed(sample, change))
        found |= asking.share(f"top_1_{way}", f"top_1 of test photos {says}", after, "hit_1", "shows")
        found |= asking.lost(f"top_1_lost_{way}", f"top_1 of test photos less that of the same {says}", plain, after)
    return found


def changes(settings: Mapping[str, Any]) -> dict[str, tuple[Change, str]]:
    """What is done to a photo, and how it is told, by name of `WAYS`."""
    degrees, light, blur, covered = (float(settings[way]) for way in WAYS)

    def turn(image: Image.Image, _boxes: Boxes, rng: np.random.Generator) -> Image.Image:
        angle = degrees if rng.random() < 0.5 else -degrees
        ground = tuple(int(level) for level in np.median(_border(image), axis=0))
        return image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=ground)

    def darken(image: Image.Image, _boxes: Boxes, _rng: np.random.Generator) -> Image.Image:
        return ImageEnhance.Brightness(image).enhance(light)

    def blurred(image: Image.Image, _boxes: Boxes, _rng: np.random.Generator) -> Image.Image:
        return image.filter(ImageFilter.GaussianBlur(blur * max(image.size)))

    def cover(image: Image.Image, boxes: Boxes, rng: np.random.Generator) -> Image.Image:
        return _covered(image, boxes, rng, covered)

    return {
        "turned": (turn, f"turned by {degrees:g} degrees to either side"),
        "dark": (darken, f"with {light:.0%} of their light"),
        "blurred": (blurred, f"blurred by {blur:.1%} of their longest side"),
        "occluded": (cover, f"with {covered:.0%} of each product covered from one side, or of the photo without boxes"),
    }


def _covered(image: Image.Image, boxes: Boxes, rng: np.random.Generator, share: float) -> Image.Image:
    """Each product loses a strip at one of its sides, to a colour of the picture's border."""
    out = image.copy()
    whole = np.array([[0, 0, image.width, image.height]], dtype=np.float64)
    border = _border(image)
    for box in boxes[areas(boxes) > 0] if len(boxes) else whole:
        left, top, right, bottom = box
        side, colour = int(rng.integers(4)), tuple(int(level) for level in border[rng.integers(len(border))])
        width, height = (right - left) * share, (bottom - top) * share
        strip = (
            (left, top, left + width, bottom),
            (right - width, top, right, bottom),
            (left, top, right, top + height),
            (left, bottom - height, right, bottom),
        )[side]
        out.paste(colour, tuple(round(edge) for edge in strip))
    return out


def _border(image: Image.Image) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Colours of the outermost pixels, (n, 3)."""
    pixels = np.asarray(image)
    return np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
