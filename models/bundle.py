"""A model bundle: a directory of native files whose every byte is accounted for in `bundle.json`."""

from __future__ import annotations

import hashlib
import json
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT_VERSION = 1
MANIFEST = "bundle.json"


class BundleError(ValueError):
    """A bundle that is incomplete, altered, or of a format this code does not read."""


@dataclass(frozen=True)
class Bundle:
    """A bundle whose files were checked against their sha256."""

    directory: Path
    model_class: str
    parameters: dict[str, Any]
    facts: dict[str, Any]

    def file(self, name: str) -> Path:
        return self.directory / name


def file_sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def seal(directory: Path, model_class: str, parameters: dict[str, Any], facts: dict[str, Any] | None = None) -> Bundle:
    """Write the manifest over all files that lie in `directory`, which whoever may read the manifest may then read.

    Some libraries write files that their owner alone may read, whatever the process's umask says.

    Args:
        directory: Holds the model's files, native formats only.
        model_class: `module:Class` relative to this package, e.g. `product_matching:ProductMatcher`.
        parameters: The parameters it was trained with, JSON values.
        facts: What else a reader should know (training size, threshold, ...), JSON values.
    """
    files = {
        path.relative_to(directory).as_posix(): file_sha256(path)
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
    manifest = {
        "format_version": FORMAT_VERSION,
        "model_class": model_class,
        "parameters": parameters,
        "facts": facts or {},
        "files": files,
    }
    text = json.dumps(manifest, indent=2, sort_keys=True, allow_nan=False)
    manifest_path = directory / MANIFEST
    manifest_path.unlink(missing_ok=True)
    manifest_path.write_text(text + "\n", encoding="utf-8")
    # a new file follows the umask, which could not be asked for without setting it for the whole process
    mode = stat.S_IMODE(manifest_path.stat().st_mode)
    for name in files:
        if stat.S_IMODE((directory / name).stat().st_mode) != mode:
            (directory / name).chmod(mode)
    return Bundle(directory, model_class, parameters, facts or {})


def open_checked(directory: Path) -> Bundle:
    """Read the manifest and check every file's sha256 before anything is loaded from it.

    Raises:
        BundleError: The manifest is absent or of another format, or a file is missing, altered or not listed.
    """
    manifest_path = directory / MANIFEST
    if not manifest_path.is_file():
        raise BundleError(f"{directory} holds no {MANIFEST}: not a model bundle.")
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    if manifest.get("format_version") != FORMAT_VERSION:
        raise BundleError(
            f"{directory} is of bundle format {manifest.get('format_version')!r}; this code reads {FORMAT_VERSION}."
        )
    listed: dict[str, str] = manifest["files"]
    present = {
        path.relative_to(directory).as_posix()
        for path in directory.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    if present != set(listed):
        missing, strange = sorted(set(listed) - present), sorted(present - set(listed))
        raise BundleError(f"{directory}: files missing {missing}, files not listed {strange}.")
    for name, expected in listed.items():
        if file_sha256(directory / name) != expected:
            raise BundleError(f"{directory}: {name} is not the file that was sealed (sha256 differs).")
    return Bundle(directory, manifest["model_class"], manifest["parameters"], manifest["facts"])
