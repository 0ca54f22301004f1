"""What is known of a candidate wherever and to whomever it is shown, and of the place and time."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from ..faded_counts import DAY
from .asks import Asks
from .behaviour import months_of
from .tables import Tables

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

NAMES: Final = (
    "events",
    "never_seen",
    "popular_short",
    "popular_long",
    "trend",
    "region_lift",
    "season_lift",
    "idle",
    "age",
    "price",
)


def product_features(asks: Asks, request: Ints, position: Ints, tables: Tables) -> Floats:
    """How the product sells, and how old it is, NaN where not known; (rows, `NAMES`).

    Args:
        asks: The requests.
        request: Of each candidate; (rows,).
        position: Of each candidate's product; (rows,).
        tables: What is known of products.
    """
    behaviour, catalogue = tables.behaviour, tables.catalogue
    times = asks.times[request]
    numbers = behaviour.region_numbers
    regions = np.fromiter(
        (-1 if name is None else numbers.get(name, -1) for name in asks.regions), dtype=np.int64, count=len(asks)
    )
    events = behaviour.events[position]
    columns = [
        np.log1p(events),
        events == 0,
        behaviour.short[position],
        behaviour.long[position],
        behaviour.short[position] - behaviour.long[position],
        behaviour.regional.lift(regions[request], position),
        behaviour.season[position, months_of(asks.times)[request]],
        np.log1p(np.maximum(times - behaviour.last[position], 0.0) / DAY),
        np.log1p(np.maximum(times - catalogue.launched[position], 0.0) / DAY),
        catalogue.log_price[position],
    ]
    return np.column_stack(columns).astype(np.float32)
