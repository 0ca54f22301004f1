"""What is measured of answers to simulated requests, from answers by method and the truth."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.rec_ranks import DEPTH, per_request
from benchmarks.rec_simulated_asked import ANYWHERE, AS_ASKED, HERE, IMPERSONAL, IN_SEASON, LATER, MOVED, on_shelves
from benchmarks.rec_simulated_truth import Truth
from benchmarks.search_statistics import gains, mean_of, measured
from benchmarks.simulated_shelves import Shelves
from evaluation.bootstrap import Statistic
from evaluation.ratios import quotient

Json = dict[str, Any]

PREFERENCE: Final = "preference"
ORACLE: Final = "oracle"
STATISTICS: Final[dict[str, Statistic]] = {
    PREFERENCE: mean_of(PREFERENCE),
    **{name: mean_of(name) for name in ("hr_10", "recall_10", "ndcg_10", "mrr", "unseen_10", "warm_10")},
    "unseen_of_warm": quotient(mean_of("unseen_10"), mean_of("warm_10")),
    **{name: mean_of(name) for name in ("discovered_unseen_10", "discovered_warm_10")},
    "discovered_unseen_of_warm": quotient(mean_of("discovered_unseen_10"), mean_of("discovered_warm_10")),
}
COMPARED: Final = (PREFERENCE, "ndcg_10")


def outcomes(truth: Truth, answers: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """By method one row a request: `preference`, NDCG@10 against the true preference; the measures of
    `rec_ranks.per_request` against the log; `discovered_unseen_10` and `discovered_warm_10`, recall of products that
    the customer had not met; and `group`, `wish` and `new`, whether the customer is new."""
    ids = truth.requests["example_id"]
    found = {}
    for name, rows in answers.items():
        rows = rows[rows["rank"] <= DEPTH]
        true = per_request(ids, rows, truth.preferred)["ndcg_10"]
        own = per_request(ids, rows, truth.wanted).assign(preference=true.to_numpy())
        fresh = per_request(ids, rows, truth.discovered)
        own = own.assign(**{f"discovered_{kind}_10": fresh[f"{kind}_10"].to_numpy() for kind in ("unseen", "warm")})
        known = {name: truth.requests[name].to_numpy() for name in ("group", "wish")}
        found[name] = own.assign(**known, new=truth.requests["events_before"].to_numpy() == 0)
    return found


def methods(tables: dict[str, pd.DataFrame], resampling: Json) -> Json:
    """By method all measures of `STATISTICS`."""
    return {name: measured(rows, STATISTICS, resampling) for name, rows in tables.items()}


def ahead(tables: dict[str, pd.DataFrame], resampling: Json) -> Json:
    """By other method the gains of ours."""
    statistics = {name: mean_of(name) for name in COMPARED}
    ours = tables[AS_ASKED]
    return {name: gains(ours, rows, statistics, resampling) for name, rows in tables.items() if name != AS_ASKED}


def by(tables: dict[str, pd.DataFrame], column: str, resampling: Json) -> Json:
    """By value of a column and method NDCG@10 against the true preference."""
    own = tables[AS_ASKED][column]
    statistics = {PREFERENCE: mean_of(PREFERENCE)}
    return {
        str(value): {
            name: measured(rows[(own == value).to_numpy()].reset_index(drop=True), statistics, resampling)[PREFERENCE]
            for name, rows in tables.items()
        }
        for value in sorted(own.dropna().unique().tolist())
    }


def lifts(truth: Truth, answers: dict[str, pd.DataFrame], shelves: Shelves, resampling: Json) -> Json:
    """What lists gain in NDCG@10 against the true preference by what is told.

    Returns:
        `personal`: by who asks and the history, of requests that have one; `regional`: by the region, beside what can
        be had there, asked without the customer; `seasonal`: by the time of the year, a year later against half a year
        later, of what can be had now and then. Of each `told`, `untold`, `gain` and `n`.
    """
    requests = truth.requests
    there = {name: on_shelves(rows, requests, shelves) for name, rows in answers.items() if name in (HERE, ANYWHERE)}
    both = {name: on_shelves(answers[name], requests, shelves, later=True) for name in MOVED}
    lasting = on_shelves(truth.preferred, requests, shelves, later=True)
    known = (requests["history"] != "[]").to_numpy()
    every = np.ones(len(requests), dtype=bool)
    somewhere = requests["region"].notna().to_numpy()
    return {
        "personal": _lift(truth.preferred, requests, known, answers[AS_ASKED], answers[IMPERSONAL], resampling),
        "regional": _lift(truth.preferred, requests, somewhere, there[HERE], there[ANYWHERE], resampling),
        "seasonal": _lift(lasting, requests, every, both[IN_SEASON], both[LATER], resampling),
    }


def _lift(gain: pd.DataFrame, requests: pd.DataFrame, of: Any, told: Any, untold: Any, resampling: Json) -> Json:
    own = requests[of].reset_index(drop=True)
    tables = []
    for rows in (told, untold):
        value = per_request(own["example_id"], rows, gain)["ndcg_10"]
        tables.append(pd.DataFrame({"example_id": own["example_id"], "group": own["group"], "value": value}))
    there = tables[0]["value"].notna()
    tables = [table[there].reset_index(drop=True) for table in tables]
    statistics = {"value": mean_of("value")}
    ends = [measured(table, statistics, resampling)["value"] for table in tables]
    gain_of = gains(*tables, statistics, resampling)["value"]
    return {"told": ends[0], "untold": ends[1], "gain": gain_of, "n": len(tables[0])}


def unavailable(truth: Truth, shelves: Shelves, answers: pd.DataFrame) -> Json:
    """`answers`, products that were answered, and how many of them, `unavailable`, could not be had then and there."""
    return {"answers": len(answers), "unavailable": len(answers) - len(on_shelves(answers, truth.requests, shelves))}


def oracle(truth: Truth) -> pd.DataFrame:
    """The truly preferred products, best first."""
    rows = truth.preferred.sort_values(["example_id", "gain"], ascending=[True, False], kind="stable")
    rank = rows.groupby("example_id", sort=False).cumcount() + 1
    found = rows[["example_id", "product_id"]].assign(rank=rank, score=rows["gain"])
    return found[rank <= DEPTH].reset_index(drop=True)
