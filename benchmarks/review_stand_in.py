"""Tables in which the reviews of valid play the test, for trying things out: those of the test are not read on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from infra import digests
from infra.run_store import Reference, RunStore

Json = dict[str, Any]


def without_test(tables: Reference) -> Reference:
    """The same tables whose test is what was valid; valid is then carved from train by `build`."""
    key = digests.of_value({"valid plays the test": tables.sha256})
    found = RunStore().find(tables.step, key)
    if found is not None:
        return found
    return RunStore().write(tables.step, key, lambda out: {**tables.facts, **_written(tables.directory, out)})


def _written(tables: Path, out: Path) -> Json:
    reviews, annotations = (pd.read_parquet(tables / f"{name}.parquet") for name in ("reviews", "annotations"))
    kept, own = stood_in(reviews, annotations)
    kept.to_parquet(out / "reviews.parquet", index=False)
    own.to_parquet(out / "annotations.parquet", index=False)
    return {"tables": {path.name: digests.of_file(path) for path in sorted(out.glob("*.parquet"))}}


def stood_in(reviews: pd.DataFrame, annotations: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Reviews without those of the test, those of valid in their place; and their annotations.

    Raises:
        ValueError: The tables give no split, or no valid: nothing can play the test.
    """
    if "split" not in reviews or not (reviews["split"] == "valid").any():
        raise ValueError("No review is of the split `valid`: nothing can play the test.")
    kept = reviews[reviews["split"] != "test"].reset_index(drop=True)
    kept = kept.assign(split=kept["split"].mask(kept["split"] == "valid", "test"))
    own = annotations[annotations["review_id"].isin(kept["review_id"])].reset_index(drop=True)
    return kept, own
