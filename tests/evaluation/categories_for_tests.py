"""A small category tree with accessories, listings of it, and a model that knows leaves by their names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from models.product_classification.tree import Tree

NODES = [
    ("r", None, "all", None),
    ("ph", "r", "phones", None),
    ("ph.s", "ph", "smartphones", None),
    ("ph.c", "ph", "cases", "ph"),
    ("ph.g", "ph", "chargers", "ph"),
    ("ca", "r", "cameras", None),
    ("ca.d", "ca", "reflex", None),
    ("ca.k", "ca", "compact", None),
    ("ca.b", "ca", "bags", "ca.d"),
    ("bo", "r", "books", None),
    ("bo.f", "bo", "fiction", None),
    ("bo.f.c", "bo.f", "crime", None),
    ("bo.f.r", "bo.f", "romance", None),
    ("bo.p", "bo", "poetry", None),
]
TREE = Tree.of(pd.DataFrame(NODES, columns=["node_id", "parent_id", "name", "accessory_of"]))
LEAVES = [str(one) for one in TREE.ids[TREE.leaves]]
NAMES = dict(zip(TREE.ids, TREE.names, strict=True))
LEVELS = dict(zip(TREE.ids, TREE.depths.tolist(), strict=True))


def listing(name: str, leaves: str, title: str | None = None, **fields: Any) -> dict[str, Any]:
    """A test listing of some leaves, `ph.s ph.c` say; its title names the first unless another is given."""
    true = leaves.split()
    given = {"description": None, "brand": None, "attributes": None, "language": None, "price": np.nan}
    flags = {"scarce_leaf": False, "new_leaf": False, "several_leaves": len(true) > 1, "repeated_text": False}
    words = f"{NAMES.get(true[0], 'thing')} number {name}" if title is None else title
    return {"example_id": name, "true": true, "title": words or None, **given, **flags, **fields}


def examples(directory: Path, listings: list[dict[str, Any]], train: dict[str, int] | None = None) -> Path:
    """What `build` writes, with so many training listings of each leaf; 20 where none is said."""
    directory.mkdir(exist_ok=True)
    TREE.frame().to_parquet(directory / "taxonomy.parquet", index=False)
    test = pd.DataFrame(listings).drop(columns="true")
    texts = ["title", "description", "brand", "attributes", "language"]
    test[texts] = test[texts].astype("str").where(test[texts].notna())
    test.to_parquet(directory / "test.parquet", index=False)
    counts = dict.fromkeys(LEAVES, 20) | (train or {})
    learnt = [(f"t{leaf}{one}", leaf) for leaf, count in counts.items() for one in range(count)]
    labels = [(one, leaf, "train") for one, leaf in learnt]
    labels += [(one["example_id"], leaf, "test") for one in listings for leaf in one["true"]]
    pd.DataFrame(labels, columns=["example_id", "leaf_id", "split"]).to_parquet(directory / "labels.parquet")
    train_table = pd.DataFrame({"example_id": [one for one, _ in learnt], "title": [NAMES[leaf] for _, leaf in learnt]})
    train_table.to_parquet(directory / "train.parquet", index=False)
    return directory


def answer(leaves: str, probability: float = 0.8, node: str | None = None, assigned: int = 1) -> pd.DataFrame:
    """The answer to one listing: leaves by rank, how many of them it is assigned, and the node that is sure."""
    ranked = leaves.split()
    node = ranked[0] if node is None else node
    return pd.DataFrame(
        {
            "rank": range(1, len(ranked) + 1),
            "leaf_id": ranked,
            "probability": [probability / place for place in range(1, len(ranked) + 1)],
            "assigned": [place < assigned for place in range(len(ranked))],
            "node_id": node,
            "node_level": LEVELS.get(node, 2),
            "sure": node in LEAVES or node not in LEVELS,
        }
    )


class ByName:
    """Answers the leaf whose name is in the text, surely; without one the first leaf, at the root."""

    def __init__(self, facts: Any = None, *, guesses: bool = False) -> None:
        self.facts, self.guesses = facts, guesses
        self.requests: list[pd.DataFrame] = []

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        assert params == {"k": 5}
        self.requests.append(request)
        texts = [name for name in ("title", "description", "brand", "attributes") if name in request]
        whole = request[texts].fillna("").agg(" ".join, axis=1)
        return pd.concat([self._one(text) for text in whole], ignore_index=True)

    def _one(self, text: str) -> pd.DataFrame:
        named = [leaf for leaf in LEAVES if NAMES[leaf] in text]
        rest = [leaf for leaf in LEAVES if leaf not in named][: 5 - len(named)]
        node = named[0] if named else LEAVES[0] if self.guesses else "r"
        return answer(" ".join([*named, *rest]), 0.9 if named else 0.1, node)
