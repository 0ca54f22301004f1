"""Training examples as they lie on disk, checked before any work is spent on them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """Labelled pairs as row positions in the listings."""

    left: Positions
    right: Positions
    labels: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True)
class Examples:
    """All listings (labelled or not), and the pairs to fit on and to tune on."""

    listings: pd.DataFrame
    train: Pairs
    valid: Pairs


def read(directory: Path) -> Examples:
    """Read `listings.parquet`, `train.parquet` and `valid.parquet`; the test split is never opened.

    Raises:
        ValueError: A pair names an unknown listing, or a split holds one class alone.
    """
    listings = pd.read_parquet(directory / "listings.parquet").reset_index(drop=True)
    positions = pd.Index(listings["listing_id"].astype("str"))
    if not positions.is_unique:
        raise ValueError(f"listings: {int(positions.duplicated().sum())} of {len(listings)} listing_id occur twice.")
    splits = {name: _pairs(directory / f"{name}.parquet", name, positions) for name in ("train", "valid")}
    return Examples(listings, splits["train"], splits["valid"])


def _pairs(path: Path, name: str, positions: pd.Index[str]) -> Pairs:
    frame = pd.read_parquet(path)
    if "blocked" in frame.columns:  # a pair that blocking does not propose is never scored, so it is not learnt from
        frame = frame[frame["blocked"].to_numpy(dtype=bool)]
    left = positions.get_indexer(pd.Index(frame["left_id"].astype("str"))).astype(np.int64)
    right = positions.get_indexer(pd.Index(frame["right_id"].astype("str"))).astype(np.int64)
    unknown = int(((left < 0) | (right < 0)).sum())
    if unknown:
        raise ValueError(f"{name}: {unknown} of {len(frame)} pairs name a listing that listings.parquet does not hold.")
    labels = frame["label"].to_numpy(dtype=np.int8)
    positives = int((labels == 1).sum())
    if positives in (0, len(labels)):
        raise ValueError(
            f"{name}: {positives} of {len(labels)} pairs have label 1; a model needs matches and non-matches. "
            "Label more pairs, or split them so that each split holds both."
        )
    return Pairs(left, right, labels)
