"""Pixels of any mode as RGB: palettes, transparency, print colours, 16 bits, measured numbers."""

from __future__ import annotations

import io
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

_WITH_ALPHA: Final = ("RGBA", "LA", "PA", "RGBa", "La")
_GREYS: Final = ("L", "LA", "La", "1")
_NUMBERS: Final = ("I", "F")
_BITS_8: Final = 255
_BITS_16: Final = 65_535
_LEAST_RANGE: Final = 1e-30  # of numbers that are all the same


def as_rgb(image: Image.Image) -> Image.Image:
    """A decoded picture in RGB: over white where it is transparent, in sRGB where it carries another colour profile."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16"):
        return _seen(_grey(np.asarray(image, dtype=np.float32) * np.float32(_BITS_8 / _BITS_16)), profile)
    if image.mode in _NUMBERS:
        return _seen(_grey(_to_8_bits(np.asarray(image, dtype=np.float32))), profile)
    if image.mode in _WITH_ALPHA or "transparency" in image.info:
        seen = as_rgba(image)
        white = Image.new("RGB", seen.size, (_BITS_8, _BITS_8, _BITS_8))
        white.paste(seen, mask=seen.getchannel("A"))
        return white
    if image.mode == "LAB":
        transform = ImageCms.buildTransform(ImageCms.createProfile("LAB"), _SRGB, "LAB", "RGB")
        return _transformed(image, transform)
    return _seen(image, profile)


def as_rgba(image: Image.Image) -> Image.Image:
    """A decoded picture in RGB with its opacity, in sRGB where it carries another colour profile."""
    if image.mode == "La":
        image = image.convert("LA")
    layer = image.convert("RGBA")
    # grey ones have a profile of grey, which takes no red, green and blue
    plain = layer.getchannel("R") if image.mode in _GREYS else layer.convert("RGB")
    seen = _seen(plain, image.info.get("icc_profile"))
    seen.putalpha(layer.getchannel("A"))
    return seen


_SRGB: Final = ImageCms.createProfile("sRGB")


def _grey(values: npt.NDArray[np.float32]) -> Image.Image:
    return Image.fromarray(np.clip(np.rint(values), 0, _BITS_8).astype(np.uint8))


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


def _seen(image: Image.Image, profile: bytes | None) -> Image.Image:
    """An opaque picture in RGB."""
    if image.mode in ("1", "P"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    return _by_profile(image, profile) or image.convert("RGB")


def _by_profile(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    """The picture by its own colour profile; None where it has none, it is sRGB, or it cannot be used."""
    if not profile or image.mode not in ("L", "RGB", "CMYK"):
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
