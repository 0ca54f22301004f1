"""Cells that hold more than one value, which no column of an impression has."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import pandas as pd

from ..errors import InputError


def refuse_nested(frame: pd.DataFrame, columns: Iterable[str]) -> None:
    """Refuse a table in which one of these columns holds lists, mappings or sets.

    Raises:
        InputError: It does.
    """
    for name in columns:
        if name not in frame.columns or frame[name].dtype != object:
            continue
        nested = [cell for cell in frame[name] if not isinstance(cell, Hashable)]
        if nested:
            raise InputError(
                f"{len(nested)} of {len(frame)} rows of {name} hold more than one value, the first is {nested[0]!r}; "
                "give one value a cell, or null."
            )
