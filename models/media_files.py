"""Where media lie beside tables: in tar shards, or loose in a directory."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .errors import InputError

TAR: Final = ".tar"


def shards_of(directory: Path, name: str) -> list[Path]:
    """Tar files of one kind of media: `name.tar`, `name-*.tar`, and those anywhere in `name/`; in their paths' order.

    Hidden files are none.
    """
    beside = [path for path in directory.glob(f"{name}*{TAR}") if path.stem == name or path.stem.startswith(f"{name}-")]
    within = [path for path in _files(directory / name) if path.suffix == TAR and _shown(path, directory)]
    return sorted(path for path in (*beside, *within) if path.is_file())


def loose_files(directory: Path, name: str) -> dict[str, Path]:
    """Files in `name/` at any depth that are no tar files nor hidden, by their paths within; sorted.

    Folders that are linked there are looked into too.
    """
    root = directory / name
    files = (path for path in _files(root) if path.suffix != TAR and _shown(path, directory))
    return dict(sorted((path.relative_to(root).as_posix(), path) for path in files))


def media_paths(directory: Path, name: str) -> list[Path]:
    """All files of one kind of media: its shards, then those that are loose."""
    return [*shards_of(directory, name), *loose_files(directory, name).values()]


def members_of(path: Path) -> Iterator[tuple[str, int, int]]:
    """Name, offset and size of each regular file of a tar."""
    try:
        with tarfile.open(path, "r:") as shard:
            while (member := shard.next()) is not None:
                shard.members.clear()  # type: ignore[attr-defined]  # else every header stays in memory
                if member.issparse():
                    raise tarfile.ReadError(f"{member.name} is stored with holes, tar's --sparse")
                if member.isreg():
                    yield member.name.removeprefix("./"), member.offset_data, member.size
            _check_end(path, shard.offset)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise InputError(f"{path.name} is no whole tar file ({error}); write or copy it anew, uncompressed.") from error


def _check_end(path: Path, end: int) -> None:
    """Python takes a broken header for the end of the archive, and what follows it would be lost unseen."""
    with path.open("rb") as stream:
        stream.seek(end)
        if stream.read(tarfile.BLOCKSIZE).strip(b"\0"):
            raise tarfile.ReadError(f"its header at byte {end:,} is broken")


def _files(folder: Path, above: frozenset[str] = frozenset()) -> Iterator[Path]:
    """Files at any depth, those of linked folders too; a link to a folder that it lies in leads nowhere."""
    own = os.path.realpath(folder)
    if own in above or not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir():
            yield from _files(folder / entry.name, above | {own})
        elif entry.is_file():
            yield folder / entry.name


def _shown(path: Path, directory: Path) -> bool:
    return not any(piece.startswith(".") for piece in path.relative_to(directory).parts)
