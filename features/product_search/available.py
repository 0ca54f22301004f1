"""What of the catalogue can still be had where the tables end: a search of nothing that can is no search."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import pyarrow as pa

from features.product_search.searches import Searches
from features.product_search.tables import NO_TIME, UNKNOWN, Longs, micros, places
from infra.errors import DataError

_EVER: Final = np.iinfo(np.int64).max


def availability_facts(searches: Searches, products: pa.Table, stock: pa.Table | None) -> dict[str, Any]:
    """The last moment of any search, the share of the catalogue that could be had in some region then, when stock ends.

    Moment and share are None where no search has a time, the end where some stock is open or there is no such table.
    """
    last, ends = _last(searches), _ends(stock)
    return {
        "last_search": None if last is None else _iso(last),
        "available_then": None if last is None else float(_available(products, stock, last).mean()),
        "stock_ends": None if ends is None else _iso(ends),
    }


def refuse_nothing_available(searches: Searches, products: pa.Table, stock: pa.Table | None) -> None:
    """Refuse a catalogue of which nothing can be had in any region at the last search; where none has a time, today.

    Raises:
        DataError: So it is; tells when stock ends and whether products are still to be launched.
    """
    last = _last(searches)
    at = _today() if last is None else last
    if _available(products, stock, at).any():
        return
    when = f"at the last search ({_iso(at)})" if last is not None else f"today ({_iso(at)[:10]}; no search has a time)"
    later = int((micros(products.column("launch_date")) > at).sum())
    problem = f"products and stock: none of the {products.num_rows:,} products can be had in any region {when}"
    if later:
        problem += f"; {later:,} products.launch_date lie after it"
    if stock is not None:
        ended = int((_until(stock) <= at).sum())
        problem += f"; {ended:,} of {stock.num_rows:,} rows of stock have ended by then (stock.available_to)"
    raise DataError(
        f"{problem}.",
        "Give stock as it stands at the end of the log, with available_to empty where no end is known, or leave the "
        "table out to have everything shown.",
    )


def _available(products: pa.Table, stock: pa.Table | None, at: int) -> Any:
    """(products,) whether each has been launched and, where there is stock, can be had in some region."""
    launched = micros(products.column("launch_date")) <= at  # `NO_TIME` is before every moment
    if stock is None:
        return launched
    rows = (micros(stock.column("available_from")) <= at) & (_until(stock) > at)
    place = places(stock.column("product_id"), products.column("product_id"))[rows]
    there = np.zeros(products.num_rows, dtype=bool)
    there[place[place != UNKNOWN]] = True
    return launched & there


def _until(stock: pa.Table) -> Longs:
    ends = micros(stock.column("available_to"))
    return np.where(ends == NO_TIME, _EVER, ends)


def _ends(stock: pa.Table | None) -> int | None:
    if stock is None or stock.num_rows == 0:
        return None
    last = int(_until(stock).max())
    return None if last == _EVER else last


def _last(searches: Searches) -> int | None:
    last = int(searches.times.max(initial=NO_TIME))
    return None if last == NO_TIME else last


def _today() -> int:
    return int(datetime.now(UTC).timestamp() * 1e6)


def _iso(micros: int) -> str:
    return datetime.fromtimestamp(micros / 1e6, UTC).isoformat()
