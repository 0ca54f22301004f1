"""A model once more, so that the copy may learn while the model stays as it is."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Protocol, TypeVar

from models.bundle import open_checked


class Saves(Protocol):
    """What can be written as a bundle."""

    def save(self, directory: Path) -> object: ...


M = TypeVar("M", bound=Saves)


def copied(model: M) -> M:
    """Through a bundle, which is how it would be handed to another process."""
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch) / "bundle"
        model.save(directory)
        kind: Any = type(model)
        copy: M = kind.load(open_checked(directory))
        return copy
