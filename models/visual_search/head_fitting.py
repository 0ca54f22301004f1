"""Whether looking closer at what the index finds pays, learnt on crops of valid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from .examples import Crops, Pixels
from .head import Head
from .index import PictureIndex
from .parameters import VisualSearchParameters
from .regions import Embeds


def closer(
    index: PictureIndex,
    pictures: Iterable[Sequence[Pixels]],
    embedder: Embeds,
    valid: Crops,
    settings: VisualSearchParameters,
) -> Head | None:
    """What looks closer; None where the index is too large for it, or where it finds no more on valid.

    Args:
        index: Of all entries.
        pictures: Of these, in their order, some at a time.
        embedder: Made their vectors.
        valid: Crops whose product is known.
        settings: Of all parts.
    """
    if len(index) > settings.head.most_entries or not len(valid):
        return None
    head = Head.of(pictures, settings.head, settings.threads)
    rows = np.linspace(0, len(valid) - 1, min(len(valid), settings.head.judged)).astype(np.int64)
    crops = [valid.pixels(int(row)) for row in rows]
    found = index.search(embedder.vectors(crops), settings.index.found, threads=settings.threads)
    return head.weighed(crops, valid.products[rows], found.entries, found.owners, found.scores)
