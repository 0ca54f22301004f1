"""What is measured of answers to simulated searches, from answers by way and the truth."""

from __future__ import annotations

import json
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.search_ranks import per_search
from benchmarks.search_simulated_asked import IMPERSONAL, SHARES, SHOWN, TYPOS, WHOLE, Way, typed_in_part, with_typos
from benchmarks.search_simulated_truth import NEW_DAYS, Truth
from benchmarks.search_statistics import gains, mean_of, measured, ratio_of
from benchmarks.simulated_shelves import Shelves
from models.words import normalised

Json = dict[str, Any]

RIGHT: Final = "right"  # NDCG by how products answer
WORTH: Final = "worth"  # NDCG by what they are worth to who asks
_TOP: Final = 5


def outcomes(truth: Truth, answers: dict[str, pd.DataFrame], ways: dict[str, Way]) -> pd.DataFrame:
    """One row a search with `example_id` and `group`; by way `right: WAY` and `worth: WAY`, NDCG@10; and `mrr` and
    `recall_100` of whole queries. NaN where there is nothing to find, or the way does not differ from the whole query.
    """
    ids = truth.searches["example_id"]
    rows = truth.searches[["example_id", "group", "returning", "changed"]].copy()
    for name, found in answers.items():
        way = ways.get(name.rpartition(": ")[2])  # of peers, METHOD: WAY
        told = np.ones(len(ids), dtype=bool) if way is None else way.told
        for column, of in ((RIGHT, "gain"), (WORTH, "worth")):
            one = per_search(ids, found, truth.of(of))
            rows[f"{column}: {name}"] = np.where(told, one["ndcg_10"], np.nan)
            if name == WHOLE and column == RIGHT:
                rows[["mrr", "recall_100"]] = one[["mrr", "recall_100"]].to_numpy()
    return rows


def ndcgs(rows: pd.DataFrame, names: list[str], resampling: Json) -> Json:
    """By way NDCG `right` and `worth`."""
    statistics = {f"{column}: {name}": mean_of(f"{column}: {name}") for name in names for column in (RIGHT, WORTH)}
    found = measured(rows, statistics, resampling)
    return {name: {column: found[f"{column}: {name}"] for column in (RIGHT, WORTH)} for name in names}


def shares(rows: pd.DataFrame, resampling: Json) -> Json:
    """NDCG of queries typed in part or mistyped as a share of that of the same queries whole."""
    names = [typed_in_part(share) for share in SHARES]
    names += [with_typos(typos, corrected) for typos in TYPOS for corrected in (True, False)]
    return measured(rows, {name: ratio_of(f"{RIGHT}: {name}", f"{RIGHT}: {WHOLE}") for name in names}, resampling)


def lifts(rows: pd.DataFrame, resampling: Json) -> Json:
    """What knowing the customer is worth to those that train knows: gains in `right` and `worth`, and how many."""
    back = rows[rows["returning"]].reset_index(drop=True)
    return {"n": len(back), **paired(back, WHOLE, IMPERSONAL, resampling)}


def paired(rows: pd.DataFrame, one: str, other: str, resampling: Json) -> Json:
    """Gains of a way over another in `right` and `worth`, on the searches of which both are known."""
    found: Json = {}
    for column in (RIGHT, WORTH):
        names = [f"{column}: {name}" for name in (one, other)]
        both = rows[rows[names].notna().all(axis=1)].reset_index(drop=True)
        ours, theirs = (both[["example_id", "group"]].assign(value=both[name]) for name in names)
        found |= {column: gains(ours, theirs, {"value": mean_of("value")}, resampling)["value"]}
    return found


def readings(truth: Truth, answers: dict[str, pd.DataFrame], ways: dict[str, Way], resampling: Json) -> Json:
    """How queries were understood.

    Returns:
        `false_corrections`: share of whole, clean queries that were corrected; `put_right`: by number of typos the
        share that became the query that was meant; `completed`: by share typed how often the whole query is among the
        completions, or is the text itself.
    """
    clean = np.array(normalised(truth.searches["clean"].tolist()), dtype=object)
    wrong = truth.searches[["group"]].assign(corrected=_once(truth, answers[WHOLE])["corrected"].to_numpy(np.float64))
    right = {}
    for typos in TYPOS:
        understood = _once(truth, answers[with_typos(typos)])["understood"]
        told = ways[with_typos(typos)].told
        right[str(typos)] = _mean((np.array(normalised(understood.tolist()), dtype=object) == clean)[told])
    completed = {}
    for share in SHARES:
        told = _once(truth, answers[typed_in_part(share)])["completions"]
        among = [want in normalised(json.loads(texts)) for want, texts in zip(clean, told, strict=True)]
        completed[f"{share:.0%}"] = _mean(np.array(among))
    return {
        "queries": len(clean),
        "false_corrections": measured(wrong, {"share": mean_of("corrected")}, resampling)["share"],
        "put_right": right,
        "completed": completed,
    }


def unavailable(truth: Truth, shelves: Shelves, answers: dict[str, pd.DataFrame]) -> Json:
    """`answers`, products that were answered, and how many of them, `unavailable`, could not be had then and there."""
    asked = truth.searches[["example_id", "region", "time"]]
    counts = {"answers": 0, "unavailable": 0}
    for found in answers.values():
        rows = found.loc[found["rank"] > 0, ["example_id", "product_id"]].merge(asked, on="example_id")
        counts["answers"] += len(rows)
        counts["unavailable"] += int((~shelves.have(rows["product_id"], rows["region"], rows["time"])).sum())
    return counts


def compositions(truth: Truth, products: pd.DataFrame, answers: dict[str, pd.DataFrame]) -> Json:
    """By method: shares of `exact`, `substitute`, `complement` and `irrelevant` among the first five, and `new`, the
    share of the first ten that were launched shortly before."""
    found: Json = {}
    for name, rows in answers.items():
        top = rows.loc[(rows["rank"] > 0) & (rows["rank"] <= SHOWN), ["example_id", "product_id", "rank"]]
        top = top.merge(truth.gains[["example_id", "product_id", "grade"]], how="left", on=["example_id", "product_id"])
        grades = top.loc[top["rank"] <= _TOP, "grade"].fillna("irrelevant").value_counts(normalize=True)
        names = ("exact", "substitute", "complement", "irrelevant")
        found[name] = {grade: float(grades.get(grade, 0.0)) for grade in names}
        found[name]["new"] = _mean(_new(top, truth, products))
    return found


def _new(rows: pd.DataFrame, truth: Truth, products: pd.DataFrame) -> Any:
    launch = products.set_index("product_id")["launch_date"].reindex(rows["product_id"]).reset_index(drop=True)
    asked = truth.searches.set_index("example_id")["time"].reindex(rows["example_id"]).reset_index(drop=True)
    return (asked - launch < pd.Timedelta(days=NEW_DAYS)).to_numpy()


def _once(truth: Truth, found: pd.DataFrame) -> pd.DataFrame:
    """One row a search, in their order: what all its rows say alike."""
    return found.drop_duplicates("example_id").set_index("example_id").loc[truth.searches["example_id"]]


def _mean(values: Any) -> float | None:
    return float(np.mean(values)) if len(values) else None
