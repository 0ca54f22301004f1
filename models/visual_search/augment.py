"""Pictures as they come out of a hurried hand: turned, cut off, dark, blurred, covered, compressed."""

from __future__ import annotations

import io
import math

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageEnhance, ImageFilter

from .augment_settings import AugmentSettings
from .occluders import cover
from .warping import corners_of, quad_of, warped

Pixels = npt.NDArray[np.uint8]


def degrade(rng: np.random.Generator, pixels: Pixels, settings: AugmentSettings, side: int | None = None) -> Pixels:
    """A crop of a product as another photo might show it: geometry, cover, then light, lens and camera.

    Args:
        rng: Of the change.
        pixels: Red, green, blue, (height, width, 3).
        settings: How far the changes go.
        side: Height and width of what is given back; None: those of `pixels`.

    Returns:
        (side, side, 3), or of the shape of `pixels`.
    """
    height, width = (side, side) if side is not None else pixels.shape[:2]
    turned = _reframed(rng, pixels, settings, (width, height))
    if rng.random() < settings.covered:
        turned = cover(rng, turned, settings.hidden)
    return photographed(rng, np.asarray(turned), settings)


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


def _reframed(
    rng: np.random.Generator, pixels: Pixels, settings: AugmentSettings, size: tuple[int, int]
) -> Image.Image:
    """A part of the picture, turned and seen from aside; what lies outside repeats the picture's mean colour."""
    height, width = pixels.shape[:2]
    share = math.sqrt(rng.uniform(settings.least_crop, 1.0))
    stretch = math.exp(rng.uniform(-0.5, 0.5) * (1.0 - share))  # a smaller crop has room for another shape
    across, down = min(share * stretch, 1.0) * width, min(share / stretch, 1.0) * height
    left, top = rng.uniform(0, width - across), rng.uniform(0, height - down)
    angle = math.radians(rng.uniform(-settings.rotation, settings.rotation))
    quad = quad_of((left + across / 2, top + down / 2), (across, down), angle)
    quad += rng.uniform(0, settings.perspective, (4, 2)) * (quad.mean(axis=0) - quad)
    if rng.random() < settings.mirrored:
        quad = quad[[1, 0, 3, 2]]
    # drawing many pixels together at once would alias, so a far larger picture is first made smaller
    shrunk = max(int(min(across / size[0], down / size[1])), 1)
    picture = Image.fromarray(pixels)
    if shrunk > 1:
        picture, quad = picture.reduce(shrunk), quad / shrunk
    colour = np.asarray(picture.resize((1, 1), Image.Resampling.BOX))[0, 0]
    return warped(picture, quad, corners_of(size), size, (int(colour[0]), int(colour[1]), int(colour[2])))


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
