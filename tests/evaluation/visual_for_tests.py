"""A shop of plain squares, photos of them, and a searcher that knows colours alone."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from PIL import Image

from models.visual_search.answering import Answerer
from models.visual_search.confidence import Confidence
from models.visual_search.index import PictureIndex
from models.visual_search.index_settings import IndexSettings
from models.visual_search.model import VisualSearcher
from models.visual_search.parameters import VisualSearchParameters

COLOURS: Final = {
    "red": (200, 20, 20),
    "green": (20, 200, 20),
    "blue": (20, 20, 200),
    "yellow": (200, 200, 20),
    "violet": (200, 20, 200),
    "cyan": (20, 200, 200),
}
GREY: Final = (128, 128, 128)
SETTINGS: Final[dict[str, Any]] = {
    **{"resamples": 100, "confidence": 0.95, "seed": 0},
    **{"challenge_photos": 20, "shares": (1.0, 0.25), "made_side": 1024, "things": 64},
    **{"turned": 30.0, "dark": 0.3, "blurred": 0.02, "occluded": 0.3},
    **{
        "distractor_counts": (100, 300),
        "index_queries": 20,
        "sheet_photos": 4,
        "latency_requests": 10,
        "alike_bits": 10,
    },
}


def picture(*squares: tuple[str, tuple[int, int, int, int]], size: tuple[int, int] = (120, 80)) -> bytes:
    """Squares of colours at boxes on grey."""
    image = Image.new("RGB", size, GREY)
    for colour, box in squares:
        image.paste(COLOURS[colour], box)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def photo(
    name: str, *squares: tuple[str, tuple[int, int, int, int]], boxes: bool = True, **fields: Any
) -> dict[str, Any]:
    """A row of `test.parquet` that shows squares."""
    told = [list(box) for _, box in squares]
    largest = max(((box[2] - box[0]) * (box[3] - box[1]) / 9600 for _, box in squares), default=np.nan)
    share = largest if boxes else np.nan
    return {
        "photo_id": name,
        "group": None,
        "product_ids": json.dumps([colour for colour, _ in squares]),
        "boxes": json.dumps(told) if boxes and squares else None,
        "picture": picture(*squares),
        "width": 120,
        "height": 80,
        "share": share,
        "small_in_picture": bool(share < 0.1),
        "large_in_picture": bool(share >= 0.5),
        **fields,
    }


def examples(folder: Path, photos: Sequence[dict[str, Any]], *, held_out: Sequence[str] = ()) -> Path:
    """What `build` writes of them."""
    table = pd.DataFrame(photos)
    texts = ["photo_id", "group", "product_ids", "boxes"]
    table.astype(dict.fromkeys(texts, "str")).to_parquet(folder / "test.parquet")
    for split in ("train", "valid"):
        table.iloc[:0].astype(dict.fromkeys(texts, "str")).to_parquet(folder / f"{split}.parquet")
    goods = pd.DataFrame(
        {
            "product_id": list(COLOURS),
            "image": [f"{name}.png" for name in COLOURS],
            "title": [f"A {name} square" for name in COLOURS],
            "text": None,
            "category": ["warm" if levels[0] > 100 else "cold" for levels in COLOURS.values()],
            "held_out": [name in held_out for name in COLOURS],
            "picture": [picture((name, (0, 0, 120, 80))) for name in COLOURS],
        }
    )
    goods.astype({"text": "str"}).to_parquet(folder / "catalogue.parquet")
    goods.iloc[:0].to_parquet(folder / "distractors.parquet")
    return folder


@dataclass(frozen=True)
class Place:
    boxes: np.ndarray[Any, np.dtype[np.float32]]
    scores: np.ndarray[Any, np.dtype[np.float32]]


class Finder:
    """Finds the extent of each colour of the shop; `blind` ones are overlooked."""

    def __init__(self, blind: Sequence[str] = ()) -> None:
        self.blind = blind

    def locate(self, pictures: Sequence[np.ndarray], threads: int = 1) -> list[Place]:  # noqa: ARG002 - as the locator's
        return [self._one(pixels.astype(np.int64)) for pixels in pictures]

    def _one(self, pixels: np.ndarray) -> Place:
        boxes = []
        for name, levels in COLOURS.items():
            rows, columns = np.nonzero(np.abs(pixels - np.array(levels)).max(axis=2) < 40)
            if len(rows) > 20 and name not in self.blind:
                boxes.append((columns.min(), rows.min(), columns.max() + 1, rows.max() + 1))
        found = np.array(boxes, dtype=np.float32).reshape(-1, 4)
        return Place(found, np.linspace(0.9, 0.8, len(found)).astype(np.float32))


class Colours:
    """The mean colour of a crop, as a way from grey."""

    def vectors(self, crops: Sequence[np.ndarray]) -> np.ndarray[Any, np.dtype[np.float32]]:
        means = np.array([crop.reshape(-1, 3).mean(axis=0) for crop in crops], dtype=np.float32).reshape(-1, 3) - 128
        padded = np.hstack([means, np.full((len(means), 1), 3.0, dtype=np.float32)])
        return padded / np.linalg.norm(padded, axis=1, keepdims=True)


def searcher(*, blind: Sequence[str] = (), threshold: float = 0.5) -> VisualSearcher:
    """The model: sure of a region by how near its colour is to one of the shop's."""
    sure = Confidence(np.zeros(6), np.ones(6), np.array([20.0, 0, 0, 0, 0, 0]), -15.0, 0.05, threshold)
    parameters = VisualSearchParameters(threads=1)
    pixels = [np.full((8, 8, 3), levels, dtype=np.uint8) for levels in COLOURS.values()]
    index = PictureIndex.build(
        Colours().vectors(pixels), np.arange(len(COLOURS)), tuple(COLOURS), IndexSettings(), seed=0, threads=1
    )
    return VisualSearcher(parameters, Answerer(Finder(blind), Colours(), None, sure, 0.0, parameters), index, {})
