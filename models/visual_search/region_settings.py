"""Where a photo is looked at, and how often."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RegionSettings:
    """Regions of a photo and the crops that each is asked by.

    Attributes:
        most: Located boxes that are looked at, the surest first (0..100).
        box_scales: Crops of a box, its sides times these; their vectors are averaged (0.3..3 each).
        whole_scales: Crops of the whole picture, about its middle (0.2..1 each).
        same_product: Share of the smaller of two regions that lies in the other, from which on an answer with the same
            first product tells the surer one alone (0..1).
        same_place: Intersection over union of two regions, from which on it tells the surer one alone (0..1).
        matched: Share of the smaller of a region and a labelled box that lies in the other, from which on the region
            shows what is in the box (0..1).
    """

    most: int = 16
    box_scales: tuple[float, ...] = (1.0, 1.15)
    whole_scales: tuple[float, ...] = (1.0,)
    same_product: float = 0.7
    same_place: float = 0.6
    matched: float = 0.5
