"""A small invented shop: listings whose leaves are known, as the feature room writes examples."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

# leaf, its parent, its name, words of its titles, the leaf whose products it goes with
LEAVES = (
    ("kettles", "kitchen", "Kettles", ("kettle", "cordless", "boil", "1.7 l"), None),
    ("toasters", "kitchen", "Toasters", ("toaster", "slots", "crumb tray", "800 w"), None),
    ("pans", "kitchen", "Frying pans", ("frying pan", "non-stick", "24 cm", "induction"), None),
    ("phones", "phone-shop", "Phones", ("smartphone", "128 gb", "dual sim", "6.1 inch"), None),
    ("cases", "phone-shop", "Phone cases", ("case for smartphone", "silicone", "cover", "slim"), "phones"),
    ("chargers", "phone-shop", "Chargers", ("charger for smartphone", "usb-c", "20 w", "wall"), "phones"),
    ("novels", "books", "Novels", ("novel", "paperback", "a love story", "bestseller"), None),
    ("atlases", "books", "Atlases", ("atlas", "maps", "hardcover", "of the world"), None),
)
INNER = (
    ("all", None, "Everything"),
    ("home", "all", "Home"),
    ("kitchen", "home", "Kitchen"),
    ("phone-shop", "all", "Phones & accessories"),
    ("books", "all", "Books"),
)
BRANDS = ("Zorbax", "Quillon", "Fenwick", "Ostara")
FIELDS = ("title", "description", "brand", "attributes", "language")


ALL = tuple(leaf for leaf, *_ in LEAVES)
Part = tuple[pd.DataFrame, pd.DataFrame]


def taxonomy(leaves: Sequence[str] = ALL) -> pd.DataFrame:
    """Some leaves of the shop and the nodes above them."""
    rows = [(leaf, parent, name, other) for leaf, parent, name, _, other in LEAVES if leaf in leaves]
    for node, parent, name in reversed(INNER):
        if any(row[1] == node for row in rows):
            rows.append((node, parent, name, None))
    return pd.DataFrame(rows, columns=["node_id", "parent_id", "name", "accessory_of"], dtype="str")


def listings(per_leaf: int, seed: int, prefix: str, leaves: Sequence[str] = ALL) -> Part:
    """So many listings of each of some leaves, and their labels; where a title is missing the description tells."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for leaf, _, _, words, _ in LEAVES:
        for _ in range(per_leaf if leaf in leaves else 0):
            brand, number = str(rng.choice(BRANDS)), int(rng.integers(10, 99))
            said = [words[0], *rng.permutation(words[1:])[:2]]
            text = " ".join([brand, *said, f"{'abcdefg'[number % 7]}{number}"])
            hidden = rng.random() < 0.1
            rows.append(
                {
                    "example_id": f"{prefix}{len(rows)}",
                    "leaf_id": leaf,
                    "title": None if hidden else text,
                    "description": f"<p>The {text} of our shop.</p>" if hidden or rng.random() < 0.5 else None,
                    "brand": brand if rng.random() < 0.7 else None,
                    "attributes": json.dumps({"colour": str(rng.choice(["red", "black"]))}),
                    "language": "en",
                    "price": float(number) if rng.random() < 0.8 else np.nan,
                }
            )
    frame = pd.DataFrame(rows)
    for name in ("example_id", "leaf_id", *FIELDS):
        frame[name] = frame[name].astype("str")
    return frame.drop(columns="leaf_id"), frame[["example_id", "leaf_id"]]


def write(directory: Path, train: Part, valid: Part, tree: pd.DataFrame | None = None) -> Path:
    """Write examples; the test split is there and can not be read."""
    directory.mkdir(parents=True, exist_ok=True)
    (taxonomy() if tree is None else tree).to_parquet(directory / "taxonomy.parquet", index=False)
    labels = []
    for name, (frame, own) in (("train", train), ("valid", valid)):
        frame.to_parquet(directory / f"{name}.parquet", index=False)
        labels.append(own.assign(split=pd.array([name] * len(own), dtype="str")))
    pd.concat(labels, ignore_index=True).to_parquet(directory / "labels.parquet", index=False)
    (directory / "test.parquet").write_bytes(b"not parquet")
    (directory / "facts.json").write_text("{}")
    return directory


def asked_of(frame: pd.DataFrame) -> pd.DataFrame:
    """A request for the listings of a split."""
    return frame.rename(columns={"example_id": "listing_id"})
