"""Labelled pairs by row of the listings, and the splits that a table gives."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from features.splits import SPLITS, check_given

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
    split = pd.Index(SPLITS).get_indexer(pd.Index(frame["split"].astype("str"))).astype(np.int64)
    check_given(split, table, "them split by product")
    return split
