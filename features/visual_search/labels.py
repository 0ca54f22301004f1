"""What photos show: the products of each, and where in the picture they are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from features.columns import UNKNOWN, Longs, Mask, places

Boxes = npt.NDArray[np.float64]

_NOWHERE: Final = (np.nan,) * 4


@dataclass(frozen=True)
class Labels:
    """m labels of n photos, of p products.

    Attributes:
        products: (p,) ids of the catalogue, in its order.
        known: (n,) whether it is told what the photo shows; that may be nothing of the catalogue.
        photo: (m,) row of each label's photo, rising.
        ids: (m,) as they are told.
        product: (m,) position in `products`, `UNKNOWN` for an id that the catalogue lacks.
        boxes: (m, 4) left, top, right, bottom, pixels of the upright picture; NaN where it is not told.
    """

    products: pa.Array
    known: Mask
    photo: Longs
    ids: pa.Array
    product: Longs
    boxes: Boxes

    @property
    def shows(self) -> Mask:
        """(n,) whether the photo shows a product of the catalogue."""
        return self._any(self.product != UNKNOWN)

    @property
    def strangers(self) -> Mask:
        """(n,) whether it is told that the photo shows nothing of the catalogue."""
        return self.known & ~self._any(np.ones(len(self.photo), dtype=bool))

    @property
    def lost(self) -> Mask:
        """(n,) whether all that the photo shows are ids that the catalogue lacks."""
        return self.known & ~self.shows & ~self.strangers

    def _any(self, label: Mask) -> Mask:
        found = np.zeros(len(self.known), dtype=bool)
        found[self.photo[label]] = True
        return found


def labels_of(photos: pa.Table, products: pa.Array) -> Labels:
    """Read the lists of `photos.product_ids` and `photos.boxes`, and single ids of `photos.product_id`.

    Args:
        photos: n rows with product_ids, product_id and boxes, as JSON.
        products: (p,) ids of the catalogue.
    """
    lists = [_read(cell) for cell in photos.column("product_ids").to_pylist()]
    single = photos.column("product_id").to_pylist()
    told = [[one] if ids is None and one is not None else ids for ids, one in zip(lists, single, strict=True)]
    places_in = (_read(cell) for cell in photos.column("boxes").to_pylist())
    sizes = np.array([len(ids or ()) for ids in told], dtype=np.int64)
    ids = [str(one).strip() for row in told for one in row or ()]
    boxes = [box or _NOWHERE for row, own in zip(told, places_in, strict=True) for box in _aligned(row, own)]
    return Labels(
        products=products,
        known=np.array([row is not None for row in told], dtype=bool),
        photo=np.repeat(np.arange(len(told)), sizes),
        ids=(names := pa.array(ids, products.type)),
        product=places(names, products),
        boxes=np.array(boxes, dtype=np.float64).reshape(-1, 4),
    )


def as_json(labels: Labels, rows: Longs) -> tuple[list[str | None], list[str | None]]:
    """Ids and boxes of photos as JSON lists; null where they are not told.

    Args:
        labels: Of n photos.
        rows: (r,) photos.
    """
    start, end = (np.searchsorted(labels.photo, rows, side=side) for side in ("left", "right"))
    names = labels.ids.to_pylist()
    boxes = [None if np.isnan(box[0]) else box for box in labels.boxes.tolist()]
    ids: list[str | None] = []
    at: list[str | None] = []
    for row, first, last in zip(rows.tolist(), start.tolist(), end.tolist(), strict=True):
        ids.append(json.dumps(names[first:last], ensure_ascii=False) if labels.known[row] else None)
        at.append(json.dumps(boxes[first:last]) if any(boxes[first:last]) else None)
    return ids, at


def _read(cell: str | None) -> list[Any] | None:
    return None if cell is None else json.loads(cell)


def _aligned(ids: list[Any] | None, boxes: list[Any] | None) -> list[Any]:
    return [None] * len(ids or ()) if boxes is None else boxes[: len(ids or ())]
