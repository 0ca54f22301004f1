"""Photos that a model is asked again: made harder, of other catalogues, of the whole picture alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
from PIL import Image

from evaluation.asked_again import spread
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums
from evaluation.visual_outcomes import outcomes
from evaluation.visual_photos import each_photo, with_pictures
from evaluation.visual_requests import request_columns, request_params
from models.pictures import PictureLimits, UnreadablePicture, read_picture

Flags = npt.NDArray[np.bool_]
Boxes = npt.NDArray[np.float64]
# What is made of a photo: its pixels, and the boxes of its products in them, (b, 4), perhaps none.
Change = Callable[[Image.Image, Boxes, np.random.Generator], Image.Image]


class Searcher(Protocol):
    """A model of visual search with its parts; see `models.visual_search.model`."""

    answerer: Any
    index: Any

    def predict(self, frame: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame: ...

    def update(self, catalogue: pd.DataFrame | None = None, remove: pd.DataFrame | None = None) -> dict[str, int]: ...


@dataclass(frozen=True)
class Asking:
    """Asks a model.

    Attributes:
        model: What is evaluated.
        examples: What `build` wrote.
        settings: Of the evaluation; `resamples`, `confidence` and `seed` of intervals.
    """

    model: Searcher
    examples: Path
    settings: Mapping[str, Any]

    def answers(self, table: pd.DataFrame, **params: Any) -> pd.DataFrame:
        """To rows of `visual_requests.requests`, perhaps with other pictures; some for each."""
        return self.model.predict(request_columns(table), request_params(table) | params)

    def outcomes(self, table: pd.DataFrame, **params: Any) -> pd.DataFrame:
        """What is answered, held against the labels; see `visual_outcomes.outcomes`."""
        return outcomes(table, self.answers(table, **params))

    def sample(self, table: pd.DataFrame, among: Flags) -> pd.DataFrame:
        """At most `challenge_photos` of the photos of which something holds, evenly over the test; with pictures."""
        rows = np.flatnonzero(among)
        some = table.iloc[rows[spread(len(rows), int(self.settings["challenge_photos"]))]]
        return with_pictures(some).reset_index(drop=True)

    def changed(self, table: pd.DataFrame, change: Change) -> pd.DataFrame:
        """The same photos with other pictures; what cannot be read stays as it is."""
        rng = np.random.default_rng(int(self.settings["seed"]))
        return table.assign(picture=[self._changed(row, change, rng) for row in each_photo(table)])

    def share(self, name: str, says: str, table: pd.DataFrame, upper: str, *lower: str) -> dict[str, Measure]:
        """A share of outcomes as a measure with its interval; none where it rests on nothing."""
        if not lower and not len(table):
            return {}
        if lower and not table[list(lower)].to_numpy(np.float64).any():
            return {}
        return measured(table, {name: of_sums(upper, *lower)}, {name: says}, self.settings)

    def lost(self, name: str, says: str, before: pd.DataFrame, after: pd.DataFrame) -> dict[str, Measure]:
        """How much of top_1 is lost from one set of outcomes to another of the same photos."""
        if not before["shows"].any():
            return {}
        rows = before[["group", "shows"]].assign(
            gone=before["hit_1"].to_numpy(np.float64) - after["hit_1"].to_numpy(np.float64)
        )
        return measured(rows, {name: of_sums("gone", "shows")}, {name: says}, self.settings, (name,))

    def _changed(self, row: Any, change: Change, rng: np.random.Generator) -> bytes:
        image = opened(row.picture)
        if image is None:
            return bytes(row.picture)
        return stored(change(image, boxes_in(row.places, image.width / row.width), rng))


def opened(data: bytes, limits: PictureLimits | None = None) -> Image.Image | None:
    """A picture, upright; None where it cannot be read."""
    try:
        return Image.fromarray(read_picture(data, limits).pixels)
    except UnreadablePicture:
        return None


def stored(image: Image.Image) -> bytes:
    """A picture as a file that loses nothing."""
    file = BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()


def boxes_in(places: Sequence[Any], scale: float) -> Boxes:
    """Boxes that are known, in pixels of a picture that is so much the size of the original; (b, 4)."""
    return np.array([place for place in places if place is not None], dtype=np.float64).reshape(-1, 4) * scale
