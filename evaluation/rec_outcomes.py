"""One row per test request: what of it was found, how far down, and what must not have been shown."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evaluation import rec_found, rec_lists, rec_slices, rec_tail
from evaluation.ranked_answers import rows_of
from evaluation.rec_shown import Shown
from evaluation.rec_truth import truth


def outcomes(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """What the answers to `rec_requests.requests` came to, in the order of the requests.

    A relevant product's place is one more than the number of others with a higher or an equal score; one that is not
    in the list is missed. Relevant products that could not be had then and there count neither for nor against.

    Columns: `example_id`, `group`, `customer_id`, `region`; `ndcg_10`, `hr_10`, `reciprocal_rank`, where `measurable`;
    `recall_5` and other depths, and the same of the relevant products that are `_unseen` (no event before the test),
    `_warm` (some) and `_scarce` (few or none), where `with_unseen` and so on; `random_20`: recall of a list drawn by
    lot, where `with_unseen`; `relevant` products and those `of_log`; `shown`, `answered` (any), `unavailable`,
    `shown_twice`, `false_because` of `because`; of the first ten `shown_10`, `information_10` (bits), `unseen_10`,
    `pairs_10` and `apart_10` (pairs of products, those of two categories), `first_10` (JSON list of ids); `catalogue`
    (listed products); by popularity `shown_top_*` and `relevant_top_*`; the flags that slices are cut by.

    Raises:
        ValueError: There is not an answer for each request, or one of a request that was not asked.
    """
    known = truth(Path(str(table["examples"].cat.categories[0])))
    row = rows_of(table, answers)
    shown = Shown.of(table, row, answers, known)
    return pd.DataFrame(
        {
            **{name: table[name].astype("str").to_numpy() for name in ("example_id", "group", "customer_id", "region")},
            **rec_found.ranked(shown, known),
            **rec_found.recalls(shown, known),
            "random_20": rec_found.by_lot(shown, known),
            "relevant": known.count()[shown.number],
            "of_log": known.of_log[shown.number],
            **rec_lists.allowed(shown, known, table),
            **rec_lists.reasons(row, answers, shown, known),
            **rec_lists.first_ten(shown, known),
            "first_10": rec_lists.ids(row, answers, len(table)),
            "catalogue": int(known.catalogue.listed.sum()),
            **rec_tail.columns(shown, known),
            **rec_slices.flags(table, shown, known),
        }
    )
