"""Photos as vectors to search for, and what exact search finds of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.visual_asking import Asking, boxes_in, opened
from evaluation.visual_photos import each_photo
from models.visual_search.examples import cut

Floats = npt.NDArray[np.float32]
Longs = npt.NDArray[np.int64]

_BLOCK: Final = 100_000  # entries that are compared at a time


@dataclass(frozen=True)
class Queries:
    """q photos to search for.

    Attributes:
        vectors: (q, dimensions), of unit length.
        right: (q, products) whether a photo shows a product of the index.
        group: (q,) photos taken in one go share one.
    """

    vectors: Floats
    right: npt.NDArray[np.bool_]
    group: list[str]


def queries_of(asking: Asking, sample: pd.DataFrame) -> Queries:
    """Photos' vectors: of the one product where it has a box, else of the whole."""
    answerer, index = asking.model.answerer, asking.model.index
    crops, rows = [], []
    for at, row in enumerate(each_photo(sample)):
        image = opened(row.picture, answerer.parameters.pictures)
        if image is not None:
            boxes = boxes_in(row.places, image.width / row.width)
            pixels = np.asarray(image)
            crops.append(cut(pixels, boxes[0]) if len(boxes) == 1 else pixels)
            rows.append(at)
    at_product = {name: place for place, name in enumerate(index.products)}
    right = np.zeros((len(rows), len(index.products)), dtype=bool)
    for place, at in enumerate(rows):
        right[place, [at_product[name] for name in sample["ids"].iloc[at] if name in at_product]] = True
    vectors = answerer.embedder.vectors(crops) if crops else np.zeros((0, index.dimensions), dtype=np.float32)
    return Queries(vectors, right, [str(sample["group"].iloc[at]) for at in rows])


def exact(vectors: Floats, queries: Floats, k: int) -> Longs:
    """(q, k) the nearest of (n, dimensions) vectors to each query, all compared."""
    best = np.full((len(queries), 0), -np.inf, dtype=np.float32)
    places = np.zeros((len(queries), 0), dtype=np.int64)
    for begin in range(0, len(vectors), _BLOCK):
        near = queries @ vectors[begin : begin + _BLOCK].T
        best = np.hstack([best, near])
        places = np.hstack([places, np.broadcast_to(np.arange(begin, begin + near.shape[1]), near.shape)])
        order = np.argsort(-best, axis=1, kind="stable")[:, :k]
        best, places = np.take_along_axis(best, order, axis=1), np.take_along_axis(places, order, axis=1)
    return places
