"""Files that tables refer to: whether each is there and can be read, and how large or how long it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from contracts.contract import Contract, Media, RowRule
from infra.errors import DataError
from models.audio import REASONS as SOUND_REASONS
from models.audio import AudioLimits, UnreadableSound, audio_seconds
from models.errors import InputError
from models.media import Shards
from models.pictures import REASONS as PICTURE_REASONS
from models.pictures import PictureLimits, UnreadablePicture, decoding_bytes, picture_size

ABSENT: Final = "absent"
TWICE: Final = "twice"
_PLACES: Final = {ABSENT: "there is no file of that name", TWICE: "several files of that name differ"}
_MOST_BYTES: Final = 512 * 2**20  # of files and of what they are decoded to, of those that are looked at at once

_SOUND_GROWS: Final = 16  # speech in 32 kbit a second is so much longer as float samples at 16 kHz

Size = tuple[float, ...]


@dataclass(frozen=True)
class Reader:
    """How files of one kind are judged.

    Attributes:
        size: Width and height of an upright picture in pixels, or seconds of a recording; of what cannot be read, why.
        most_bytes: Of a file.
        held: Bytes of memory that looking at a file takes, told without decoding it.
        why: What each reason says.
    """

    size: Callable[[bytes], Size | str]
    most_bytes: int
    held: Callable[[bytes], int]
    why: Mapping[str, str]


@dataclass
class Looked:
    """One kind of media, and what was seen of the files that tables refer to so far.

    Attributes:
        shards: Where they lie.
        reader: How they are judged.
        sizes: Of each file that can be read, by name; see `Reader.size`.
        faults: Why a file cannot be used, by name.
    """

    shards: Shards
    reader: Reader
    sizes: dict[str, Size] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def look(self, names: Iterable[str]) -> None:
        """Decode those files that were not looked at yet; threads share them, and few lie in memory at once."""
        new = [name for name in dict.fromkeys(names) if name not in self.sizes and name not in self.faults]
        for name in new:
            if name not in self.shards:
                self.faults[name] = ABSENT
            elif name in self.shards.twice:
                self.faults[name] = TWICE
            elif self.shards.size(name) > self.reader.most_bytes:
                self.faults[name] = "too_large"
        with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
            for part in _parts(self.shards.read(name for name in new if name not in self.faults), self.reader.held):
                for (name, _), seen in zip(
                    part, threads.map(self.reader.size, (data for _, data in part)), strict=True
                ):
                    if isinstance(seen, str):
                        self.faults[name] = seen
                    else:
                        self.sizes[name] = seen


def open_media(contract: Contract, source: Path) -> dict[str, Looked]:
    """The media of a contract that lie in a directory, by name.

    Raises:
        DataError: Some that are required are absent, or a shard is no whole tar file.
    """
    opened = {}
    for media in contract.media:
        try:
            shards = Shards(source, media.name)
        except InputError as error:
            raise DataError(f"Media {media.name} of {source}: {error}", "Then run again.") from error
        if len(shards):
            opened[media.name] = Looked(shards, READERS[media.kind])
        elif media.required:
            raise _missing(media, source)
    return opened


def faults_of(
    rule: RowRule, frame: pd.DataFrame, broken: npt.NDArray[np.int64], media: Mapping[str, Looked]
) -> dict[int, str]:
    """Of rows that broke a rule `media`, by their position: what is wrong with their file."""
    faults = media[str(rule.options["media"])].faults
    names = frame[rule.columns[0]].iloc[broken]
    return {int(row): faults[name] for row, name in zip(broken, names, strict=True)}


def told_fault(rule: RowRule, fault: str, media: Mapping[str, Looked]) -> str:
    """A fault of a file that a rule `media` looked at, with its words."""
    why = _PLACES | dict(media[str(rule.options["media"])].reader.why)
    return f"{why[fault]} ({fault})"


def hand_on(media: Iterable[Looked], source: Path, out: Path) -> None:
    """Put the files of media beside other tables, under the names that they have beside the first."""
    for looked in media:
        for path in looked.shards.paths:
            target = out / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, target)
            except OSError:  # another disk, or one that has no links
                shutil.copyfile(path, target)


def _missing(media: Media, source: Path) -> DataError:
    entries = sorted(entry.name for entry in source.iterdir() if not entry.name.startswith("."))
    shown = ", ".join(entries[:10]) + (f" and {len(entries) - 10} more" if len(entries) > 10 else "")
    return DataError(
        f"Media {media.name} are missing from {source}, which holds {shown or 'nothing'}.",
        f"Put the files there, in a directory {media.name}/ or in uncompressed tar files, {media.name}.tar or "
        f"{media.name}-*.tar.",
    )


def _parts(files: Iterator[tuple[str, bytes]], weight: Callable[[bytes], int]) -> Iterator[list[tuple[str, bytes]]]:
    """Files that may be looked at at once; one that is too heavy for any company is alone."""
    part: list[tuple[str, bytes]] = []
    held = 0
    for name, data in files:
        own = len(data) + weight(data)
        if part and held + own > _MOST_BYTES:
            yield part
            part, held = [], 0
        part.append((name, data))
        held += own
    if part:
        yield part


def _size_of_picture(data: bytes) -> Size | str:
    try:
        return picture_size(data)
    except UnreadablePicture as error:
        return error.reason


def _size_of_sound(data: bytes) -> Size | str:
    try:
        return (audio_seconds(data),)
    except UnreadableSound as error:
        return error.reason


def _held_by_sound(data: bytes) -> int:
    return _SOUND_GROWS * len(data)


READERS: Final = {
    "image": Reader(_size_of_picture, PictureLimits().most_bytes, decoding_bytes, PICTURE_REASONS),
    "audio": Reader(_size_of_sound, AudioLimits().most_bytes, _held_by_sound, SOUND_REASONS),
}
