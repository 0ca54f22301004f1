"""Examples in which every question is there to learn from and to be asked, for methods that part them themselves."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pandas as pd

from models.question_answering.examples import read

SPLITS: Final = ("train", "valid", "test")


def whole(examples: Path, out: Path) -> pd.Series[str]:
    """Write examples whose train holds all questions, and whose test those of them that are ranked; valid is empty.

    Questions that only show what answers, and are no judgement of what does not, are learned from and not asked.

    Args:
        examples: What `build` wrote.
        out: Made if it is not there.

    Returns:
        The split that each question that is asked was of, by example_id, in their order.
    """
    out.mkdir(parents=True, exist_ok=True)
    parts = {name: pd.read_parquet(examples / f"{name}.parquet") for name in SPLITS}
    every = pd.concat(parts.values(), ignore_index=True)
    judged = pd.read_parquet(examples / "candidates.parquet").assign(split="train")
    for file in examples.iterdir():
        if file.is_file():
            shutil.copyfile(file, out / file.name)
    every.to_parquet(out / "train.parquet", index=False)
    every.iloc[:0].to_parquet(out / "valid.parquet", index=False)
    judged.to_parquet(out / "candidates.parquet", index=False)
    kept = read(out).questions["example_id"].astype("str")
    ids = every["example_id"].astype("str")
    asked = ids.isin(kept)
    every[asked.to_numpy()].to_parquet(out / "test.parquet", index=False)
    own = judged[judged["example_id"].astype("str").isin(kept)].assign(split="test")
    pd.concat([judged, own], ignore_index=True).to_parquet(out / "candidates.parquet", index=False)
    was = pd.Series([name for name, part in parts.items() for _ in range(len(part))], index=ids.to_numpy(), dtype="str")
    return was[asked.to_numpy()]
