"""How untidy the tables of visual search are: the share of each kind of mess."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class VisualBreaks:
    """Rows added, as a share of the good ones of their table; copies are rejected as such."""

    unreadable: float = 0.012  # of photos: cut short, a text, empty, one pixel, absent; and one of 20,000 x 20,000
    backwards: float = 0.004  # right and bottom before left and top
    outside: float = 0.003  # measured on another picture
    too_few: float = 0.003  # fewer boxes than products
    unknown_product: float = 0.003  # not in the catalogue
    no_photo: float = 0.002  # no id
    repeated: float = 0.004  # whole copies
    absent_shot: float = 0.008  # of the catalogue: the file is not there
    no_product: float = 0.004


@dataclass(frozen=True)
class VisualSilence:
    """Share of the cells of a column that are empty."""

    title: float = 0.05  # of the catalogue
    text: float = 0.3
    category: float = 0.08
    group: float = 0.02  # of photos
    time: float = 0.05


VISUAL_BREAKS, VISUAL_SILENCE = VisualBreaks(), VisualSilence()
