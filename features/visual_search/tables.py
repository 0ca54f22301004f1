"""The clean tables as columns: the catalogue, what the photos show, and pictures that are right for none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT, Longs, places, read
from features.splits import SPLITS
from features.visual_search.labels import Labels, labels_of
from infra.errors import DataError

CATALOGUE: Final = dict.fromkeys(("product_id", "image", "title", "text", "category"), TEXT)
_PHOTOS: Final = dict.fromkeys(("photo_id", "image", "product_ids", "product_id", "boxes", "group", "split"), TEXT)


@dataclass(frozen=True)
class Tables:
    """n photos, and the pictures that they may show.

    Attributes:
        catalogue: `CATALOGUE`, a row a picture.
        distractors: Likewise; without rows where there is no such table.
        photos: photo_id, image and group.
        labels: What the photos show.
        given: (n,) position in `SPLITS`, `UNKNOWN` where none is given.
    """

    catalogue: pa.Table
    distractors: pa.Table
    photos: pa.Table
    labels: Labels
    given: Longs

    def __len__(self) -> int:
        return int(self.photos.num_rows)


def read_tables(folder: Path) -> Tables:
    """Read the tables; the pictures stay where they are.

    Raises:
        DataError: The catalogue or the photos are absent or have no row, or no photo is labelled.
    """
    catalogue = _required(folder, "catalogue", CATALOGUE, "Give a picture of each product that is to be found.")
    photos = _required(folder, "photos", _PHOTOS, "Give some hundred photos and tell which products they show.")
    labels = labels_of(photos, catalogue.column("product_id").combine_chunks().unique())
    if not labels.known.any():
        raise DataError(
            f"photos: none of the {photos.num_rows:,} rows tells what it shows.",
            "Fill photos.product_ids: a JSON list of ids of the catalogue, [] for a photo of none of them.",
        )
    return Tables(
        catalogue=catalogue,
        distractors=_distractors(folder),
        photos=photos.select(["photo_id", "image", "group"]),
        labels=labels,
        given=places(photos.column("split"), pa.array(SPLITS, TEXT)),
    )


def _distractors(folder: Path) -> pa.Table:
    """With ids that none of the catalogue can be taken for: they are numbered where they have none."""
    table = read(folder, "distractors", CATALOGUE)
    if table is None:
        return pa.table({name: pa.array([], kind) for name, kind in CATALOGUE.items()})
    numbers = pa.array([f"distractor-{row}" for row in range(table.num_rows)], TEXT)
    return table.set_column(0, "product_id", pc.coalesce(table.column("product_id"), numbers))


def _required(folder: Path, name: str, columns: dict[str, pa.DataType], way_out: str) -> pa.Table:
    table = read(folder, name, columns)
    if table is None or table.num_rows == 0:
        what = f"holds no `{name}`" if table is None else f"holds `{name}` without any row"
        raise DataError(f"{folder} {what}.", f"{way_out} `bazaar contract visual-search` shows the table.")
    return table
