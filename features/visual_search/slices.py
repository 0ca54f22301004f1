"""How much of a photo its products take, and which photos are slices for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from features.visual_search.parameters import FeaturesParameters


def slices_of(columns: Mapping[str, Any], parameters: FeaturesParameters) -> dict[str, Any]:
    """Further columns of photos: `share` of the picture that the largest box takes, NaN without one, and the slices.

    Args:
        columns: boxes, as JSON; width and height; (n,) each.
        parameters: Settings.
    """
    boxes = [json.loads(cell) if cell else [] for cell in columns["boxes"].to_pylist()]
    areas = [[(box[2] - box[0]) * (box[3] - box[1]) for box in own if box] for own in boxes]
    largest = np.array([max(own, default=np.nan) for own in areas], dtype=np.float64)
    share = largest / (np.array(columns["width"], dtype=np.float64) * np.array(columns["height"], dtype=np.float64))
    return {
        "share": share,
        "small_in_picture": share < parameters.small_share,
        "large_in_picture": share >= parameters.large_share,
    }
