"""Csv tables of public homes, read as text, with their columns checked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pandas as pd

from infra.errors import DataError

REMEDY: Final = "Fetch the file again."


def read_text(path: Path, columns: Iterable[str]) -> pd.DataFrame:
    """The columns of a csv table, every cell as it stands there, without space after the comma.

    Raises:
        DataError: The file is no UTF-8 table, or lacks a column.
    """
    try:
        table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig", skipinitialspace=True)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as unreadable:
        raise DataError(f"{path.name}: not a UTF-8 csv table ({unreadable}).", REMEDY) from unreadable
    missing = [column for column in columns if column not in table]
    if missing:
        raise DataError(f"{path.name}: lacks the columns {', '.join(missing)}.", REMEDY)
    return table[list(columns)]
