"""What comes after training: pictures of products that are new, and products that are gone."""

from __future__ import annotations

from dataclasses import dataclass

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
    """Pictures of the catalogue that can be read.

    Attributes:
        products: Of each.
        pixels: Of each.
        unreadable: How many could not be read.
    """

    products: list[str]
    pixels: list[Pixels]
    unreadable: int


def news_of(catalogue: pd.DataFrame, limits: PictureLimits) -> News:
    """Rows of a catalogue with the bytes of their pictures.

    Raises:
        InputError: A column is missing, or cells cannot be read.
    """
    products = products_of(catalogue, "catalogue")
    named: list[str] = []
    read: list[Pixels] = []
    for product, data in zip(products, pictures_of(catalogue, "the table catalogue"), strict=True):
        try:
            read.append(read_picture(data, limits).pixels)
        except UnreadablePicture:
            continue  # counted below: one broken picture of a thousand keeps none of the others out
        named.append(product)
    return News(named, read, len(products) - len(named))


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


def grown(index: PictureIndex, news: News, answerer: Answerer) -> PictureIndex:
    """The index with these pictures as entries."""
    step = answerer.parameters.index.batch
    for begin in range(0, len(news.products), step):
        vectors = answerer.embedder.vectors(news.pixels[begin : begin + step])
        index = index.added(vectors, news.products[begin : begin + step], threads=answerer.parameters.threads)
    return index
