"""Tables in which questions of train play the test, for trying things out: those of the test are not read on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from evaluation.qa_judged import ANSWERS
from infra import digests
from infra.run_store import Reference, RunStore

Json = dict[str, Any]


def playing_test(count: int) -> Callable[[Reference], Reference]:
    """Makes the same tables without the questions and products of the test, and with others in its place.

    Args:
        count: Questions that play the test, about so many; those of a product do so together.
    """

    def changed(tables: Reference) -> Reference:
        key = digests.of_value({"train plays the test": tables.sha256, "questions": count})
        found = RunStore().find(tables.step, key)
        if found is not None:
            return found
        return RunStore().write(
            tables.step, key, lambda out: {**tables.facts, **_written(tables.directory, out, count)}
        )

    return changed


def _written(tables: Path, out: Path, count: int) -> Json:
    qa = pd.read_parquet(tables / "qa.parquet")
    gone = set(qa.loc[qa["split"] == "test", "product_id"])
    stood_in(qa, count).to_parquet(out / "qa.parquet", index=False)
    for name in ("products", "reviews", "community_answers"):
        rows = pd.read_parquet(tables / f"{name}.parquet")
        rows[~rows["product_id"].isin(gone)].to_parquet(out / f"{name}.parquet", index=False)
    return {"tables": {path.name: digests.of_file(path) for path in sorted(out.glob("*.parquet"))}}


def stood_in(qa: pd.DataFrame, count: int) -> pd.DataFrame:
    """Rows of `qa` without those of the test, some products of train of which something is judged wrong in their place.

    Raises:
        ValueError: There is no test, or train has not twice as many questions as are wanted.
    """
    asked = qa[~qa["product_id"].isin(qa.loc[qa["split"] == "test", "product_id"])]
    if len(asked) == len(qa):
        raise ValueError("No question is of the split `test`: nothing can be played.")
    judged = asked[asked["product_id"].isin(asked.loc[asked["grade"] < ANSWERS, "product_id"])]
    questions = judged.groupby("product_id")["question_id"].nunique()
    if questions.sum() < 2 * count:
        raise ValueError(f"{questions.sum():,} questions are left, which is not twice the {count:,} that are wanted.")
    marks = [hashlib.sha256(str(product).encode()).hexdigest() for product in questions.index]
    order = np.argsort(np.array(marks), kind="stable")
    few = np.cumsum(questions.to_numpy()[order]) <= count
    played = set(questions.index[order[few]])
    return asked.assign(split=asked["split"].mask(asked["product_id"].isin(played), "test")).reset_index(drop=True)
