"""The features of our own model, for another learner: what is known of deals ends where learning ends, as in ours."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.deal_rows import Rows, begins
from models.deal_ranking.examples import Examples
from models.deal_ranking.outlook_settings import OutlookSettings
from models.deal_ranking.taught_splits import lessons_of_train, lessons_of_valid, teacher_of


def features(examples: Path, learnt: Rows, asked: Rows) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a shown deal, of what is learnt from and of what is asked.

    Rows that are learnt from are spoilt as ours are: some customers are taken as unknown, some offers as never seen.

    Args:
        examples: What `build` wrote.
        learnt: What a model may be fitted on.
        asked: What it is asked for, later than all of it.
    """
    teacher = teacher_of(_examples(examples, learnt, asked), OutlookSettings())
    names = [f"{place} {name}" for place, name in enumerate(teacher.tables.names)]
    both = (lessons_of_train(teacher).features, lessons_of_valid(teacher).features)
    found = [pd.DataFrame(one, columns=[name.replace(":", " ") for name in names]) for one in both]
    return found[0], found[1]


def _examples(examples: Path, learnt: Rows, asked: Rows) -> Examples:
    """What is learnt as train, what is asked as valid; each row is told what came before it, however late it is."""
    deals = pd.read_parquet(examples / "deals.parquet").sort_values("deal_id", ignore_index=True)
    shown = pd.concat([learnt.table, asked.table], ignore_index=True)
    request = np.append(learnt.request, asked.request + len(learnt.sizes))
    first = np.flatnonzero(np.diff(request, prepend=-1))
    requests = shown.iloc[first][["example_id", "customer_id", "time"]].reset_index(drop=True)
    split = np.where(np.arange(len(requests)) < len(learnt.sizes), "train", "valid")
    tables = (pd.read_parquet(examples / f"{name}.parquet") for name in ("products", "customers"))
    logs = (pd.read_parquet(examples / f"{name}.parquet") for name in ("purchases", "redemptions"))
    facts = json.loads((examples / "facts.json").read_text(encoding="utf-8"))
    return Examples(
        deals,
        *tables,
        *logs,
        requests.assign(split=split),
        shown.assign(redeemed=shown["redeemed_at"].notna(), revenue=np.nan),
        request,
        pd.Index(deals["deal_id"].astype("str")).get_indexer(pd.Index(shown["deal_id"].astype("str"))).astype(np.int64),
        {**facts, "valid_from": begins(examples, asked).isoformat(), "test_from": None},
    )
