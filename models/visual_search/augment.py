"""Pictures as they come out of a hurried hand: dark, blurred, coarse, noisy, compressed."""

from __future__ import annotations

import io
import math

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageEnhance, ImageFilter

from .augment_settings import AugmentSettings

Pixels = npt.NDArray[np.uint8]


def photographed(rng: np.random.Generator, pixels: Pixels, settings: AugmentSettings) -> Pixels:
    """The same view in another light, through a worse lens, from a worse camera; (height, width, 3) as given."""
    picture = _lit(rng, Image.fromarray(pixels), settings)
    if rng.random() < settings.shaded:
        picture = _shaded(rng, picture, settings.shade)
    if rng.random() < settings.coarsened:
        picture = _coarsened(rng, picture, settings.least_resolution)
    if rng.random() < settings.blurred:
        picture = _blurred(rng, picture, settings.blur)
    if rng.random() < settings.noised:
        picture = _noised(rng, picture, settings.noise)
    if rng.random() < settings.compressed:
        picture = _compressed(rng, picture, settings.least_quality)
    return np.asarray(picture)


def _factor(rng: np.random.Generator, most: float) -> float:
    """Between one over `most` and `most`, in even steps of the logarithm."""
    return math.exp(rng.uniform(-1.0, 1.0) * math.log(most))


def _lit(rng: np.random.Generator, picture: Image.Image, settings: AugmentSettings) -> Image.Image:
    """Exposure, contrast, gamma and the colour of the light as one table a channel; then saturation."""
    level = np.linspace(0.0, 1.0, 256)
    level = level ** _factor(rng, settings.gamma)
    level = (level - 0.5) * _factor(rng, settings.contrast) + 0.5
    level = level * _factor(rng, settings.brightness)
    channels = [level * _factor(rng, settings.tint) for _ in range(3)]
    table = np.clip(np.concatenate(channels) * 255.0 + 0.5, 0, 255).astype(np.uint8)
    lit = picture.point(table.tolist())
    return ImageEnhance.Color(lit).enhance(1.0 + rng.uniform(-settings.saturation, settings.saturation))


def _shaded(rng: np.random.Generator, picture: Image.Image, most: float) -> Image.Image:
    """Light that falls off along one direction, softly or at the sharp edge of a shadow."""
    width, height = picture.size
    angle = rng.uniform(0, 2 * math.pi)
    across = np.linspace(-1.0, 1.0, width, dtype=np.float32) * math.cos(angle)
    down = np.linspace(-1.0, 1.0, height, dtype=np.float32) * math.sin(angle)
    way = across[None, :] + down[:, None] + np.float32(rng.uniform(-0.6, 0.6))
    dark = np.clip(way * np.float32(_factor(rng, 8.0)) + 0.5, 0.0, 1.0) * np.float32(rng.uniform(0.0, most))
    return Image.fromarray((np.asarray(picture) * (1.0 - dark)[..., None]).astype(np.uint8))


def _coarsened(rng: np.random.Generator, picture: Image.Image, least: float) -> Image.Image:
    """Fewer pixels, blown up again."""
    share = rng.uniform(least, 1.0)
    small = (max(int(picture.width * share), 1), max(int(picture.height * share), 1))
    return picture.resize(small, Image.Resampling.BOX).resize(picture.size, Image.Resampling.BILINEAR)


def _blurred(rng: np.random.Generator, picture: Image.Image, most: float) -> Image.Image:
    """Out of focus, or moved along one side."""
    radius = rng.uniform(0.0, most) * max(picture.size)
    if rng.random() < 0.5:
        return picture.filter(ImageFilter.GaussianBlur(radius))
    return picture.filter(ImageFilter.BoxBlur((2 * radius, 0.0) if rng.random() < 0.5 else (0.0, 2 * radius)))


def _noised(rng: np.random.Generator, picture: Image.Image, most: float) -> Image.Image:
    """Noise of the sensor, alike in all channels for the greater part, as sharpening and compression leave it."""
    pixels = np.asarray(picture)
    grain = rng.standard_normal(pixels.shape[:2], dtype=np.float32) * np.float32(rng.uniform(0.0, most))
    return Image.fromarray(np.clip(pixels + grain[..., None], 0, 255).astype(np.uint8))


def _compressed(rng: np.random.Generator, picture: Image.Image, least: int) -> Image.Image:
    """Through JPEG and back."""
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=int(rng.integers(least, 96)))
    return Image.open(stream).convert("RGB")
