"""Revenue of the test log before its deals end, had each policy been allowed to show only part of what was shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.deal_front import ALPHAS
from evaluation.deal_lists import Lists
from evaluation.deal_popular import popular
from evaluation.deal_truth import Truth
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums

Floats = npt.NDArray[np.float64]

_POPULAR, _BEST = "popular", "oracle"
# Policies that are the model's order with an alpha, by the name of the alpha.
BY_ALPHA: Final = {"0": "relevant", "025": "alpha_025", "05": "alpha_05", "075": "alpha_075", "1": "greedy"}
_OF_MODEL: Final = {
    **{name: f"ordered by the model with alpha {ALPHAS[alpha]:g}" for alpha, name in BY_ALPHA.items()},
    "expected": "ordered by the model's probability times its revenue",
    "allocated": "ordered by the model with alpha 1 and allocate, which looks ahead to the end of stock and deals",
}
_SAYS: Final = {**_OF_MODEL, _POPULAR: "ordered by redemptions of the offer before, by all customers"}
MEASURES: Final = (*(f"realised_{name}" for name in _SAYS), *(f"realised_gain_{name}" for name in _OF_MODEL))
_LIMIT = (
    "of the deals that the log showed, each request may show only evaluation.shown_share, once a customer, and only "
    "while the log had stock and budget left. A replay credits what was redeemed in the log alone: not what customers "
    "would have taken of a deal that they were shown at another time, nor stock that was saved for somebody else"
)


def measures(
    policies: Mapping[str, Floats], found: Lists, table: pd.DataFrame, known: Truth, settings: Mapping[str, Any]
) -> dict[str, Measure]:
    """Revenue of each policy over that of the best one, and over that of what was popular; none without a request.

    Args:
        policies: Of each deal of the lists its place or whatever is less the further up, infinite where it is not
            shown, by name; (pairs,) each.
        found: Lists of the requests; those in which nothing was redeemed change nothing and may be left out.
        table: The requests.
        known: Of the test.
        settings: `shown_share`: of a request's deals that a policy may show, at least one; `seed`, which orders
            equally popular deals; `resamples`, `confidence`.
    """
    if len(table) == 0:
        return {}
    orders = {**policies, _POPULAR: popular(found, known, int(settings["seed"])), _BEST: _best(found, known)}
    share = float(settings["shown_share"])
    rows = pd.DataFrame({name: realised(found, known, order, share) for name, order in orders.items()})
    rows = rows.assign(group=table["group"].to_numpy())
    statistics = {f"realised_{name}": of_sums(name, _BEST) for name in orders if name != _BEST}
    says = {
        f"realised_{name}": f"revenue {_SAYS[name]}, over that of an oracle that shows what is redeemed for most "
        f"first; {_LIMIT}"
        for name in orders
        if name != _BEST
    }
    for name in policies:
        rows[f"gain_{name}"] = rows[name] - rows[_POPULAR]
        statistics[f"realised_gain_{name}"] = of_sums(f"gain_{name}", _POPULAR)
        says[f"realised_gain_{name}"] = f"revenue {_SAYS[name]}, over that of {_SAYS[_POPULAR]}, less 1; {_LIMIT}"
    return measured(rows, statistics, says, settings)


def realised(found: Lists, known: Truth, order: Floats, share: float) -> Floats:
    """Revenue of each request under a policy; (rows,).

    What the log had nothing left of then cannot be shown, nor what the customer had redeemed: a policy that shows part
    of what the log showed takes no more than the log did, so nothing runs out sooner.

    Args:
        found: Lists of the requests.
        known: Of the test.
        order: Less the further up, infinite where it is not shown; equals count against the policy; (pairs,).
        share: Of the request's deals that are shown, rounded up.
    """
    redeemed, revenue = known.redeemed[found.pair], known.revenue[found.pair]
    may = np.isfinite(order) & known.live[found.pair] & ~known.already[found.pair]
    ranked = np.lexsort((redeemed, order, ~may, found.row))
    rank = np.empty(len(order), dtype=np.int64)
    rank[ranked] = np.arange(len(order)) - np.searchsorted(found.row, found.row[ranked])
    slots = np.ceil(share * np.bincount(found.row, minlength=len(found.number)))
    return found.summed(revenue, may & (rank < slots[found.row]))


def place(found: Lists, of: Lists) -> Floats:
    """Places in other lists of the same requests; what was not answered there is not shown; (pairs of found,)."""
    return _there(found, of, of.place.astype(np.float64))


def expected(found: Lists, of: Lists) -> Floats:
    """By expected revenue in other lists of the same requests, the most first; likewise; (pairs of found,)."""
    return _there(found, of, -of.expected_revenue)


def _there(found: Lists, of: Lists, order: Floats) -> Floats:
    # Of two lists of a request, each may hold deals that the other does not.
    told = pd.Series(np.where(of.answered, order, np.inf), index=of.pair)
    return np.asarray(told.reindex(found.pair, fill_value=np.inf), dtype=np.float64)


def _best(found: Lists, known: Truth) -> Floats:
    """What was redeemed, of the highest revenue first; also what a model would not answer."""
    return np.where(known.redeemed[found.pair], -known.revenue[found.pair], 1.0)
