"""Public files in the cache, from the nearest road that has a copy, checked against pinned sha256 digests."""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Literal

from infra.errors import DataError
from sources.public.declared import PublicFile
from sources.public.roads import (
    ALTERED_REMEDY,
    DATA_VARIABLE,
    MIRROR_VARIABLE,
    NoCopyError,
    from_home,
    from_local_folder,
    from_mirror,
    in_local_folder,
)

__all__ = ["PublicFile", "availability", "obtain"]

LOCK_SECONDS = 900.0
CHUNK_BYTES = 1 << 20


def obtain(file: PublicFile, cache: Path) -> Path:
    """Put the plain file into the cache, unless an intact copy is there, and return its path.

    Roads are tried in this order: the local folder (`BAZAAR_DATA`, else `../shared/data` beside the
    repository; set it empty for none), the mirror (`BAZAAR_MIRROR`), the file's public home. An absent
    copy leads on to the next road; an altered copy ends the search, because it may be a forgery.
    A file that comes in several layouts is taken in the first that is at hand, else in the first that can be
    fetched; its suffix tells which.
    Several processes may call this at once: one fetches, the others wait and share the result.

    Raises:
        DataError: A copy is altered, or no road has one.
        SettingsError: One of the two variables holds something unusable.
    """
    layouts = (file, *file.also_as)
    at_hand = [layout for layout in layouts if _availability(layout, cache) != "remote"]
    tried = []
    for layout in at_hand[:1] or layouts:
        try:
            return _obtained(layout, cache)
        except NoCopyError as reasons:
            tried.append(str(reasons))
    raise DataError(
        f"{file.path}: no copy could be had. Tried: {'; '.join(tried)}.",
        f"Set {MIRROR_VARIABLE} to the address of a mirror, or {DATA_VARIABLE} to a folder that holds "
        f"{' or '.join(layout.path for layout in layouts)} (plain or .xz), or run on tables of your own with --data.",
    )


def _obtained(file: PublicFile, cache: Path) -> Path:
    from filelock import FileLock, Timeout

    target = cache / file.path
    lock = cache / ".locks" / f"{file.path.replace('/', '__')}.lock"
    for folder in (target.parent, lock.parent):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, timeout=LOCK_SECONDS):
            if target.is_file() and _sha256(target) == file.sha256:
                return target
            target.unlink(missing_ok=True)
            with TemporaryDirectory(dir=target.parent, prefix=".fetching-") as scratch:
                plain = Path(scratch) / "plain"
                _unpack(_first_copy(file, Path(scratch)), plain, file)
                plain.replace(target)
    except Timeout as waited:
        raise DataError(
            f"{file.path}: another process has held {lock} for {LOCK_SECONDS:.0f} s.",
            "Let it end, or end it, then run again.",
        ) from waited
    return target


def availability(file: PublicFile, cache: Path) -> Literal["cached", "local", "remote"]:
    """Where the next `obtain` would look first; digests are not computed."""
    states = {_availability(layout, cache) for layout in (file, *file.also_as)}
    return "cached" if "cached" in states else "local" if "local" in states else "remote"


def _availability(file: PublicFile, cache: Path) -> Literal["cached", "local", "remote"]:
    if (cache / file.path).is_file():
        return "cached"
    return "local" if in_local_folder(file) else "remote"


def _first_copy(file: PublicFile, scratch: Path) -> Path:
    roads: tuple[Callable[[PublicFile, Path], Path], ...] = (from_local_folder, from_mirror, from_home)
    tried = []
    for road in roads:
        try:
            return road(file, scratch)
        except NoCopyError as reason:
            tried.append(str(reason))
    raise NoCopyError("; ".join(tried))


def _unpack(copy: Path, plain: Path, file: PublicFile) -> None:
    digest = hashlib.sha256()
    try:
        with _opened(copy) as source, plain.open("wb") as sink:
            while chunk := source.read(CHUNK_BYTES):
                digest.update(chunk)
                sink.write(chunk)
    except (lzma.LZMAError, EOFError) as broken:
        raise DataError(f"{file.path}: {copy} is not a whole xz file ({broken}).", ALTERED_REMEDY) from broken
    if digest.hexdigest() != file.sha256:
        raise DataError(
            f"{file.path}: {copy} is altered: expected sha256 {file.sha256}, found {digest.hexdigest()}.",
            ALTERED_REMEDY,
        )


def _opened(copy: Path) -> IO[bytes]:
    return lzma.open(copy, "rb") if copy.suffix == ".xz" else copy.open("rb")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
