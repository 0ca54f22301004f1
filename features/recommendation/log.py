"""A log of events as arrays: ids are positions in what is known, so that twenty million rows fit into memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import NO_TIME, UNKNOWN, Floats, Ints, Longs, Mask, coded, micros, places, trimmed

KINDS: Final = ("view", "cart", "buy")
VIEW, CART, BUY = range(len(KINDS))


@dataclass(frozen=True)
class Log:
    """n events.

    Attributes:
        customer: (n,) position in `customers`.
        product: (n,) position in `products`.
        time: (n,) microseconds, `NO_TIME` where not known.
        order: (n,) NaN where not known.
        kind: (n,) position in `KINDS`.
        region: (n,) position in `regions`, `UNKNOWN` where nothing is said.
        price: (n,) NaN where not known.
        visit: (n,) position in `visits`, `UNKNOWN` where none is said.
        customers, products, regions, visits: Their names, in rising order.
        home: (customers,) region that the table of customers tells of each, `UNKNOWN` where it does not.
    """

    customer: Ints
    product: Ints
    time: Longs
    order: Floats
    kind: npt.NDArray[np.int8]
    region: Ints
    price: Floats
    visit: Ints
    customers: pa.Array
    products: pa.Array
    regions: pa.Array
    visits: pa.Array
    home: Ints

    def __len__(self) -> int:
        return len(self.customer)

    def take(self, rows: Longs | Mask) -> Log:
        """These events, in this order; every name is kept."""
        columns = ("customer", "product", "time", "order", "kind", "region", "price", "visit")
        return replace(self, **{name: getattr(self, name)[rows] for name in columns})

    def starts(self) -> Longs:
        """(customers + 1,) where each customer's events begin, and the end of the last; of a log by customer."""
        sizes = np.bincount(self.customer, minlength=len(self.customers))
        return np.append(0, np.cumsum(sizes)).astype(np.int64)


def log_of(events: pa.Table, customers: pa.Table | None) -> Log:
    """The log of a table.

    Args:
        events: With the columns of `tables.EVENTS`.
        customers: With those of `tables.CUSTOMERS`; they say the region where an event does not.
    """
    customer, customer_names = coded(events.column("customer_id"))
    product, product_names = coded(events.column("product_id"))
    visit, visit_names = coded(events.column("visit_id"))
    region, home, region_names = _regions(events.column("region"), customer, customer_names, customers)
    return Log(
        customer=customer,
        product=product,
        time=micros(events.column("time")),
        order=_floats(events.column("order")),
        kind=_kinds(events.column("type")),
        region=region,
        price=_floats(events.column("price")),
        visit=visit,
        customers=customer_names,
        products=product_names,
        regions=region_names,
        visits=visit_names,
        home=home,
    )


def _regions(column: Any, customer: Ints, names: pa.Array, customers: pa.Table | None) -> tuple[Ints, Ints, pa.Array]:
    """Of each event, of each customer, and the names; of two that differ in blanks around them one remains."""
    said, spelt = coded(column)
    bare = trimmed(spelt)
    told = trimmed(customers.column("region").combine_chunks()) if customers is not None else pa.nulls(0, bare.type)
    known = pc.drop_null(pa.chunked_array([bare, told]).unique())
    known = known.take(pc.sort_indices(known))
    of_event = np.append(places(bare, known), UNKNOWN)[said]
    home = np.full(len(names), UNKNOWN)
    if customers is not None:
        home = np.append(places(told, known), UNKNOWN)[places(names, customers.column("customer_id"))]
        of_event = np.where(of_event == UNKNOWN, home[customer], of_event)
    return of_event.astype(np.int32), home.astype(np.int32), known


def _kinds(column: Any) -> npt.NDArray[np.int8]:
    """An event that does not say what it was is a purchase, as are all of a log without that column."""
    codes, names = coded(column)
    of_name = places(names, pa.array(KINDS, names.type))
    return np.append(of_name, BUY)[codes].astype(np.int8)


def _floats(column: Any) -> Floats:
    return np.asarray(pc.fill_null(column, np.nan), dtype=np.float64)


def timed(log: Log) -> Mask:
    """(n,) whether the time of an event is known."""
    known: Mask = log.time != NO_TIME
    return known
