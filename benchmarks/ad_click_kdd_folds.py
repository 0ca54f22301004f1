"""Folds of the sample of KDD Cup 2012, and the examples of one fold as the flow would make them."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from features.ad_click.table import NAMED
from features.splits import unit_hash
from sources.public.kdd2012 import KDD2012, SHOWN

FOLDS: Final = 5
VALID: Final = 0.1  # share of what is learnt from, as the flow's `features.valid_share`
VALID_SEED: Final = 0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Deal:
    """How rows are dealt into folds, and how many of these are looked at."""

    seed: int
    looked_at: int = FOLDS

    def folds(self, label: npt.NDArray[np.int8]) -> npt.NDArray[np.int64]:
        """The fold of each of n rows, int64 (n,): clicks are dealt evenly, and so are rows without."""
        place = np.empty(len(label), dtype=np.int64)
        rng = np.random.default_rng(self.seed)
        for value in (0, 1):
            rows = rng.permutation(np.flatnonzero(label == value))
            place[rows] = (np.arange(len(rows)) + value) % FOLDS
        return place


@dataclass(frozen=True)
class Fold:
    """One fold, as files that a model is trained from, and as rows.

    Attributes:
        folder: Holds train.parquet, valid.parquet and facts.json; the fold itself is not there.
        train: What is learnt from, before the choice of settings.
        valid: What settings are chosen by; learnt from afterwards.
        test: The fold.
        categorical: Columns of names and ids.
        numeric: Columns of amounts.
        threads: That a method may use.
    """

    folder: Path
    train: pd.DataFrame
    valid: pd.DataFrame
    test: pd.DataFrame
    categorical: tuple[str, ...]
    numeric: tuple[str, ...]
    threads: int

    @property
    def learnt(self) -> pd.DataFrame:
        """Train and valid."""
        return pd.concat([self.train, self.valid], ignore_index=True)


def read(cache: Path, *, shown: bool) -> pd.DataFrame:
    """All rows as examples: example_id, label, names as text and amounts as numbers.

    Args:
        cache: Folder of fetched files.
        shown: Whether the times that a row was shown are among the columns.

    Raises:
        DataError: The file cannot be had or is altered.
    """
    with TemporaryDirectory() as folder:
        KDD2012.write(Path(folder), cache)
        table = pd.read_parquet(Path(folder) / "impressions.parquet")
    names = [*(name for name in NAMED if name in table), *KDD2012.contract_options["categorical"]]
    amounts = [name for name in KDD2012.contract_options["numeric"] if shown or name != SHOWN]
    positions = table["position"].astype("int64").astype("str")
    return pd.DataFrame(
        {
            "example_id": table["impression_id"],
            "label": table["click"].astype("int8"),
            **table.assign(position=positions)[names],
            **table[amounts],
        }
    )


def foretold(examples: pd.DataFrame, deal: Deal, methods: Sequence[str], *, workers: int, threads: int) -> pd.DataFrame:
    """Each row of the folds with the probability that each method gives it, the folds side by side in processes.

    Returns:
        example_id, label, fold, and a column a method; the rows of the folds that are looked at.
    """
    place = deal.folds(examples["label"].to_numpy())
    numbers = range(deal.looked_at)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        parts = pool.map(
            _of_fold,
            repeat(examples),
            (place == number for number in numbers),
            numbers,
            repeat(methods),
            repeat(threads),
        )
        return pd.concat(parts, ignore_index=True)


def _of_fold(
    examples: pd.DataFrame, held_out: npt.NDArray[np.bool_], number: int, methods: Sequence[str], threads: int
) -> pd.DataFrame:
    from benchmarks.ad_click_kdd_methods import METHODS

    with TemporaryDirectory() as folder:
        fold = fold_of(examples, held_out, Path(folder), threads)
        found = fold.test[["example_id", "label"]].assign(fold=number)
        for method in methods:
            began = time.monotonic()
            found[method] = METHODS[method](fold)
            print(f"fold {number + 1}: {method} {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return found


def fold_of(examples: pd.DataFrame, held_out: npt.NDArray[np.bool_], folder: Path, threads: int) -> Fold:
    """Write the examples that one fold is foretold from, in the format of the flow's step `build`."""
    amounts = tuple(map(str, examples.select_dtypes("float64")))
    names = tuple(str(name) for name in examples if name not in ("example_id", "label", *amounts))
    others = examples[~held_out]
    tried = unit_hash(others["example_id"], VALID_SEED) < VALID
    train, valid, test = (part.reset_index(drop=True) for part in (others[~tried], others[tried], examples[held_out]))
    fold = Fold(folder, train, valid, test, names, amounts, threads)
    facts = {
        "target": "click",
        "timed": False,
        "columns": {"categorical": list(names), "numeric": list(amounts)},
        "train_end": None,
        "valid_end": None,
    }
    for name, rows in (("train", fold.train), ("valid", fold.valid)):
        rows.to_parquet(folder / f"{name}.parquet", index=False)
        facts[name] = {"rows": len(rows), "positives": int(rows["label"].sum())}
    (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    return fold
