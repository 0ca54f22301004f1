"""The frozen test requests of deal ranking as questions: who asks, when, of which deals, and what came before."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.deal_facts import facts
from evaluation.deal_told import Told
from evaluation.deal_truth import truth, truth_of
from evaluation.groups import groups
from evaluation.json_objects import lists, objects
from evaluation.shelf import Longs, micros
from evaluation.times import iso

# Log, its place in a request, what is told of each row, and the fact that says how many are told.
_BEFORE: Final = {
    "purchases": ("purchases", ("product_id", "time", "amount", "quantity"), "asked_purchases"),
    "redeemed": ("redemptions", ("deal_id", "time"), "asked_redemptions"),
}
_SENT: Final = ("customer_id", *_BEFORE, "deals")
_CUSTOMER: Final = "customer_id"


def requests(examples: Path) -> pd.DataFrame:
    """The test requests, one question each.

    Columns beside those of `test.parquet`: `purchases` and `redeemed` (JSON lists of what the customer did before,
    oldest first), `deals` (JSON list of the candidates, which are what was shown), declared columns of customers as
    `customer <name>`, `group` (requests of a customer share one) and `examples`, where the truth lies.
    """
    known = truth(examples)
    table = pd.read_parquet(examples / "test.parquet").reset_index(drop=True)
    row, place = known.rows(np.arange(len(table)))
    deals = Told.of(examples, known.deals).lists(row, known.deal[place], known.moment, len(table))
    before = {name: _before(table, examples, *of) for name, of in _BEFORE.items()}
    return pd.concat([table, _declared(table, examples)], axis=1).assign(
        **before,
        # Objects, so that requests with the same candidates hold one text together.
        deals=pd.Series(deals, dtype=object),
        group=groups(table[_CUSTOMER], table["example_id"]),
        examples=pd.Categorical([str(examples)] * len(table), categories=[str(examples)]),
    )


def request_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Only what a shop would send: nothing redeemed, no slice; the time as ISO text."""
    declared = [name for name in table.columns if name.startswith(_PREFIX)]
    asked = table[[*_SENT, *declared]].rename(columns=lambda name: name.removeprefix(_PREFIX))
    return asked.assign(request_id=table["example_id"].astype("str"), time=iso(table["time"]))


def request_params(table: pd.DataFrame) -> dict[str, Any]:
    """By relevance, with an answer for every candidate."""
    return {"alpha": 0.0, "k": most(table)}


def most(table: pd.DataFrame) -> int:
    """Candidates of the request that has the most of them, at least 1."""
    known = truth_of(table)
    return max(int(np.diff(known.first).max(initial=1)), 1)


_PREFIX: Final = "customer "


def _declared(table: pd.DataFrame, examples: Path) -> pd.DataFrame:
    """What is known of each request's customer beside the id."""
    file = examples / "customers.parquet"
    customers = pd.read_parquet(file) if file.is_file() else pd.DataFrame({_CUSTOMER: pd.Series([], dtype="str")})
    customers = customers.drop_duplicates(_CUSTOMER).set_index(_CUSTOMER)
    return customers.reindex(table[_CUSTOMER]).reset_index(drop=True).add_prefix(_PREFIX)


def _before(table: pd.DataFrame, examples: Path, log: str, columns: tuple[str, ...], most_of: str) -> pd.Series[Any]:
    """What each customer did before the request, the last so many; "[]" where there is nothing or no customer."""
    file = examples / f"{log}.parquet"
    if not file.is_file():
        return pd.Series("[]", index=table.index, dtype="str")
    rows = pd.read_parquet(file, columns=[_CUSTOMER, *columns])
    rows = rows[rows[_CUSTOMER].isin(table[_CUSTOMER])].sort_values([_CUSTOMER, "time"], kind="stable")
    names, code = np.unique(rows[_CUSTOMER].to_numpy(object).astype(str), return_inverse=True)
    own = pd.Index(names, dtype="str").get_indexer(pd.Index(table[_CUSTOMER].astype("str"))).astype(np.int64)
    first, behind = _spans(code.astype(np.int64), micros(rows["time"], 0), own, micros(table["time"], 0))
    told = facts(examples).get(most_of)
    first = first if told is None else np.maximum(first, behind - int(told))
    return pd.Series(
        lists(objects({name: rows[name] for name in columns}), first, behind), index=table.index, dtype="str"
    )


def _spans(code: Longs, moment: Longs, own: Longs, asked: Longs) -> tuple[Longs, Longs]:
    """First row of each customer, and the first one at or after the request; equal where there is none; (n,) both."""
    moments = np.unique(moment)
    width = len(moments) + 1
    keys = code * width + np.searchsorted(moments, moment)
    first = np.searchsorted(keys, own * width)
    behind = np.searchsorted(keys, own * width + np.searchsorted(moments, asked))
    return np.where(own < 0, 0, first), np.where(own < 0, 0, behind)
