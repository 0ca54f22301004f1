"""Tar shards of media written so that the same files give the same bytes."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from .media_files import TAR

MOST_BYTES: Final = 256 * 2**20


def write_shards(
    directory: Path, name: str, files: Iterable[tuple[str, bytes]], most_bytes: int = MOST_BYTES
) -> list[Path]:
    """Write files into `name-00000.tar`, `name-00001.tar`, ...; nothing in these tells when, where or by whom.

    Args:
        directory: Where the tables lie.
        name: Of the media, such as `images`.
        files: The name under which tables refer to each, and its bytes.
        most_bytes: Of the contents of a shard; a file larger than that has a shard of its own.

    Returns:
        The shards; none where there are no files.

    Raises:
        FileExistsError: There is a shard of that name.
    """
    paths: list[Path] = []
    rest = iter(files)
    entry = next(rest, None)
    while entry is not None:
        paths.append(directory / f"{name}-{len(paths):05d}{TAR}")
        with tarfile.open(paths[-1], "x:", format=tarfile.GNU_FORMAT, encoding="utf-8") as shard:
            taken = 0
            while entry is not None and (taken == 0 or taken + len(entry[1]) <= most_bytes):
                member = tarfile.TarInfo(entry[0])  # of mode 644, and of no time nor owner
                member.size = len(entry[1])
                shard.addfile(member, io.BytesIO(entry[1]))
                taken += member.size
                entry = next(rest, None)
    return paths
