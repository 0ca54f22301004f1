"""Lists of methods, as files."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote

import pandas as pd


def keep(rows: pd.DataFrame, folder: Path, name: str) -> None:
    """Write the lists of a method; there may be none."""
    folder.mkdir(parents=True, exist_ok=True)
    rows.to_parquet(folder / f"{quote(name, safe='')}.parquet", index=False)


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """All lists by method."""
    return {unquote(path.stem): pd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}
