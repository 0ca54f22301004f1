"""The engine that reads a pretrained image encoder of the user's, in ONNX."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..minilm import unit
from .embedder_settings import EmbedderSettings
from .encoder_reading import FILE, Reading

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

_MODEL = "encoder.onnx"
_PICTURE = 4  # dimensions: pictures, colours, height, width


class OnnxEncoder:
    """Its first input takes pictures, (n, 3, side, side); its first output of two dimensions gives vectors.

    A `preprocessor_config.json` beside the file says how it wants its pictures; else the settings do.
    """

    def __init__(self, path: Path, session: Any, reading: Reading, batch: int) -> None:
        self._path, self._session, self._reading, self._batch = path, session, reading, batch
        self._input = session.get_inputs()[0].name
        outputs = session.get_outputs()
        self._output = next((one.name for one in outputs if len(one.shape) == 2), outputs[0].name)
        black = np.zeros((8, 8, 3), dtype=np.uint8)
        self._dimensions = int(self._read([black]).shape[1])

    @classmethod
    def open(cls, path: Path, settings: EmbedderSettings, threads: int) -> Self:
        """Open a file, or the one in a bundle's directory.

        Raises:
            InputError: There is none, onnxruntime is not installed, or it does not take pictures.
        """
        file = path / _MODEL if path.is_dir() else path
        if not file.is_file():
            raise InputError(
                f"`models.embedder.path` names {str(path)!r}, and no file is there; name the .onnx file of an image "
                "encoder on this machine, or set `models.embedder.engine` to trained."
            )
        try:
            import onnxruntime
        except ImportError as error:
            raise InputError(
                "`models.embedder.engine` is onnx, which needs onnxruntime; install it: pip install onnxruntime."
            ) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(str(file), options, providers=onnxruntime.get_available_providers())
        shape = session.get_inputs()[0].shape
        if len(shape) != _PICTURE:
            raise InputError(
                f"{str(file)!r} takes an input of shape {list(shape)}, not pictures of [n, 3, height, width]; name an "
                "image encoder in `models.embedder.path`."
            )
        side = int(shape[2]) if isinstance(shape[2], int) else settings.encoder.side
        default = Reading(side, settings.encoder.mean, settings.encoder.spread)
        return cls(file, session, Reading.of(file.parent, default), settings.views.batch)

    @property
    def dimensions(self) -> int:
        """Of a vector."""
        return self._dimensions

    def embed(self, crops: Sequence[Pixels]) -> Floats:
        """Unit-length vectors, (n, dimensions), of crops, each RGB (height, width, 3)."""
        return self._read(crops) if len(crops) else np.zeros((0, self._dimensions), dtype=np.float32)

    def _read(self, crops: Sequence[Pixels]) -> Floats:
        found = [
            self._session.run([self._output], {self._input: values})[0]
            for values in self._reading.batches(crops, self._batch)
        ]
        vectors = np.concatenate(found)
        if vectors.ndim > 2:  # a vector at each position; their mean
            vectors = vectors.reshape(len(vectors), -1, vectors.shape[-1]).mean(axis=1)
        return unit(vectors)

    def save(self, directory: Path) -> None:
        """Copy the encoder, and what says how it wants its pictures."""
        directory.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._path, directory / _MODEL)
        if (self._path.parent / FILE).exists():
            shutil.copyfile(self._path.parent / FILE, directory / FILE)
