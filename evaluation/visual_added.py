"""Products that training never saw, added to the finished model from one picture each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from PIL import Image

from evaluation.asked_again import spread
from evaluation.measure import Measure
from evaluation.visual_asking import Asking, boxes_in, opened, stored
from evaluation.visual_photos import each_photo
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
    sample = _sample(asking, table, set(news["product_id"]))
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


def _sample(asking: Asking, table: pd.DataFrame, new: set[str]) -> pd.DataFrame:
    """Rows of products that are new, at most `challenge_photos`, evenly over all; with pictures.

    Each is a photo where its product is alone in it and nobody drew a box, else the crop of one.
    """
    each = [
        (at, number)
        for at, (ids, places) in enumerate(zip(table["ids"], table["places"], strict=True))
        for number, (name, place) in enumerate(zip(ids, places, strict=True))
        if name in new and (place is not None or len(ids) == 1)
    ]
    chosen = [each[place] for place in spread(len(each), int(asking.settings["challenge_photos"]))]
    photos = table.iloc[[at for at, _ in chosen]].reset_index(drop=True)
    numbers = [number for _, number in chosen]
    places = [own[number] for own, number in zip(photos["places"], numbers, strict=True)]
    pictures = [
        photo.picture if place is None else _cut(photo, place)
        for photo, place in zip(each_photo(photos), places, strict=True)
    ]
    return photos.assign(
        picture=pd.Series(pictures, dtype=object),
        ids=pd.Series([[own[number]] for own, number in zip(photos["ids"], numbers, strict=True)], dtype=object),
        places=pd.Series([[None]] * len(photos), dtype=object),
        example_id=[f"{name} {number}" for name, number in zip(photos["example_id"], numbers, strict=True)],
    ).astype({"example_id": "str"})


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
