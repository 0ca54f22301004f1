"""Whether a question in other words comes to the answer of the question as it was first put."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.qa_judged import Flags, folded_all


def agreement(table: pd.DataFrame, answers: pd.DataFrame) -> dict[str, npt.NDArray[Any]]:
    """`reworded` (its original is asked too), `same_answer` and `same_found` of these; `wordings` (others of it are
    asked) of originals, and `same_wordings` where all of these come to its answer; (n,) each.

    A rewording of a rewording is one of what was put first.

    Args:
        table: `example_id` and `rewording_of`.
        answers: One to each, in their order.
    """
    original = originals(table["example_id"].astype("str"), table["rewording_of"].astype("str"))
    reworded = original != np.arange(len(table))
    at = np.flatnonzero(reworded)
    found, same = np.zeros(len(table), dtype=bool), np.zeros(len(table), dtype=bool)
    first, other = answers.iloc[original[at]], answers.iloc[at]
    found[at], same[at] = same_found(first, other), same_answer(first, other)
    wordings = np.bincount(original[at], minlength=len(table))
    alike = np.bincount(original[at], weights=same[at], minlength=len(table))
    put = {"wordings": wordings > 0, "same_wordings": (wordings > 0) & (alike == wordings)}
    return {"reworded": reworded, "same_answer": same, "same_found": found, **put}


def originals(names: pd.Series[Any], of: pd.Series[Any]) -> npt.NDArray[np.int64]:
    """(n,) row of what each was first put as, its own where that is asked nowhere; of a circle any of it."""
    at = pd.Index(names).get_indexer(pd.Index(of)).astype(np.int64)
    at = np.where((at >= 0) & of.notna().to_numpy(dtype=bool), at, np.arange(len(at)))
    for _ in range(len(at).bit_length()):
        at = at[at]
    return at


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
