"""Tables that a simulator wrote, and the digests of its files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd


def frames(folder: Path) -> dict[str, pd.DataFrame]:
    return {path.stem: pd.read_parquet(path) for path in folder.rglob("*.parquet")}


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
