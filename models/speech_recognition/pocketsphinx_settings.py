"""How the ready English engine listens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PocketsphinxSettings:
    """Of the engine; all else is its own stock setting.

    Attributes:
        open_words: Whether any English words are listened for, by the dictionary and language model of its wheel,
            instead of what the phrases let be said.
        background: Whether what was said is heard once more as bare sounds, which tells what is no phrase; it takes
            much longer.
        step: Seconds that are heard at once, so that streams and whole recordings are heard alike (0.01..1).
        dither: Noise that is added, as samples of 16 bits at most (0..1,000): the engine was taught by microphones, and
            is lost in the dead silence of files.
        voice: How readily sound counts as speech in a stream, 0 readily to 3 hardly.
        idle: Decoders that are kept ready when nobody asks (0..64).
    """

    open_words: bool = False
    background: bool = True
    step: float = 0.1
    dither: int = 30
    voice: int = 2
    idle: int = 2
