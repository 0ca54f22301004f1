"""DVC's own digest of a directory, so that what its pointers claim can be held against the bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml


def md5_of_files(directory: Path) -> dict[str, str]:
    """Relative name -> md5 of every file in a directory."""
    found = {}
    for path in sorted(directory.rglob("*")):
        if path.is_file():
            with path.open("rb") as stream:
                found[path.relative_to(directory).as_posix()] = hashlib.file_digest(stream, _md5).hexdigest()
    return found


def of_listing(files: Mapping[str, str]) -> str:
    """The md5 by which DVC names a directory that holds these files (relative name -> md5)."""
    listing = [{"md5": files[name], "relpath": name} for name in sorted(files)]
    return f"{_md5(json.dumps(listing, sort_keys=True).encode()).hexdigest()}.dir"


def recorded(directory: Path) -> dict[str, str]:
    """What `.dvc` files and `dvc.lock` files claim of a directory: name as they have it -> md5.

    A pointer that cannot be read, in the middle of a merge for instance, claims nothing.
    """
    path = directory.resolve()
    found: dict[str, str] = {}
    for pointer in _pointers(path):
        for out in _outs(pointer):
            if (pointer.parent / out.get("path", "")).resolve() == path and "md5" in out:
                found[out["path"]] = out["md5"]
    return found


def _pointers(path: Path) -> Iterator[Path]:
    yield path.with_name(path.name + ".dvc")
    for parent in path.parents:
        yield parent / "dvc.lock"
        if (parent / ".dvc").is_dir():
            return


def _outs(pointer: Path) -> list[dict[str, Any]]:
    if not pointer.is_file():
        return []
    try:
        content = yaml.safe_load(pointer.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError:
        return []
    stages = content.get("stages", {}).values() if pointer.name == "dvc.lock" else [content]
    return [out for stage in stages for out in stage.get("outs", [])]


def _md5(content: bytes = b"") -> Any:
    # A name that DVC gave, no protection: sha256 guards the bytes.
    return hashlib.md5(content, usedforsecurity=False)
