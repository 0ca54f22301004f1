"""The engine whose network is trained from zero on the pictures of the flow."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import torch

from ..errors import InputError
from ..minilm import unit
from ..settings import read as settings_from
from ..steps import Told
from ..torch_threads import torch_threads
from .canvases import nearer, squared
from .embedder_fitting import device, taught
from .embedder_network import Network
from .embedder_settings import EmbedderSettings
from .examples import Crops, Scenes
from .lessons import Lessons

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

_WEIGHTS, _FACTS = "embedder.safetensors", "embedder.json"
_FEWEST: Final = 2  # products that can be told apart


class Embedder:
    """Vectors of pictures of products: those of one product lie near to each other.

    Attributes:
        network: Trained.
        settings: It was built with.
    """

    def __init__(self, network: Network, settings: EmbedderSettings, threads: int = 1) -> None:
        self.settings, self._threads, self._where = settings, threads, device()
        self.network = network.eval().to(self._where)

    @classmethod
    def fit(
        cls,
        train: Crops,
        photos: Scenes,
        settings: EmbedderSettings,
        *,
        seed: int,
        threads: int,
        told: Told,
    ) -> Self:
        """Train on crops of photos and pictures of the catalogue.

        Args:
            train: Of all products that are learned from.
            photos: That products of the catalogue are set on.
            settings: Of the network and its training.
            seed: Of everything that is drawn.
            threads: Of the training.
            told: The share that is done.

        Raises:
            InputError: They show fewer than two products.
        """
        products = len(np.unique(train.products))
        if products < _FEWEST:
            raise InputError(
                f"the tables `catalogue` and `photos` have {len(train)} pictures to learn from, of {products} product; "
                "it takes two to learn what tells them apart: add rows of other products."
            )
        with torch_threads(threads):
            lessons = Lessons(train, photos, settings, seed=seed, threads=threads)
            try:
                network = taught(lessons, settings, seed=seed, told=told)
            finally:
                lessons.close()
        # what is stored in half precision is also what is judged and asked with
        return cls(network.half().float(), settings, threads)

    @property
    def dimensions(self) -> int:
        """Of its vectors."""
        return self.settings.network.dimensions

    def embed(self, crops: Sequence[Pixels]) -> Floats:
        """Unit-length vectors, (n, dimensions), of crops of any size, each RGB (height, width, 3).

        In full precision: they are the same to 1e-5 whatever crops are read beside.
        """
        chosen, side = self.settings.views, self.settings.network.side
        out = np.zeros((len(crops), self.dimensions), dtype=np.float32)
        at_once = max(chosen.batch // self._views, 1)
        with torch_threads(self._threads), torch.inference_mode():
            for start in range(0, len(crops), at_once):
                part = crops[start : start + at_once]
                seen = np.stack([squared(view, side) for crop in part for view in nearer(crop, chosen.nearer)])
                views = torch.from_numpy(seen).permute(0, 3, 1, 2).to(self._where).float() / 255
                found = self.network(views)
                if chosen.mirrored:
                    found = found + self.network(views.flip(3))
                out[start : start + len(part)] = found.view(len(part), -1, self.dimensions).sum(1).cpu().numpy()
        return unit(out)

    @property
    def _views(self) -> int:
        return 1 + len(self.settings.views.nearer)

    def save(self, directory: Path) -> None:
        """Write what `load` reads, weights in half precision."""
        from safetensors.torch import save_file

        directory.mkdir(parents=True, exist_ok=True)
        state: dict[str, Any] = {name: _halved(value) for name, value in self.network.state_dict().items()}
        save_file(state, directory / _WEIGHTS)
        text = json.dumps(asdict(self.settings), indent=2, sort_keys=True)
        (directory / _FACTS).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path, threads: int = 1) -> Self:
        """Read what `save` wrote."""
        from safetensors.torch import load_file

        stored = json.loads((directory / _FACTS).read_text(encoding="utf-8"))
        settings = settings_from(EmbedderSettings(), stored)
        network = Network(settings.network)
        state = load_file(directory / _WEIGHTS)
        network.load_state_dict({name: _widened(value) for name, value in state.items()})
        return cls(network, settings, threads)


def _halved(value: torch.Tensor) -> torch.Tensor:
    value = value.detach().cpu()
    return (value.half() if value.dtype.is_floating_point else value).contiguous()


def _widened(value: torch.Tensor) -> torch.Tensor:
    return value.float() if value.dtype.is_floating_point else value
