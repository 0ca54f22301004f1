"""Labels that do not suffice for a train, a valid and a test split, and what helps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from features.product_classification.parameters import FeaturesParameters
from features.product_classification.splits import CARVED, GIVEN, TIMED, Split, split_of
from features.product_classification.tables import NO_TIME, UNKNOWN, Labelled
from features.splits import ADVISED, SPLITS
from infra.errors import DataError
from models.product_classification.tree import Tree

_FEWEST_LEAVES: Final = 2
_FEWEST: Final = 2  # listings of a split that features.min_examples may ask for

Keys = npt.NDArray[np.uint64]


def refuse_small_tree(tree: Tree) -> None:
    """Refuse a tree in which there is nothing to choose.

    Raises:
        DataError: It has fewer than two leaves.
    """
    if len(tree.leaves) < _FEWEST_LEAVES:
        raise DataError(
            f"taxonomy has {len(tree.leaves)} leaf in {len(tree):,} rows: every listing would belong to it.",
            "Give a tree of two leaves or more.",
        )


def refuse_few(labelled: Labelled, keys: Keys, split: Split, tree: Tree, parameters: FeaturesParameters) -> None:
    """Refuse splits of too few listings or of one leaf alone.

    Args:
        labelled: n listings.
        keys: (n,) of their texts.
        split: Of them.
        tree: Their leaves.
        parameters: Settings.

    Raises:
        DataError: There is such a split; names it, what it has, and what helps. Settings and columns are advised only
            where they were tried and help.
    """
    sizes = _sizes(labelled, split)
    for name, (rows, leaves) in sizes.items():
        if rows >= parameters.min_examples and leaves >= _FEWEST_LEAVES:
            continue
        needed = f"at least {parameters.min_examples:,} listings of {_FEWEST_LEAVES} leaves"
        given = split.how == GIVEN or (split.how == CARVED and name == "test")
        raise DataError(
            f"labels: split `{name}` (made {split.how}) has {rows:,} listings of {leaves:,} leaves; it needs {needed}. "
            f"{_all(labelled, split, tree)}{'' if given or split.how == TIMED else _equal(keys)}",
            _more(labelled, keys, split, name, given, parameters) + _tried(labelled, keys, split, parameters),
        )


def _sizes(labelled: Labelled, split: Split) -> dict[str, tuple[int, int]]:
    """Listings and leaves of each split."""
    of_label = split.of[labelled.listing]
    return {
        name: (int((split.of == place).sum()), len(np.unique(labelled.leaf[of_label == place])))
        for place, name in enumerate(SPLITS)
    }


def _suffices(labelled: Labelled, split: Split, fewest: int) -> bool:
    return all(rows >= fewest and leaves >= _FEWEST_LEAVES for rows, leaves in _sizes(labelled, split).values())


def _all(labelled: Labelled, split: Split, tree: Tree) -> str:
    sizes = np.bincount(labelled.leaf, minlength=len(tree.leaves))
    used, single = int((sizes > 0).sum()), int((sizes == 1).sum())
    told = (
        f"There are {len(labelled.leaf):,} labels of {len(labelled):,} listings on {used:,} of {len(tree.leaves):,} "
        f"leaves, {single:,} of them with one label alone"
    )
    kept = f"; {split.kept_for_leaf:,} listings stayed in train because their leaf has no other there"
    return told + (kept if split.kept_for_leaf else "") + "."


def _equal(keys: Keys) -> str:
    texts = len(np.unique(keys))
    if texts == len(keys):
        return ""
    few = f"{texts:,} text" + ("" if texts == 1 else "s")
    return f" The {len(keys):,} listings share {few}, and equal texts fall into one split."


def _more(labelled: Labelled, keys: Keys, split: Split, name: str, given: bool, parameters: FeaturesParameters) -> str:
    if given:
        return f"Give `{name}` more listings, of {_FEWEST_LEAVES} leaves or more, in labels.split."
    if split.how == TIMED:
        undated = int((labelled.times == NO_TIME).sum())
        missing = f" It is missing in {undated:,} listings: fill it." if undated else ""
        return f"Give listings of more different listed_at.{missing}"
    texts = len(np.unique(keys))
    own = ", with texts of their own" if texts < len(keys) else ""
    room = split.kept_for_leaf and texts >= len(SPLITS) * parameters.min_examples
    coarser = ", file them under coarser leaves of a smaller tree" if room else ""
    return f"Label more listings of each leaf{own}{coarser}, or say in labels.split which are train, valid and test."


def _tried(labelled: Labelled, keys: Keys, split: Split, parameters: FeaturesParameters) -> str:
    ways = []
    fewest = min(rows for rows, _ in _sizes(labelled, split).values())
    if fewest >= _FEWEST and _suffices(labelled, split, fewest):
        ways.append(f"lower features.min_examples to {fewest}")
    if split.how != GIVEN and (shares := _enough(labelled, keys, parameters)):
        ways.append(f"set {shares}")
    without: dict[str, Any] = {}
    if split.how in (GIVEN, CARVED):
        without["labels.split"] = {"given": np.full_like(labelled.given, UNKNOWN)}
    elif split.how == TIMED:
        without["listings.listed_at"] = {"times": np.full_like(labelled.times, NO_TIME)}
    for column, values in without.items():
        other = replace(labelled, **values)
        if _suffices(other, split_of(other, keys, parameters), parameters.min_examples):
            ways.append(f"leave {column} out to have the listings split otherwise")
    return f" Or {', or '.join(ways)}." if ways else ""


def _enough(labelled: Labelled, keys: Keys, parameters: FeaturesParameters) -> str:
    """The smallest shares tried that give every split what it needs, as settings."""
    for share in ADVISED:
        shares: dict[str, Any] = {
            "valid_share": max(share, parameters.valid_share),
            "test_share": max(share, parameters.test_share),
        }
        if (labelled.given != UNKNOWN).any():  # valid alone is drawn
            del shares["test_share"]
        if _suffices(labelled, split_of(labelled, keys, replace(parameters, **shares)), parameters.min_examples):
            changed = [name for name, value in shares.items() if value != getattr(parameters, name)]
            return " and ".join(f"features.{name}={shares[name]:g}" for name in changed)
    return ""
