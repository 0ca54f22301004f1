"""What is measured of policies that were let through the same visits, with intervals that draw whole customers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.deal_new_deals import NEW, SHOWINGS, WARM
from benchmarks.deal_replays import FIRST_HOURS, Lived
from benchmarks.deal_rows import Floats
from benchmarks.search_statistics import mean_of, measured, ratio_of
from evaluation.bootstrap import Statistic

Json = dict[str, Any]

POPULAR: Final = "popularity so far"
UPDATED: Final = ", updated"
RELEVANT, GREEDY, ALLOCATED = "ours, alpha 0", "ours, alpha 1", "ours, alpha 1, allocated"
CHOSEN: Final = "ours, alpha chosen before"
NEW_DEALS: Final = "new deals"
# Of a policy's visits, and the column without which it has none.
STATISTICS: Final[dict[str, tuple[Statistic, str]]] = {
    "of_popular": (ratio_of("own", "popular"), "popular"),
    "ndcg": (mean_of("ndcg"), "ndcg"),
    "common": (mean_of("common"), "common"),
    "ndcg_of_popular": (ratio_of("common", "popular_common"), "popular_common"),
    "lost": (ratio_of("short", "relevant"), "relevant"),
    "of_greedy": (ratio_of("own", "greedy"), "greedy"),
}


def tables(lived: Mapping[str, Lived], common: Mapping[str, Floats], customer: Any) -> dict[str, pd.DataFrame]:
    """By policy one row a visit, of what `STATISTICS` are taken; `group` is the customer.

    Args:
        lived: By policy, `POPULAR` among them.
        common: NDCG in a common course, by the same names; see `deal_common_course`.
        customer: Of each visit; (visits,).
    """
    found = {}
    for name, one in lived.items():
        columns = {"group": customer, "own": one.revenue, "popular": lived[POPULAR].revenue, "ndcg": one.ndcg}
        columns |= {"common": common[name], "popular_common": common[POPULAR]}
        learns = UPDATED if name.endswith(UPDATED) else ""
        if name.startswith("ours") and f"{RELEVANT}{learns}" in common:
            relevant = common[f"{RELEVANT}{learns}"]
            columns |= {"short": relevant - common[name], "relevant": relevant}
        if name.startswith("ours") and f"{GREEDY}{learns}" in lived:
            columns["greedy"] = lived[f"{GREEDY}{learns}"].revenue
        found[name] = pd.DataFrame(columns)
    return found


def of_visits(table: pd.DataFrame, resampling: Json) -> Json:
    """`STATISTICS` of a policy's table, those whose columns it has."""
    some = {name: one for name, (one, column) in STATISTICS.items() if column in table}
    return measured(table, some, resampling)


def compared(
    lived: Mapping[str, Lived], common: Mapping[str, Floats], customer: Any, bound: float, resampling: Json
) -> Json:
    """By policy what it brought in and what it lost.

    Args:
        lived, common, customer: See `tables`.
        bound: Revenue that nobody can pass.
        resampling: Of the intervals.

    Returns:
        By policy `revenue`, `redeemed`, `of_bound`; `of_popular`, its revenue over popularity's; `ndcg`, in its own
        course; `common`, in one that all have in common; `ndcg_of_popular`, that over popularity's; of ours `lost`, the
        share of the NDCG of ours by relevance that is missing there, and `of_greedy`, its revenue over that of ours at
        alpha 1, both of a model that learns alike; `violations`, `refused`, `sold`, `seconds`; `first_hours`, by hours
        the redemptions of young deals that lists by truth would have, `wanted`, and the share `missed`.
    """
    found = {}
    for name, table in tables(lived, common, customer).items():
        one = lived[name]
        found[name] = {
            **of_visits(table, resampling),
            "revenue": float(one.revenue.sum()),
            "redeemed": float(one.redeemed.sum()),
            "of_bound": float(one.revenue.sum()) / bound,
            "violations": one.account.violations,
            "refused": one.account.refused,
            "sold": one.sold,
            "seconds": one.seconds,
            "first_hours": {
                str(hours): {"wanted": float(wanted), "missed": float(missed / wanted) if wanted > 0 else None}
                for hours, wanted, missed in zip(FIRST_HOURS, one.wanted, one.missed, strict=True)
            },
        }
    return found


def pooled(markets: Mapping[str, Mapping[str, pd.DataFrame]], resampling: Json) -> Json:
    """What was measured of several markets together, customers drawn from all of them.

    Args:
        markets: By seed the tables that `deal_simulated_process` kept: `CHOSEN`, see `tables`, and `NEW_DEALS`, see
            `deal_new_deals`.
        resampling: Of the intervals.

    Returns:
        `chosen`, see `of_visits`, and `new`, see `of_new`; None where a market has no such table.
    """
    found: Json = {}
    for name, measure in {CHOSEN: of_visits, NEW_DEALS: of_new}.items():
        parts = [
            one[name].assign(**{own: seed + " " + one[name][own].astype(str)})
            for seed, one in markets.items()
            if name in one
            for own in ("group" if name == CHOSEN else "customer",)
        ]
        whole = len(parts) == len(markets) > 0
        found[name] = measure(pd.concat(parts, ignore_index=True), resampling) if whole else None
    return {"chosen": found[CHOSEN], "new": found[NEW_DEALS]}


def of_new(table: pd.DataFrame, resampling: Json) -> Json:
    """NDCG@5 of warm deals and of new ones by showings, and the latter over the former; `visits`."""
    rows = table.rename(columns={"customer": "group"})
    names = [f"{NEW} {showings}" for showings in SHOWINGS]
    statistics = {name: mean_of(name) for name in (WARM, *names)}
    statistics |= {f"{name} of warm": ratio_of(name, WARM) for name in names}
    return {"visits": len(rows), "measures": measured(rows, statistics, resampling)}


def oracle_of(lived: list[Lived]) -> int:
    """The number of the course that brought in most."""
    return int(np.argmax([one.revenue.sum() for one in lived]))


NEW_AFTER: Final = f"{NEW} 100 of warm"
