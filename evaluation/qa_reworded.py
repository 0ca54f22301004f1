"""Whether a question in other words comes to the answer of the question as it was first put."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.qa_judged import Flags, folded_all


def agreement(table: pd.DataFrame, answers: pd.DataFrame) -> dict[str, npt.NDArray[Any]]:
    """`reworded` (its original is asked too), `same_answer` and `same_found` of these; (n,) each.

    Args:
        table: `example_id` and `rewording_of`.
        answers: One to each, in their order.
    """
    original = pd.Index(table["example_id"].astype("str")).get_indexer(pd.Index(table["rewording_of"].astype("str")))
    reworded = (original >= 0) & table["rewording_of"].notna().to_numpy(dtype=bool)
    at = np.flatnonzero(reworded)
    found, same = np.zeros(len(table), dtype=bool), np.zeros(len(table), dtype=bool)
    first, other = answers.iloc[original[at]], answers.iloc[at]
    found[at], same[at] = same_found(first, other), same_answer(first, other)
    return {"reworded": reworded, "same_answer": same, "same_found": found}


def same_answer(one: pd.DataFrame, other: pd.DataFrame) -> Flags:
    """Whether two answers are the same to a customer: the same evidence given by both, or nothing by both; (n,)."""
    given, too = ~one["abstained"].to_numpy(dtype=bool), ~other["abstained"].to_numpy(dtype=bool)
    return np.where(given & too, same_found(one, other), given == too)


def same_found(one: pd.DataFrame, other: pd.DataFrame) -> Flags:
    """Whether two answers rest on the same, given or withheld; (n,)."""
    same: Flags = np.ones(len(one), dtype=bool)
    for name in ("source", "evidence_id", "evidence"):
        same &= folded_all(one[name]).to_numpy(object) == folded_all(other[name]).to_numpy(object)
    return same
