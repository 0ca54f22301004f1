"""The plain features that any engineer would make of deals, of what is known when each request comes in.

A request tells what its customer bought and redeemed before. What all customers did and what was shown is known until
the split that is asked begins, as a model knows it that is fitted then; or, for a peer that is told more, until each
request.

Rates and counts of the offer, of the customer and of the customer among deals of that type; width, type and length of
the deal; how many are shown beside it; what the customer bought of its products and of their categories, beside what
everybody did; declared columns of customers. Nothing of them is learnt but the mean rate that rates are shrunk to.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.deal_peer_counts import Log, seconds
from benchmarks.deal_peer_purchases import bought
from benchmarks.deal_plain_peers import products_of
from benchmarks.deal_rows import Floats, Rows, begins

SHRUNK_BY: Final = 20.0  # exposures at the mean rate put to a rate
_DAY: Final = 86_400.0


def features(examples: Path, learnt: Rows, asked: Rows, *, told_all: bool = False) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a shown deal, of what is learnt from and of what is asked.

    Args:
        examples: What `build` wrote.
        learnt: What a model may be fitted on.
        asked: What it is asked for.
        told_all: Whether what all customers did and what was shown is known until each request, also in the split that
            is asked.
    """
    table = pd.concat([learnt.table, asked.table], ignore_index=True)
    sizes = np.concatenate([learnt.sizes, asked.sizes])
    deals = _deals(examples, table)
    moment = seconds(table["time"])
    until = moment if told_all else np.minimum(moment, begins(examples, asked).timestamp())
    found = _rates(table.assign(type=deals["type"]), learnt.label.mean(), until) | deals
    found["shown_beside"] = np.repeat(sizes, sizes).astype(np.float64)
    request = np.append(learnt.request, asked.request + len(learnt.sizes))
    found |= bought(examples, table, request, until)
    frame = pd.DataFrame(found).astype(np.float32)
    frame = pd.concat([frame, _declared(examples, table)], axis=1)
    return frame.iloc[: len(learnt)], frame.iloc[len(learnt) :].reset_index(drop=True)


def _rates(table: pd.DataFrame, mean: float, until: Floats) -> dict[str, Floats]:
    """By offer, customer, and customer and type: exposures, redemptions, shrunk rate, days since the last.

    A customer's redemptions are those before the request, everything else is known `until` a moment of each row.
    """
    moment, hit = seconds(table["time"]), table["redeemed_at"].notna().to_numpy()
    redeemed = seconds(table["redeemed_at"].where(table["redeemed_at"].notna(), table["time"]))
    offer, customer, kind = (pd.factorize(table[name])[0].astype(np.int64) for name in ("offer", "customer_id", "type"))
    found: dict[str, Floats] = {}
    for name, key in {
        "offer": offer,
        "customer": customer,
        "customer_type": customer * (kind.max() + 1) + kind,
    }.items():
        shown, _ = Log.of(key, moment).before(key, until)
        known = until if name == "offer" else moment
        taken, since = Log.of(np.where(hit, key, -1), redeemed).before(key, known)
        found |= {
            f"{name}_shown": shown,
            f"{name}_redeemed": taken,
            f"{name}_rate": (taken + SHRUNK_BY * mean) / (shown + SHRUNK_BY),
            f"{name}_days_since": (since + moment - known) / _DAY,
        }
    return found


def _deals(examples: Path, table: pd.DataFrame) -> dict[str, Floats]:
    names = ["deal_id", "start", "end", "type", "discount", "price", "stock"]
    deals = pd.read_parquet(examples / "deals.parquet", columns=names).set_index("deal_id")
    deals = deals.reindex(pd.Index(table["deal_id"]))
    moment, width = seconds(table["time"]), {deal: len(ids) for deal, ids in products_of(examples).items()}
    return {
        "width": table["deal_id"].map(width).to_numpy(np.float64),
        "type": pd.factorize(deals["type"], sort=True)[0].astype(np.float64),
        "days_to_end": (_moments(deals["end"]) - moment) / _DAY,
        "days_since_start": (moment - _moments(deals["start"])) / _DAY,
        **{name: pd.to_numeric(deals[name]).to_numpy(np.float64) for name in ("discount", "price", "stock")},
    }


def _moments(times: Any) -> Floats:
    known = times.notna().to_numpy()
    return np.where(known, seconds(times.fillna(pd.Timestamp(0, tz="UTC"))), np.nan)


def _declared(examples: Path, table: pd.DataFrame) -> pd.DataFrame:
    path = examples / "customers.parquet"
    if not path.is_file():
        return pd.DataFrame(index=table.index)
    customers = pd.read_parquet(path).set_index("customer_id")
    codes = {
        f"customer_{name}": pd.factorize(values, sort=True)[0].astype(np.float32) for name, values in customers.items()
    }
    frame = pd.DataFrame(codes, index=customers.index).reindex(pd.Index(table["customer_id"]))
    return frame.astype(np.float32).reset_index(drop=True)
