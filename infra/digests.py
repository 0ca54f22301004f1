"""sha256 of files, directories, values and source code: what content keys are made of."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any


def of_file(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def of_directory(directory: Path) -> str:
    """Digest of every file's relative name and content; empty directories do not count."""
    listing = {
        path.relative_to(directory).as_posix(): of_file(path) for path in sorted(directory.rglob("*")) if path.is_file()
    }
    return of_value(listing)


def of_value(value: Any) -> str:
    """Digest of a JSON value, the same however its mappings are ordered."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def of_source(packages: tuple[str, ...]) -> str:
    """Digest of the source of packages or modules of this installation.

    Hashing whole packages over-invalidates at times; hashing one function misses its changed helpers,
    and a stale cache hit is the worse of the two.

    Args:
        packages: Names of modules; of packages, with all that is in them; or `package.*`, the modules that lie in a
            package itself and not in one of its packages.
    """
    return of_value({package: of_value(_source_files(package)) for package in sorted(packages)})


def _source_files(package: str) -> dict[str, str]:
    if package.endswith(".*"):
        return {name: digest for name, digest in _source_files(package[:-2]).items() if "/" not in name}
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"No source to hash for {package!r}.")
    if not spec.submodule_search_locations:
        return {package: of_file(Path(spec.origin))}
    root = Path(next(iter(spec.submodule_search_locations)))
    return {path.relative_to(root).as_posix(): of_file(path) for path in source_files(root)}


def source_files(root: Path) -> Iterable[Path]:
    """Python files of a package, and the texts that it is learned from or speaks with."""
    return sorted(path for pattern in ("*.py", "*.txt") for path in root.rglob(pattern))
