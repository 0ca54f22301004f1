"""Questions of another data set, about products that a model has not learned from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from evaluation.qa_judged import ANSWERS

_LEARNED = ("train", "valid")


def strangers(examples: Path, known: Path, out: Path) -> None:
    """Write the examples anew, with a test of questions that have a wrong candidate too, about other products, alone.

    Args:
        examples: What `build` wrote of the data set.
        known: What it wrote of the one that was learned from.
        out: Made if it is not there.

    Raises:
        ValueError: No question is left.
    """
    products = {
        product for name in _LEARNED for product in pd.read_parquet(known / f"{name}.parquet")["product_id"].dropna()
    }
    judged = pd.read_parquet(examples / "candidates.parquet")
    test = pd.read_parquet(examples / "test.parquet")
    wrong = set(judged.loc[judged["grade"] != ANSWERS, "example_id"])
    kept = test[test["example_id"].isin(wrong) & ~test["product_id"].isin(products)]
    if kept.empty:
        raise ValueError(f"None of {len(test):,} questions is about another product and has a wrong candidate.")
    out.mkdir(parents=True, exist_ok=True)
    for file in examples.iterdir():
        if file.is_file():
            shutil.copyfile(file, out / file.name)
    for name in (*_LEARNED, "test"):
        (kept if name == "test" else kept.iloc[:0]).to_parquet(out / f"{name}.parquet", index=False)
    judged[judged["example_id"].isin(kept["example_id"])].to_parquet(out / "candidates.parquet", index=False)
