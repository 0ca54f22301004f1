"""Vectors of entries that are right for no photo: of distractors' pictures, and made up where these do not suffice."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

from evaluation.visual_asking import Asking, opened

Floats = npt.NDArray[np.float32]


def distractors_of(asking: Asking, entries: Floats, count: int) -> Floats:
    """(count, dimensions) of unit length: those of pictures first, then made up ones.

    Args:
        asking: `seed` draws what is made up.
        entries: (n, dimensions) of the catalogue.
        count: Wanted.
    """
    real = embedded(asking, count)
    rng = np.random.default_rng(int(asking.settings["seed"]))
    return np.concatenate([real, made_up(np.concatenate([entries, real]), count - len(real), rng)])


def embedded(asking: Asking, most: int) -> Floats:
    """Vectors of the first distractors' pictures."""
    answerer = asking.model.answerer
    lots = [np.zeros((0, asking.model.index.dimensions), dtype=np.float32)]
    with pq.ParquetFile(asking.examples / "distractors.parquet") as file:
        for batch in file.iter_batches(answerer.parameters.index.batch, columns=["picture"]):
            images = [opened(data) for data in batch.column("picture").to_pylist()]
            lots.append(answerer.embedder.vectors([np.asarray(one) for one in images if one is not None]))
            if sum(map(len, lots)) >= most:
                break
    return np.concatenate(lots)[:most]


def made_up(real: Floats, count: int, rng: np.random.Generator) -> Floats:
    """Vectors that lie about as real ones do: along each principal axis of these, where one of them lies.

    Args:
        real: (n, dimensions), n > 0.
        count: Wanted.
        rng: Of the draw.
    """
    middle = real.mean(axis=0)
    _, _, axes = np.linalg.svd(real - middle, full_matrices=False)
    along = (real - middle) @ axes.T
    drawn = np.empty((count, along.shape[1]), dtype=np.float32)
    for axis in range(along.shape[1]):
        drawn[:, axis] = along[rng.integers(0, len(real), count), axis]
    made: Floats = (drawn @ axes + middle).astype(np.float32)
    length = np.linalg.norm(made, axis=1, keepdims=True)
    np.divide(made, length, out=made, where=length > 0)
    return made
