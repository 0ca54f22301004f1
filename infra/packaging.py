"""The code of a registered version: a copy of `models/` under a name that belongs to that code alone."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra import digests

ENTRY_NAME = "served_model.py"
PREFIX = "bazaar_models_"
ENTRY = """\
from mlflow.models import set_model

from {package}.serving import ServedModel

set_model(ServedModel())
"""


def models_source() -> Path:
    """Directory of this installation's `models` package."""
    spec = importlib.util.find_spec("models")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("The package 'models' is not importable.")
    return Path(next(iter(spec.submodule_search_locations)))


def package_name(source: Path) -> str:
    """Package name under which a registered version carries the code in `source`, unique to its content.

    MLflow puts a version's code on the import path, where a name that two versions share would resolve to
    whichever was loaded first.
    """
    files = {path.relative_to(source).as_posix(): digests.of_file(path) for path in digests.source_files(source)}
    return f"{PREFIX}{digests.of_value(files)[:16]}"


def write_code(source: Path, destination: Path) -> tuple[Path, Path]:
    """Copy `source` and write the script that MLflow runs to obtain the model.

    Returns:
        The package's directory and the entry script.
    """
    package = package_name(source)
    shutil.copytree(source, destination / package, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    entry = destination / ENTRY_NAME
    entry.write_text(ENTRY.format(package=package), encoding="utf-8")
    return destination / package, entry


@contextmanager
def importable(package: Path) -> Iterator[None]:
    """Let `package` be imported inside the block, as MLflow does to check a model when it is logged.

    What was imported from it is forgotten afterwards: its files are about to go.
    """
    known = set(sys.modules)
    sys.path.insert(0, str(package.parent))
    try:
        yield
    finally:
        sys.path.remove(str(package.parent))
        for name in set(sys.modules) - known:
            if name.split(".")[0] == package.name:
                del sys.modules[name]


def forget_gone() -> None:
    """Forget packages of versions whose files are gone, pruned for instance.

    A version of the same code that lies elsewhere would find the package imported, and no further module in it.
    """
    for name, package in list(sys.modules.items()):
        places = getattr(package, "__path__", ())
        if name.startswith(PREFIX) and "." not in name and not any(Path(place).is_dir() for place in places):
            for module in [known for known in sys.modules if known.split(".")[0] == name]:
                del sys.modules[module]
