"""Logs that do not suffice for a train, a valid and a test split, and what helps."""

from __future__ import annotations

import numpy as np

from features.columns import iso
from features.deal_ranking.deals import Deals
from features.deal_ranking.labels import Labels
from features.deal_ranking.logs import Exposures, Redemptions, Tables
from features.deal_ranking.parameters import FeaturesParameters
from features.deal_ranking.requests import Requests
from features.deal_ranking.splits import START, Ends
from features.splits import SPLITS
from infra.errors import DataError


def refuse_nothing_shown(shown: Exposures, tables: Tables, redemptions: Redemptions) -> None:
    """Refuse a log in which nothing was shown, or of which nothing was redeemed.

    Raises:
        DataError: Tells what is there.
    """
    if len(redemptions) == 0:
        raise DataError(
            f"redemptions: none of {len(tables.redemptions):,} rows lies within the time of a deal that is known: "
            "there is nothing to learn from.",
            "Give redemptions of the deals in `deals`, with times in UTC.",
        )
    if len(shown) == 0:
        raise DataError(
            f"exposures: none lies within the time of its deal ({len(tables.deals):,} deals).",
            "Write deals.start and deals.end, and exposures.time, in UTC; or leave `exposures` out where they are not "
            "known.",
        )


def refuse_no_moment(deals: Deals, most: float) -> None:
    """Refuse deals that are over when they begin: most are of one day, written as a date twice.

    Raises:
        DataError: More than this share are so.
    """
    none = np.flatnonzero(deals.end == deals.start)
    if len(none) <= most * len(deals):
        return
    one = none[0]
    raise DataError(
        f"deals.end: {len(none):,} of {len(deals):,} deals end at the moment at which they start, so that they never "
        f"ran, such as {deals.ids[int(one)].as_py()!r} at {iso(deals.start[one])}.",
        "Write deals.end as the first moment at which a deal is over: one of a single day ends with the day after it. "
        "Where deals were called off before they began, raise features.max_of_no_moment to "
        f"{np.ceil(100 * len(none) / len(deals)) / 100:g}.",
    )


def refuse_few(requests: Requests, labels: Labels, ends: Ends, parameters: FeaturesParameters) -> None:
    """Refuse splits in which too little was redeemed.

    Args:
        requests: All.
        labels: Of their rows.
        ends: Of the splits.
        parameters: Settings.

    Raises:
        DataError: Tells what is there, what it takes, and what helps.
    """
    part = requests.part[requests.of]
    found = np.bincount(part[labels.redeemed], minlength=len(SPLITS))
    if found.min() >= parameters.min_redeemed:
        return
    shown = np.bincount(part, minlength=len(SPLITS))
    splits = ", ".join(
        f"{redeemed:,} of {of:,} in {name}" for redeemed, of, name in zip(found, shown, SPLITS, strict=True)
    )
    cut = "deals that start" if parameters.split_by == START else "requests"
    problem = (
        f"exposures and redemptions: split by {parameters.split_by} ({cut} from {iso(ends.valid_from)} on are valid, "
        f"from {iso(ends.test_from)} on the test), of what was shown were redeemed {splits}; each needs "
        f"{parameters.min_redeemed:,}"
    )
    if labels.without:
        problem += f"; {labels.without:,} redemptions have no exposure of that customer and deal before them"
    if not found.sum():
        raise DataError(
            f"{problem}.",
            "Nothing that was shown was redeemed: there is nothing to learn from. Write customer_id and deal_id alike "
            "in both tables; or leave `exposures` out where they are not known.",
        )
    ways = ["Give a longer time", "set other days for features.valid_from and features.test_from, or other shares"]
    if found.min() > 0:
        ways.append(f"lower features.min_redeemed to {found.min():,}")
    raise DataError(f"{problem}.", f"{', or '.join(ways)}.")
