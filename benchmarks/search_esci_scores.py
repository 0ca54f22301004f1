"""Grades and lists of several methods on the same pairs and queries of ESCI, measured alike."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from benchmarks.search_esci_folds import known_items
from benchmarks.search_esci_process import OURS
from benchmarks.search_ranks import NDCG_AT, RECALL_AT, per_search
from benchmarks.search_statistics import GRADING, gains, mean_of, measured

Json = dict[str, Any]

RANKS = (f"ndcg_{NDCG_AT}", "mrr", f"recall_{RECALL_AT}")


def graded(pairs: pd.DataFrame, answers: dict[str, pd.DataFrame], resampling: Json) -> Json:
    """Grading of each method, out of fold, and how far ours is ahead.

    Args:
        pairs: `pair`, `group`, `label`.
        answers: By method `pair`, `decision` and `score`, one row a pair.
        resampling: Of the intervals, by queries.

    Returns:
        `methods`: by method the measures of `GRADING`; `ahead`: by other method the gains of ours; `confusion`: of
        ours, rows are true grades.
    """
    tables = {name: _graded(pairs, rows) for name, rows in answers.items()}
    found = _compared(tables, dict(GRADING), resampling)
    if OURS in tables:
        rows = tables[OURS]
        counts = pd.crosstab(rows["grade"], rows["decision"]).reindex(index=range(4), columns=range(4), fill_value=0)
        found["confusion"] = counts.to_numpy().tolist()
    return found


def ranked(pairs: pd.DataFrame, answers: dict[str, pd.DataFrame], resampling: Json) -> Json:
    """Finding of each method, out of fold, and how far ours is ahead; as `graded`, without a confusion."""
    queries, wanted = known_items(pairs)
    tables = {
        name: per_search(queries["example_id"], rows, wanted).assign(group=queries["group"])
        for name, rows in answers.items()
    }
    return _compared(tables, {name: mean_of(name) for name in RANKS}, resampling)


def _compared(tables: dict[str, pd.DataFrame], statistics: Json, resampling: Json) -> Json:
    tables = {name: tables[name] for name in sorted(tables, key=lambda name: (name != OURS, name))}
    found: Json = {"methods": {name: measured(rows, statistics, resampling) for name, rows in tables.items()}}
    others = [name for name in tables if name != OURS] if OURS in tables else []
    found["ahead"] = {name: gains(tables[OURS], tables[name], statistics, resampling) for name in others}
    return found


def _graded(pairs: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    answers = answers.set_index("pair").loc[pairs["pair"]]
    grade = pairs["label"].to_numpy(np.int64)
    return pd.DataFrame(
        {
            "example_id": pairs["pair"],
            "group": pairs["group"],
            "grade": grade,
            "label": grade == 0,
            "decision": answers["decision"].to_numpy(np.int64),
            "score": answers["score"].to_numpy(np.float64),
        }
    )
