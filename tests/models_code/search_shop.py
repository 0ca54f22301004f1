"""A small shop with past queries, for tests of how queries are read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from models.product_search.asked import AskedQueries

BRANDS = ("Sonora", "Velmont")
KINDS = {
    "Wireless Headphones": "Audio > Headphones",
    "Headphone Case": "Audio > Headphone Cases",
    "Electric Kettle": "Kitchen > Kettles",
    "Clothes Dryer": "Household > Dryers",
    "Leather Jacket": "Clothing > Jackets",
}


def catalogue(copies: int = 6) -> pd.DataFrame:
    """Products of each kind and brand, in order of position."""
    rows = [
        {"title": f"{brand} {kind} {size} cm", "brand": brand, "category": category}
        for kind, category in KINDS.items()
        for brand in BRANDS
        for size in range(10, 10 + copies)
    ]
    out = pd.DataFrame(rows).assign(colour=None, bullets=None, description=None, language="en", price=1.0)
    out.insert(0, "product_id", [f"p{row:04d}" for row in range(len(out))])
    text = ["product_id", "title", "brand", "category", "colour", "bullets", "description", "language"]
    return out.assign(launch_date=pd.NaT).astype(dict.fromkeys(text, "str"))


def of_kind(products: pd.DataFrame, kind: str, brand: str = "") -> list[int]:
    """Positions of the products of a kind, of a brand."""
    chosen = products["title"].str.contains(kind, regex=False) & products["brand"].str.startswith(brand)
    return np.flatnonzero(chosen).tolist()


def asked(
    queries: Sequence[tuple[str, float, list[int]]],
    regions: Sequence[str | None] | None = None,
    askers: Sequence[int] | None = None,
    public: Sequence[bool] | None = None,
) -> AskedQueries:
    """Past queries: text, weight, positions of good products."""
    lengths = [len(positions) for _, _, positions in queries]
    return AskedQueries(
        [text for text, _, _ in queries],
        np.array([weight for _, weight, _ in queries], dtype=np.float64),
        np.array([one for _, _, positions in queries for one in positions], dtype=np.int64),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        regions,
        None if askers is None else np.array(askers, dtype=np.int64),
        None if public is None else np.array(public, dtype=bool),
    )


def usual(products: pd.DataFrame) -> AskedQueries:
    """What is asked for in this shop."""
    return asked(
        [
            ("wireless headphones", 40, of_kind(products, "Wireless Headphones")[:3]),
            ("Wireless Headphones", 5, of_kind(products, "Wireless Headphones")[:3]),
            ("headphone case", 20, of_kind(products, "Headphone Case")[:3]),
            ("electric kettle", 30, of_kind(products, "Electric Kettle")[:3]),
            ("clothes dryer", 10, of_kind(products, "Clothes Dryer")[:3]),
            ("leather jacket sonora", 8, of_kind(products, "Leather Jacket", "Sonora")[:3]),
            ("wirelss hedphones", 1, []),
        ]
    )
