"""Statistics of single shown deals, over outcomes that hold them as lists in the row of their request."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.bootstrap import BLOCK_CELLS, Statistic, Weights
from evaluation.deal_lists import Lists
from evaluation.deal_truth import Truth

Floats = npt.NDArray[np.float64]

COLUMNS: Final = ("row_probability", "row_redeemed", "row_weight", "row_new")


def as_lists(found: Lists, known: Truth) -> dict[str, npt.NDArray[np.object_]]:
    """The answered deals of each request: what was said, what came of it, what it stands for, and whether it is new."""
    kept = found.answered
    pair, row = found.pair[kept], found.row[kept]
    values: tuple[npt.NDArray[Any], ...] = (
        found.probability[kept],
        known.redeemed[pair].astype(np.int8),
        known.weight[pair],
        known.new[pair].astype(np.int8),
    )
    ends = np.searchsorted(row, np.arange(len(found.number) + 1)).tolist()
    return {name: _cut(one, ends) for name, one in zip(COLUMNS, values, strict=True)}


def _cut(values: npt.NDArray[Any], ends: list[int]) -> npt.NDArray[np.object_]:
    found = np.empty(len(ends) - 1, dtype=object)
    for place in range(len(found)):
        found[place] = values[ends[place] : ends[place + 1]]
    return found


def unfolded(outcomes: pd.DataFrame) -> pd.DataFrame:
    """One row an answered deal: `request` (position among the outcomes), `score`, `label`, `weight`, `new`."""
    lists = [outcomes[name].to_numpy(object) for name in COLUMNS]
    count = np.array([len(one) for one in lists[0]], dtype=np.int64)
    score, label, weight, new = (
        np.concatenate(one).astype(np.float64) if count.sum() else np.zeros(0) for one in lists
    )
    request = np.repeat(np.arange(len(count)), count)
    return pd.DataFrame(
        {"request": request, "score": score, "label": label.astype(np.int8), "weight": weight, "new": new > 0}
    )


def by_rows(statistic: Statistic, *, new: bool = False) -> Statistic:
    """A statistic of single deals as one of requests, whose deals are drawn together.

    Args:
        statistic: Takes rows with `score` and `label`.
        new: Whether it looks at deals alone whose offer was never met before the test.
    """

    def found(outcomes: pd.DataFrame, weights: Weights) -> Floats:
        rows = unfolded(outcomes)
        rows = rows[rows["new"]] if new else rows
        request, own = rows["request"].to_numpy(np.int64), rows["weight"].to_numpy(np.float32)
        # Requests are drawn in larger blocks than their deals fit into memory.
        block = max(1, BLOCK_CELLS // max(1, len(rows)))
        parts = [statistic(rows, weights[at : at + block][:, request] * own) for at in range(0, len(weights), block)]
        return np.concatenate(parts)

    return found
