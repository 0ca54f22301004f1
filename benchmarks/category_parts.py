"""Directories of examples cut from one: with fewer leaves, and with one half of valid in the place of the test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pandas as pd

from features.splits import SPLITS, unit_hash

HALVES_SEED: Final = 11
LEAVES_SEED: Final = 12


def cut(examples: Path, out: Path, *, split: str, share: float) -> Path:
    """Write examples whose test is `split`, of so many of the leaves.

    Args:
        examples: What `build` wrote.
        out: Made if absent.
        split: `test`: as it is. `valid`: half of valid, by hash of the id, takes the place of the test, which is not
            read; the other half stays valid.
        share: Of the leaves that are kept, by hash of the id, with the listings that have a label left.
    """
    out.mkdir(parents=True, exist_ok=True)
    labels = pd.read_parquet(examples / "labels.parquet")
    labels = labels[unit_hash(labels["leaf_id"], LEAVES_SEED) < share]
    frames = {name: pd.read_parquet(examples / f"{name}.parquet") for name in SPLITS if name != "test" or split == name}
    if split == "valid":
        later = unit_hash(frames["valid"]["example_id"], HALVES_SEED) < 0.5
        frames |= {"test": frames["valid"][later], "valid": frames["valid"][~later]}
    facts, parts = {}, []
    for name, frame in frames.items():
        mine = labels[labels["example_id"].isin(frame["example_id"])]
        kept = frame[frame["example_id"].isin(mine["example_id"])].reset_index(drop=True)
        kept.to_parquet(out / f"{name}.parquet", index=False)
        parts.append(mine.assign(split=name))
        facts[name] = {"rows": len(kept)}
    kept_labels = pd.concat(parts, ignore_index=True)
    kept_labels.to_parquet(out / "labels.parquet", index=False)
    tree = pd.read_parquet(examples / "taxonomy.parquet")
    (tree if share >= 1 else _above(tree, kept_labels["leaf_id"])).to_parquet(out / "taxonomy.parquet", index=False)
    (out / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    return out


def _above(tree: pd.DataFrame, leaves: pd.Series[str]) -> pd.DataFrame:
    """The leaves and the nodes above them."""
    above = tree.set_index("node_id")["parent_id"].dropna().to_dict()
    kept: set[str] = set()
    for leaf in leaves.unique():
        node = leaf
        while node is not None and node not in kept:
            kept.add(node)
            node = above.get(node)
    found = tree[tree["node_id"].isin(kept)].reset_index(drop=True)
    return found.assign(accessory_of=found["accessory_of"].where(found["accessory_of"].isin(kept)))
