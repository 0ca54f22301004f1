"""What is counted of the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

INTEREST, EXPOSED, PRICE, PRICED = "interest", "exposed", "price", "priced"


class Kind(NamedTuple):
    """What is counted: of what, which weight of an event, and the setting of its half-life."""

    keys: tuple[str, ...]
    weight: str
    half_life: str


KINDS: Final[Mapping[str, Kind]] = {
    "all": Kind((), INTEREST, "long_days"),
    "all_exposed": Kind((), EXPOSED, "long_days"),
    "product_short": Kind(("product",), INTEREST, "short_days"),
    "product": Kind(("product",), INTEREST, "long_days"),
    "product_exposed": Kind(("product",), EXPOSED, "long_days"),
    "region": Kind(("region",), INTEREST, "long_days"),
    "category": Kind(("category",), INTEREST, "long_days"),
    "region_product": Kind(("region", "product"), INTEREST, "long_days"),
    "region_category": Kind(("region", "category"), INTEREST, "long_days"),
    "query": Kind(("query",), INTEREST, "long_days"),
    "query_product": Kind(("query", "product"), INTEREST, "long_days"),
    "query_product_exposed": Kind(("query", "product"), EXPOSED, "long_days"),
    "query_category": Kind(("query", "category"), INTEREST, "long_days"),
    "liked": Kind((), INTEREST, "profile_days"),
    "liked_category": Kind(("category",), INTEREST, "profile_days"),
    "liked_brand": Kind(("brand",), INTEREST, "profile_days"),
    "liked_colour": Kind(("colour",), INTEREST, "profile_days"),
    "customer": Kind(("customer",), INTEREST, "profile_days"),
    "customer_product": Kind(("customer", "product"), INTEREST, "profile_days"),
    "customer_category": Kind(("customer", "category"), INTEREST, "profile_days"),
    "customer_brand": Kind(("customer", "brand"), INTEREST, "profile_days"),
    "customer_colour": Kind(("customer", "colour"), INTEREST, "profile_days"),
    "customer_price": Kind(("customer",), PRICE, "profile_days"),
    "customer_priced": Kind(("customer",), PRICED, "profile_days"),
}
