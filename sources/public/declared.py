"""The declaration of one public file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PublicFile:
    """One file of a public data set.

    Attributes:
        path: Its place in the cache, in a local folder and on a mirror, without `.xz`.
        sha256: Digest of the plain content, whichever road it came by.
        xz_sha256: Digest of the compressed copy that mirrors carry at `path` + `.xz`; without one they carry the plain
            file at `path`.
        home_url: Where the publisher serves the plain file, at a fixed version; absent where the publisher serves the
            content in another layout alone.
        also_as: The same content in other layouts, for those who hold it so.
    """

    path: str
    sha256: str
    xz_sha256: str | None = None
    home_url: str | None = None
    also_as: tuple[PublicFile, ...] = ()
