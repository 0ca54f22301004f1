"""The recordings that tables refer to."""

from __future__ import annotations

from typing import Final

from contracts.contract import Column, Kind, Media, RowRule

AUDIO: Final = Media(
    name="audio",
    kind="audio",
    description="Recordings in wav, flac, ogg, aiff, au or mp3, of 8 to 192 kHz, any depth and number of channels "
    "(they are averaged), 25 milliseconds to 5 minutes long.",
)

AUDIO_READABLE: Final = RowRule(
    name="audio_readable",
    check="media",
    columns=("audio",),
    options={"media": AUDIO.name},
    because="nothing can be learnt of, nor recognised in, what cannot be heard",
)


def audio_column(what: str, example: str) -> Column:
    """The column that refers to a recording."""
    return Column(
        name="audio",
        kind=Kind.TEXT,
        required=True,
        nullable=False,
        description=f"{what}: its path in audio/, or in the tar that holds it.",
        examples=(example,),
    )
