"""Through what an answer comes: a voice, a phone, or a page."""

from __future__ import annotations

from typing import Final

from ..errors import InputError
from ..request_cells import Texts

VOICE, PHONE, DESKTOP = "voice", "phone", "desktop"
CHANNELS: Final = (VOICE, PHONE, DESKTOP)


def channels_of(told: Texts) -> list[str]:
    """The channel of each request, in any case of its letters; `DESKTOP` where none is told.

    Raises:
        InputError: One is none of `CHANNELS`.
    """
    channels = [DESKTOP if one is None else one.lower() for one in told]
    strange = [row for row, one in enumerate(channels) if one not in CHANNELS]
    if strange:
        first = channels[strange[0]][:40]
        raise InputError(
            f"the request's column channel holds {len(strange)} cells of {len(channels)} that are none of "
            f"{', '.join(CHANNELS)}, the first, in row {strange[0]}, is {first!r}; null is {DESKTOP}."
        )
    return channels
