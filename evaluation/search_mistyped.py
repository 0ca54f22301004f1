"""Queries with slips, with and without correction, and queries without any that are corrected all the same."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.bootstrap import Statistic, Weights
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.proportion import share
from evaluation.ratios import of_sums
from evaluation.search_asking import Asking
from evaluation.search_slips import slipped

SLIPS: Final = (1, 2)
MEASURES: Final = (
    "false_corrections",
    "ndcg_10_typos_0",
    *(f"ndcg_10_typos_{one}" for one in SLIPS),
    *(f"ndcg_10_typos_{one}_uncorrected" for one in SLIPS),
    *(f"typos_{one}_of_full" for one in SLIPS),
    *(f"correction_gain_typos_{one}" for one in SLIPS),
)


def false_corrections(full: pd.DataFrame, clean: npt.NDArray[np.bool_]) -> dict[str, Measure]:
    """Clean queries that were corrected, or searched for as something else than what was typed and more of it.

    Args:
        full: Outcomes of searches as they are.
        clean: Whether there is nothing to correct; (searches,).
    """
    rows = full[clean]
    says = "of queries whose words are all known, those that were corrected or searched for in other words"
    changed = int((rows["corrected"] | rows["reworded"]).sum())
    return {"false_corrections": share(changed, len(rows), higher_is_better=False, meaning=says)}


def measures(
    asking: Asking, sample: pd.DataFrame, full: pd.DataFrame, clean: npt.NDArray[np.bool_]
) -> dict[str, Measure]:
    """NDCG@10 of clean queries under slips, of those that can be mistyped; none where no query can be.

    Args:
        asking: Asks the model.
        sample: Rows of `search_requests.requests`.
        full: Outcomes of them as they are.
        clean: Whether there is nothing to correct in them; (searches,).
    """
    seed = int(asking.settings["seed"])
    named = list(zip(sample["query"].fillna("").astype("str"), sample["example_id"].astype("str"), strict=True))
    mistyped = {slips: [slipped(query, slips, seed=seed, name=name) for query, name in named] for slips in SLIPS}
    rows = np.flatnonzero(clean & np.array([text is not None for text in mistyped[SLIPS[0]]], dtype=bool))
    if len(rows) == 0:
        return {}
    found = full.iloc[rows][["group", "measurable"]].assign(slips_0=full["ndcg_10"].iloc[rows])
    for slips, texts in mistyped.items():
        table = sample.iloc[rows].assign(query=pd.Series(texts, dtype="str").to_numpy()[rows])
        for name, correct in ((f"slips_{slips}", True), (f"as_typed_{slips}", False)):
            found[name] = asking.outcomes(table, correct=correct)["ndcg_10"].to_numpy()
    statistics, meaning = _statistics()
    return measured(found, statistics, meaning, asking.settings)


def _statistics() -> tuple[dict[str, Statistic], dict[str, str]]:
    statistics = {"ndcg_10_typos_0": of_sums("slips_0", "measurable")}
    meaning = {"ndcg_10_typos_0": "ndcg_10 of the queries below before they were mistyped"}
    for slips in SLIPS:
        corrected, typed = of_sums(f"slips_{slips}", "measurable"), of_sums(f"as_typed_{slips}", "measurable")
        words = f"{slips} slip{'s' if slips > 1 else ''} of the finger"
        for name, statistic, says in (
            (f"ndcg_10_typos_{slips}", corrected, f"ndcg_10 under {words}, in words of known spelling"),
            (f"ndcg_10_typos_{slips}_uncorrected", typed, f"the same with correct=false, under {words}"),
            (f"typos_{slips}_of_full", of_sums(f"slips_{slips}", "slips_0"), f"under {words}, over ndcg_10_typos_0"),
            (f"correction_gain_typos_{slips}", _difference(corrected, typed), f"what correction gains under {words}"),
        ):
            statistics[name], meaning[name] = statistic, says
    return statistics, meaning


def _difference(one: Statistic, other: Statistic) -> Statistic:
    def statistic(rows: pd.DataFrame, weights: Weights) -> npt.NDArray[np.float64]:
        return one(rows, weights) - other(rows, weights)

    return statistic
