"""Statistics of single triplets, over outcomes that hold them as lists in the row of their review."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.bootstrap import BLOCK_CELLS, Statistic, Weights

Floats = npt.NDArray[np.float64]


def unfolded(outcomes: pd.DataFrame) -> pd.DataFrame:
    """One row a told triplet with a confidence: `review` (position among the outcomes), `score`, `label`."""
    row, (score, label) = flat(outcomes, "scores", "rights")
    rows = pd.DataFrame({"review": row, "score": score.astype(np.float64), "label": label.astype(np.int8)})
    return rows[rows["score"].notna()].reset_index(drop=True)


def flat(outcomes: pd.DataFrame, *names: str) -> tuple[npt.NDArray[np.int64], list[npt.NDArray[np.object_]]]:
    """Columns of lists of equal lengths as one array each, and the position of each entry's review."""
    lists = [outcomes[name].to_numpy(object) for name in names]
    count = np.array([len(one) for one in lists[0]], dtype=np.int64)
    columns = [np.array([entry for part in one for entry in part], dtype=object) for one in lists]
    return np.repeat(np.arange(len(count)), count), columns


def by_triplets(statistic: Statistic) -> Statistic:
    """A statistic of single triplets as one of reviews, whose triplets are drawn together.

    Args:
        statistic: Takes rows with `score` and `label`.
    """

    def found(outcomes: pd.DataFrame, weights: Weights) -> Floats:
        rows = unfolded(outcomes)
        review = rows["review"].to_numpy(np.int64)
        # Reviews are drawn in larger blocks than their triplets fit into memory.
        block = max(1, BLOCK_CELLS // max(1, len(rows)))
        parts = [statistic(rows, weights[at : at + block][:, review]) for at in range(0, len(weights), block)]
        return np.concatenate(parts)

    return found
