"""Judgments and logs that do not suffice for a train, a valid and a test split, and what helps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
import pandas as pd

from features.columns import UNKNOWN
from features.product_search.parameters import FeaturesParameters
from features.product_search.searches import Searches
from features.product_search.splits import Split, split_of
from features.splits import ADVISED, SPLITS
from infra.errors import DataError

_FEWEST: Final = 2  # searches of a split that features.min_examples may ask for


def refuse_two_splits(judgments: pd.DataFrame) -> None:
    """Refuse queries that are in two splits.

    Args:
        judgments: search, query and given of each row.

    Raises:
        DataError: There is one.
    """
    by_query = judgments.groupby(["search", "query"], sort=False)["given"]
    several = judgments[by_query.transform("min") != by_query.transform("max")]
    if len(several):
        queries = several.drop_duplicates(["search", "query"])["query"]
        raise DataError(
            f"judgments.split: {len(queries):,} queries ({len(several):,} rows) are in more than one split, such as "
            f"{', '.join(map(repr, queries.head(5)))}.",
            "Give all judgments of a query in a region and language one split.",
        )


def refuse_nothing_relevant(searches: Searches) -> None:
    """Refuse tables that say of no product that it answers a query.

    Raises:
        DataError: So it is; tells of which table what.
    """
    if searches.relevant().any():
        return
    if len(searches) == 0:
        raise DataError(
            f"judgments and events: none of their {searches.lost:,} rows names a product of `products`.",
            "Compare the ids of the tables: they have to be written alike.",
        )
    raise DataError(
        f"judgments and events: of {len(searches.pairs):,} rows none is relevant: no grade above irrelevant, no click, "
        "no purchase.",
        "Give events.click or events.purchase (1 where it happened), or judgments of products that answer a query.",
    )


def refuse_few(searches: Searches, split: Split, parameters: FeaturesParameters) -> None:
    """Refuse splits with too few searches that have a relevant product.

    Args:
        searches: All of them.
        split: Of them.
        parameters: Settings.

    Raises:
        DataError: There is such a split; names it, what it has, and what helps. Settings are advised only where they
            were tried and help.
    """
    sizes = _sizes(searches, split)
    for name, rows in sizes.items():
        if rows >= parameters.min_examples:
            continue
        made = " and ".join(f"{kind} searches {how}" for kind, how in split.how.items())
        raise DataError(
            f"judgments and events: split `{name}` ({made}) has {rows:,} searches with a relevant product; it needs "
            f"{parameters.min_examples:,}. There are {len(searches):,} searches of {len(np.unique(searches.keys)):,} "
            f"queries, {int(searches.relevant().sum()):,} of them with a relevant product; the splits have "
            f"{', '.join(f'{rows:,} {part}' for part, rows in sizes.items())}.",
            "Give more queries with a relevant product (rows of one query fall into one split, and a log is cut "
            f"between two times).{_tried(searches, sizes, parameters)}",
        )


def _sizes(searches: Searches, split: Split) -> dict[str, int]:
    relevant = searches.relevant()
    return {name: int(((split.of == place) & relevant).sum()) for place, name in enumerate(SPLITS)}


def _suffices(searches: Searches, parameters: FeaturesParameters) -> bool:
    return min(_sizes(searches, split_of(searches, parameters)).values()) >= parameters.min_examples


def _tried(searches: Searches, sizes: dict[str, int], parameters: FeaturesParameters) -> str:
    ways = []
    fewest = min(sizes.values())
    if fewest >= _FEWEST:
        ways.append(f"lower features.min_examples to {fewest}")
    for share in ADVISED:
        changed: dict[str, Any] = {
            "valid_share": max(share, parameters.valid_share),
            "test_share": max(share, parameters.test_share),
        }
        if _suffices(searches, replace(parameters, **changed)):
            named = [name for name, value in changed.items() if value != getattr(parameters, name)]
            ways.append("set " + " and ".join(f"features.{name}={changed[name]:g}" for name in named))
            break
    if (searches.given != UNKNOWN).any():
        other = replace(searches, given=np.full_like(searches.given, UNKNOWN))
        if _suffices(other, parameters):
            ways.append("leave judgments.split out to have the queries split by hash")
    return f" Or {', or '.join(ways)}." if ways else ""
