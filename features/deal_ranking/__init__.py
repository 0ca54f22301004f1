"""Exposures and redemptions as requests: what was shown to a customer, and what was redeemed of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from features.deal_ranking.assumed import assumed_exposures
from features.deal_ranking.examples import Examples, write_known, write_requests
from features.deal_ranking.facts import facts_of
from features.deal_ranking.known import of_new_offers
from features.deal_ranking.labels import labels_of
from features.deal_ranking.logs import Exposures, Redemptions, Tables
from features.deal_ranking.named_products import unknown_products
from features.deal_ranking.parameters import FeaturesParameters
from features.deal_ranking.refusals import refuse_few, refuse_no_moment, refuse_nothing_shown
from features.deal_ranking.requests import drawn, requests_of
from features.deal_ranking.revenue import with_revenue
from features.deal_ranking.tables import read_tables
from features.deal_ranking.unshown import refuse_unshown
from features.deal_ranking.visits import refuse_twice
from features.deal_ranking.windows import within
from features.splits import SPLITS

__all__ = ["FeaturesParameters", "build"]


def build(tables: Path, out: Path, parameters: FeaturesParameters) -> dict[str, Any]:
    """Write requests of train, valid and the test, what was shown in each, and what is known of deals and customers.

    A redemption counts for the last exposure of that customer and deal that was not after it. Where no exposures are
    given, requests are the days on which a customer was active, and what was shown is assumed.

    Args:
        tables: Folder of clean contract tables: deals.parquet and redemptions.parquet; exposures.parquet,
            transactions.parquet, products.parquet and customers.parquet where they are given.
        out: Folder for deals.parquet, products.parquet, customers.parquet, purchases.parquet and redemptions.parquet
            (by customer and time); {train,valid,test}.parquet, a row a request; shown.parquet, a row a deal that was
            shown (rank, redeemed, revenue, redeemed_at, weight, new_deal); and facts.json.
        parameters: Settings.

    Returns:
        Counts of the tables and per split, and how it was split.

    Raises:
        DataError: A table is absent or empty, times do not allow the split, too many rows lie outside the time of their
            deal or do not fit together, or too little was redeemed.
    """
    read = read_tables(tables)
    refuse_no_moment(read.deals, parameters.max_of_no_moment)
    strange = unknown_products(tables, read, parameters.max_unknown_products)
    all_redemptions, how, guessed = with_revenue(read.redemptions, read.deals)
    redemptions, shown, outside = _within(read, all_redemptions, parameters)
    refuse_nothing_shown(shown, read, redemptions)
    requests, ends = requests_of(read, shown, parameters)
    refuse_twice(requests.twice, len(shown), parameters.max_twice)
    labels = labels_of(requests.rows, redemptions, len(read.deals), ends)
    if read.exposures is not None:
        refuse_unshown(shown, redemptions, len(read.deals), parameters.max_unshown)
    refuse_few(requests, labels, ends, parameters)
    whole = Examples(requests, labels, of_new_offers(requests, all_redemptions, read.deals, ends))
    chosen, left_out = drawn(requests, parameters)
    requests, rows = requests.take(chosen)
    written = Examples(requests, labels.take(rows), whole.new[rows])
    out.mkdir(parents=True, exist_ok=True)
    facts = write_known(tables, read, all_redemptions, out)
    write_requests(written, read, all_redemptions, out)
    facts |= facts_of(read, whole, written, ends) | outside
    facts |= {
        "split_by": parameters.split_by,
        "asked_purchases": parameters.asked_purchases,
        "asked_redemptions": parameters.asked_redemptions,
        "deal_products_unknown": strange,
        "revenue": how,
        "redemptions_of_guessed_revenue": guessed,
        "requests_left_out": dict(zip(SPLITS, left_out.tolist(), strict=True)),
    }
    (out / "facts.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return facts


def _within(
    read: Tables, redemptions: Redemptions, parameters: FeaturesParameters
) -> tuple[Redemptions, Exposures, dict[str, int]]:
    """Redemptions and exposures within the time of their deals, and how many are not."""
    most = parameters.max_outside
    inside = within(read.deals, redemptions.deal, redemptions.time, "redemptions", most)
    counts = {"redemptions_outside_their_deal": int((~inside).sum()), "exposures_outside_their_deal": 0}
    redemptions = redemptions.take(inside)
    if read.exposures is None:
        return redemptions, assumed_exposures(read, redemptions, parameters), counts
    inside = within(read.deals, read.exposures.deal, read.exposures.time, "exposures", most)
    counts["exposures_outside_their_deal"] = int((~inside).sum())
    return redemptions, read.exposures if inside.all() else read.exposures.take(inside), counts
