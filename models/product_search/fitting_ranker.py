"""The ranker grown on train, and kept where it orders valid better than the fusion does."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import xgboost as xgb

from . import ranking
from .copies import Copies
from .feature_table import NAMES
from .ranker_tables import Given, table_of_copies, valid_table, wanted_searches
from .ranking import Progress, Table
from .valid_metrics import ndcg

Floats = npt.NDArray[np.float32]


def ranker(given: Given, progress: Progress) -> tuple[xgb.Booster | None, dict[str, Any]]:
    """Trees, or None where the fused order stands; and what led to it, JSON values."""
    chosen, data = given.parameters.ranking, given.data
    worth, wanted = wanted_searches(data.train, given)
    wanted &= given.late
    facts: dict[str, Any] = {"searches": int(wanted.sum())}
    if not chosen.enabled:
        return None, facts | {"kept": False, "why": "it is not wanted"}
    if wanted.sum() < chosen.fewest_searches:
        return None, facts | {"kept": False, "why": f"fewer than {chosen.fewest_searches} searches to learn from"}
    copies = Copies.of_train(data.train, wanted, chosen, given.parameters.history, given.parameters.seed)
    table, _ = table_of_copies(
        data.train,
        copies,
        worth,
        chosen.unseen,
        given,
        given.earlier,
        only_found=False,
        progress=lambda share: progress(0.6 * share),
    )
    valid, fused = valid_table(given)
    booster = ranking.grown(
        table,
        valid,
        NAMES,
        chosen,
        given.parameters.seed,
        given.parameters.threads,
        lambda share: progress(0.7 + 0.3 * share),
    )
    facts |= {"copies": len(copies), "rows": len(table), "trees": booster.num_boosted_rounds()}
    return _judged(booster, valid, fused, chosen.measured_at, facts)


def _judged(
    booster: xgb.Booster, valid: Table, fused: Floats, k: int, facts: dict[str, Any]
) -> tuple[xgb.Booster | None, dict[str, Any]]:
    """Whether the trees are kept; without a search of valid they are, since nothing speaks against them."""
    if not len(valid):
        return booster, facts | {"kept": True, "why": "valid has no search to measure on"}
    labels = valid.labels.astype(np.float64)
    by_trees = ndcg(valid.searches, ranking.scores(booster, valid.features), labels, k)
    by_fusion = ndcg(valid.searches, fused, labels, k)
    facts |= {f"valid_ndcg_at_{k}": float(by_trees.mean()), f"valid_fused_ndcg_at_{k}": float(by_fusion.mean())}
    facts["valid_searches"] = len(by_trees)
    if by_trees.mean() <= by_fusion.mean():
        return None, facts | {"kept": False, "why": "it orders valid no better than the fusion does"}
    return booster, facts | {"kept": True, "why": "it orders valid better than the fusion does"}
