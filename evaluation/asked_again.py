"""Tables of questions that a model is asked again: fewer of them, or with fields left empty."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd


def spread(rows: int, most: int) -> npt.NDArray[np.int64]:
    """Positions of at most so many of a table's rows, evenly over it and in its order."""
    return np.arange(rows) if rows <= most else np.linspace(0, rows - 1, most).astype(np.int64)


def blanked(asked: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """The questions with these columns missing throughout, of the type that they had."""
    # A column of no rows, laid out on all of them, is missing throughout and keeps its type.
    return asked.assign(**{name: asked[name].iloc[:0].reindex(asked.index) for name in columns})
