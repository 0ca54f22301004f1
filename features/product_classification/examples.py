"""The files of examples: listings by split with what the measures slice by, and their labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from features.product_classification.parameters import FeaturesParameters
from features.product_classification.splits import TRAIN, Split
from features.product_classification.tables import UNKNOWN, Labelled, Mask
from features.splits import SPLITS
from models.product_classification.tree import Tree

SLICES: Final = ("scarce_leaf", "new_leaf", "several_leaves", "repeated_text")
_ROW_GROUP: Final = 65_536


def slices_of(
    labelled: Labelled, split: Split, keys: npt.NDArray[np.uint64], parameters: FeaturesParameters
) -> dict[str, Mask]:
    """What sets listings apart, seen from train; (n,) each.

    `scarce_leaf`: every leaf of it has fewer train listings than `scarce_rows`; `new_leaf`: none of its leaves has any;
    `several_leaves`: it has more than one; `repeated_text`: train has its text.
    """
    n = len(labelled)
    trained = np.bincount(
        labelled.leaf[split.of[labelled.listing] == TRAIN], minlength=int(labelled.leaf.max(initial=0)) + 1
    )
    most = np.zeros(n, dtype=np.int64)
    np.maximum.at(most, labelled.listing, trained[labelled.leaf])
    return {
        "scarce_leaf": most < parameters.scarce_rows,
        "new_leaf": most == 0,
        "several_leaves": np.bincount(labelled.listing, minlength=n) > 1,
        "repeated_text": np.isin(keys, keys[split.of == TRAIN]),
    }


def write_examples(
    labelled: Labelled, split: Split, slices: dict[str, Mask], taxonomy: pd.DataFrame, tree: Tree, out: Path
) -> None:
    """Write taxonomy.parquet, {train,valid,test}.parquet and labels.parquet to a folder."""
    taxonomy.to_parquet(out / "taxonomy.parquet", index=False)
    for place, name in enumerate(SPLITS):
        rows = np.flatnonzero(split.of == place)
        part = labelled.listings.take(pa.array(rows))
        for what, holds in slices.items() if place != TRAIN else ():
            part = part.append_column(what, pa.array(holds[rows]))
        _write(part, out / f"{name}.parquet")
    of_label = split.of[labelled.listing]
    used = np.flatnonzero(of_label != UNKNOWN)
    used = used[np.lexsort((labelled.leaf[used], labelled.listing[used]))]
    ids: Any = labelled.listings.column("example_id")
    leaves = pa.array(tree.ids[tree.leaves], pa.large_string())
    _write(
        pa.table(
            {
                "example_id": ids.take(pa.array(labelled.listing[used])),
                "leaf_id": leaves.take(pa.array(labelled.leaf[used])),
                "split": pa.array(SPLITS, pa.large_string()).take(pa.array(of_label[used])),
            }
        ),
        out / "labels.parquet",
    )


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd", row_group_size=_ROW_GROUP)
