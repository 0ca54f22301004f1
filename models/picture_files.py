"""Files of pictures opened and decoded by Pillow, with its process-wide settings left alone."""

from __future__ import annotations

import io
import struct
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

_STARTS_A_PROGRAM: Final = ("EPS",)  # Pillow hands such a file to Ghostscript
# Of these Pillow warns while it opens them alone; others may warn of their size or content while they are decoded.
_QUIET_WHEN_DECODED: Final = ("AVIF", "BMP", "GIF", "JPEG", "JPEG2000", "MPO", "PNG", "PPM", "TIFF", "WEBP")
_PREFIX: Final = 16  # bytes by which Pillow's formats know their files
_warnings = threading.Lock()


class DecodingError(ValueError):
    """Pillow cannot read it; `reason` is `not_a_picture`, `truncated` or `too_large`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """A picture of which nothing is decoded yet, closed at the end.

    Pillow's own `open` refuses by the size in the header alone, by a limit of the whole process, what a JPEG decoder
    could read at an eighth of its size; here its formats are asked one by one, and callers judge the size.

    Raises:
        DecodingError: No format knows the bytes, or the one that does cannot read their header.
    """
    prefix = data[:_PREFIX]
    known = False
    for name in _formats():
        factory, accepts = Image.OPEN[name]
        if accepts is not None and not _accepted_by(accepts, prefix):
            continue
        known = known or accepts is not None
        image = _opened_by(factory, data)
        if image is not None:
            with image:
                yield image
            return
    raise DecodingError("truncated" if known else "not_a_picture")


def can_draft(image: Image.Image) -> bool:
    """Whether a picture can be decoded at a fraction of its size without its pixels lying in memory at once.

    Of a progressive JPEG they all do, whatever it is decoded to.
    """
    return isinstance(image, JpegImageFile) and not image.info.get("progressive")


def decoded(image: Image.Image) -> Image.Image:
    """The picture with its first frame decoded.

    Raises:
        DecodingError: It is cut short or broken, or larger than its header said.
    """
    with _refusals():
        if image.format in _QUIET_WHEN_DECODED:
            image.load()
        else:
            with without_warnings():
                image.load()
    return image


def _formats() -> list[str]:
    """Names of formats, those that know their files by how they begin before those that try."""
    Image.init()
    names = [name for name in Image.ID if name not in _STARTS_A_PROGRAM]
    return sorted(names, key=lambda name: Image.OPEN[name][1] is None)


def _accepted_by(accepts: Callable[[bytes], bool | str], prefix: bytes) -> bool:
    try:
        return accepts(prefix) is True  # some formats answer with a text, why they cannot read what they know
    except (struct.error, IndexError, ValueError):
        return False  # some read more than there is


def _opened_by(factory: Callable[..., Image.Image], data: bytes) -> Image.Image | None:
    with _refusals(), without_warnings():
        try:
            return factory(io.BytesIO(data), "")
        except Image.DecompressionBombError:
            raise
        except Exception:
            return None


@contextmanager
def _refusals() -> Iterator[None]:
    """What decoders raise as the reason that it stands for; they have no errors in common."""
    try:
        yield
    except (Image.DecompressionBombError, MemoryError) as error:
        raise DecodingError("too_large") from error
    except Exception as error:
        raise DecodingError("truncated") from error


@contextmanager
def without_warnings() -> Iterator[None]:
    """Pillow's warnings of odd files, which are nobody's to act on, stay unsaid."""
    # Filters belong to the whole process, so two threads may not set them aside at once.
    with _warnings, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
