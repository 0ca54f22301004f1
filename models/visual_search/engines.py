"""Which engine makes vectors of pictures: trained as the settings say, or opened from a local path."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ..steps import Told
from .embedder_settings import EmbedderSettings
from .examples import Crops, Scenes

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]


class Engine(Protocol):
    """What makes a vector of a picture."""

    @property
    def dimensions(self) -> int:
        """Of a vector."""

    def embed(self, crops: Sequence[Pixels]) -> Floats:
        """Unit-length vectors, (n, dimensions), of crops, each RGB (height, width, 3)."""

    def save(self, directory: Path) -> None:
        """Write all that it needs, so that nothing outside is asked for later."""


def fit_engine(
    train: Crops, photos: Scenes, settings: EmbedderSettings, *, seed: int, threads: int, told: Told
) -> Engine:
    """Train the engine, or open the pretrained one that the settings name.

    Raises:
        InputError: There is too little to learn from, or the path holds no such encoder.
    """
    if settings.engine == "trained":
        from .embedder import Embedder

        return Embedder.fit(train, photos, settings, seed=seed, threads=threads, told=told)
    return _opened(Path(settings.path), settings, threads)


def load_engine(directory: Path, settings: EmbedderSettings, threads: int) -> Engine:
    """Read what an engine's `save` wrote."""
    if settings.engine == "trained":
        from .embedder import Embedder

        return Embedder.load(directory, threads)
    return _opened(directory, settings, threads)


def _opened(path: Path, settings: EmbedderSettings, threads: int) -> Engine:
    # neither library is read where nobody uses it
    if settings.engine == "onnx":
        from .onnx_encoder import OnnxEncoder

        return OnnxEncoder.open(path, settings, threads)
    from .clip_encoder import ClipEncoder

    return ClipEncoder.open(path, settings, threads)
