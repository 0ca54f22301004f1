"""Recordings of the shards: that they are there, which are equal, and how long each lasts."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infra.errors import DataError
from models.audio import AudioLimits, UnreadableSound, read_audio
from models.errors import InputError
from models.media import Shards

MEDIA: Final = "audio"
_AT_ONCE: Final = 256  # recordings that are held at a time
_MOST_BYTES: Final = 32 * 2**20  # of these, however few they are


@dataclass(frozen=True)
class Recording:
    """A recording of an example.

    Attributes:
        data: The bytes of the file.
        seconds: How long it lasts.
        rate: Samples a second.
        clipped: Share of samples at full scale.
    """

    data: bytes
    seconds: float
    rate: int
    clipped: float


@contextmanager
def opened(tables: Path) -> Iterator[Shards]:
    """The shards of the recordings beside tables.

    Raises:
        DataError: One is no whole tar file, or was cut short meanwhile.
    """
    try:
        with Shards(tables, MEDIA) as shards:
            yield shards
    except InputError as error:
        raise DataError(f"{MEDIA} of {tables}: {error}", "Validate the data again.") from error


def refuse_absent(shards: Shards, names: list[str], table: str) -> None:
    """Refuse references to recordings that are not there.

    Args:
        shards: Where the recordings lie.
        names: (n,) the reference of each row.
        table: Whose rows they are.

    Raises:
        DataError: Some are not there; names the table, how many rows, and the first.
    """
    absent = [row for row, name in enumerate(names) if name not in shards]
    if absent:
        raise DataError(
            f"{table}.audio: {len(absent):,} rows of {len(names):,} name a recording that is not among the "
            f"{len(shards):,} there, the first in row {absent[0]:,}: {names[absent[0]]!r}.",
            "Validate the data again, with all shards of its recordings beside the tables.",
        )


def prints_of(shards: Shards, names: list[str]) -> list[bytes]:
    """(n,) a digest of each recording's bytes; equal recordings have equal ones."""
    digests = {name: hashlib.blake2b(data, digest_size=16).digest() for name, data in shards.read(sorted(set(names)))}
    return [digests[name] for name in names]


def heard(shards: Shards, names: list[str], table: str, threads: int) -> Iterator[tuple[list[int], list[Recording]]]:
    """Rows and their recordings, some at a time, in the order of the shards.

    Args:
        shards: Where the recordings lie.
        names: (n,) the reference of each row; several may name one recording.
        table: Whose rows they are, for messages.
        threads: That decode.

    Raises:
        DataError: A recording cannot be read.
    """
    rows: dict[str, list[int]] = defaultdict(list)
    for row, name in enumerate(names):
        rows[name].append(row)
    limits = AudioLimits()

    def one(item: tuple[str, bytes]) -> tuple[str, Recording]:
        name, data = item
        try:
            sound = read_audio(data, limits)
        except UnreadableSound as error:
            raise DataError(
                f"{table}.audio: the recording {name!r} cannot be read: {error}",
                "Validate the data again: the recording could be read then.",
            ) from error
        return name, Recording(data, sound.seconds, sound.rate, sound.clipped)

    with ThreadPoolExecutor(threads) as pool:
        for some in _lots(shards.read(sorted(rows))):
            at = [(row, recording) for name, recording in pool.map(one, some) for row in rows[name]]
            yield [row for row, _ in at], [recording for _, recording in at]


def _lots(recordings: Iterator[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    lot: list[tuple[str, bytes]] = []
    held = 0
    for item in recordings:
        if lot and (len(lot) >= _AT_ONCE or held + len(item[1]) > _MOST_BYTES):
            yield lot
            lot, held = [], 0
        lot.append(item)
        held += len(item[1])
    if lot:
        yield lot
