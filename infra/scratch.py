"""Room for passing files beside the run store, on a disk that holds such files; pruning finds what a kill left."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra import environment


def root() -> Path:
    """Where passing files lie."""
    return environment.state_directory() / "scratch"


@contextmanager
def directory(what: str) -> Iterator[Path]:
    """A directory that goes with the block."""
    root().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root(), prefix=f"{what}-") as name:
        yield Path(name)
