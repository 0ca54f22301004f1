"""How many reviews products get, how much their quality varies, and what is spoken of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ProductRates:
    """How products are reviewed.

    Attributes:
        reviews: Of a product, on average.
        spread: Of the log of their number.
        spoken: Share of the attributes of its domain that a type of product has; those of any product all have.
        common: How often an attribute of any product is spoken of, beside one of the domain.
        unevenness: Of the log of how often attributes are spoken of.
        of_brand, of_family, own: Deviations of the quality of an attribute.
        divisive: Share of products x attributes that people disagree about.
    """

    reviews: float = 10.0
    spread: float = 1.1
    spoken: float = 0.75
    common: float = 0.6
    unevenness: float = 0.4
    of_brand: float = 0.5
    of_family: float = 0.6
    own: float = 0.6
    divisive: float = 0.06


PRODUCT_RATES = ProductRates()
