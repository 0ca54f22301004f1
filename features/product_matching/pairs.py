"""Labelled pairs by row of the listings, and the splits that a table gives."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from features.splits import SPLITS
from infra.errors import DataError

Ints = npt.NDArray[np.int64]


def pair_frame(left: Ints, right: Ints, label: npt.NDArray[np.bool_], split: Ints) -> pd.DataFrame:
    columns = {"left": left, "right": right, "label": label.astype(np.int8), "split": split}
    return pd.DataFrame(columns).assign(score=np.float32(0), blocked=True)


def origin(given: Ints | None) -> str:
    return "by product" if given is None else "given"


def given_split(frame: pd.DataFrame, table: str) -> Ints | None:
    """Position in `SPLITS` of each row, or None where the table gives no split.

    Raises:
        DataError: Some rows have a split and others none, or train or test has no rows.
    """
    if "split" not in frame or frame["split"].isna().all():
        return None
    missing = int(frame["split"].isna().sum())
    if missing:
        raise DataError(
            f"{table}.split is missing in {missing} of {len(frame)} rows.", "Give a split for all rows or for none."
        )
    split = pd.Index(SPLITS).get_indexer(pd.Index(frame["split"].astype("str"))).astype(np.int64)
    for needed in (0, 2):
        if not (split == needed).any():
            found = sorted(frame["split"].unique())
            raise DataError(
                f"{table}.split has no row of `{SPLITS[needed]}` (found {found}, {len(frame)} rows).",
                "Name train and test rows, or leave the column out to have them split by product.",
            )
    return split
