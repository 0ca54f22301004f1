"""The ranker grown on train, and kept where it orders valid better than the fusion does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import xgboost as xgb

from . import ranking
from .copies import Copies
from .example_parts import Part
from .examples import Examples
from .feature_table import NAMES
from .parameters import SearchParameters
from .propensity import Propensities
from .ranking import Progress, Table
from .searching import Searcher
from .stock import Availability
from .training_rows import asks_of, table_of, worth_of
from .valid_metrics import ndcg

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Given:
    """What rankers are made from.

    Attributes:
        data: The examples.
        searcher: Without a ranker; its log answers for any moment of train.
        earlier: The same, but it reads queries by what the searches before the late ones taught.
        late: Searches of train that trees may be grown on; (searches,).
        availability: What could be had.
        propensities: Of places.
        parameters: All settings.
        now: The time of searches without one, seconds since 1970.
    """

    data: Examples
    searcher: Searcher
    earlier: Searcher
    late: Truths
    availability: Availability
    propensities: Propensities
    parameters: SearchParameters
    now: float


def ranker(given: Given, progress: Progress) -> tuple[xgb.Booster | None, dict[str, Any]]:
    """Trees, or None where the fused order stands; and what led to it, JSON values."""
    chosen, data = given.parameters.ranking, given.data
    worth, wanted = _wanted(data.train, given)
    wanted &= given.late
    facts: dict[str, Any] = {"searches": int(wanted.sum())}
    if not chosen.enabled:
        return None, facts | {"kept": False, "why": "it is not wanted"}
    if wanted.sum() < chosen.fewest_searches:
        return None, facts | {"kept": False, "why": f"fewer than {chosen.fewest_searches} searches to learn from"}
    copies = Copies.of_train(data.train, wanted, chosen, given.parameters.history, given.parameters.seed)
    table, _ = _table(
        data.train,
        copies,
        worth,
        chosen.unseen,
        given,
        given.earlier,
        only_found=False,
        progress=lambda share: progress(0.6 * share),
    )
    valid, fused = _valid(given)
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


def _wanted(part: Part, given: Given) -> tuple[Numbers, Truths]:
    """Worth of the split's pairs, and which searches have a relevant product."""
    chosen = given.parameters
    worth = worth_of(part, given.propensities, chosen.propensity.most_weight)
    return worth, np.bincount(part.pairs.search, worth > 0, len(part)) > 0


def _valid(given: Given) -> tuple[Table, Floats]:
    """Searches of valid as they were typed.

    A logged one is measured on what was shown: what was not shown may have been as good (condensed lists: Sakai, SIGIR
    2007). A judged one is measured on all that is found, and what was not judged is worth nothing. What is not found is
    out of both: the fused order has it last of all, the trees anywhere, and no customer would see it.
    """
    part, chosen = given.data.valid, given.parameters
    worth, wanted = _wanted(part, given)
    tables: list[tuple[Table, Floats]] = []
    for logged, unseen in ((True, 0), (False, chosen.retrieval.lexical + chosen.retrieval.dense)):
        copies = Copies.whole(part, wanted & (part.logged == logged), chosen.ranking.most_valid, chosen.seed)
        if len(copies):
            tables.append(_table(part, copies, worth, unseen, given, given.searcher, only_found=True))
    return _together(tables)


def _table(
    part: Part,
    copies: Copies,
    worth: Numbers,
    unseen: int,
    given: Given,
    searcher: Searcher,
    *,
    only_found: bool,
    progress: Progress | None = None,
) -> tuple[Table, Floats]:
    """Rows of copies, a chunk at a time: of all candidates only those that are kept are held."""
    chosen, tables = given.parameters, []
    for start in range(0, len(copies), chosen.chunk):
        some = copies.part(start, start + chosen.chunk)
        asks = asks_of(part, some, searcher, given.availability, given.now)
        readings = searcher.read(asks, chosen.threads, correct=True, partial=True, completions=0)
        found = searcher.find(asks, readings, chosen.threads)
        tables.append(table_of(found, part, some, worth, unseen, chosen.seed + start, only_found=only_found))
        if progress:
            progress(start / len(copies))
    return _together(tables)


def _together(tables: list[tuple[Table, Floats]]) -> tuple[Table, Floats]:
    """One table of several, searches numbered on."""
    if not tables:
        nothing = np.zeros(0, dtype=np.float32)
        return Table(np.zeros((0, len(NAMES)), dtype=np.float32), nothing, np.zeros(0, dtype=np.int64)), nothing
    first, numbered = 0, []
    for table, _ in tables:
        numbered.append(replace(table, searches=table.searches + first))
        first += int(table.searches.max(initial=-1)) + 1
    whole = Table(
        np.concatenate([one.features for one in numbered]),
        np.concatenate([one.labels for one in numbered]),
        np.concatenate([one.searches for one in numbered]),
    )
    return whole, np.concatenate([fused for _, fused in tables])
