"""Answers of methods to the folds of ESCI, as files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd


def keep(rows: pd.DataFrame, folder: Path, what: str, name: str, fold: int) -> None:
    """Write the answers of a method to a fold; `what` they are names the folder."""
    place = folder / what / name.replace(" ", "_").replace("(", "").replace(")", "")
    place.mkdir(parents=True, exist_ok=True)
    rows.assign(method=name).to_parquet(place / f"{fold}.parquet", index=False)


def read(folder: Path, what: str, folds: list[int]) -> dict[str, pd.DataFrame]:
    """By method the rows of the folds, of methods that have them all."""
    found = {}
    for place in sorted((folder / what).iterdir()) if (folder / what).is_dir() else []:
        files = [place / f"{fold}.parquet" for fold in folds]
        if all(file.is_file() for file in files):
            rows = pd.concat([pd.read_parquet(file) for file in files], ignore_index=True)
            found[str(rows["method"].iloc[0])] = rows
    return found
