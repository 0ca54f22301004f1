"""Pixels of any mode as RGB: palettes, transparency, print colours, 16 bits, measured numbers."""

from __future__ import annotations

import io
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

_WITH_ALPHA: Final = ("RGBA", "LA", "PA", "RGBa", "La")
_NUMBERS: Final = ("I", "F")
_BITS_8: Final = 255
_BITS_16: Final = 65_535
_LEAST_RANGE: Final = 1e-30  # of numbers that are all the same


def as_rgb(image: Image.Image) -> Image.Image:
    """A decoded picture in RGB: over white where it is transparent, in sRGB where it carries another colour profile."""
    if image.mode.startswith("I;16"):
        return _grey(np.asarray(image, dtype=np.float32) * np.float32(_BITS_8 / _BITS_16))
    if image.mode in _NUMBERS:
        return _grey(_to_8_bits(np.asarray(image, dtype=np.float32)))
    if image.mode in _WITH_ALPHA or "transparency" in image.info:
        return _over_white(image)
    if image.mode == "LAB":
        transform = ImageCms.buildTransform(ImageCms.createProfile("LAB"), _SRGB, "LAB", "RGB")
        return _transformed(image, transform)
    return _by_profile(image) or image.convert("RGB")


_SRGB: Final = ImageCms.createProfile("sRGB")


def _over_white(image: Image.Image) -> Image.Image:
    if image.mode == "La":
        image = image.convert("LA")
    seen = image.convert("RGBA")
    white = Image.new("RGB", seen.size, (_BITS_8, _BITS_8, _BITS_8))
    white.paste(seen, mask=seen.getchannel("A"))
    return white


def _grey(values: npt.NDArray[np.float32]) -> Image.Image:
    return Image.fromarray(np.clip(np.rint(values), 0, _BITS_8).astype(np.uint8)).convert("RGB")


def _to_8_bits(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Numbers that no header gives a range of, by the least usual range that holds them, else by their own."""
    finite = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    least, most = float(finite.min()), float(finite.max())
    if least >= 0:
        for range_ends in (1.0, float(_BITS_8), float(_BITS_16)):
            if most <= range_ends:
                return finite * np.float32(_BITS_8 / range_ends)
    # the difference of two numbers of 32 bits may not be one
    spread = (finite.astype(np.float64) - least) * (_BITS_8 / max(most - least, _LEAST_RANGE))
    return spread.astype(np.float32)


def _by_profile(image: Image.Image) -> Image.Image | None:
    """The picture by its own colour profile; None where it has none, it is sRGB, or it cannot be used."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK"):
        return None
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in (own.profile.profile_description or ""):
            return None
        return _transformed(image, ImageCms.buildTransform(own, _SRGB, image.mode, "RGB"))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None  # a broken profile, or one of other colours than the picture's: they count as usual


def _transformed(image: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    seen = ImageCms.applyTransform(image, transform)
    if seen is None:
        raise ValueError("a transform that is not in place gives a picture")
    return seen
