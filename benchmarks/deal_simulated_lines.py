"""Purchases of the simulated market of deals as its tables tell them, for requests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import pandas as pd

from benchmarks.deal_rows import Ints
from benchmarks.deal_told_texts import iso, purchase
from sources.simulator.deal_happened import Happened
from sources.simulator.deal_market import DealMarket
from sources.simulator.deal_rows import transaction_rows

COLUMNS: Final = ["customer_id", "product_id", "time", "quantity", "amount"]


@dataclass(frozen=True)
class Lines:
    """Purchases by customer and time.

    Attributes:
        customer: Positions; (lines,).
        seconds: Of the market, rising within a customer; (lines,).
        texts: JSON objects; lines of them.
    """

    customer: Ints
    seconds: Ints
    texts: list[str]

    @classmethod
    def of(cls, market: DealMarket, examples: Path) -> Self:
        """What the log says until the test, and what is bought without a redemption from then on."""
        begins = pd.Timestamp(market.times(np.array([market.test_from]))[0], tz="UTC")
        log = pd.read_parquet(examples / "purchases.parquet", columns=COLUMNS)
        new = slice(*np.searchsorted(market.purchases.seconds, [market.test_from, market.ends]).tolist())
        later = transaction_rows(market, new, Happened.nothing()).to_pandas()[COLUMNS]
        return cls.told(market, pd.concat([log[log["time"] < begins], later], ignore_index=True))

    @classmethod
    def told(cls, market: DealMarket, table: pd.DataFrame) -> Self:
        """Of rows of the contract's transactions."""
        customer = pd.Index(market.customer_ids).get_indexer(pd.Index(table["customer_id"].to_numpy(object)))
        since = pd.DatetimeIndex(table["time"]).tz_localize(None).to_numpy("datetime64[s]") - market.first
        seconds = since.astype("timedelta64[s]").astype(np.int64)
        order = np.lexsort((seconds, customer))
        some = table.iloc[order]
        amounts = (some[name].to_numpy(np.float64) for name in ("quantity", "amount"))
        texts = [purchase(*one) for one in zip(some["product_id"], iso(some["time"]), *amounts, strict=True)]
        return cls(customer[order].astype(np.int64), seconds[order], texts)
