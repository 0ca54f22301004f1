"""The mess in the tables of speech recognition: silent cells, broken recordings, rows that the contract refuses."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator.deal_breaks import as_text, shuffled, silent, some
from sources.simulator.mess import with_column
from sources.simulator.qa_mess_rows import fresh, said
from sources.simulator.search_mess import BROKEN_TIMES, FUTURE_TIME
from sources.simulator.speech_breaks import (
    BROKEN_PHRASES,
    BROKEN_SLOT,
    BROKEN_SLOTS,
    SPEECH_BREAKS,
    SPEECH_SILENCE,
    UNKNOWN_SPLITS,
    WORDLESS,
)
from sources.simulator.speech_files import encoded
from sources.simulator.speech_noise import RATE
from sources.simulator.speech_rows import Files
from sources.simulator.streams import stream

_SLOW, _HOUR = 8_000, 3_600
_RATE_AT = 24  # in the header of a wav file
_KEY = "utterance_id"


def _tone() -> np.ndarray:
    return (0.3 * np.sin(np.arange(RATE) / 20)).astype(np.float32)


def _not_finite() -> bytes:
    samples = _tone()
    samples[::3] = np.nan
    return encoded(samples, "wav", "FLOAT", RATE)


def _wrong_rate() -> bytes:
    data = bytearray(encoded(_tone(), "wav", "PCM_16", RATE))
    struct.pack_into("<I", data, _RATE_AT, 1)
    return bytes(data)


UNREADABLE: Mapping[str, Callable[[bytes], bytes | None]] = {
    "truncated": lambda data: data[: max(60, len(data) // 3)],
    "not_audio": lambda _: b"Not Found: the recording was moved.\n",
    "empty": lambda _: b"",
    "too_short": lambda _: encoded(_tone()[:1], "wav", "PCM_16", RATE),
    "not_finite": lambda _: _not_finite(),
    "wrong_rate": lambda _: _wrong_rate(),
    "absent": lambda _: None,
}


@dataclass(frozen=True)
class SpeechMess:
    """Adds the mess of a seed."""

    seed: int

    def block(self, number: int, tables: dict[str, pa.Table], files: Files) -> tuple[dict[str, pa.Table], Files]:
        """The tables of a block with rows that are wrong, and the files with some that cannot be read."""
        rng = stream(self.seed, "mess of speech", number)
        rows, breaks = as_text(tables["utterances"], {"time"}), SPEECH_BREAKS
        for name in ("accent", "language", "kind", "time", "slots"):
            rows = silent(rng, rows, name, getattr(SPEECH_SILENCE, name))
        unread, broken = _unreadable(rng, rows, dict(files), number)
        wrong = [
            said(rng, rows, "transcript", breaks.wordless, WORDLESS),
            said(rng, rows, "slots", breaks.broken_slots, BROKEN_SLOTS),
            said(rng, rows, "split", breaks.unknown_split, UNKNOWN_SPLITS),
            said(rng, rows, "time", breaks.broken_time, BROKEN_TIMES),
            said(rng, rows, "time", breaks.future_time, (FUTURE_TIME,)),
        ]
        nameless = said(rng, rows, _KEY, breaks.no_id, (None,))
        copies = rows.take(some(rng, rows, breaks.repeated))
        parts = [rows, unread, *(fresh(rng, each, _KEY) for each in wrong), nameless, copies]
        return tables | {"utterances": shuffled(rng, parts)}, files + broken

    def whole(self, tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
        """Phrases, slots and noise with a few rows that are wrong."""
        rows = {name: table.to_pylist() for name, table in tables.items()}
        first = rows["phrases"][0]
        rows["phrases"] += [{**first, "text": text} for text in BROKEN_PHRASES] + [{**first, "weight": 0.0}]
        rows["slot_values"].append(dict(zip(("slot", "value", "spoken"), BROKEN_SLOT, strict=True)))
        rows["noise"].append({**rows["noise"][0], "audio": "noise/gone.flac"})
        return {name: pa.Table.from_pylist(rows[name], table.schema) for name, table in tables.items()}


def _unreadable(
    rng: np.random.Generator, rows: pa.Table, files: dict[str, bytes], block: int
) -> tuple[pa.Table, Files]:
    """Rows of recordings that cannot be read, and these; the first block has one of an hour."""
    found = fresh(rng, rows.take(some(rng, rows, SPEECH_BREAKS.unreadable)), _KEY)
    kinds = list(UNREADABLE)
    names: list[str] = []
    broken: Files = []
    for at, audio in enumerate(found.column("audio").to_pylist()):
        hour = block == 0 and at == 0
        data = _hour() if hour else UNREADABLE[kinds[int(rng.integers(len(kinds)))]](files[audio])
        names.append(f"{audio.rpartition('.')[0]}-{rng.integers(1 << 32):08x}.{'flac' if hour else 'wav'}")
        if data is not None:
            broken.append((names[-1], data))
    return with_column(found, "audio", names), broken


def _hour() -> bytes:
    return encoded(np.zeros(_HOUR * _SLOW, np.float32), "flac", "PCM_16", _SLOW)
