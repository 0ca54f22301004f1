"""Peers that find the exact products of ESCI's queries, with settings that are chosen on the queries of other folds."""

from __future__ import annotations

from typing import Any

import pandas as pd

from benchmarks.search_esci_folds import known_items
from benchmarks.search_peers import FUSED, FUSION, Setting, fused, installed, peer
from benchmarks.search_ranks import NDCG_AT, RECALL_AT, listed, per_search
from tasks.progress import Event, tell

Json = dict[str, Any]
Answers = dict[int, pd.DataFrame]


def retrieved(products: pd.DataFrame, judgments: pd.DataFrame, threads: int) -> tuple[dict[str, Answers], Json]:
    """Lists of every peer for every fold.

    None of them learns from judgments but in its settings. So each setting answers all queries once, and a fold takes
    the answers of that which has the best NDCG on the queries of the others.

    Args:
        products: Of a country.
        judgments: As `search_esci_folds.country_tables` gives them.
        threads: Of networks.

    Returns:
        By method and fold the answers to its queries; by method and fold the setting that was chosen.
    """
    queries, wanted = known_items(judgments)
    language = str(queries["language"].iloc[0])
    found: dict[str, Answers] = {}
    chosen: Json = {}
    for name in installed():
        method, tried = peer(name), []
        settings = method.settings(language)
        for place, setting in enumerate(settings):
            tell(Event(name, "advanced", "finding", place / len(settings)))
            lists = method.build(products, setting, threads=threads).search(queries["query"].tolist(), RECALL_AT)
            answers = listed(queries["example_id"], lists, products["product_id"].to_numpy(object))
            tried.append((answers, per_search(queries["example_id"], answers, wanted)[f"ndcg_{NDCG_AT}"]))
        found[name], chosen[name] = {}, {}
        for fold in sorted(queries["fold"].unique().tolist()):
            others = (queries["fold"] != fold).to_numpy()
            best = max(range(len(tried)), key=lambda place: float(tried[place][1][others].mean()))
            found[name][fold] = _of(tried[best][0], queries, fold)
            chosen[name][str(fold)] = _told(settings[best], len(settings))
    if set(FUSED) <= set(found):
        found[FUSION] = {fold: _together(found, queries, fold) for fold in found[FUSED[0]]}
    return found, chosen


def _of(answers: pd.DataFrame, queries: pd.DataFrame, fold: int) -> pd.DataFrame:
    mine = queries.loc[queries["fold"] == fold, "example_id"]
    return answers[answers["example_id"].isin(mine)].reset_index(drop=True)


def _told(setting: Setting, tried: int) -> Json:
    return {**setting, "tried": tried}


def _together(found: dict[str, Answers], queries: pd.DataFrame, fold: int) -> pd.DataFrame:
    """The lists of `FUSED` by reciprocal rank."""
    ids = queries.loc[queries["fold"] == fold, "example_id"].reset_index(drop=True)
    names = pd.Index(pd.concat([found[name][fold]["product_id"] for name in FUSED]).unique())
    lists = []
    for name in FUSED:
        rows = found[name][fold].sort_values(["example_id", "rank"])
        numbers = pd.Series(names.get_indexer(pd.Index(rows["product_id"])), index=rows["example_id"])
        groups = {key: one.to_numpy() for key, one in numbers.groupby(level=0, sort=False)}
        lists.append([groups.get(key, numbers.iloc[:0].to_numpy()) for key in ids])
    return listed(ids, fused(lists, RECALL_AT), names.to_numpy(object))
