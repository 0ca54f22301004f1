"""The engine that reads the image half of a CLIP of the user's, from a local folder."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import torch

from ..errors import InputError
from ..minilm import unit
from ..torch_threads import torch_threads
from .embedder_fitting import device
from .embedder_settings import EmbedderSettings
from .encoder_reading import FILE, Reading

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

_CONFIG, _WEIGHTS = "config.json", "model.safetensors"


class ClipEncoder:
    """The image half of Radford et al., "Learning Transferable Visual Models From Natural Language Supervision", 2021.

    Args:
        folder: That it was read from.
        network: Its image half.
        reading: How it wants its pictures.
        batch: Pictures that are read at once.
        threads: Of the network.
    """

    def __init__(self, folder: Path, network: Any, reading: Reading, batch: int, threads: int) -> None:
        self._folder, self._reading, self._batch, self._threads = folder, reading, batch, threads
        self._where = device()
        self._network = network.eval().to(self._where)

    @classmethod
    def open(cls, path: Path, settings: EmbedderSettings, threads: int) -> Self:
        """Open a folder of transformers, or one of sentence-transformers that has it inside.

        Raises:
            InputError: There is none, or its weights are not in safetensors.
        """
        from transformers import CLIPVisionModelWithProjection

        folder = _folder_in(path)
        if folder is None:
            raise InputError(
                f"`models.embedder.path` names {str(path)!r}, and neither it nor a folder in it has {_CONFIG} and "
                f"{_WEIGHTS}; name the folder of a CLIP model on this machine, saved with safetensors, or set "
                "`models.embedder.engine` to trained."
            )
        network = CLIPVisionModelWithProjection.from_pretrained(folder, local_files_only=True, use_safetensors=True)
        default = Reading(int(network.config.image_size), settings.encoder.mean, settings.encoder.spread)
        return cls(folder, network, Reading.of(folder, default), settings.views.batch, threads)

    @property
    def dimensions(self) -> int:
        """Of a vector."""
        return int(self._network.config.projection_dim)

    def embed(self, crops: Sequence[Pixels]) -> Floats:
        """Unit-length vectors, (n, dimensions), of crops, each RGB (height, width, 3)."""
        found = [np.zeros((0, self.dimensions), dtype=np.float32)]
        with torch_threads(self._threads), torch.inference_mode():
            for values in self._reading.batches(crops, self._batch):
                told = self._network(pixel_values=torch.from_numpy(values).to(self._where))
                found.append(told.image_embeds.float().cpu().numpy())
        return unit(np.concatenate(found))

    def save(self, directory: Path) -> None:
        """Copy what it is read from."""
        directory.mkdir(parents=True, exist_ok=True)
        for name in (_CONFIG, _WEIGHTS, FILE):
            if (self._folder / name).exists():
                shutil.copyfile(self._folder / name, directory / name)


def _folder_in(path: Path) -> Path | None:
    """The folder itself, or the first of its folders that has a model."""
    if not path.is_dir():
        return None
    tried = [path, *sorted(one for one in path.iterdir() if one.is_dir())]
    return next((one for one in tried if (one / _CONFIG).exists() and (one / _WEIGHTS).exists()), None)
