"""Products that training never saw, added to the finished model from one picture each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from PIL import Image

from evaluation.measure import Measure
from evaluation.visual_asking import Asking, boxes_in, opened, stored
from evaluation.visual_photos import PICTURE, each_photo
from models.visual_search.examples import cut

MEASURES: Final = ("added_top_1", "added_top_5")
_SAYS: Final = (
    "of photos of products that training never saw, each cut out by its box or alone in its photo, and each added to "
    "the finished model from its first picture of the catalogue, those that have"
)


def measures(asking: Asking, table: pd.DataFrame) -> dict[str, Measure]:
    """top_1 and top_5 of photos of added products among all; none where no photo shows one that is held out.

    The products are taken out of the index, then added again; afterwards the model is as it was.

    Args:
        asking: Asks the model, and updates it.
        table: Rows of `visual_requests.requests`.
    """
    news = _first_pictures(asking)
    shown = _shown(table, set(news["product_id"]))
    sample = asking.sample(shown, np.ones(len(shown), dtype=bool))
    if not len(sample):
        return {}
    before = asking.model.index, asking.model.answerer
    try:
        asking.model.update(remove=news[["product_id"]])
        asking.model.update(catalogue=news)
        after = asking.outcomes(sample, boxes="whole")
    finally:
        asking.model.index, asking.model.answerer = before
    found = asking.share("added_top_1", f"{_SAYS} it first", after, "hit_1", "shows")
    return found | asking.share("added_top_5", f"{_SAYS} it among the first five", after, "hit_5", "shows")


def _shown(table: pd.DataFrame, new: set[str]) -> pd.DataFrame:
    """A row for each product that is new: its photo where it is alone in it and nobody drew a box, else its crop."""
    rows = []
    for photo in each_photo(table[table["added_later"].to_numpy(dtype=bool)]):
        for number, (name, place) in enumerate(zip(photo.ids, photo.places, strict=True)):
            if name in new and (place is not None or len(photo.ids) == 1):
                picture = photo.picture if place is None else _cut(photo, place)
                told = {
                    "picture": picture,
                    "ids": [name],
                    "places": [None],
                    "example_id": f"{photo.example_id} {number}",
                }
                rows.append(table.loc[photo.Index].to_dict() | told)
    columns = list(dict.fromkeys([*table.columns, PICTURE]))
    return pd.DataFrame(rows, columns=columns).astype({"example_id": "str"}).reset_index(drop=True)


def _cut(photo: Any, place: Sequence[float]) -> bytes:
    """What lies in a box; a photo that cannot be read stays as it is."""
    image = opened(photo.picture)
    if image is None:
        return bytes(photo.picture)
    box = boxes_in([place], image.width / photo.width)[0]
    return stored(Image.fromarray(cut(np.asarray(image), box)))


def _first_pictures(asking: Asking) -> pd.DataFrame:
    """`product_id` and `image`, of products that are held out."""
    path = asking.examples / "catalogue.parquet"
    held = pq.read_table(
        path, columns=["product_id", "image", "picture"], filters=[("held_out", "=", True)]
    ).to_pandas()
    first = held.sort_values(["product_id", "image"]).drop_duplicates("product_id").reset_index(drop=True)
    return pd.DataFrame({"product_id": first["product_id"].astype("str"), "image": first["picture"].astype(object)})
