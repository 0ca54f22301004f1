"""How sure what each way of looking at a photo is: located boxes, the whole beside these, and the whole by itself."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from ..platt import Lines, fit_lines
from .regions import Regions

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

BOX: Final = 0
WHOLE: Final = 1
ALONE: Final = 2  # nothing was located, or nobody looked
ROUTES: Final = 3


def unchanged() -> Lines:
    """Lines that leave all as it is."""
    return Lines(np.ones(ROUTES), np.zeros(ROUTES))


def routes_of(regions: Regions) -> Ints:
    """By which way each region was looked at; (n,)."""
    _, places, counts = np.unique(regions.pictures, return_inverse=True, return_counts=True)
    found: Ints = np.where(regions.whole, np.where(counts[places] > 1, WHOLE, ALONE), BOX)
    return found


def fit_routes(odds: Reals, right: Bools, routes: Ints, photos: Ints, *, prior: float, least_slope: float) -> Lines:
    """A line on log odds for each way of looking.

    Which of a photo's regions is told first is decided between what the lines say, so they have to be learnt of what
    comes to that decision: the whole picture, and the surest box. They are drawn to the one line of photos' surest
    regions, the less there is to learn from the more. What is then chosen is overrated once more, and a last line that
    both share mends that without a change of the order; who looks at the whole alone chooses nothing.

    Args:
        odds: Of regions' first products; (n,).
        right: Whether these are shown; (n,).
        routes: See `routes_of`; (n,).
        photos: Of the regions; (n,).
        prior: Weight of the line that a line is drawn to, in photos.
        least_slope: Of each of the lines that are laid one upon the other.

    Returns:
        Of each route; (3,).
    """

    def fitted(given: Reals, rows: Ints, code: Ints, groups: int) -> Lines:
        ones = np.ones(len(rows))
        return fit_lines(given[rows], right[rows].astype(np.float64), ones, code, groups, prior, least_slope)

    surest = _surest(odds, photos)
    common = fitted(odds, surest, np.zeros(len(surest), dtype=np.int64), 1)
    lines = Lines(np.repeat(common.slope, ROUTES), np.repeat(common.intercept, ROUTES))
    boxes, wholes = np.flatnonzero(routes == BOX), np.flatnonzero(routes != BOX)
    boxes = boxes[_surest(odds[boxes], photos[boxes])]
    beside = wholes[routes[wholes] == WHOLE]
    rows = np.concatenate([boxes, beside, wholes])
    code = np.repeat([BOX, WHOLE, ALONE], [len(boxes), len(beside), len(wholes)])
    lines = _upon(lines, fitted(common.intercept + common.slope * odds, rows, code, ROUTES))
    told = lines.intercept[routes] + lines.slope[routes] * odds
    several = np.flatnonzero(routes != ALONE)
    several = several[_surest(told[several], photos[several])]
    last = fitted(told, several, np.zeros(len(several), dtype=np.int64), 1)
    chosen = np.arange(ROUTES) != ALONE
    return _upon(lines, Lines(np.where(chosen, last.slope, 1.0), np.where(chosen, last.intercept, 0.0)))


def _surest(odds: Reals, photos: Ints) -> Ints:
    """Row of the surest region of each photo, of equals the first."""
    order = np.lexsort((-odds, photos))
    rows: Ints = order[np.flatnonzero(np.diff(photos[order], prepend=-1))]
    return rows


def _upon(first: Lines, second: Lines) -> Lines:
    return Lines(first.slope * second.slope, second.intercept + second.slope * first.intercept)
