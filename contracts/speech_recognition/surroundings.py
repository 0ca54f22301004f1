"""What else is heard where people speak: noise, and the rooms' own sound."""

from __future__ import annotations

from typing import Final

from contracts.contract import Column, Kind, RowRule, Table
from contracts.speech_recognition.recordings import AUDIO_READABLE, audio_column
from contracts.splits import SPLIT_KNOWN, SPLITS

_SPLIT: Final = Column(
    name="split",
    kind=Kind.TEXT,
    description="train, valid or test; empty: it serves in all of them. Kinds that are in test alone measure what was "
    "never heard.",
    examples=SPLITS,
)
_RULES: Final[tuple[RowRule, ...]] = (AUDIO_READABLE, SPLIT_KNOWN)

NOISE: Final = Table(
    name="noise",
    description="Recordings without a word, mixed into utterances to learn and to measure. Without it, noise is made.",
    required=False,
    columns=(
        audio_column("The noise", "noise/street-3.flac"),
        Column(name="kind", kind=Kind.TEXT, description="Of the noise.", examples=("street", "rain")),
        _SPLIT,
    ),
    row_rules=_RULES,
)

ROOMS: Final = Table(
    name="rooms",
    description="Impulse responses: what a clap sounds like in a room. Utterances are heard in them. Without it, they "
    "are made.",
    required=False,
    columns=(
        audio_column("The impulse response", "rooms/kitchen.flac"),
        Column(name="kind", kind=Kind.TEXT, description="Of the room.", examples=("kitchen", "hall")),
        _SPLIT,
    ),
    row_rules=_RULES,
)
