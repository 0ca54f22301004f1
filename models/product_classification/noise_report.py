"""The labels that look mistaken as a file for people."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from .candidates import NO_LEAF
from .noise import Suspects
from .noise_actions import DOWN_WEIGHTED, KEPT, REPORTED, SET_ASIDE
from .tree import Tree

FILE: Final = "suspect_labels.parquet"
COLUMNS: Final = (
    "listing_id",
    "given_leaf",
    "given_path",
    "given_probability",
    "suggested_leaf",
    "suggested_path",
    "suggested_probability",
    "mistaken",
    "action",
    "why",
)
_ACTIONS: Final = ("kept", "reported", "down_weighted", "set_aside")


def write_report(suspects: Suspects, ids: pd.Series[str], tree: Tree, directory: Path) -> int:
    """Write `suspect_labels.parquet`, the most probable mistake first, and return its rows.

    Args:
        ids: Listing of each row, (n,).
    """
    report = suspect_labels(suspects, ids, tree)
    report.to_parquet(directory / FILE, index=False)
    return len(report)


def suspect_labels(suspects: Suspects, ids: pd.Series[str], tree: Tree) -> pd.DataFrame:
    """A row a label that is not kept as it was.

    Returns:
        `COLUMNS`: probabilities are those of models that had not seen the row; `mistaken` is the probability that the
        label is wrong; the suggested leaf is null where none is sure enough; `action` is
        set_aside, down_weighted, or reported where training uses it as it is.
    """
    found = np.flatnonzero(suspects.action != KEPT)
    found = found[np.lexsort((suspects.rows[found], -suspects.mistaken[found], -suspects.action[found]))]
    given = tree.leaves[suspects.leaves[found]]
    claimed = suspects.suggested[found] != NO_LEAF
    other = np.where(claimed, tree.leaves[suspects.suggested[found]], len(tree))
    own, chance = suspects.own[found], np.where(claimed, suspects.other[found], np.nan)
    nothing = np.array([None], dtype=object)
    ids_or_none, paths_or_none = (np.concatenate([texts, nothing]) for texts in (tree.ids, tree.paths))
    texts: dict[str, Any] = {
        "listing_id": ids.astype("str").to_numpy(dtype=object)[suspects.rows[found]],
        "given_leaf": tree.ids[given],
        "given_path": tree.paths[given],
        "suggested_leaf": ids_or_none[other],
        "suggested_path": paths_or_none[other],
        "action": np.array(_ACTIONS, dtype=object)[suspects.action[found]],
        "why": [_why(*one) for one in zip(own, chance, suspects.action[found], strict=True)],
    }
    numbers = {"given_probability": own, "suggested_probability": chance, "mistaken": suspects.mistaken[found]}
    columns = {name: pd.Series(list(values), dtype="str") for name, values in texts.items()}
    return pd.DataFrame(columns).assign(**numbers)[list(COLUMNS)]


def _why(own: float, other: float, action: int) -> str:
    said = f"The text gives the leaf it is under a probability of {own:.2g}"
    said += "" if np.isnan(other) else f", and the suggested one {other:.2g}"
    if action == REPORTED:
        return f"{said}; the leaf has too few listings, or too many such, for training to believe it."
    if action == DOWN_WEIGHTED and np.isnan(other):
        return f"{said}, but no other leaf is sure of the listing."
    return f"{said}." if action == SET_ASIDE else f"{said}; the two are close, or it is not quite certain."
