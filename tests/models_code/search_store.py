"""A small invented shop: products, stock and a log of searches, as the feature room writes examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

LEAVES = {
    "Home > Kitchen > Kettles": ("kettle", "1.7 l"),
    "Home > Kitchen > Toasters": ("toaster", "800 w"),
    "Home > Kitchen > Blenders": ("blender", "2 l"),
    "Electronics > Audio > Headphones": ("headphones", "40 mm"),
    "Electronics > Phones > Smartphones": ("smartphone", "128 gb"),
    "Electronics > Phones > Cases": ("case for smartphone", "6 inch"),
}
BRANDS = ("Zorbax", "Quillon", "Fenwick", "Ostara")
COLOURS = ("black", "red", "blue")
REGIONS = ("north", "south")
NOT_SOUTH = "Zorbax"  # a brand of which the south has no black product
START = pd.Timestamp("2025-01-01", tz="UTC")
END = "2025-04-15T00:00:00Z"


def products() -> pd.DataFrame:
    """Each leaf in each brand and colour."""
    rows: list[dict[str, Any]] = []
    for leaf, (noun, size) in LEAVES.items():
        for brand in BRANDS:
            for place, colour in enumerate(COLOURS):
                rows.append(
                    {
                        "title": f"{brand} {noun} {size} {colour}",
                        "description": f"A {noun} by {brand} for every day.",
                        "bullets": None if place == 2 else f"Colour: {colour}",
                        "brand": brand,
                        "colour": colour,
                        "category": leaf,
                        "price": 20.0 + 10 * place + 5 * BRANDS.index(brand),
                        "launch_date": START - pd.Timedelta(days=30),
                        "language": "en",
                    }
                )
    frame = pd.DataFrame(rows)
    frame.insert(0, "product_id", [f"p{row:03d}" for row in range(len(frame))])
    frame.loc[0, "launch_date"] = pd.NaT
    return typed(frame)


def stock(goods: pd.DataFrame) -> pd.DataFrame:
    """Everything everywhere and always, but for what the south lacks."""
    parts = []
    for region in REGIONS:
        lacking = (goods["brand"] == NOT_SOUTH) & (goods["colour"] == "black") & (region == "south")
        parts.append(pd.DataFrame({"product_id": goods.loc[~lacking, "product_id"], "region": region}))
    frame = pd.concat(parts, ignore_index=True)
    for name in ("available_from", "available_to"):
        frame[name] = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us, UTC]")
    return frame


def likes(customer: int) -> str:
    """The brand that a customer buys."""
    return BRANDS[customer % len(BRANDS)]


def logged(count: int, seed: int, days: tuple[float, float], split: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Searches within some days and what was shown; a customer buys the brand they like, if they look that far."""
    rng, goods = np.random.default_rng(seed), products()
    leaves = list(LEAVES)
    searches: list[dict[str, Any]] = []
    pairs: list[dict[str, Any]] = []
    for number in range(count):
        leaf, customer = leaves[rng.integers(len(leaves))], int(rng.integers(40))
        colour = COLOURS[rng.integers(3)] if rng.random() < 0.5 else None
        query = " ".join(filter(None, [colour, LEAVES[leaf][0]]))
        name = f"s-{split}{number}"
        time = START + pd.Timedelta(days=float(rng.uniform(*days)))
        region = REGIONS[customer % 2]
        searches.append(
            {
                "example_id": name,
                "query": query,
                "customer_id": f"c{customer}",
                "region": region,
                "language": "en",
                "time": time,
                "kind": "logged",
            }
        )
        there = goods[(goods["category"] == leaf) & ~((goods["brand"] == NOT_SOUTH) & (region == "south"))]
        for place, row in enumerate(rng.permutation(len(there))[:10]):
            product = there.iloc[row]
            suits = product["brand"] == likes(customer) and colour in (None, product["colour"])
            bought = bool(suits and rng.random() < 0.9 / (place + 1) ** 0.5)
            pairs.append(_pair(name, split, product["product_id"], 1.0 if bought else 0.0, place + 1, bought))
    return pd.DataFrame(searches), pd.DataFrame(pairs)


def judged(split: str, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Queries of a leaf, a brand and a colour, with graded products of it and of others."""
    rng, goods = np.random.default_rng(seed), products()
    searches: list[dict[str, Any]] = []
    pairs: list[dict[str, Any]] = []
    for row in rng.permutation(len(goods))[:24]:
        wanted = goods.iloc[row]
        query = f"{wanted['brand'].lower()} {LEAVES[wanted['category']][0]} {wanted['colour']}"
        name = f"j-{split}{row}"
        searches.append({"example_id": name, "query": query, "kind": "judged"})
        same = goods["category"] == wanted["category"]
        exact = same & (goods["brand"] == wanted["brand"]) & (goods["colour"] == wanted["colour"])
        near = goods[same & ~exact].sample(3, random_state=int(row))["product_id"]
        far = goods[~same].sample(3, random_state=int(row))["product_id"]
        for grade, gain, ids in ((0, 1.0, goods.loc[exact, "product_id"]), (1, 0.1, near), (3, 0.0, far)):
            pairs += [{**_pair(name, split, one, gain, None, None), "grade": grade} for one in ids]
    return pd.DataFrame(searches), pd.DataFrame(pairs)


def write(out: Path, *, with_log: bool = True, with_judgments: bool = True, with_stock: bool = True) -> Path:
    """The files of examples; the test is left out, since no model may read it."""
    out.mkdir(parents=True, exist_ok=True)
    goods = products()
    goods.to_parquet(out / "products.parquet", index=False)
    if with_stock:
        stock(goods).to_parquet(out / "stock.parquet", index=False)
    pairs = []
    for place, (split, days) in enumerate((("train", (0.0, 90.0)), ("valid", (90.0, 104.0)))):
        parts = [logged(400 if split == "train" else 60, place, days, split)] if with_log else []
        parts += [judged(split, place)] if with_judgments else []
        searches = pd.concat([one for one, _ in parts], ignore_index=True)
        names = ["example_id", "query", "customer_id", "region", "language", "time", "kind"]
        typed(searches.reindex(columns=names)).to_parquet(out / f"{split}.parquet", index=False)
        pairs += [one for _, one in parts]
    typed(pd.concat(pairs, ignore_index=True)).to_parquet(out / "pairs.parquet", index=False)
    return out


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns as the examples have them."""
    kinds = {
        "price": "float64",
        "launch_date": "datetime64[us, UTC]",
        "time": "datetime64[us, UTC]",
        "gain": "float32",
        "grade": "Int8",
        "rank": "float32",
        "click": "boolean",
        "purchase": "boolean",
    }
    return frame.astype({name: kinds.get(name, "str") for name in frame.columns})


def _pair(name: str, split: str, product: str, gain: float, rank: int | None, done: bool | None) -> dict[str, Any]:
    return {
        "example_id": name,
        "split": split,
        "product_id": product,
        "gain": gain,
        "grade": None,
        "rank": rank,
        "click": done,
        "purchase": done,
    }
