"""What of a catalogue can still be had where the tables end: nothing can be answered where nothing can be had."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import NO_TIME, Longs, iso, micros
from infra.errors import DataError

_EVER: Final = np.iinfo(np.int64).max


def shelf_facts(products: pa.Table, stock: pa.Table | None, last: int | None, what: str) -> dict[str, Any]:
    """When the log ends, the share of the catalogue that could be had in some region then, and when stock ends.

    Args:
        products: With product_id and launch_date.
        stock: With product_id, available_from and available_to; None where there is no such table.
        last: The last moment of the log, microseconds; None where no time is known.
        what: What the log is of, in a word.

    Returns:
        `last_{what}`, `available_then` (both None where no time is known), `stock_ends` (None where some stock is
        open or there is no such table).
    """
    ends = _ends(stock)
    return {
        f"last_{what}": None if last is None else iso(last),
        "available_then": None if last is None else float(_available(products, stock, last).mean()),
        "stock_ends": None if ends is None else iso(ends),
    }


def refuse_nothing_to_have(products: pa.Table, stock: pa.Table | None, last: int | None, what: str) -> None:
    """Refuse a catalogue of which nothing can be had in any region where the log ends; where no time is known, today.

    Args: as `shelf_facts`.

    Raises:
        DataError: So it is; tells when stock ends and whether products are still to be launched.
    """
    at = _today() if last is None else last
    if _available(products, stock, at).any():
        return
    when = f"at the last {what} ({iso(at)})" if last is not None else f"today ({iso(at)[:10]}; no {what} has a time)"
    later = int((micros(products.column("launch_date")) > at).sum())
    problem = f"products and stock: none of the {products.num_rows:,} products can be had in any region {when}"
    if later:
        problem += f"; {later:,} products.launch_date lie after it"
    if stock is not None and stock.num_rows == 0:
        problem += "; the table stock is empty"
    elif stock is not None:
        ended = int((_until(stock) <= at).sum())
        problem += f"; {ended:,} of {stock.num_rows:,} rows of stock have ended by then (stock.available_to)"
    raise DataError(
        f"{problem}.",
        "Give stock as it stands at the end of the log, with available_to empty where no end is known, or leave the "
        "table out to have everything shown.",
    )


def last_of(times: Longs) -> int | None:
    """The last of (n,) moments, `NO_TIME` where one is not known; None where none is."""
    last = int(times.max(initial=NO_TIME))
    return None if last == NO_TIME else last


def _available(products: pa.Table, stock: pa.Table | None, at: int) -> Any:
    """(products,) whether each has been launched and, where there is stock, can be had in some region."""
    launched = micros(products.column("launch_date")) <= at  # `NO_TIME` is before every moment
    if stock is None:
        return launched
    rows = (micros(stock.column("available_from")) <= at) & (_until(stock) > at)
    ids = stock.column("product_id").filter(pa.array(rows))
    return launched & np.asarray(pc.is_in(products.column("product_id"), value_set=ids.combine_chunks()), dtype=bool)


def _until(stock: pa.Table) -> Longs:
    ends = micros(stock.column("available_to"))
    return np.where(ends == NO_TIME, _EVER, ends)


def _ends(stock: pa.Table | None) -> int | None:
    if stock is None or stock.num_rows == 0:
        return None
    last = int(_until(stock).max())
    return None if last == _EVER else last


def _today() -> int:
    return int(datetime.now(UTC).timestamp() * 1e6)
