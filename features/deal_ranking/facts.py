"""What is told of the examples of deal ranking."""

from __future__ import annotations

from typing import Any

import numpy as np

from features.columns import Ints, Longs, iso
from features.deal_ranking.deals import EVER
from features.deal_ranking.examples import Examples
from features.deal_ranking.logs import Tables
from features.deal_ranking.splits import Ends
from features.splits import SPLITS


def facts_of(tables: Tables, whole: Examples, written: Examples, ends: Ends) -> dict[str, Any]:
    """Counts as JSON values: of the tables, of each split, and of what is not as one might think.

    Args:
        tables: What was read.
        whole: All requests.
        written: Those that are written.
        ends: Of the splits.
    """
    deals, requests = tables.deals, whole.requests
    bought = np.bincount(tables.purchases.customer, minlength=len(tables.customers)) > 0
    facts: dict[str, Any] = {
        "exposures": "assumed" if tables.exposures is None else "logged",
        "valid_from": iso(ends.valid_from),
        "test_from": iso(ends.test_from),
        "deals": len(deals),
        "offers": int(deals.offer.max()) + 1,
        "deals_without_products": int(deals.table.column("products").null_count),
        "deals_without_end": int((deals.end == EVER).sum()),
        "deals_of_no_moment": int((deals.end == deals.start).sum()),
        "deals_shown": _different(requests.rows.deal),
        "exposure_rows": 0 if tables.exposures is None else len(tables.exposures),
        "exposures_twice_in_a_visit": requests.twice,
        "exposures_beyond_their_visit": requests.cut,
        "exposures_after_their_split": requests.late,
        "redemption_rows": len(tables.redemptions),
        "redemptions_without_exposure": whole.labels.without,
        "redemptions_repeated": whole.labels.repeated,
        "rows_of_unknown_deals": tables.unknown_deals,
        "purchases": len(tables.purchases),
        "customers_who_were_shown": _different(requests.customer),
        "customers_shown_without_purchases": _different(requests.customer[~bought[requests.customer]]),
        "all_redeemed": bool(whole.labels.redeemed.all()),
    }
    return facts | {name: _of_split(written, part) for part, name in enumerate(SPLITS)}


def _of_split(examples: Examples, part: int) -> dict[str, int]:
    requests, labels = examples.requests, examples.labels
    rows = requests.part[requests.of] == part
    return {
        "requests": int((requests.part == part).sum()),
        "requests_that_redeem": _different(requests.of[rows & labels.redeemed]),
        "shown": int(rows.sum()),
        "redeemed": int(labels.redeemed[rows].sum()),
        "shown_of_new_offers": int(examples.new[rows].sum()),
        "redeemed_of_new_offers": int((labels.redeemed & examples.new)[rows].sum()),
        "deals": _different(requests.rows.deal[rows]),
        "customers": _different(requests.customer[requests.part == part]),
    }


def _different(positions: Ints | Longs) -> int:
    return int((np.bincount(positions) > 0).sum())
