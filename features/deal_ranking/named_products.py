"""Products that deals name and nobody else does: written otherwise there, or several in one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import numpy as np

from features.columns import TEXT, read
from features.deal_ranking.logs import Tables
from infra.errors import DataError

_COLUMN: Final = {"product_id": TEXT}


def unknown_products(folder: Path, tables: Tables, most: float) -> int:
    """How many products deals name that neither `products` nor `transactions` has; 0 where neither is given.

    Args:
        folder: Of the clean tables.
        tables: What was read of them.
        most: Share of those named that may be so.

    Raises:
        DataError: More are.
    """
    listed = read(folder, "products", _COLUMN)
    known = set(tables.products.to_pylist()) | (set() if listed is None else set(listed["product_id"].to_pylist()))
    cells = tables.deals.table.column("products")
    named: dict[str, None] = {}
    for cell in cells.drop_null().to_pylist():
        named.update(dict.fromkeys(json.loads(cell)))
    strange = [name for name in named if name not in known]
    if not known or len(strange) <= most * len(named):
        return len(strange) if known else 0
    share = np.ceil(100 * len(strange) / len(named)) / 100
    raise DataError(
        f"deals.products: {len(strange):,} of {len(named):,} ids are in neither `products` nor `transactions`, such as "
        f"{strange[0]!r:.100}.",
        'Write several ids as a JSON list or parted by semicolons (["p4", "p17"] or p4;p17), not by commas or bars, '
        "and each id as in the other tables; where these products are not in them, raise features.max_unknown_products "
        f"to {share:g}.",
    )
