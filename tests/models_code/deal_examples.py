"""Examples of a small invented market of deals, as the features write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

SHELVES = ("Food > Tea", "Food > Coffee", "Home > Lamps", "Home > Chairs")
CUSTOMERS, DEALS, PER_SHELF, DAYS, SHOWN = 240, 80, 12, 40, 6
BEGINS = pd.Timestamp("2026-01-01", tz="UTC")
VALID_FROM, TEST_FROM = BEGINS + pd.Timedelta(days=26), BEGINS + pd.Timedelta(days=34)
NOW = TEST_FROM.isoformat()


def product(shelf: int, number: int) -> str:
    return f"p{shelf}-{number}"


def write(directory: Path, seed: int = 4, **changes: Any) -> Path:
    """Customers buy of one shelf, and redeem its deals eight times as often as others.

    Args:
        directory: Where it is written.
        seed: Of all.
        changes: Functions that a table is changed by before it is written, by its name.
    """
    rng = np.random.default_rng(seed)
    tables = _tables(rng)
    for name, change in changes.items():
        tables[name] = change(tables[name])
    directory.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_parquet(directory / f"{name}.parquet", index=False)
    facts = {
        "exposures": "logged",
        "revenue": "given",
        "split_by": "time",
        "valid_from": VALID_FROM.isoformat(),
        "test_from": TEST_FROM.isoformat(),
    }
    (directory / "facts.json").write_text(json.dumps(facts))
    return directory


def _tables(rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    taste = rng.integers(0, len(SHELVES), CUSTOMERS)
    who = np.array([f"c{one}" for one in range(CUSTOMERS)], dtype=object)
    deals, shelf, start, end, pull = _deals(rng)
    purchases = _purchases(rng, who, taste)
    shown = []
    for day in range(DAYS):
        for customer in rng.choice(CUSTOMERS, 60, replace=False):
            moment = day + rng.uniform(0.3, 0.9)
            live = np.flatnonzero((start <= moment) & (moment < end))
            for rank, deal in enumerate(rng.permutation(live)[:SHOWN]):
                shown.append((customer, moment, deal, rank + 1))
    customer, moment, deal, rank = (np.array(column) for column in zip(*shown, strict=True))
    chance = np.where(shelf[deal] == taste[customer], 0.4, 0.05) * pull[deal] / rank**0.3
    seen = pd.Series(list(zip(customer, deal, strict=True))).duplicated().to_numpy()
    redeemed = (rng.random(len(deal)) < chance) & ~seen
    paid = (deals["price"] * (1 - deals["discount"])).to_numpy()[deal]
    example = pd.Series(list(zip(customer, moment, strict=True))).factorize()[0]
    split = np.where(moment < 26, "train", np.where(moment < 34, "valid", "test"))
    rows = pd.DataFrame(
        {
            "example_id": [f"e{one}" for one in example],
            "split": split,
            "deal_id": deals["deal_id"].to_numpy()[deal],
            "rank": rank.astype(np.float32),
            "redeemed": redeemed,
            "revenue": np.where(redeemed, paid, np.nan).astype(np.float32),
            "redeemed_at": _times(np.where(redeemed, moment, np.nan)),
            "weight": np.float32(1),
            "new_deal": start[deal] >= np.where(moment < 34, 26, 34),
        }
    )
    asked = rows[["example_id", "split"]].assign(customer_id=who[customer], time=_times(moment))
    asked = asked.drop_duplicates("example_id").assign(purchases_before=6, redeemed_before=0)
    tables = {name: asked[asked["split"] == name].drop(columns="split") for name in ("train", "valid", "test")}
    redemptions = pd.DataFrame(
        {
            "customer_id": who[customer[redeemed]],
            "deal_id": rows["deal_id"][redeemed],
            "time": rows["redeemed_at"][redeemed],
            "revenue": rows["revenue"][redeemed].astype(np.float64),
        }
    )
    return tables | {
        "deals": deals,
        "products": _products(),
        "customers": pd.DataFrame({"customer_id": who}),
        "purchases": purchases,
        "redemptions": redemptions.sort_values(["customer_id", "time"]),
        "shown": rows,
    }


def _deals(rng: np.random.Generator) -> tuple[pd.DataFrame, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    shelf = np.arange(DEALS) % len(SHELVES)
    start = np.sort(rng.uniform(-4, DAYS - 2, DEALS)).round()
    end = start + rng.choice([3, 7, 14], DEALS)
    campaign = np.minimum(np.random.default_rng(2).permutation(DEALS) // 2, 20)
    goods = [[product(at, one) for one in rng.choice(PER_SHELF, 3, replace=False)] for at in shelf.tolist()]
    table = pd.DataFrame(
        {
            "deal_id": [f"d{one:02d}" for one in range(DEALS)],
            "start": _times(start),
            "end": _times(end),
            "offer_id": [f"d{one:02d}" for one in range(DEALS)],
            "campaign_id": [f"k{one}" for one in campaign.tolist()],
            "type": rng.choice(["flash", "coupon"], DEALS),
            "title": "A deal",
            "products": [json.dumps(one) for one in goods],
            "category": [SHELVES[at] for at in shelf.tolist()],
            "brand": None,
            "discount": rng.choice([0.1, 0.3, 0.5], DEALS),
            "price": rng.choice([5.0, 20.0, 80.0], DEALS),
            "stock": np.where(np.arange(DEALS) % 5 == 0, 40.0, np.nan),
            "budget": np.nan,
            "cost": np.nan,
        }
    )
    table["brand"] = table["brand"].astype("str").where(table["brand"].notna(), None)
    crowding = np.where(campaign < 20, 1.0, 0.3)  # the last forty deals run in one campaign
    return table, shelf, start, end, rng.gamma(6, 1 / 6, DEALS) * crowding


def _purchases(rng: np.random.Generator, who: np.ndarray, taste: np.ndarray) -> pd.DataFrame:
    buyer = np.repeat(np.arange(CUSTOMERS - 20), 6)  # the last twenty buy nothing
    shelf = np.where(rng.random(len(buyer)) < 0.85, taste[buyer], rng.integers(0, len(SHELVES), len(buyer)))
    found = pd.DataFrame(
        {
            "customer_id": who[buyer],
            "product_id": [product(s, n) for s, n in zip(shelf, rng.integers(0, PER_SHELF, len(buyer)), strict=True)],
            "time": _times(rng.uniform(-60, DAYS, len(buyer))),
            "quantity": 1.0,
            "amount": rng.uniform(3, 30, len(buyer)),
        }
    )
    return found.sort_values(["customer_id", "time"])


def _products() -> pd.DataFrame:
    rows = [(product(s, n), SHELVES[s]) for s in range(len(SHELVES)) for n in range(PER_SHELF)]
    table = pd.DataFrame(rows, columns=["product_id", "category"])
    return table.assign(title="A product", brand="own", price=10.0)[
        ["product_id", "title", "category", "brand", "price"]
    ]


def _times(days: np.ndarray) -> Any:
    return pd.Series(BEGINS + pd.to_timedelta(days, unit="D")).astype("datetime64[us, UTC]").array
