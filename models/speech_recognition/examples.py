"""Examples as training reads them: recordings are decoded some at a time, and kept at 16 kHz in 16 bits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.parquet as pq

from ..audio import AudioLimits, UnreadableSound, read_audio
from ..errors import InputError
from ..words import normalised
from .mel import RATE, Samples
from .phrases import Phrase, SlotValue
from .spoken import Spoken, stored

Bools = npt.NDArray[np.bool_]

NOISE, ROOMS, PHRASES, SLOT_VALUES = "noise", "rooms", "phrases", "slot_values"
_AT_ONCE: Final = 64  # recordings whose files are in memory together


@dataclass(frozen=True)
class Recordings:
    """Those of a split.

    Attributes:
        spoken: Recordings, and what is said in words as `words.normalised` spells them.
        left_out: Recordings that were not drawn, or that the limits do not let be read.
    """

    spoken: Spoken
    left_out: int


def recordings(path: Path, limits: AudioLimits, chosen: Callable[[pd.DataFrame], Bools]) -> Recordings:
    """Read a split.

    Args:
        path: Of its parquet.
        limits: Of recordings.
        chosen: Which of the rows, by their transcript and seconds.

    Raises:
        InputError: No recording can be read.
    """
    table = pd.read_parquet(path, columns=["transcript", "seconds"])
    texts = normalised(table["transcript"].fillna("").tolist())
    sounds, told = [], []
    for row, data in _files(path, chosen(table)):
        try:
            sounds.append(stored(read_audio(data, limits).at(RATE)))
            told.append(texts[row])
        except UnreadableSound:
            continue
    if not sounds:
        raise InputError(
            f"of {len(table)} recordings in {path.name} none is read by the limits of `models.audio`; widen them, or "
            "give others."
        )
    return Recordings(Spoken(sounds, told), len(table) - len(sounds))


def surroundings(
    directory: Path, name: str, splits: tuple[str, ...], limits: AudioLimits, most_seconds: float
) -> list[Samples]:
    """Noises or rooms that some splits may hear, float32 [n] each at 16 kHz; none where there is no table of them.

    Args:
        directory: Of the examples.
        name: `NOISE` or `ROOMS`.
        splits: Beside "", which all may hear.
        limits: Of recordings.
        most_seconds: Of all together; each is cut to its share.
    """
    path = directory / f"{name}.parquet"
    if not path.is_file():
        return []
    split = pd.read_parquet(path, columns=["split"])["split"].fillna("")
    rows = split.isin(["", *splits]).to_numpy()
    most = round(most_seconds * RATE / max(int(rows.sum()), 1))
    found = []
    for _, data in _files(path, rows):
        try:
            found.append(read_audio(data, limits).at(RATE)[:most].copy())
        except UnreadableSound:
            continue
    return found


def may_be_said(directory: Path) -> tuple[list[Phrase], list[SlotValue]]:
    """Phrases and values of their slots; none where there is no table of them."""
    phrases, values = (directory / f"{name}.parquet" for name in (PHRASES, SLOT_VALUES))
    found: list[Phrase] = []
    if phrases.is_file():
        table = pd.read_parquet(phrases, columns=["text", "intent", "weight"])
        intents = [None if pd.isna(one) else str(one) for one in table["intent"]]
        weights = table["weight"].astype(float).fillna(1.0).tolist()
        found = [Phrase(*row) for row in zip(table["text"].tolist(), intents, weights, strict=True)]
    told = pd.read_parquet(values, columns=["slot", "value", "spoken"]) if values.is_file() else pd.DataFrame()
    return found, [SlotValue(*row) for row in told.itertuples(index=False, name=None)]


def drawn(most_hours: float, seed: int) -> Callable[[pd.DataFrame], Bools]:
    """An even draw of recordings of so many hours together, all where they are no more."""

    def choose(table: pd.DataFrame) -> Bools:
        order = np.random.default_rng(seed).permutation(len(table))
        seconds = table["seconds"].to_numpy(np.float64)[order]
        kept = np.zeros(len(table), dtype=bool)
        kept[order[np.cumsum(seconds) <= most_hours * 3_600]] = True
        kept[order[:1]] = True
        return kept

    return choose


def some(most: int, seed: int) -> Callable[[pd.DataFrame], Bools]:
    """An even draw of so many recordings."""

    def choose(table: pd.DataFrame) -> Bools:
        kept = np.zeros(len(table), dtype=bool)
        kept[np.random.default_rng(seed).permutation(len(table))[:most]] = True
        return kept

    return choose


def _files(path: Path, chosen: Bools) -> Iterator[tuple[int, bytes]]:
    """Row and bytes of each recording that was chosen, in their order."""
    at = 0
    for batch in pq.ParquetFile(path).iter_batches(batch_size=_AT_ONCE, columns=["audio"]):
        column = batch.column(0)
        for place in np.flatnonzero(chosen[at : at + len(column)]).tolist():
            yield at + place, column[place].as_py()
        at += len(column)
