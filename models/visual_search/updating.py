"""What comes after training: pictures of products that are new, and products that are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..errors import InputError
from ..pictures import PictureLimits, UnreadablePicture, read_picture
from ..request_cells import texts_of
from .answering import Answerer
from .examples import Pixels
from .index import PictureIndex
from .request import pictures_of

PRODUCT = "product_id"


@dataclass(frozen=True)
class News:
    """Pictures of the catalogue as they came.

    Attributes:
        products: Of each.
        pictures: Their bytes.
        limits: How they are read.
    """

    products: list[str]
    pictures: list[bytes]
    limits: PictureLimits

    def lots(self, size: int) -> Iterator[tuple[list[str], list[Pixels]]]:
        """Products and pixels of those that can be read, of so many rows at a time.

        One broken picture of a thousand keeps none of the others out.
        """
        for begin in range(0, len(self.products), size):
            named: list[str] = []
            read: list[Pixels] = []
            rows = slice(begin, begin + size)
            for product, data in zip(self.products[rows], self.pictures[rows], strict=True):
                try:
                    read.append(read_picture(data, self.limits).pixels)
                except UnreadablePicture:
                    continue
                named.append(product)
            yield named, read


def news_of(catalogue: pd.DataFrame, limits: PictureLimits) -> News:
    """Rows of a catalogue with the bytes of their pictures, none of which is decoded yet.

    Raises:
        InputError: A column is missing, or cells cannot be read.
    """
    products = products_of(catalogue, "catalogue")
    return News(products, pictures_of(catalogue, "the table catalogue"), limits)


def products_of(table: pd.DataFrame, name: str) -> list[str]:
    """Ids of products, one a row.

    Raises:
        InputError: The column is missing, or an id is.
    """
    if PRODUCT not in table.columns:
        raise InputError(f"the table {name} ({len(table)} rows) lacks the column {PRODUCT}; give it.")
    ids = texts_of(table, PRODUCT, identity=True)
    missing = [row for row, one in enumerate(ids) if one is None]
    if missing:
        raise InputError(
            f"the table {name} lacks {PRODUCT} in {len(missing)} rows of {len(ids)}, the first in row {missing[0]}; "
            "leave them out or name them."
        )
    return [one for one in ids if one is not None]


def grown(
    index: PictureIndex, lots: Iterable[tuple[list[str], list[Pixels]]], answerer: Answerer
) -> tuple[PictureIndex, Answerer]:
    """The index with further entries, and what answers by it: both, or an error and neither.

    Args:
        index: Before.
        lots: Products and pictures of them, some at a time; no more pixels are in memory.
        answerer: Embeds them, and looks closer at them where it has a head.
    """
    names: list[str] = []
    vectors = [np.zeros((0, index.dimensions), dtype=np.float32)]
    threads = answerer.parameters.threads

    def embedded() -> Iterator[list[Pixels]]:
        for named, pixels in lots:
            if pixels:
                names.extend(named)
                vectors.append(answerer.embedder.vectors(pixels))
                yield pixels

    head = answerer.head
    if head is None:
        for _ in embedded():
            pass
    else:
        head = head.extended(embedded(), threads)
    return index.added(np.concatenate(vectors), names, threads=threads), replace(answerer, head=head)
