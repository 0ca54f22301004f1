"""One row per test search: how well its result is ordered, what it lacks, and what must not be in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.dcg import PLACES
from evaluation.ratios import divided
from evaluation.search_requests import ANSWERS, FLAGS, words
from evaluation.search_shown import Shown
from evaluation.search_truth import COMPLEMENT, SUBSTITUTE, Truth, truth
from evaluation.shelf import Longs

Column = npt.NDArray[np.generic]

FIRST: Final = 5  # places that are looked at for what is not quite what was asked for


def outcomes(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """What the answers to `search_requests.requests` came to, in the order of the searches.

    What could not be had is no part of the best order that a result is held against, so that no model gains by showing
    it. A product of which nothing is known counts as one that does not answer the search.

    Columns: `example_id`, `group`, `customer_id`; `ndcg_10`, where `measurable`; `dcg_unbiased` and `ideal_unbiased`
    (clicks weighed by their places, 0 without places); `reciprocal_rank` and `recall_100`, where `with_right`; `shown`
    (products), `answered` (any), `unavailable` of them; `substitutes_5`, `complements_5` and `graded_5` (products
    looked at) of graded searches; `new_10` and `shown_10`; `corrected`, and `reworded`: not what was typed, nor more of
    it; the flags that slices are cut by.

    Raises:
        ValueError: There is not an answer for each search, or one of a search that was not asked.
    """
    known = truth(Path(str(table["examples"].cat.categories[0])))
    row = _rows(table, answers)
    search = known.searches.get_indexer(pd.Index(table["example_id"].astype("str")))
    if (search < 0).any():
        raise ValueError(f"{int((search < 0).sum()):,} of {len(table):,} searches are not of the test.")
    shown = Shown.of(table, row, answers, known)
    rights = known.rights[search]
    return pd.DataFrame(
        {
            "example_id": table["example_id"].astype("str").to_numpy(),
            "group": table["group"].astype("str").to_numpy(),
            "customer_id": table["customer_id"].astype("str").to_numpy(),
            **_gains(shown, known, search),
            "reciprocal_rank": shown.reciprocal_rank(),
            "recall_100": _share(shown.among_first(ANSWERS, shown.right), rights),
            "with_right": rights > 0,
            "shown": shown.among_first(ANSWERS),
            "answered": shown.among_first(ANSWERS) > 0,
            "unavailable": shown.among_first(ANSWERS, ~shown.at_hand),
            **_not_quite(shown, known.graded[search]),
            "new_10": shown.among_first(PLACES, shown.new),
            "shown_10": shown.among_first(PLACES),
            **_understood(table, row, answers),
            **{name: table[name].to_numpy(bool) for name in FLAGS},
            "unseen_query": ~table["seen_query"].to_numpy(bool),
            **{kind: (table["kind"] == kind).to_numpy(bool) for kind in ("judged", "logged")},
        }
    )


def _rows(table: pd.DataFrame, answers: pd.DataFrame) -> Longs:
    """Which search each answer is of; (answers,)."""
    row = pd.Index(table["example_id"].astype("str")).get_indexer(pd.Index(answers["request_id"].astype("str")))
    answered = np.unique(row[row >= 0])
    if len(answered) != len(table) or (row < 0).any():
        strangers = f", {int((row < 0).sum()):,} answers are of none of them" if (row < 0).any() else ""
        raise ValueError(f"{len(table):,} searches were asked and {len(answered):,} answered{strangers}.")
    return row.astype(np.int64)


def _gains(shown: Shown, known: Truth, search: Longs) -> dict[str, Column]:
    ideal = known.ideal[search]
    return {
        "ndcg_10": divided(shown.dcg(shown.gain), ideal, otherwise=0.0),
        "measurable": ideal > 0,
        "dcg_unbiased": shown.dcg(shown.gain * shown.weight),
        "ideal_unbiased": known.ideal_unbiased[search],
    }


def _share(part: Longs, whole: Longs) -> npt.NDArray[np.float64]:
    return divided(part.astype(np.float64), whole.astype(np.float64), otherwise=0.0)


def _not_quite(shown: Shown, graded: npt.NDArray[np.bool_]) -> dict[str, Column]:
    kinds = {"substitutes_5": shown.grade == SUBSTITUTE, "complements_5": shown.grade == COMPLEMENT}
    counted: dict[str, Column] = {name: shown.among_first(FIRST, holds) for name, holds in kinds.items()}
    return counted | {"graded_5": np.where(graded, shown.among_first(FIRST), 0)}


def _understood(table: pd.DataFrame, row: Longs, answers: pd.DataFrame) -> dict[str, Column]:
    of_search = answers.iloc[pd.Series(row).drop_duplicates().sort_values().index]
    typed, searched = words(table["query"]), words(of_search["understood"])
    other = [not now.startswith(was) for was, now in zip(typed, searched, strict=True)]
    corrected = of_search["corrected"].astype("boolean").fillna(False).to_numpy(dtype=bool)
    return {"corrected": corrected, "reworded": np.array(other, dtype=bool)}
