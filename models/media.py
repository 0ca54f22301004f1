"""Files of media (pictures, recordings) read by the names under which tables refer to them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from .errors import InputError
from .media_files import TAR, loose_files, media_paths, members_of

_SHOWN: Final = 5
_MOST_OPEN: Final = 64  # a process may hold about a thousand files open, and has others


class Shards:
    """One kind of media in a directory, read by the names under which tables refer to it.

    The shards' headers are read once, to know where each file begins; contents are read as they are asked for, so
    however large a shard is, one file of it lies in memory at a time. It can be read from several threads.

    Args:
        directory: Where the tables lie.
        name: Of the media, such as `images`.

    Raises:
        InputError: A shard is no whole tar file.
    """

    def __init__(self, directory: Path, name: str) -> None:
        loose = loose_files(directory, name)
        self.paths: list[Path] = media_paths(directory, name)
        self._open: dict[int, int] = {}
        self._place: dict[str, int] = {}
        self._again: dict[str, list[int]] = {}
        rows: list[tuple[int, int, int]] = []
        tars = len(self.paths) - len(loose)
        for shard, path in enumerate(self.paths[:tars]):
            for member, offset, size in members_of(path):
                self._note(member, len(rows))
                rows.append((shard, offset, size))
        for shard, (member, path) in enumerate(loose.items(), start=tars):
            self._note(member, len(rows))
            rows.append((shard, 0, path.stat().st_size))
        self._rows: npt.NDArray[np.int64] = np.array(rows, dtype=np.int64).reshape(-1, 3)
        self.twice = {name for name, others in self._again.items() if self._differ(name, others)}

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _plain(name) in self._place

    def __len__(self) -> int:
        return len(self._place)

    def __iter__(self) -> Iterator[str]:
        return iter(self._place)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the shards; whatever is read afterwards opens them again."""
        while self._open:
            os.close(self._open.popitem()[1])

    def size(self, name: str) -> int:
        """Bytes of a file."""
        return int(self._rows[self._placed(name), 2])

    def one(self, name: str) -> bytes:
        """The bytes of one file.

        Raises:
            InputError: There is no such file, or its shard was cut short since it was opened.
        """
        return self._bytes(self._placed(name))

    def read(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Names and bytes of files in the order in which they lie in the shards, each once.

        Raises:
            InputError: Some are not there.
        """
        wanted = list(dict.fromkeys(names))
        absent = [name for name in wanted if name not in self]
        if absent:
            raise InputError(
                f"{len(absent)} files of {len(wanted)} are not among the {len(self)} there, such as {absent[:_SHOWN]}."
            )
        places = np.fromiter((self._place[_plain(name)] for name in wanted), dtype=np.int64, count=len(wanted))
        for at in np.argsort(places, kind="stable").tolist():
            yield wanted[at], self._bytes(int(places[at]))

    def _note(self, name: str, row: int) -> None:
        if name in self._place:
            self._again.setdefault(name, []).append(row)
        self._place.setdefault(name, row)

    def _differ(self, name: str, others: list[int]) -> bool:
        sizes = self._rows[[self._place[name], *others], 2]
        return bool((sizes != sizes[0]).any()) or any(self._bytes(row) != self.one(name) for row in others)

    def _placed(self, name: str) -> int:
        if name not in self:
            raise InputError(f"there is no file {name!r} among the {len(self)} there.")
        return self._place[_plain(name)]

    def _bytes(self, row: int) -> bytes:
        shard, offset, size = (int(value) for value in self._rows[row])
        path = self.paths[shard]
        if path.suffix != TAR:
            return path.read_bytes()
        if shard not in self._open and len(self._open) >= _MOST_OPEN:
            opened = os.open(path, os.O_RDONLY)
            try:
                return _read(opened, offset, size, path)
            finally:
                os.close(opened)
        if shard not in self._open:
            opened = os.open(path, os.O_RDONLY)
            if self._open.setdefault(shard, opened) != opened:
                os.close(opened)  # another thread was first
        return _read(self._open[shard], offset, size, path)


def _plain(name: str) -> str:
    return name.removeprefix("./")


def _read(opened: int, offset: int, size: int, path: Path) -> bytes:
    data: bytes = os.pread(opened, size, offset)
    while len(data) < size and (more := os.pread(opened, size - len(data), offset + len(data))):
        data += more  # one read gives 2 GiB at most
    if len(data) < size:
        raise InputError(f"{path.name} was cut short while it was read; write it anew.")
    return data
