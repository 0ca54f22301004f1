"""Photos of one product, shrunk to a share of a larger picture: what that costs, and what locating gains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from PIL import Image

from evaluation.measure import Measure
from evaluation.visual_asking import Asking, Boxes, Change, opened
from models.pictures import PictureLimits
from models.visual_search.backgrounds import Backgrounds
from models.visual_search.examples import cut

MEASURES: Final = (
    "top_1_at_*",
    "top_1_lost_at_*",
    "top_1_whole_at_*",
    "top_1_located",
    "top_1_whole",
    "locating_gain",
    "locating_gain_at_*",
)


def measures(
    asking: Asking, sample: pd.DataFrame, plain: pd.DataFrame, alone: pd.DataFrame, strangers: pd.DataFrame
) -> dict[str, Measure]:
    """top_1 with the product at each share of the picture, with and without locating, and of the photos as they are.

    Args:
        asking: `shares` of the picture.
        sample: Rows of `visual_requests.requests` that show a product.
        plain: Outcomes of them as they are.
        alone: Rows of photos of one product.
        strangers: Photos of nothing of the catalogue, whose parts are grounds; perhaps none.
    """
    whole = asking.outcomes(sample, boxes="whole")
    says = "top_1 with boxes looked for, less that of the whole picture alone"
    found = _negated(asking.lost("locating_gain", f"{says}; of test photos as they are", plain, whole))
    told = "test photos as they are"
    found |= asking.share("top_1_located", f"top_1 of {told}, with boxes looked for", plain, "hit_1", "shows")
    found |= asking.share(
        "top_1_whole", f"top_1 of the same {told}, of the whole picture alone", whole, "hit_1", "shows"
    )
    scenery = _Scenery.of(asking, strangers)
    largest: pd.DataFrame | None = None
    for share in sorted(asking.settings["shares"], reverse=True):
        name, told = f"{share * 100:g}", f"with their one product at {share:.0%} of the picture"
        table = asking.changed(alone, scenery.shrunk_to(share))
        after, only_whole = asking.outcomes(table), asking.outcomes(table, boxes="whole")
        largest = after if largest is None else largest
        found |= asking.share(f"top_1_at_{name}", f"top_1 of test photos {told}", after, "hit_1", "shows")
        found |= asking.share(
            f"top_1_whole_at_{name}",
            f"top_1 of test photos {told}, of the whole picture alone",
            only_whole,
            "hit_1",
            "shows",
        )
        found |= asking.lost(f"top_1_lost_at_{name}", f"top_1 at the largest share less that {told}", largest, after)
        found |= _negated(asking.lost(f"locating_gain_at_{name}", f"{says}; of test photos {told}", after, only_whole))
    return found


def _negated(found: dict[str, Measure]) -> dict[str, Measure]:
    """What is lost without something is what it gains."""
    return {name: Measure(one.value, one.low, one.high, one.n, meaning=one.meaning) for name, one in found.items()}


class _Scenery:
    """Grounds, and things that are no product of the catalogue, to put photos' products among."""

    def __init__(self, grounds: Sequence[np.ndarray], things: Sequence[Image.Image], side: int) -> None:
        self._grounds = Backgrounds(grounds, share=1.0, sizes=(0.5, 1.0))
        self._things, self._side = things, side

    @classmethod
    def of(cls, asking: Asking, strangers: pd.DataFrame) -> _Scenery:
        """Of photos of nothing, and of distractors' pictures, where there are some."""
        side, most = int(asking.settings["made_side"]), int(asking.settings["things"])
        photos = [opened(data, PictureLimits(side=side)) for data in strangers["picture"].head(most)]
        with pq.ParquetFile(asking.examples / "distractors.parquet") as file:
            lot = next(file.iter_batches(most, columns=["picture"]), None)
        others = [opened(data) for data in ([] if lot is None else lot.column("picture").to_pylist())]
        grounds = [np.asarray(one) for one in photos if one is not None]
        return cls(grounds, [one for one in others if one is not None], side)

    def shrunk_to(self, share: float) -> Change:
        """Puts the product, cut out by its box, or the whole photo without one, at a place of a larger picture."""

        def change(image: Image.Image, boxes: Boxes, rng: np.random.Generator) -> Image.Image:
            product = Image.fromarray(cut(np.asarray(image), boxes[0])) if len(boxes) == 1 else image
            factor = min(1.0, self._side * np.sqrt(share) / max(product.size))
            width, height = (max(1, round(side * factor)) for side in product.size)
            large = round(width / np.sqrt(share)), round(height / np.sqrt(share))
            canvas = Image.fromarray(self._grounds.draw(rng, max(large))).resize(large, Image.Resampling.BILINEAR)
            for _ in range(round(1 / share) - 1 if self._things else 0):
                thing = self._things[int(rng.integers(len(self._things)))].copy()
                thing.thumbnail((width, height))
                canvas.paste(thing, _place(rng, large, thing.size))
            canvas.paste(product.resize((width, height), Image.Resampling.LANCZOS), _place(rng, large, (width, height)))
            return canvas

        return change


def _place(rng: np.random.Generator, within: tuple[int, int], size: tuple[int, int]) -> tuple[int, int]:
    return int(rng.integers(0, max(1, within[0] - size[0] + 1))), int(rng.integers(0, max(1, within[1] - size[1] + 1)))
