"""Tables of recordings in which other speakers play the test, or of which few words are left."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from infra import digests
from infra.run_store import Reference, RunStore

Json = dict[str, Any]

_CHANGED: Final = ("utterances.parquet", "phrases.parquet")


def changed(fold: int | None, folds: int, words: Sequence[str] | None) -> Callable[[Reference], Reference]:
    """Makes tables of ingested ones.

    Args:
        fold: Whose speakers play the test; None: the split stays as it is told.
        folds: Speakers are dealt into so many, one after the other in their order.
        words: Transcripts that stay; None: all.
    """

    def made(tables: Reference) -> Reference:
        key = digests.of_value({"recordings of": tables.sha256, "fold": [fold, folds], "words": words})
        found = RunStore().find(tables.step, key)
        if found is not None:
            return found
        return RunStore().write(
            tables.step, key, lambda out: {**tables.facts, **_written(tables.directory, out, fold, folds, words)}
        )

    return made


def dealt(utterances: pd.DataFrame, fold: int, folds: int) -> pd.DataFrame:
    """Rows whose split is `test` where their speaker is of the fold, else `train`.

    Raises:
        ValueError: There are fewer speakers than folds, or some rows have none.
    """
    speakers = sorted(utterances["speaker"].dropna().unique())
    if len(speakers) < folds or utterances["speaker"].isna().any():
        raise ValueError(f"{len(speakers)} speakers cannot be dealt into {folds} folds.")
    tested = utterances["speaker"].isin(speakers[fold::folds])
    return utterances.assign(split=np.where(tested, "test", "train"))


def _written(tables: Path, out: Path, fold: int | None, folds: int, words: Sequence[str] | None) -> Json:
    for path in sorted(tables.iterdir()):
        if path.is_file() and path.name not in _CHANGED:
            _linked(path, out / path.name)
    utterances = pd.read_parquet(tables / "utterances.parquet")
    phrases = tables / "phrases.parquet"
    said = pd.read_parquet(phrases) if phrases.is_file() else None
    if words is not None:
        utterances = utterances[utterances["transcript"].isin(words)].reset_index(drop=True)
        said = None if said is None else said[said["text"].isin(words)].reset_index(drop=True)
    if fold is not None:
        utterances = dealt(utterances, fold, folds)
    utterances.to_parquet(out / "utterances.parquet", index=False)
    if said is not None:
        said.to_parquet(out / "phrases.parquet", index=False)
    return {"tables": {path.name: digests.of_file(path) for path in sorted(out.glob("*.parquet"))}}


def _linked(path: Path, to: Path) -> None:
    try:
        os.link(path, to)
    except OSError:  # another file system
        shutil.copyfile(path, to)
