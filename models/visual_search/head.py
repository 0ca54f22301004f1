"""The first entries that were found, looked at closer: what has points in common with the picture moves up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from ..settings import read as settings_from
from .head_settings import HeadSettings
from .local_features import Points, in_common, points_of

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_ARRAYS, _FACTS = "head.npz", "head.json"
_LEVELS: Final = 255


class Head:
    """Points of all entries of an index, a byte a number.

    Args:
        places: Of all points, entry after entry; float16 (points, 2).
        looks: Likewise; bytes (points, 128).
        begins: Where each entry's points begin, and where the last one's end; (entries + 1,).
        settings: It was built with.
        weight: What a point in common adds to a cosine.
        facts: What it gained on valid, JSON values.
    """

    def __init__(
        self, places: Any, looks: Any, begins: Ints, settings: HeadSettings, weight: float, facts: dict[str, Any]
    ) -> None:
        self._places, self._looks, self._begins = places, looks, begins
        self.settings, self.weight, self.facts = settings, weight, facts

    @classmethod
    def of(cls, lots: Iterable[Sequence[Pixels]], settings: HeadSettings, threads: int) -> Self:
        """Points of entries, in the order of the index; they say nothing before they are weighed."""
        found: list[tuple[Any, Any]] = []
        with ThreadPoolExecutor(max(threads, 1)) as pool:
            for lot in lots:
                found += pool.map(lambda pixels: _stored(points_of(pixels, settings)), lot)
        places = [np.zeros((0, 2), dtype=np.float16), *(one for one, _ in found)]
        looks = [np.zeros((0, 128), dtype=np.uint8), *(one for _, one in found)]
        begins = np.concatenate([[0], np.cumsum([len(one) for one, _ in found])]).astype(np.int64)
        return cls(np.concatenate(places), np.concatenate(looks), begins, settings, 0.0, {})

    def __len__(self) -> int:
        return len(self._begins) - 1

    def extended(self, lots: Iterable[Sequence[Pixels]], threads: int = 1) -> Head:
        """With further entries, behind those that are there."""
        more = Head.of(lots, self.settings, threads)
        return Head(
            np.concatenate([self._places, more._places]),
            np.concatenate([self._looks, more._looks]),
            np.concatenate([self._begins, self._begins[-1] + more._begins[1:]]),
            self.settings,
            self.weight,
            self.facts,
        )

    def rerank(self, crop: Pixels, entries: Ints, scores: Floats) -> Floats:
        """Scores of entries that were found for a crop, best first, the first ones with what they have in common.

        Args:
            crop: RGB, (height, width, 3).
            entries: Numbers of them; (n,).
            scores: Cosines; (n,).
        """
        return np.asarray(scores + np.float32(self.weight) * self.common(crop, entries), dtype=np.float32)

    def with_weight(self, weight: float, facts: dict[str, Any]) -> Head:
        """The same points, of which each in common adds so much to a cosine."""
        return Head(self._places, self._looks, self._begins, self.settings, weight, facts)

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        directory.mkdir(parents=True, exist_ok=True)
        arrays = {"places": self._places, "looks": self._looks, "begins": self._begins}
        np.savez(directory / _ARRAYS, allow_pickle=False, **arrays)
        stored = {"settings": asdict(self.settings), "weight": self.weight, "facts": self.facts}
        text = json.dumps(stored, indent=2, sort_keys=True, allow_nan=False)
        (directory / _FACTS).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        stored = json.loads((directory / _FACTS).read_text(encoding="utf-8"))
        settings = settings_from(HeadSettings(), stored["settings"])
        with np.load(directory / _ARRAYS, allow_pickle=False) as arrays:
            parts = [arrays[name] for name in ("places", "looks", "begins")]
        return cls(parts[0], parts[1], parts[2], settings, float(stored["weight"]), stored["facts"])

    def common(self, crop: Pixels, entries: Ints) -> Floats:
        """Points that a crop has in common with the first of some entries, as far as they count; (n,)."""
        own = points_of(crop, self.settings)
        out = np.zeros(len(entries), dtype=np.float32)
        for at, entry in enumerate(entries[: self.settings.first].tolist()):
            if entry >= 0:
                out[at] = in_common(own, self._points(entry), self.settings)
        return np.clip(out - self.settings.least, 0, self.settings.most)

    def _points(self, entry: int) -> Points:
        rows = slice(int(self._begins[entry]), int(self._begins[entry + 1]))
        looks = self._looks[rows].astype(np.float32)
        length = np.maximum(np.linalg.norm(looks, axis=1, keepdims=True), 1.0)
        return Points(self._places[rows].astype(np.float32), looks / length)


def _stored(points: Points) -> tuple[Any, Any]:
    """Places in half precision, looks as bytes."""
    return points.places.astype(np.float16), np.rint(points.looks * _LEVELS).astype(np.uint8)
