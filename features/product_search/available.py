"""What of the catalogue can still be had where the tables end: a search of nothing that can is no search."""

from __future__ import annotations

from typing import Any, Final

import pyarrow as pa

from features.product_search.searches import Searches
from features.shelf import last_of, refuse_nothing_to_have, shelf_facts

_WHAT: Final = "search"


def availability_facts(searches: Searches, products: pa.Table, stock: pa.Table | None) -> dict[str, Any]:
    """The last moment of any search, the share of the catalogue that could be had in some region then, when stock ends.

    Moment and share are None where no search has a time, the end where some stock is open or there is no such table.
    """
    return shelf_facts(products, stock, last_of(searches.times), _WHAT)


def refuse_nothing_available(searches: Searches, products: pa.Table, stock: pa.Table | None) -> None:
    """Refuse a catalogue of which nothing can be had in any region at the last search; where none has a time, today.

    Raises:
        DataError: So it is; tells when stock ends and whether products are still to be launched.
    """
    refuse_nothing_to_have(products, stock, last_of(searches.times), _WHAT)
