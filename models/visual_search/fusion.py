"""One vector of a picture: what the engine sees in it, and its colours and gradients where these add."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from ..settings import read as settings_from
from ..steps import Told, part_of
from .described import Described, read
from .embedder_settings import EmbedderSettings
from .engines import Engine, fit_engine, load_engine
from .evening import evened
from .examples import Crops, Scenes
from .fusion_fitting import parts_of
from .fusion_judging import Asked
from .fusion_weights import best_fusion, joined

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_ENGINE, _FACTS, _AXES, _MATRIX = "engine", "fusion.json", "fusion.npz", "matrix"
_LEARNING: Final = 0.9  # share of the work


class Fusion:
    """Joins parts so that the inner product of two vectors is the weighted mean of the parts' cosines, then evens them.

    Attributes:
        engine: Makes a vector of a picture.
        described: By name, the descriptors that have weight.
        weights: By name of a descriptor, its weight beside the engine's 1.
        matrix: That joined vectors are multiplied by; (dimensions, dimensions), or None.
        settings: It was built with.
        facts: What the weights came to on valid, JSON values.
    """

    def __init__(
        self,
        engine: Engine,
        described: dict[str, Described],
        weights: dict[str, float],
        matrix: Floats | None,
        settings: EmbedderSettings,
        facts: dict[str, Any],
    ) -> None:
        self.engine, self.matrix, self.settings, self.facts = engine, matrix, settings, facts
        self.weights = {name: weight for name, weight in weights.items() if weight > 0}
        self.described = {name: described[name] for name in self.weights}

    @classmethod
    def fit(
        cls,
        train: Crops,
        valid: Crops,
        photos: Scenes,
        settings: EmbedderSettings,
        *,
        seed: int,
        threads: int,
        told: Told,
    ) -> Self:
        """Fit the engine, and weigh the descriptors by what valid photos find.

        Args:
            train: To learn from, and what valid photos are looked for in.
            valid: Photos that are looked for; its catalogue pictures, of products not learned from, are looked in too
                where such a photo shows them, and never learned from.
            photos: Of the train split; products are set on them.
            settings: Of the whole.
            seed: Of all that is drawn.
            threads: Of the training.
            told: The share that is done.

        Raises:
            InputError: There are fewer than two products to learn from, or the engine's path holds none.
        """
        engine = fit_engine(train, photos, settings, seed=seed, threads=threads, told=part_of(told, 0.0, _LEARNING))
        rng = np.random.default_rng(seed)
        photographed = np.isin(valid.products, valid.products[~valid.of_catalogue])
        entries = _some(train.with_more(valid.taken(valid.of_catalogue & photographed)), settings.fusion.most, rng)
        queries = _some(valid.taken(~valid.of_catalogue), settings.fusion.most, rng)
        learnt = np.isin(entries.products, train.products)
        parts, described = parts_of(engine, queries, entries, learnt, settings, seed)
        question = Asked(queries.products, entries.products, entries.of_catalogue, learnt)
        weights, matrix, facts = best_fusion(parts, question, settings.fusion)
        told(1.0)
        return cls(engine, described, weights, matrix, settings, facts)

    @property
    def dimensions(self) -> int:
        """Of a vector."""
        return self.engine.dimensions + sum(one.dimensions for one in self.described.values())

    def vectors(self, crops: Sequence[Pixels]) -> Floats:
        """Unit-length vectors, float32 (n, dimensions), of crops of any size, each RGB (height, width, 3)."""
        if not len(crops):
            return np.zeros((0, self.dimensions), dtype=np.float32)
        parts = {name: one(crops) for name, one in self.described.items()}
        return evened(joined(self.engine.embed(crops), parts, self.weights), self.matrix)

    def save(self, directory: Path) -> None:
        """Write what `load` reads, the engine included."""
        directory.mkdir(parents=True, exist_ok=True)
        self.engine.save(directory / _ENGINE)
        arrays: dict[str, Any] = {}
        for name, one in self.described.items():
            arrays |= one.arrays(name)
        if self.matrix is not None:
            arrays[_MATRIX] = self.matrix
        np.savez(directory / _AXES, allow_pickle=False, **arrays)
        stored = {"settings": asdict(self.settings), "weights": self.weights, "facts": self.facts}
        text = json.dumps(stored, indent=2, sort_keys=True, allow_nan=False)
        (directory / _FACTS).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path, threads: int = 1) -> Self:
        """Read what `save` wrote."""
        stored = json.loads((directory / _FACTS).read_text(encoding="utf-8"))
        settings = settings_from(EmbedderSettings(), stored["settings"])
        weights = {str(name): float(weight) for name, weight in stored["weights"].items()}
        with np.load(directory / _AXES, allow_pickle=False) as arrays:
            described = {name: read(name, arrays, settings) for name in weights}
            matrix = arrays.get(_MATRIX)
        engine = load_engine(directory / _ENGINE, settings, threads)
        return cls(engine, described, weights, matrix, settings, stored["facts"])


def _some(crops: Crops, most: int, rng: np.random.Generator) -> Crops:
    """No more than so many, drawn evenly, in their order."""
    if len(crops) <= most:
        return crops
    return crops.taken(np.sort(rng.choice(len(crops), most, replace=False)).astype(np.int64))
