"""Locks between processes of this installation; a killed process lets go of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from infra import environment
from infra.errors import RegistryError

PATIENCE_SECONDS = 600


@contextmanager
def held(name: str, patience_seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the lock of that name, waiting for whoever has it.

    Raises:
        RegistryError: It did not become free.
    """
    from filelock import FileLock, Timeout

    directory = environment.tracking_directory() / "locks"
    directory.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(directory / f"{name}.lock", timeout=patience_seconds):
            yield
    except Timeout as error:
        raise RegistryError(
            f"Another run has held the lock {name} for over {patience_seconds:g} s.", "Wait for it, then run again."
        ) from error
