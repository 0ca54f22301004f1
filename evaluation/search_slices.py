"""Parts of the test of product search on which a gate may guard the primary metric."""

from __future__ import annotations

from typing import Final

import pandas as pd

SLICES: Final = (
    "returning_customer",
    "changed_query",
    "unseen_query",
    "seen_query",
    "scarce_query",
    "new_product",
    "judged",
    "logged",
)
MEANING: Final = {
    "returning_customer": "searches of customers who searched in train",
    "changed_query": "searches with a relevant product that came up in the last features.changed_days",
    "unseen_query": "searches whose words nobody searched for in train",
    "seen_query": "searches whose words were searched for in train",
    "scarce_query": "searches for what train was asked less often than features.scarce_searches",
    "new_product": "searches none of whose relevant products was shown or judged in train",
    "judged": "queries that people judged",
    "logged": "searches of the log",
}


def slices(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Parts of the outcomes by name; one may be empty."""
    return {name: table[table[name].to_numpy(bool)] for name in SLICES}
