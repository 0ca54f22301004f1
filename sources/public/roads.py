"""The roads by which a copy of a public file can come: a local folder, a mirror, the public home."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from infra.errors import DataError, SettingsError
from sources.public.declared import PublicFile

DATA_VARIABLE = "BAZAAR_DATA"
MIRROR_VARIABLE = "BAZAAR_MIRROR"
DEFAULT_FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "data"
ALTERED_REMEDY = f"Remove or replace that copy, or name another one with {DATA_VARIABLE} or {MIRROR_VARIABLE}."

CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0
RETRIES = 1


class NoCopyError(Exception):
    """A road that has no copy, with the reason in words."""


def from_local_folder(file: PublicFile, _scratch: Path) -> Path:
    """The path of the copy in the local folder, plain or `.xz`; its content is not checked here."""
    found = in_local_folder(file)
    if found is None:
        folder = _local_folder()
        raise NoCopyError(f"local folder {folder}: lacks it" if folder else f"local folder: {DATA_VARIABLE} names none")
    return found


def from_mirror(file: PublicFile, scratch: Path) -> Path:
    """Download the mirror's copy into `scratch`, checked against its own digest."""
    base = os.environ.get(MIRROR_VARIABLE, "").strip().rstrip("/")
    if not base:
        raise NoCopyError(f"mirror: {MIRROR_VARIABLE} names none")
    if not base.startswith(("http://", "https://")):
        raise SettingsError(
            f"{MIRROR_VARIABLE} is {base!r}.", "It takes an address that begins with http:// or https://."
        )
    if file.xz_sha256 is None:
        return _download(f"{base}/{file.path}", file.sha256, scratch / "copy")
    return _download(f"{base}/{file.path}.xz", file.xz_sha256, scratch / "copy.xz")


def from_home(file: PublicFile, scratch: Path) -> Path:
    """Download the plain file from its public home into `scratch`, checked against its digest."""
    if file.home_url is None:
        raise NoCopyError("home: serves it in another layout")
    return _download(file.home_url, file.sha256, scratch / "copy")


def _download(url: str, sha256: str, target: Path) -> Path:
    import pooch
    import requests

    pooch.get_logger().setLevel("WARNING")
    show_progress = sys.stderr.isatty() and find_spec("tqdm") is not None
    downloader = pooch.HTTPDownloader(progressbar=show_progress, timeout=(CONNECT_SECONDS, READ_SECONDS))
    store = pooch.create(
        path=target.parent,
        base_url="",
        registry={target.name: sha256},
        urls={target.name: url},
        retry_if_failed=RETRIES,
    )
    try:
        return Path(store.fetch(target.name, downloader=downloader))
    except requests.exceptions.RequestException as failure:
        # urllib3 wraps the cause in a text that repeats the address several times over.
        cause = getattr(next(iter(failure.args), None), "reason", None) or failure
        raise NoCopyError(f"{url}: {type(failure).__name__} ({cause})") from failure
    except ValueError as altered:
        raise DataError(f"{url}: refused. {altered}", ALTERED_REMEDY) from altered


def _local_folder() -> Path | None:
    named = os.environ.get(DATA_VARIABLE)
    if named is None:
        return DEFAULT_FOLDER if DEFAULT_FOLDER.is_dir() else None
    if not named.strip():
        return None
    folder = Path(named).expanduser()
    if not folder.is_dir():
        raise SettingsError(f"{DATA_VARIABLE} is {named!r}, which is not a folder.", "Name a folder, or unset it.")
    return folder


def in_local_folder(file: PublicFile) -> Path | None:
    """The copy that the local folder holds, if any.

    Raises:
        SettingsError: The variable names something that is not a folder.
    """
    folder = _local_folder()
    if folder is None:
        return None
    candidates = (folder / f"{file.path}.xz", folder / file.path)
    return next((candidate for candidate in candidates if candidate.is_file()), None)
