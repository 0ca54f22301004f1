"""One recording of a contact sheet: its spectrogram, with the words that were heard where they were heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from models.speech_recognition.front_end_settings import FrontEndSettings
from models.speech_recognition.mel import RATE, log_mel

WIDTH: Final = 960  # sides in pixels
HEIGHT: Final = 120
_SECOND: Final = 240  # pixels, of recordings that are short enough
_MARGIN: Final = 10
_TEXT: Final = 13
_RIGHT, _WRONG, _INK = "#1a8f3c", "#d1242f", "#222222"
_QUIET: Final = 10.0  # nats below the loudest that are drawn in white


@dataclass(frozen=True)
class Word:
    """A word that was heard, its seconds, nan where they are not known, and whether it was said there."""

    text: str
    start: float
    end: float
    right: bool


def strip(samples: npt.NDArray[np.float32], truth: str, words: Sequence[Word], told: str) -> Image.Image:
    """A row of a sheet.

    Args:
        samples: float32 [n] at 16 kHz.
        truth: What was said, in words.
        words: That were heard.
        told: What else the answer says.
    """
    seconds = max(len(samples) / RATE, 1e-3)
    wide = max(1, min(WIDTH, round(seconds * _SECOND)))
    row = _TEXT + _MARGIN
    out = Image.new("RGB", (WIDTH + 2 * _MARGIN, HEIGHT + 3 * row + 2 * _MARGIN), "white")
    draw, font = ImageDraw.Draw(out), ImageFont.load_default(_TEXT)
    draw.text((_MARGIN, _MARGIN), truth, _INK, font)
    top = _MARGIN + row
    out.paste(_spectrogram(samples).resize((wide, HEIGHT), Image.Resampling.BILINEAR), (_MARGIN, top))
    below, free = top + HEIGHT + _MARGIN // 2, 0.0
    for word in words:
        colour = _RIGHT if word.right else _WRONG
        left = free
        if np.isfinite(word.start) and np.isfinite(word.end):
            start, end = (at / seconds * wide for at in (word.start, word.end))
            draw.rectangle((_MARGIN + start, top, _MARGIN + end, top + HEIGHT), outline=colour, width=2)
            left = max(start, free)
        draw.text((_MARGIN + left, below), word.text, colour, font)
        free = left + draw.textlength(f"{word.text} ", font)
    draw.text((_MARGIN, below + row), told, _INK, font)
    draw.line((0, out.height - 1, out.width, out.height - 1), "#cccccc")
    return out


def _spectrogram(samples: npt.NDArray[np.float32]) -> Image.Image:
    """Loudness of mel bands over time, low ones below, dark where it is loud."""
    loudness = log_mel(samples, FrontEndSettings())
    if not len(loudness):
        return Image.new("RGB", (1, HEIGHT), "white")
    grey = np.clip((float(loudness.max()) - loudness) / _QUIET, 0.0, 1.0)
    return Image.fromarray((255 * grey.T[::-1]).astype(np.uint8)).convert("RGB")
