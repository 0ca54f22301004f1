"""One row per test listing: the leaf it was given and the leaf it has, what both share, and the abstaining answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from evaluation.category_pairs import Pairs
from evaluation.category_requests import ANSWERS, FLAGS
from evaluation.category_tree import LabelledTree, Longs, labelled_tree, one_hot

Column = npt.NDArray[np.generic]


def outcomes(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """What the answers to `category_requests.requests` came to, in the order of the listings.

    A leaf that the tree of the examples lacks, as an older model may answer or a label may name, is a leaf of its own
    below the root: such an answer is wrong unless it is the label.

    Columns: `example_id`; `group`; `label` (the first answer is a true leaf) and `score`, its probability; `hit_5`;
    `true_leaf` (the one that was hit, else the first), `further_leaves` (a list of the listing's others) and
    `predicted_leaf`, numbers that hold within this table; `train_rows`, `further_train_rows` and
    `predicted_train_rows` of them; `shared_nodes`, `predicted_nodes`, `true_nodes` (nodes below the
    root on the paths of assigned and of true leaves); `distance` (edges from the first answer to the nearest true leaf)
    and `depth` of the true leaf; `assigned_right`, `assigned`, `true_leaves` (leaves); `answered` (below the root),
    `answer_right`, `sure`, `sure_right`, `level` and `level_share` of the abstaining answer; `with_counterpart` (the
    true leaf is of accessories, or of products that have some), `confused` (put among the others); the flags that
    slices are cut by.

    Raises:
        ValueError: There is not one first answer for each listing.
    """
    first = (answers["rank"] == 1).to_numpy(dtype=bool)
    if first.sum() != len(table):
        raise ValueError(f"{len(table):,} listings were asked about and {int(first.sum()):,} answered.")
    known = labelled_tree(Path(str(table["examples"].cat.categories[0])))
    pairs = Pairs.of(table, answers, known)
    top = answers[first]
    level = top["node_level"].to_numpy(np.int64)
    found: dict[str, Column | pd.Series] = {
        "example_id": table["example_id"].astype("str"),
        "group": table["group"].astype("str"),
        **_of_leaves(pairs, known),
        "score": top["probability"].to_numpy(np.float64),
        **_of_sets(pairs),
        **_of_node(pairs, known, top["node_id"].astype("str"), level, top["sure"].to_numpy(bool)),
        "level": level,
        **{name: table[name].to_numpy(bool) for name in FLAGS},
        "no_title": table["title"].fillna("").astype("str").str.strip().eq("").to_numpy(bool),
    }
    rows = pd.DataFrame(found)
    depth = np.maximum(rows["depth"].to_numpy(np.float64), 1.0)
    return rows.assign(level_share=np.minimum(1.0, level / depth))


def _of_leaves(pairs: Pairs, known: LabelledTree) -> dict[str, Column | pd.Series]:
    width = pairs.shape[1]
    hit = np.isin(pairs.answered_row * width + pairs.answered, pairs.true_row * width + pairs.true)
    among = np.zeros(pairs.count, dtype=bool)
    among[pairs.answered_row[hit & (pairs.rank <= ANSWERS)]] = True
    predicted, right = pairs.answered[pairs.rank == 1], hit[pairs.rank == 1]
    first = pairs.true[np.searchsorted(pairs.true_row, np.arange(pairs.count))]
    true = np.where(right, predicted, first)
    depths = np.asarray(pairs.nodes.sum(axis=1)).ravel().astype(np.int64)
    shared = np.asarray(pairs.nodes[predicted[pairs.true_row]].multiply(pairs.nodes[pairs.true]).sum(axis=1)).ravel()
    apart = depths[predicted[pairs.true_row]] + depths[pairs.true] - 2 * shared.astype(np.int64)
    distance = np.full(pairs.count, np.iinfo(np.int64).max)
    np.minimum.at(distance, pairs.true_row, apart)
    accessory = known.flagged(known.accessories, true)
    others = pairs.true != true[pairs.true_row]
    row, further = pairs.true_row[others], pairs.true[others]
    return {
        "label": right.astype(np.int8),
        "hit_5": among,
        "true_leaf": true,
        "further_leaves": _lists(further, row, pairs.count),
        "predicted_leaf": predicted,
        "train_rows": known.rows_of(true),
        "further_train_rows": _lists(known.rows_of(further), row, pairs.count),
        "predicted_train_rows": known.rows_of(predicted),
        "distance": distance,
        "depth": depths[true],
        "accessory": accessory,
        "with_counterpart": accessory | known.flagged(known.with_accessories, true),
        "confused": ~right & known.confused(true, predicted),
    }


def _of_sets(pairs: Pairs) -> dict[str, Column]:
    true, assigned = pairs.true_sets(), pairs.assigned_sets()
    given = one_hot(pairs.answered_row[pairs.assigned], pairs.answered[pairs.assigned], pairs.shape)
    above_true, above = _above(true, pairs.nodes), _above(assigned, pairs.nodes)
    return {
        "assigned_right": _counts(given.multiply(true)),
        "assigned": _counts(given),
        "true_leaves": _counts(true),
        "shared_nodes": _counts(above.multiply(above_true)),
        "predicted_nodes": _counts(above),
        "true_nodes": _counts(above_true),
    }


def _of_node(
    pairs: Pairs, known: LabelledTree, ids: pd.Series[str], level: Longs, sure: npt.NDArray[np.bool_]
) -> dict[str, Column]:
    """The abstaining answer is right where it lies on the path of a true leaf; the root says nothing."""
    node = pd.Index(known.tree.ids).get_indexer(pd.Index(ids)).astype(np.int64)
    answered = (level > 0) & (node != 0)
    below = np.flatnonzero(node > 0)
    above_true = _above(pairs.true_sets(), pairs.nodes)
    given = one_hot(below, node[below] - 1, above_true.shape)
    right = _counts(above_true.multiply(given)) > 0
    return {"answered": answered, "answer_right": answered & right, "sure": sure, "sure_right": sure & right}


def _above(leaves: sp.csr_array, nodes: sp.csr_array) -> sp.csr_array:
    """The nodes on the paths of sets of leaves."""
    return sp.csr_array((leaves @ nodes) > 0).astype(np.float32)


def _lists(numbers: Longs, row: Longs, count: int) -> pd.Series:
    """The numbers of each row, which ascend; (count,)."""
    ends = np.cumsum(np.bincount(row, minlength=count))
    return pd.Series(np.split(numbers, ends[:-1]), dtype="object")


def _counts(table: sp.sparray) -> Longs:
    return np.asarray(table.sum(axis=1)).ravel().astype(np.int64)
