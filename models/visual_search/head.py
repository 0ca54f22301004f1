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
from .point_blocks import PointBlock, PointBlocks

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_ARRAYS, _FACTS = "head.npz", "head.json"
_LEVELS: Final = 255


class Head:
    """Points of the entries of an index.

    Args:
        points: Of the entries, in their order; of those beyond `settings.most_entries` none.
        settings: It was built with.
        weight: What a point in common adds to a cosine.
        facts: What it gained on valid, JSON values.
    """

    def __init__(self, points: PointBlocks, settings: HeadSettings, weight: float, facts: dict[str, Any]) -> None:
        self._points, self.settings, self.weight, self.facts = points, settings, weight, facts

    @classmethod
    def of(cls, lots: Iterable[Sequence[Pixels]], settings: HeadSettings, threads: int) -> Self:
        """Points of entries, in the order of the index; they say nothing before they are weighed."""
        return cls(PointBlocks((_found(lots, settings, threads, settings.most_entries),)), settings, 0.0, {})

    def __len__(self) -> int:
        return len(self._points)

    def extended(self, lots: Iterable[Sequence[Pixels]], threads: int = 1) -> Head:
        """With further entries, behind those that are there; without points of those that are too many."""
        more = _found(lots, self.settings, threads, self.settings.most_entries - len(self))
        return Head(self._points.with_more(more), self.settings, self.weight, self.facts)

    def taken(self, entries: Ints) -> Head:
        """Of some entries alone, in this order."""
        return Head(self._points.taken(entries), self.settings, self.weight, self.facts)

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
        return Head(self._points, self.settings, weight, facts)

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        directory.mkdir(parents=True, exist_ok=True)
        whole = self._points.joined()
        arrays = {"places": whole.places, "looks": whole.looks, "begins": whole.begins}
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
            block = PointBlock(arrays["places"], arrays["looks"], arrays["begins"])
        return cls(PointBlocks((block,)), settings, float(stored["weight"]), stored["facts"])

    def common(self, crop: Pixels, entries: Ints) -> Floats:
        """Points that a crop has in common with the first of some entries, as far as they count; (n,)."""
        own = points_of(crop, self.settings)
        out = np.zeros(len(entries), dtype=np.float32)
        for at, entry in enumerate(entries[: self.settings.first].tolist()):
            if entry >= 0:
                out[at] = in_common(own, self._points_of(entry), self.settings)
        return np.clip(out - self.settings.least, 0, self.settings.most)

    def _points_of(self, entry: int) -> Points:
        places, stored = self._points[entry]
        looks = stored.astype(np.float32)
        length = np.maximum(np.linalg.norm(looks, axis=1, keepdims=True), 1.0)
        return Points(places.astype(np.float32), looks / length)


def _found(lots: Iterable[Sequence[Pixels]], settings: HeadSettings, threads: int, most: int) -> PointBlock:
    """Points of the first pictures, `most` of them; none of the others."""
    found: list[tuple[Any, Any]] = []
    nothing = np.zeros((0, 2), dtype=np.float16), np.zeros((0, 128), dtype=np.uint8)
    with ThreadPoolExecutor(max(threads, 1)) as pool:
        for lot in lots:
            looked = max(min(most - len(found), len(lot)), 0)
            found += pool.map(lambda pixels: _stored(points_of(pixels, settings)), lot[:looked])
            found += [nothing] * (len(lot) - looked)
    return PointBlock.of(found)


def _stored(points: Points) -> tuple[Any, Any]:
    """Places in half precision, looks as bytes."""
    return points.places.astype(np.float16), np.rint(points.looks * _LEVELS).astype(np.uint8)
