"""Logs that do not suffice for a train, a valid and a test split, and what helps."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa

from features.columns import Mask, places
from features.recommendation.log import Log
from features.recommendation.parameters import FeaturesParameters
from features.recommendation.requests import Requests
from features.recommendation.splits import LEAVE_ONE_OUT, TEST, TIME, TRAIN, VALID, Split
from features.splits import SPLITS
from infra.errors import DataError

_CHOICE: Final = 2  # products of which one can be chosen
_NAMED: Final = 5  # spellings that an error shows


def refuse_no_choice(products: pa.Table, log: Log) -> None:
    """Refuse a catalogue that leaves nothing to choose.

    Raises:
        DataError: Fewer than two products can be recommended.
    """
    listed = int(np.asarray(products.column("listed")).sum())
    if listed < _CHOICE:
        raise DataError(
            f"products and events: {listed:,} product can be recommended ({len(log):,} events of "
            f"{len(log.products):,} products); where there is one alone nothing is left to choose.",
            "Give the whole catalogue in `products`, or leave that table out to have the products of the events.",
        )


def refuse_strange_products(products: pa.Table, log: Log, parameters: FeaturesParameters) -> None:
    """Refuse a log too many events of which are of products that are not listed: ids may be spelt otherwise.

    Args:
        products: With product_id and listed.
        log: The events.
        parameters: Settings.

    Raises:
        DataError: More than `max_strange_products` of the events are.
    """
    listed = np.asarray(products.column("listed"), dtype=bool)
    met = np.bincount(log.product, minlength=len(log.products))
    met[listed[places(log.products, products.column("product_id"))]] = 0
    rows = int(met.sum())
    if rows <= parameters.max_strange_products * len(log):
        return
    theirs = np.argsort(-met, kind="stable")[: min(_NAMED, int((met > 0).sum()))]
    raise DataError(
        f"events.product_id: {rows:,} of {len(log):,} events are of products that `products` does not list, such as "
        f"{_some(log.products.take(pa.array(theirs)))}; products.product_id has "
        f"{_some(products.column('product_id').filter(pa.array(listed))[:_NAMED])}.",
        "Write the ids of both tables alike (capitals, zeros before a number, a shop before the id), or leave "
        "`products` out to have those of the events. Where most that was sold is not sold any more, raise "
        f"features.max_strange_products to {np.ceil(100 * rows / len(log)) / 100:g}.",
    )


def _some(names: Any) -> str:
    return ", ".join(map(repr, names.to_pylist()))


def refuse_few(log: Log, split: Split, requests: Requests, at_hand: Mask, parameters: FeaturesParameters) -> None:
    """Refuse splits with too few requests, or without events to learn from.

    Args:
        log: The events that are split.
        split: Of them.
        requests: Those of valid and the test to whom something that can be recommended was chosen.
        at_hand: (requests,) whether something that was wanted could be had then and there; others measure nothing.
        parameters: Settings.

    Raises:
        DataError: Tells what is there, what it takes, and what helps.
    """
    found = {SPLITS[part]: int((at_hand & (requests.part == part)).sum()) for part in (VALID, TEST)}
    if min(found.values()) >= parameters.min_requests and (split.of == TRAIN).any():
        return
    sizes = np.diff(log.starts())
    problem = (
        f"events: split `{split.how}` has {found['valid']:,} requests in valid and {found['test']:,} in the test; each "
        f"needs {parameters.min_requests:,}. There are {len(log):,} events of {len(sizes):,} customers"
    )
    if split.how == LEAVE_ONE_OUT:
        enough = int((sizes >= parameters.leave_out_from).sum())
        problem += (
            f"; {enough:,} of them have the {parameters.leave_out_from:,} or more events that it takes to leave out "
            f"two (the most of one customer: {int(sizes.max(initial=0)):,})"
        )
    else:
        events = ", ".join(f"{int((split.of == part).sum()):,} in {name}" for part, name in enumerate(SPLITS))
        problem += f"; {events}"
    if requests.without:
        problem += f"; {requests.without:,} requests chose nothing that `products` lists"
    if not at_hand.all():
        problem += (
            f"; {int((~at_hand).sum()):,} requests wanted nothing that could be had then and there by "
            "products.launch_date and stock"
        )
    raise DataError(f"{problem}.", _way_out(split, found))


def _way_out(split: Split, found: dict[str, int]) -> str:
    ways = ["Give more customers with several events"]
    fewest = min(found.values())
    if fewest >= _CHOICE:
        ways.append(f"lower features.min_requests to {fewest}")
    if split.how == TIME:
        ways.append(
            "take earlier days for features.valid_from and features.test_from or larger shares, or set "
            "features.split=leave_one_out"
        )
    return f"{', or '.join(ways)}."
