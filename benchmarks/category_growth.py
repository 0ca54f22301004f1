"""Larger examples from given ones: rows again with words left out, leaves divided among their listings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.category_rows import Longs
from features.splits import SPLITS, unit_hash

DROPPED: Final = 0.2  # of the words of a copy
DIVISION_SEED: Final = 21
COPIES_SEED: Final = 22


def grown(examples: Path, out: Path, *, rows: int, leaves: int) -> Path:
    """Write examples of so many times the rows, under at least so many leaves.

    Args:
        examples: As `build` writes them.
        out: Made if absent.
        rows: How often each listing is there: as it is, and then with a fifth of the words of its title left out, other
            ones in each copy. Copies stay in the split of their listing.
        leaves: Every leaf that is labelled is divided into as many as it takes, among its listings by the first word of
            the title: a maker or a kind more often than not, so that words tell the parts from each other.
    """
    out.mkdir(parents=True, exist_ok=True)
    labels = pd.read_parquet(examples / "labels.parquet")
    parts = max(1, -(-leaves // labels["leaf_id"].nunique()))
    facts, all_labels = {}, []
    for split in SPLITS:
        frame = pd.read_parquet(examples / f"{split}.parquet")
        mine = labels[labels["split"] == split].merge(frame[["example_id", "title"]], on="example_id")
        if parts > 1:
            mine["leaf_id"] = mine["leaf_id"] + "/" + _part(mine["title"], parts).astype("str")
        copies = [_copy(frame, number) for number in range(rows)]
        whole = pd.concat(copies, ignore_index=True)
        whole.to_parquet(out / f"{split}.parquet", index=False)
        named = mine[["example_id", "leaf_id", "split"]]
        all_labels += [named.assign(example_id=_name(named["example_id"], number)) for number in range(rows)]
        facts[split] = {"rows": len(whole)}
    told = pd.concat(all_labels, ignore_index=True)
    told.to_parquet(out / "labels.parquet", index=False)
    _divided(pd.read_parquet(examples / "taxonomy.parquet"), labels["leaf_id"], parts).to_parquet(
        out / "taxonomy.parquet", index=False
    )
    (out / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    return out


def _part(titles: pd.Series[str], parts: int) -> Longs:
    first = titles.fillna("").astype("str").str.casefold().str.partition(" ")[0]
    return (unit_hash(first, DIVISION_SEED) * parts).astype(np.int64)


def _divided(tree: pd.DataFrame, leaves: pd.Series[str], parts: int) -> pd.DataFrame:
    """The tree with as many parts below each labelled leaf."""
    if parts == 1:
        return tree
    above = tree[tree["node_id"].isin(leaves.unique())]
    below = [
        above.assign(node_id=above["node_id"] + f"/{part}", parent_id=above["node_id"], name=above["name"] + f" {part}")
        for part in range(parts)
    ]
    return pd.concat([tree, *(one.assign(accessory_of=pd.array([None] * len(one), dtype="str")) for one in below)])


def _copy(frame: pd.DataFrame, number: int) -> pd.DataFrame:
    if number == 0:
        return frame
    titles = without_words(frame["title"], DROPPED, COPIES_SEED + number)
    return frame.assign(example_id=_name(frame["example_id"], number), title=titles)


def _name(ids: pd.Series[str], number: int) -> pd.Series[str]:
    return ids if number == 0 else ids + f"-copy-{number}"


def without_words(titles: pd.Series[Any], share: float, seed: int) -> pd.Series[Any]:
    """Titles without this share of their words, of each title one word at least left; missing ones stay missing."""
    rng = np.random.default_rng(seed)
    words = titles.fillna("").astype("str").str.split()
    counts = words.str.len().to_numpy(dtype=np.int64)
    ends = np.cumsum(counts)
    kept = rng.random(int(ends[-1]) if len(ends) else 0) >= share
    saved = (ends - counts)[counts > 0]
    kept[saved + (rng.random(len(saved)) * counts[counts > 0]).astype(np.int64)] = True
    flat = words.explode().dropna()
    row = np.repeat(np.arange(len(titles)), counts)[kept]
    joined = flat.to_numpy()[kept]
    found = pd.Series(joined, dtype="str").groupby(row).agg(" ".join).reindex(range(len(titles)))
    return pd.Series(found.to_numpy(), index=titles.index, dtype="str")
