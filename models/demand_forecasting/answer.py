"""Answers as callers get them: a long frame, one row for each asked row and week or day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from .aggregates import KEYS
from .outlook import BANDS, Predicted
from .panel import Floats, Panel
from .weekday_profile import DAYS

Reals = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]
Objects = npt.NDArray[np.object_]


@dataclass
class Answers:
    """Forecasts of r asked rows over s steps, filled in as they are found.

    Attributes:
        names: product_id, region, category, country of each row, objects (r, 4).
        origin: Week, int64 (r,).
        mean: float64 (r, s).
        bands: As `outlook.BANDS` names them, float32 (r, s, 5).
        basis: What each row is based on, objects (r,).
    """

    names: Objects
    origin: Positions
    mean: Reals
    bands: Floats
    basis: Objects

    @classmethod
    def blank(cls, names: pd.DataFrame, origin: Positions, steps: int) -> Answers:
        """Nothing is answered yet; rows are called what the request calls them."""
        rows = len(origin)
        return cls(
            np.array(names[list(KEYS)].to_numpy(dtype=object)),
            origin,
            np.zeros((rows, steps)),
            np.zeros((rows, steps, len(BANDS)), dtype=np.float32),
            np.full(rows, "", dtype=object),
        )

    def put(self, rows: Positions, found: Predicted, basis: Objects, names: pd.DataFrame | None = None) -> None:
        """Fill in some rows; `names` where the tables know more of them than the request says."""
        self.mean[rows] = found.mean
        self.bands[rows] = found.bands
        self.basis[rows] = basis
        if names is not None:
            self.names[rows] = names[list(KEYS)].to_numpy(dtype=object)

    def frame(self, panel: Panel, *, daily: bool) -> pd.DataFrame:
        """Rows in the order asked, steps ascending; columns and types are the same for none.

        Columns: product_id, region, category, country, origin, date (text; the first day of a week, or the day), step
        (int64, from 1), mean and the bands (float64), basis (text).
        """
        rows, steps = self.mean.shape
        start = int(panel.start.astype(np.int64)) + DAYS * self.origin
        days = start[:, None] + (1 if daily else DAYS) * np.arange(steps)
        columns: dict[str, Any] = {name: _repeated(self.names[:, place], steps) for place, name in enumerate(KEYS)}
        columns["origin"] = _dates(np.repeat(start, steps))
        columns["date"] = _dates(days.ravel())
        columns["step"] = np.tile(np.arange(1, steps + 1, dtype=np.int64), rows)
        columns["mean"] = self.mean.ravel()
        for place, name in enumerate(BANDS):
            columns[name] = self.bands[:, :, place].ravel().astype(np.float64)
        columns["basis"] = _repeated(self.basis, steps)
        return pd.DataFrame(columns)


def _repeated(values: Objects, times: int) -> ExtensionArray:
    """Each text so many times, one after the other; a distinct one is written once."""
    codes, distinct = pd.factorize(values)
    return _taken(np.asarray(distinct, dtype=object), np.repeat(codes, times))


def _dates(days: Positions) -> ExtensionArray:
    """Day numbers since 1970 as ISO text."""
    distinct, codes = np.unique(days, return_inverse=True)
    return _taken(distinct.astype("datetime64[D]").astype("str").astype(object), codes.ravel())


def _taken(texts: Objects, codes: npt.NDArray[np.integer[Any]]) -> ExtensionArray:
    written: ExtensionArray = pd.array(texts, dtype="str")
    return written.take(codes)
