"""Entries of the index: every picture of the catalogue, and the labelled photos of its products."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ..blas_threads import one_blas_thread
from ..steps import Told
from .draws import at_most_each
from .examples import Crops, Ints, Pixels, decoded, streamed
from .index import PictureIndex
from .index_settings import IndexSettings
from .pooling import Floats
from .regions import Embeds


def photo_entries(photos: Crops, settings: IndexSettings, seed: int) -> Crops:
    """Crops of photos that are entries beside the catalogue's pictures."""
    if not settings.photos:
        return photos.taken(np.zeros(0, dtype=np.int64))
    return photos.taken(at_most_each(photos.products, settings.most_photos, seed))


def indexed(
    catalogue: Path,
    codes: Ints,
    photos: Crops,
    products: tuple[str, ...],
    embedder: Embeds,
    settings: IndexSettings,
    *,
    seed: int,
    threads: int,
    told: Told,
) -> PictureIndex:
    """The index of all entries, the catalogue's first.

    Vectors wait in a file until all are there, so that a catalogue of any size takes the memory of its index alone.

    Args:
        catalogue: Its parquet.
        codes: Product of each of its rows; (n,).
        photos: That are entries too.
        products: Ids by code.
        embedder: Makes vectors.
        settings: Of the index.
        seed: Of the draw that centres are learnt from.
        threads: Of the build.
        told: Takes the share that is done.
    """
    total = len(codes) + len(photos)
    with tempfile.TemporaryDirectory() as scratch:
        vectors: Floats | None = None
        begin = 0
        for lot in lots(catalogue, photos, settings.batch):
            with one_blas_thread():
                found = embedder.vectors(lot)
            if vectors is None:
                shape = (total, found.shape[1])
                vectors = np.memmap(Path(scratch) / "vectors", dtype=np.float32, mode="w+", shape=shape)
            vectors[begin : begin + len(found)] = found
            begin += len(found)
            told(begin / total)
        if vectors is None or begin != total:
            raise ValueError(f"{catalogue} gave {begin} entries of {total}.")
        owners = np.concatenate([codes, photos.products])
        return PictureIndex.build(vectors, owners, products, settings, seed=seed, threads=threads)


def later_entries(valid: Crops, held_out: Crops, shown: Crops, settings: IndexSettings, seed: int) -> Crops:
    """Crops of photos of valid that become entries after all was chosen by them; none of products that are held out.

    Args:
        valid: Crops of its photos.
        held_out: Pictures of products that are.
        shown: Crops of photos that are entries already: of a product both together are not above `most_photos`.
        settings: Of the index.
        seed: Of the draw.
    """
    learnt = valid.taken(~np.isin(valid.products, held_out.products))
    if not (settings.photos and settings.valid_photos):
        return learnt.taken(np.zeros(0, dtype=np.int64))
    return learnt.taken(at_most_each(learnt.products, settings.most_photos, seed, shown.products))


def named(photos: Crops, products: tuple[str, ...], size: int) -> Iterator[tuple[list[str], list[Pixels]]]:
    """Ids of products and their crops, so many at a time."""
    for begin in range(0, len(photos), size):
        rows = range(begin, min(begin + size, len(photos)))
        yield [products[photos.products[row]] for row in rows], [photos.pixels(row) for row in rows]


def lots(catalogue: Path, photos: Crops, size: int) -> Iterator[list[Pixels]]:
    """Pictures of all entries in their order, so many at a time."""
    for pictures in streamed(catalogue, size):
        yield [decoded(data) for data in pictures]
    for begin in range(0, len(photos), size):
        yield [photos.pixels(row) for row in range(begin, min(begin + size, len(photos)))]
