"""Pictures as pretrained encoders take them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from .canvases import squared

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

FILE = "preprocessor_config.json"


@dataclass(frozen=True)
class Reading:
    """How an encoder wants its pictures.

    Attributes:
        side: Height and width in pixels.
        mean: Of each colour's values 0 to 1, taken off.
        spread: Of each colour's values, divided by.
    """

    side: int
    mean: tuple[float, ...]
    spread: tuple[float, ...]

    @classmethod
    def of(cls, directory: Path, default: Self) -> Self:
        """What `preprocessor_config.json`, as Hugging Face's folders have it, says; the default where there is none."""
        if not (directory / FILE).exists():
            return default
        told: dict[str, Any] = json.loads((directory / FILE).read_text(encoding="utf-8"))
        size = told.get("crop_size", told.get("size", default.side))
        side = size if isinstance(size, int) else int(size.get("height", size.get("shortest_edge", default.side)))
        mean, spread = told.get("image_mean", default.mean), told.get("image_std", default.spread)
        return cls(side, tuple(map(float, mean)), tuple(map(float, spread)))

    def batches(self, crops: Sequence[Pixels], size: int) -> Iterator[Floats]:
        """Whole crops in the middle of squares, so many at once; (n, 3, side, side)."""
        mean, spread = (np.array(values, dtype=np.float32) for values in (self.mean, self.spread))
        for start in range(0, len(crops), size):
            seen = np.stack([squared(crop, self.side) for crop in crops[start : start + size]])
            values = (seen.astype(np.float32) / 255 - mean) / spread
            yield np.ascontiguousarray(values.transpose(0, 3, 1, 2))
