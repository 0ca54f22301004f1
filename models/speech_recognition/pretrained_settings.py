"""Which checkpoint of the user's is listened with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PretrainedSettings:
    """A folder of transformers on this machine: a Whisper, or a model of the kind of wav2vec 2.0 with a CTC head.

    Attributes:
        path: Of the folder.
        window: Seconds that are read at once before a stream's next words are known (0.2..30).
        language: That a Whisper of many languages is told; empty: it finds out.
        beams: Of a Whisper's search (1..20).
        most_tokens: Of a Whisper's answer (1..448).
    """

    path: str = ""
    window: float = 2.0
    language: str = ""
    beams: int = 1
    most_tokens: int = 200
