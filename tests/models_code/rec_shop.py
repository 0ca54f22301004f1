"""A small shop with customers of known habits, and its examples as the frame would build them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

KINDS = {
    "Coffee": "Food > Coffee",
    "Tea": "Food > Tea",
    "Kettle": "Kitchen > Kettles",
    "Mug": "Kitchen > Mugs",
    "Lamp": "Home > Lamps",
}
BRANDS = ("Sonora", "Velmont")
SIZES = 6
CONSUMED = ("Coffee", "Tea")
START = pd.Timestamp("2025-01-06", tz="UTC")
DAYS = 240
NOW = START + pd.Timedelta(days=DAYS)
VALID_SINCE = START + pd.Timedelta(days=200)
NEW, LATER, GONE = "new", "later", "gone"  # what the ids of special products begin with
HERE = "p000"  # has stock in the north alone


def products() -> pd.DataFrame:
    """Products of each kind and brand; of each kind one never sold, one not launched yet and one not listed."""
    rows = []
    for kind, path in KINDS.items():
        for brand in BRANDS:
            for size in range(SIZES):
                rows.append((f"p{len(rows):03d}", f"{brand} {kind} number {size}", path, brand, START, True))
    for place, (kind, path) in enumerate(KINDS.items()):
        brand = BRANDS[place % 2]
        rows.append((f"{NEW}{place}", f"{brand} {kind} fresh", path, brand, NOW - pd.Timedelta(days=5), True))
        rows.append((f"{LATER}{place}", f"{brand} {kind} soon", path, brand, NOW + pd.Timedelta(days=50), True))
        rows.append((f"{GONE}{place}", f"{brand} {kind} old", path, brand, START, False))
    names = ["product_id", "title", "category", "brand", "launch_date", "listed"]
    out = pd.DataFrame(rows, columns=names)
    kinds = out["category"].str.split(" > ").str[1]
    out["attributes"] = [json.dumps([kind, brand]) for kind, brand in zip(kinds, out["brand"], strict=True)]
    out["description"], out["language"] = None, "en"
    out["price"] = 5.0 + 10.0 * pd.factorize(kinds)[0]
    out["launch_date"] = out["launch_date"].astype("datetime64[us, UTC]")
    text = dict.fromkeys(["product_id", "title", "description", "category", "brand", "attributes", "language"], "str")
    return out.astype(text).sort_values("product_id", ignore_index=True)


def events(customers: int = 300, seed: int = 0) -> pd.DataFrame:
    """Purchases of customers who like two kinds and one brand, go on by number, and buy consumables again."""
    rng = np.random.default_rng(seed)
    shelf = products()
    sold = shelf[shelf["product_id"].str.startswith("p")].reset_index(drop=True)
    kinds = list(KINDS)
    rows = []
    for customer in range(customers):
        liked = rng.choice(len(kinds), 2, replace=False)
        brand = BRANDS[int(rng.integers(2))]
        day, numbers = float(rng.uniform(0, DAYS * 0.6)), rng.integers(0, SIZES, len(kinds))
        for step in range(int(rng.integers(3, 10))):
            kind = kinds[liked[step % 2]]
            if kind not in CONSUMED or rng.random() < 0.4:
                numbers[liked[step % 2]] = (numbers[liked[step % 2]] + 1) % SIZES
            titled = f"{brand} {kind} number {numbers[liked[step % 2]]}"
            product = sold.loc[sold["title"] == titled, "product_id"].item()
            if rng.random() < 0.1:
                product = sold["product_id"].iloc[int(rng.integers(len(sold)))]
            seen = "view" if rng.random() < 0.2 else "buy"
            rows.append((f"c{customer:03d}", product, day, seen, ("north", "south")[customer % 2]))
            day += float(rng.exponential(15))
    out = pd.DataFrame(rows, columns=["customer_id", "product_id", "day", "type", "region"])
    out = out[out["day"] < DAYS].reset_index(drop=True)
    out["time"] = (START + pd.to_timedelta(out.pop("day"), unit="D")).astype("datetime64[us, UTC]")
    out["place"] = out.groupby("customer_id").cumcount()
    out["price"] = np.nan
    out["visit_id"] = [f"v{row}" for row in range(len(out))]
    return out.astype(dict.fromkeys(["customer_id", "product_id", "type", "region", "visit_id"], "str"))


def stock() -> pd.DataFrame:
    """Everything everywhere, but for one product; the west is a region without stock of it all but one lamp."""
    ids = products()["product_id"].tolist()
    rows = [(one, region) for region in ("north", "south") for one in ids if region == "north" or one != HERE]
    out = pd.DataFrame([*rows, (ids[-1], "west")], columns=["product_id", "region"]).astype("str")
    never = pd.Series(pd.NaT, index=out.index, dtype="datetime64[us, UTC]")
    return out.assign(available_from=never, available_to=never)


def write(directory: Path, log: pd.DataFrame | None = None, *, goods: pd.DataFrame | None = None) -> Path:
    """Examples of the shop, split by time: each visit of the late part is a request of valid."""
    directory.mkdir(parents=True, exist_ok=True)
    log = (events() if log is None else log).reset_index(drop=True)
    goods = products() if goods is None else goods
    early = (log["time"] < VALID_SINCE).to_numpy()
    goods.to_parquet(directory / "products.parquet", index=False)
    stock().to_parquet(directory / "stock.parquet", index=False)
    homes = pd.DataFrame({"customer_id": ["c000", "c001", "home"], "region": ["north", "south", "north"]})
    homes.astype("str").to_parquet(directory / "customers.parquet", index=False)
    log[early].to_parquet(directory / "train.parquet", index=False)
    log[~early].to_parquet(directory / "valid_events.parquet", index=False)
    asked, histories, relevant = [], [], []
    for _, own in log.groupby("customer_id", sort=True):
        for row in own.index[~early[own.index]]:
            name = f"e{row}"
            asked.append((name, own["customer_id"].iloc[0], own["region"].iloc[0], own.at[row, "time"]))
            before = own[own["place"] < own.at[row, "place"]]
            histories.append(before.assign(example_id=name, split="valid"))
            relevant.append((name, "valid", own.at[row, "product_id"], 1.0 if own.at[row, "type"] == "buy" else 0.2))
    columns = ["example_id", "split", "place", "product_id", "time", "type"]
    requests = pd.DataFrame(asked, columns=["example_id", "customer_id", "region", "time"])
    requests.to_parquet(directory / "valid.parquet", index=False)
    empty = log.head(0).assign(example_id="", split="")
    pd.concat([*histories, empty])[columns].to_parquet(directory / "histories.parquet", index=False)
    wanted = pd.DataFrame(relevant, columns=["example_id", "split", "product_id", "gain"])
    wanted.astype({"gain": "float32"}).to_parquet(directory / "relevant.parquet", index=False)
    (directory / "facts.json").write_text(json.dumps({"split": "time", "asks": "visit"}), encoding="utf-8")
    return directory
