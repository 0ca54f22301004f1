"""Loose files of media, which the run store keeps in tar shards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from contracts.contract import Media
from infra.errors import DataError
from models.media import Shards
from models.media_files import TAR, loose_files
from models.media_writing import write_shards

_PACKED: Final = "packed"


def pack(media: Iterable[Media], directory: Path, out: Path) -> set[Path]:
    """Write the loose files of a directory into shards in `out`; the same files give the same bytes.

    Returns:
        The files that were packed.

    Raises:
        DataError: Beside loose files lies a shard with a name that theirs would have.
    """
    packed: set[Path] = set()
    for one in media:
        loose = loose_files(directory, one.name)
        if loose and (taken := sorted(path.name for path in directory.glob(f"{_shards(one)}-*{TAR}"))):
            raise DataError(
                f"{directory} holds {taken[0]} beside {len(loose)} loose files in {one.name}/, which would be packed "
                "under that name.",
                f"Rename it, to {one.name}-mine.tar for instance.",
            )
        write_shards(out, _shards(one), ((name, path.read_bytes()) for name, path in loose.items()))
        packed.update(loose.values())
    return packed


def as_given(media: Iterable[Media], directory: Path, files: Mapping[str, str]) -> dict[str, str]:
    """The md5 of files by their paths as the user had them: those that were packed by their own, not their shard's.

    Args:
        media: Of the contract.
        directory: Of the run store.
        files: Path in there -> md5.
    """
    given = dict(files)
    for one in media:
        ours = [name for name in files if name.startswith(f"{_shards(one)}-")]
        if not ours:
            continue
        with Shards(directory, _shards(one)) as shards:
            for name, data in shards.read(shards):
                given[f"{one.name}/{name}"] = hashlib.md5(data, usedforsecurity=False).hexdigest()
        for name in ours:
            del given[name]
    return given


def _shards(media: Media) -> str:
    return f"{media.name}-{_PACKED}"
