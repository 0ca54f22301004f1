"""Vectors of entries that are right for no photo: of distractors' pictures, and made up where these do not suffice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

from evaluation.visual_asking import Asking, opened

Floats = npt.NDArray[np.float32]

_LOT: Final = 50_000  # vectors that are made up at once


def catalogue_of(asking: Asking, entries: Floats, more: int, file: Path) -> Floats:
    """A catalogue of entries, and behind them of so many that are right for no photo, on disk.

    A million vectors of 128 dimensions take half a gigabyte: they are written in lots and read as they are needed.

    Args:
        asking: `seed` draws what is made up.
        entries: (n, dimensions) of the catalogue, n > 0.
        more: Wanted beside them; those of pictures come first, then made up ones.
        file: To write to.

    Returns:
        (n + more, dimensions) of unit length, mapped from the file.
    """
    out: Floats = np.lib.format.open_memmap(
        file, mode="w+", dtype=np.float32, shape=(len(entries) + more, entries.shape[1])
    )
    out[: len(entries)] = entries
    end = len(entries)
    for lot in embedded(asking, more):
        out[end : end + len(lot)] = lot
        end += len(lot)
    rng = np.random.default_rng(int(asking.settings["seed"]))
    for lot in made_up(out[:end], len(out) - end, rng):
        out[end : end + len(lot)] = lot
        end += len(lot)
    return out


def embedded(asking: Asking, most: int) -> Iterator[Floats]:
    """Vectors of the first distractors' pictures, in lots; those that can be read."""
    answerer, left = asking.model.answerer, most
    with pq.ParquetFile(asking.examples / "distractors.parquet") as file:
        for batch in file.iter_batches(answerer.parameters.index.batch, columns=["picture"]):
            images = [one for data in batch.column("picture").to_pylist() if (one := opened(data)) is not None]
            lot = answerer.embedder.vectors([np.asarray(one) for one in images[:left]])
            left -= len(lot)
            yield lot
            if left <= 0:
                return


def made_up(real: Floats, count: int, rng: np.random.Generator) -> Iterator[Floats]:
    """Vectors that lie about as real ones do: along each principal axis of these, where one of them lies.

    Args:
        real: (n, dimensions), n > 0.
        count: Wanted.
        rng: Of the draw.

    Yields:
        Lots of them, (l, dimensions), of unit length.
    """
    if not count:
        return
    if len(real) > _LOT:
        real = real[np.sort(rng.choice(len(real), _LOT, replace=False))]
    middle = real.mean(axis=0)
    _, _, axes = np.linalg.svd(real - middle, full_matrices=False)
    along = (real - middle) @ axes.T
    for begin in range(0, count, _LOT):
        drawn = np.empty((min(_LOT, count - begin), along.shape[1]), dtype=np.float32)
        for axis in range(along.shape[1]):
            drawn[:, axis] = along[rng.integers(0, len(real), len(drawn)), axis]
        made: Floats = (drawn @ axes + middle).astype(np.float32)
        length = np.linalg.norm(made, axis=1, keepdims=True)
        yield np.divide(made, length, out=made, where=length > 0)
