"""What ranks deals without a model: counts and rates of what was learnt, the deal's width, and chance."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from benchmarks.deal_rows import Floats, Rows

POPULARITY: Final = "popularity"
RATE: Final = "coupon rate"
PAIR: Final = "household x coupon rate"
SHRUNK: Final = "household x coupon rate, shrunk"
WIDTH: Final = "number of products"
RANDOM: Final = "random"
SHRUNK_BY: Final = (5.0, 20.0, 100.0, 500.0)  # exposures at the mean rate that are put to each; valid chooses


def popularity(learnt: Rows, asked: Rows) -> Floats:
    """Redemptions of the offer; (n,)."""
    return _counts(learnt, asked, "offer")[0]


def rate(learnt: Rows, asked: Rows, shrunk_by: float = 0.0, column: str = "offer") -> Floats:
    """Share of the shown that was redeemed, with so many at the mean rate put to it; 0 where nothing is known; (n,)."""
    redeemed, shown = _counts(learnt, asked, column)
    mean = learnt.label.mean()
    return np.divide(redeemed + shrunk_by * mean, shown + shrunk_by, out=np.zeros(len(asked)), where=shown > 0)


def pair(learnt: Rows, asked: Rows, shrunk_by: float = 0.0) -> Floats:
    """Rate of the household times that of the coupon; (n,)."""
    found = [_shrunk(learnt, asked, shrunk_by, column) for column in ("customer_id", "offer")]
    return found[0] * found[1]


def width(examples: Path, asked: Rows) -> Floats:
    """Products of the deal; (n,)."""
    counts = {deal: len(products) for deal, products in products_of(examples).items()}
    return asked.table["deal_id"].map(counts).to_numpy(np.float64)


def products_of(examples: Path) -> dict[str, list[str]]:
    """Product ids by deal."""
    deals = pd.read_parquet(examples / "deals.parquet", columns=["deal_id", "products"])
    cells = zip(deals["deal_id"], deals["products"], strict=True)
    return {deal: [] if pd.isna(cell) else json.loads(cell) for deal, cell in cells}


def chance(asked: Rows) -> Floats:
    """All alike, which a measure that breaks ties at random takes for a lot; (n,)."""
    return np.zeros(len(asked))


Scored = Callable[[Path, Rows, Rows, float], Floats]

PLAIN: Final[dict[str, tuple[Scored, tuple[float, ...]]]] = {
    POPULARITY: (lambda _examples, learnt, asked, _by: popularity(learnt, asked), (0.0,)),
    RATE: (lambda _examples, learnt, asked, by: rate(learnt, asked, by), (0.0,)),
    PAIR: (lambda _examples, learnt, asked, by: pair(learnt, asked, by), (0.0,)),
    SHRUNK: (lambda _examples, learnt, asked, by: pair(learnt, asked, by), SHRUNK_BY),
    WIDTH: (lambda examples, _learnt, asked, _by: width(examples, asked), (0.0,)),
    RANDOM: (lambda _examples, _learnt, asked, _by: chance(asked), (0.0,)),
}


def _shrunk(learnt: Rows, asked: Rows, shrunk_by: float, column: str) -> Floats:
    if shrunk_by == 0.0:
        return rate(learnt, asked, 0.0, column)
    redeemed, shown = _counts(learnt, asked, column)
    return np.asarray((redeemed + shrunk_by * learnt.label.mean()) / (shown + shrunk_by), dtype=np.float64)


def _counts(learnt: Rows, asked: Rows, column: str) -> tuple[Floats, Floats]:
    known = pd.DataFrame({"key": learnt.table[column], "redeemed": learnt.label}).groupby("key")["redeemed"]
    found = [
        asked.table[column].map(counts).fillna(0.0).to_numpy(np.float64) for counts in (known.sum(), known.count())
    ]
    return found[0], found[1]
