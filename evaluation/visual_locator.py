"""The locator by itself: which of the boxes that people drew it finds, and which of its own nobody drew."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from evaluation.bootstrap import Statistic
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums
from evaluation.visual_asking import Asking, Searcher
from evaluation.visual_boxes import NONE, Boxes, matched
from evaluation.visual_photos import each_photo
from models.pictures import UnreadablePicture, read_picture
from models.visual_search.regions import regions_of

_MEANING: Final = {
    "locator_recall": "of the boxes that people drew, those that the locator finds at an intersection over union of "
    ".5, among the boxes that serving looks at; of photos whose products all have one",
    "locator_precision": "of the boxes that the locator finds on these photos, those that people drew, likewise",
}
_STATISTICS: Final[dict[str, Statistic]] = {
    "locator_recall": of_sums("matched", "true"),
    "locator_precision": of_sums("matched", "told"),
}
MEASURES: Final = tuple(_MEANING)


def measures(asking: Asking, table: pd.DataFrame) -> dict[str, Measure]:
    """Recall and precision at an intersection over union of .5; none where no photo has all its boxes.

    Args:
        asking: Whose model's locator is asked.
        table: Rows of `visual_requests.requests`.
    """
    rows = located(asking, table)
    return measured(rows, _STATISTICS, _MEANING, asking.settings) if rows["true"].any() else {}


def located(asking: Asking, table: pd.DataFrame) -> pd.DataFrame:
    """`group`, `true`, `told` and `matched` boxes of each photo whose products all have boxes and that can be read."""
    counts = []
    for row in each_photo(table):
        if not row.places or any(place is None for place in row.places):
            continue
        told = boxes_in_photo(asking.model, row.picture)
        if told is not None:
            true = np.array(row.places, dtype=np.float64)
            counts.append((row.group, len(true), len(told), int((matched(told, true) != NONE).sum())))
    return pd.DataFrame(counts, columns=["group", "true", "told", "matched"])


def boxes_in_photo(model: Searcher, data: bytes) -> Boxes | None:
    """What serving looks at of a photo beside the whole: (b, 4), the surest first, in pixels of the upright original.

    None where the photo cannot be read.
    """
    answerer = model.answerer
    try:
        picture = read_picture(data, answerer.parameters.pictures)
    except UnreadablePicture:
        return None
    regions = regions_of([picture.pixels], answerer.locator, answerer.parameters.regions, answerer.parameters.threads)
    found: Boxes = regions.boxes[~regions.whole].astype(np.float64) / picture.scale
    return found
