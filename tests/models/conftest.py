"""A small invented shop whose listings are known, and models trained on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from demand_shop import QUICK as QUICK_FORECASTER
from demand_shop import shop_panel
from demand_shop import write_examples as write_panel

from models import bundle
from models.demand_forecasting import DemandForecaster
from models.demand_forecasting import train as train_forecaster
from models.product_matching import ProductMatcher, train

BRANDS = ("Zorbax", "Quillon", "Fenwick", "Ostara", "Brumel")
LINES = ("camera", "headphones", "router", "speaker", "tablet", "kettle")
COLOURS = (("black", "schwarz"), ("silver", "plata"), ("red", "rouge"))
SIZES = ("32gb", "64gb")
QUICK = {"forest": {"rounds": 60, "bags": 1, "max_depth": 4}, "seed": 3}


def write_examples(directory: Path, seed: int = 0) -> Path:
    """Two shops list each product; negatives are variation twins and listings of other products."""
    rng = np.random.default_rng(seed)
    rows, products = [], []
    for number, (brand, line, colour, size) in enumerate(product(BRANDS, LINES, COLOURS, SIZES)):
        family = number // (len(COLOURS) * len(SIZES))
        code = f"{brand[:2].upper()}-{100 + 7 * family}{'XYZ'[family % 3]}"
        price = 40.0 + 9 * family + 15 * SIZES.index(size)
        gigabytes = size.removesuffix("gb")
        rows.append(
            {
                "listing_id": f"n{number}",
                "title": f"{brand} {line} {code} {colour[0]} {size}",
                "description": f"the {brand} {line} in {colour[0]} with {gigabytes} gb of storage"
                if rng.random() < 0.7
                else None,
                "brand": brand if rng.random() < 0.8 else None,
                "category": line,
                "price": price if rng.random() < 0.8 else np.nan,
                "currency": "EUR",
                "attributes": json.dumps({"color": colour[0]}) if rng.random() < 0.5 else None,
                "seller": "north",
                "image": None,
            }
        )
        words = [brand.lower(), code.replace("-", ""), colour[1], f"{gigabytes} GB", line, "NEU", "versandfrei"]
        rows.append(
            {
                **dict.fromkeys(rows[0]),
                "listing_id": f"s{number}",
                "title": " ".join(rng.permutation(words)),
                "price": price * rng.uniform(0.9, 1.1) if rng.random() < 0.8 else np.nan,
                "currency": "EUR",
                "attributes": json.dumps({"modelno": code}) if rng.random() < 0.5 else None,
                "seller": "south",
            }
        )
        products.append(family)
    listings = pd.DataFrame(rows)
    for column in listings.columns.drop("price"):
        listings[column] = listings[column].astype("str")
    listings["price"] = listings["price"].astype("float64")
    listings.to_parquet(directory / "listings.parquet")
    pairs = [(f"n{n}", f"s{n}", 1) for n in range(len(products))]
    for n, family in enumerate(products):
        twins = [m for m, other in enumerate(products) if other == family and m != n]
        others = [m for m, other in enumerate(products) if other != family]
        pairs += [(f"n{n}", f"s{m}", 0) for m in rng.choice(twins, 3, replace=False)]
        pairs += [(f"n{n}", f"s{m}", 0) for m in rng.choice(others, 3, replace=False)]
    frame = pd.DataFrame(pairs, columns=["left_id", "right_id", "label"]).astype({"label": "int8"})
    frame.insert(0, "example_id", [f"e{position}" for position in range(len(frame))])
    frame["unseen_product"] = False
    split = np.array([int(left[1:]) // 6 % 3 for left in frame["left_id"]])  # whole families
    frame[split != 0].to_parquet(directory / "train.parquet")
    frame[split == 0].to_parquet(directory / "valid.parquet")
    return directory


def ignore_progress(_step: str, _share: float) -> None:
    """Progress is looked at in its own test."""


@pytest.fixture(scope="session")
def make_examples() -> Callable[[Path], Path]:
    return write_examples


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_examples(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="session")
def trained(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> bundle.Bundle:
    out = tmp_path_factory.mktemp("trained") / "bundle"
    train(shop, QUICK, out, ignore_progress)
    return bundle.open_checked(out)


@pytest.fixture(scope="session")
def matcher(trained: bundle.Bundle) -> ProductMatcher:
    return ProductMatcher.load(trained)


@pytest.fixture(scope="session")
def listings(shop: Path) -> pd.DataFrame:
    return pd.read_parquet(shop / "listings.parquet").drop(columns="image")


@pytest.fixture(scope="session")
def valid_pairs(shop: Path) -> pd.DataFrame:
    return pd.read_parquet(shop / "valid.parquet")


@pytest.fixture(scope="session")
def pair_request(listings: pd.DataFrame) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Make a pair-scoring request of labelled pairs."""
    known = listings.set_index("listing_id")

    def request(pairs: pd.DataFrame) -> pd.DataFrame:
        left = known.loc[pairs["left_id"]].reset_index()
        right = known.loc[pairs["right_id"]].reset_index().add_prefix("other_")
        return pd.concat([left, right], axis=1)

    return request


@pytest.fixture(scope="session")
def forecaster_bundle(tmp_path_factory: pytest.TempPathFactory) -> bundle.Bundle:
    examples = write_panel(shop_panel(), tmp_path_factory.mktemp("demand"))
    out = tmp_path_factory.mktemp("forecaster") / "bundle"
    train_forecaster(examples, QUICK_FORECASTER, out, ignore_progress)
    return bundle.open_checked(out)


@pytest.fixture(scope="session")
def forecaster(forecaster_bundle: bundle.Bundle) -> DemandForecaster:
    return DemandForecaster.load(forecaster_bundle)
