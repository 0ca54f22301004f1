"""The products that are searched, as numbers: what they are, when they come and go, how much they are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pyarrow as pa

from sources.simulator.search_lives import Lives
from sources.simulator.search_stock import Gaps
from sources.simulator.streams import Ids
from sources.simulator.words import Floats, Index, Strings

ATTRIBUTES = (
    "brand",
    "series",
    "line",
    "model",
    "colour",
    "size",
    "primary",
    "secondary",
    "option",
    "material",
    "pack",
)
SLOTS = ATTRIBUTES[4:]  # those that come in values of their own


@dataclass(frozen=True)
class Goods:
    """Products; arrays of shape (products,) unless said otherwise.

    Attributes:
        number: What all draws of a product are made from: the number in its id.
        leaf, family: Numbers.
        codes: What each of `ATTRIBUTES` is, -1 for none; equal where it is the same; (products, attributes).
        values: Ids of what is written, by slot, as `attributes.phrase_table` counts them; (products, slots).
        series, line, model: In words.
        price: EUR.
        dearness: Of the price within its leaf, in usual deviations.
        level: Log of how much it is wanted.
        lives: Launch, end, and how the wish for it comes and goes.
        gaps: Where and when it cannot be had.
    """

    number: Ids
    leaf: Index
    family: Index
    codes: Index
    values: Index
    series: Strings
    line: Strings
    model: Strings
    price: Floats
    dearness: Floats
    level: Floats
    lives: Lives
    gaps: Gaps

    def __len__(self) -> int:
        return len(self.leaf)

    def take(self, rows: Index | slice) -> Goods:
        """These products alone, in this order."""
        picked = np.arange(len(self))[rows]
        return Goods(*(_taken(getattr(self, part.name), picked) for part in fields(self)))

    @classmethod
    def joined(cls, parts: Sequence[Goods]) -> Goods:
        """One after the other."""
        return cls(*(_joined([getattr(part, one.name) for part in parts]) for one in fields(cls)))

    def wanted(self, rows: Index, seconds: Index) -> Floats:
        """Log of how much products are wanted at some time in all regions; arrays of shape (rows,)."""
        found: Floats = self.level[rows] + self.lives.take(rows).mood(seconds)
        return found


def _taken(value: Any, rows: Index) -> Any:
    if isinstance(value, pa.Array):
        return value.take(pa.array(rows))
    return value[rows] if isinstance(value, np.ndarray) else value.take(rows)


def _joined(values: list[Any]) -> Any:
    if isinstance(values[0], pa.Array):
        return pa.concat_arrays(values)
    if isinstance(values[0], np.ndarray):
        return np.concatenate(values)
    return type(values[0]).joined(values)
