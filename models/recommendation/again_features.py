"""What the customer has done with the very candidate: bought, put into the cart, viewed, and how long ago."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from ..faded_counts import DAY
from .asks import Asks
from .sums import Sums
from .tables import Tables
from .told_history import BUY, CART, VIEW

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

NAMES: Final = (
    "bought",
    "viewed",
    "in_cart",
    "since_seen",
    "since_bought",
    "due",
    "repeat_rate",
    "history_events",
    "history_buys",
    "idle_days",
    "last_kind",
)


def again_features(asks: Asks, request: Ints, position: Ints, tables: Tables) -> Floats:
    """What came before of the product itself and how active the customer is; (rows, `NAMES`).

    Args:
        asks: The requests.
        request: Of each candidate; (rows,).
        position: Of each candidate's product; (rows,).
        tables: What is known of products.
    """
    owner, size = asks.owners(), len(tables.catalogue)
    counts = {}
    for kind in (VIEW, CART, BUY):
        rows = asks.kind == kind
        sums = Sums.of(owner[rows], asks.product[rows], np.ones(int(rows.sum())), size)
        counts[kind] = sums.at(request, position)
    buys = asks.kind == BUY
    from_end = (np.repeat(asks.starts[1:], asks.sizes()) - np.arange(len(asks.product))).astype(np.float64)
    seen = Sums.latest(owner, asks.product, from_end, size).at(request, position, np.nan)
    bought_at = Sums.latest(owner[buys], asks.product[buys], asks.seconds[buys], size).at(request, position, np.nan)
    since = np.maximum(asks.times[request] - bought_at, 0.0)
    gap = np.exp(tables.repeats.gap[position].astype(np.float64))
    last = np.where(asks.sizes() > 0, asks.starts[1:] - 1, -1)
    idle = np.maximum(asks.times - np.append(asks.seconds, np.nan)[last], 0.0)
    columns = [
        np.log1p(counts[BUY]),
        np.log1p(counts[VIEW]),
        (counts[CART] > 0) & (counts[BUY] == 0),
        seen,
        np.log1p(since / DAY),
        np.log(np.maximum(since, 1.0) / gap),
        tables.repeats.rate[position],
        np.log1p(asks.sizes())[request],
        np.log1p(np.bincount(owner[buys], minlength=len(asks)))[request],
        np.log1p(idle / DAY)[request],
        np.append(asks.kind.astype(np.float64), np.nan)[last][request],
    ]
    return np.column_stack(columns).astype(np.float32)
