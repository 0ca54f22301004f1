"""What a camera makes of a scene: light that falls from a side, its warmth, blur and grain."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

_UNEVEN = 0.12  # spread of how much brighter one side is than the middle
_LEAST_BLUR = 0.4  # pixels; less cannot be seen
_USUAL_SIDE = 384  # pixels, to which a blur is told


def taken(
    rng: np.random.Generator, scene: Image.Image, light: float, warmth: float, blur: float, grain: float
) -> Image.Image:
    """The picture of a scene.

    Args:
        rng: Of the shot.
        scene: RGB.
        light: Brightness, 1 is usual.
        warmth: Above 0 redder, below bluer.
        blur: Radius in pixels of a picture whose longer side is `_USUAL_SIDE`.
        grain: Spread of the sensor's noise, of 255.
    """
    radius = blur * max(scene.size) / _USUAL_SIDE
    if radius > _LEAST_BLUR:
        scene = scene.filter(ImageFilter.GaussianBlur(radius))
    across, down = (np.linspace(-1, 1, side, dtype=np.float32) for side in scene.size)
    slopes = rng.normal(0, _UNEVEN, 2).astype(np.float32)
    falls = np.float32(light) * (1 + slopes[0] * across[None, :] + slopes[1] * down[:, None])
    pixels = np.asarray(scene, np.float32) * falls[..., None]
    pixels *= np.array((1 + warmth, 1, 1 - warmth), np.float32)
    pixels += np.float32(grain) * rng.standard_normal((*falls.shape, 1), np.float32)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
