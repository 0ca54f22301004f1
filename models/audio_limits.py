"""Which recordings are read, and why others are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .errors import InputError

REASONS: Final = {
    "empty": "it has no bytes",
    "not_audio": "it is of no format of recordings that can be read",
    "truncated": "it is cut short or broken, or its header tells of more than there is",
    "too_large": "it has more bytes than may be read",
    "too_long": "it lasts longer than may be read",
    "too_short": "it is too short for anything to be heard",
    "wrong_rate": "its header states a sampling rate that recordings of speech do not have",
    "not_finite": "too many of its samples are no numbers",
}


@dataclass(frozen=True)
class AudioLimits:
    """What is read.

    Attributes:
        least_seconds: Shorter recordings hold not even one sound of speech.
        most_seconds: Longer ones are to be cut by who records them.
        least_rate: Samples a second that speech needs.
        most_rate: Likewise at most; beyond it the header is wrong.
        most_bytes: Of the file.
        most_not_finite: Share of samples that may be no finite numbers; they are read as zero.
        least_mixed: Power of the mean of the channels as a share of the channels' own, under which they cancel each
            other and the loudest is read alone.
        clipped_from: Of full scale; a sample from there on counts as clipped.
    """

    least_seconds: float = 0.025
    most_seconds: float = 300.0
    least_rate: int = 8_000
    most_rate: int = 192_000
    most_bytes: int = 128 * 2**20
    most_not_finite: float = 0.01
    least_mixed: float = 0.01
    clipped_from: float = 0.99


class UnreadableSound(InputError):  # noqa: N818 - it says what it is
    """Bytes that are no recording, or not one that may be read; `reason` is one of `REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"a recording cannot be read ({reason}): {REASONS[reason]}.")
        self.reason = reason
