"""A small folder of examples of deal ranking, as `features` writes them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

DAY = pd.Timedelta(days=1)
BEGIN = pd.Timestamp("2024-01-01", tz="UTC")
VALID_FROM, TEST_FROM = BEGIN + 20 * DAY, BEGIN + 30 * DAY


def write_examples(folder: Path, customers: int = 6, deals: int = 8, seed: int = 0) -> Path:
    """Every customer is shown all deals on some days; what each redeems is drawn, one day after or ten days after."""
    rng = np.random.default_rng(seed)
    ids, people = [f"d{number}" for number in range(deals)], [f"c{number}" for number in range(customers)]
    products = [f"p{number}" for number in range(12)]
    offered = [sorted(rng.choice(products, 1 + number % 4, replace=False).tolist()) for number in range(deals)]
    start, end = pd.Series([BEGIN] * deals), pd.Series([BEGIN + 90 * DAY] * deals)
    table = {"deal_id": ids, "offer_id": [f"o{number // 2}" for number in range(deals)], "start": start, "end": end}
    of_deals = pd.DataFrame(table).assign(type="coupon", discount=0.1, price=2.0, stock=np.nan)
    of_deals[["campaign_id", "title", "category", "brand"]] = None
    of_deals[["budget", "cost"]] = np.nan
    of_deals["products"] = [json.dumps(own) for own in offered]
    of_deals.to_parquet(folder / "deals.parquet")
    paths = [f"floor {number % 2} > shelf {number % 4} > kind {number}" for number in range(12)]
    of_products = pd.DataFrame({"product_id": products, "category": paths}).assign(title="thing", brand="b", price=2.0)
    of_products.to_parquet(folder / "products.parquet")
    pd.DataFrame({"customer_id": people, "age": ["old"] * customers}).to_parquet(folder / "customers.parquet")
    bought = pd.DataFrame({"customer_id": rng.choice(people, 80), "product_id": rng.choice(products, 80)})
    bought = bought.assign(time=BEGIN + pd.to_timedelta(rng.uniform(0, 40, 80), unit="D"), quantity=1.0, amount=1.5)
    bought.sort_values(["customer_id", "time"]).to_parquet(folder / "purchases.parquet")
    shown = []
    for split, days in {"train": (2, 12, 18), "valid": (22, 28), "test": (32, 38)}.items():
        asked = [(f"{split}-{day}-{who}", who, BEGIN + day * DAY) for day in days for who in people]
        requests = pd.DataFrame(asked, columns=["example_id", "customer_id", "time"])
        requests.assign(purchases_before=0, redeemed_before=0).to_parquet(folder / f"{split}.parquet")
        rows = requests.merge(pd.DataFrame({"deal_id": ids}), how="cross").assign(split=split)
        hit = rng.random(len(rows)) < 0.25
        late = np.where(rng.random(len(rows)) < 0.5, 1, 10) * DAY
        rows["redeemed"], rows["redeemed_at"] = hit, (rows["time"] + late).where(pd.Series(hit))
        shown.append(rows)
    whole = pd.concat(shown, ignore_index=True).assign(rank=np.nan, weight=1.0, new_deal=False, revenue=1.0)
    whole.drop(columns=["customer_id", "time"]).to_parquet(folder / "shown.parquet")
    taken = whole[whole["redeemed"]].drop(columns="time").rename(columns={"redeemed_at": "time"})
    taken[["customer_id", "deal_id", "time", "revenue"]].to_parquet(folder / "redemptions.parquet")
    facts = {"valid_from": VALID_FROM.isoformat(), "test_from": TEST_FROM.isoformat()}
    (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    return folder
