"""Deals that were shown, split by split, with what was known of them when a model is fitted and when it is asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

LEARNT: Final = {"valid": ("train",), "test": ("train", "valid")}  # what a model of a split is fitted on
_UNTIL: Final = {"valid": "valid_from", "test": "test_from"}
_OF_REQUEST: Final = ["example_id", "customer_id", "time"]
_SHOWN: Final = ["example_id", "split", "deal_id", "rank", "redeemed", "redeemed_at", "weight", "new_deal"]


@dataclass(frozen=True)
class Rows:
    """n deals shown to customers, request by request.

    Attributes:
        table: `example_id`, `customer_id`, `deal_id`, `offer` (what is offered, which several deals may be), `time`,
            `label` (redeemed and known to be), `redeemed_at`, `rank`, `weight`, `new_deal`.
        request: Numbers of the requests, rising; (n,).
    """

    table: pd.DataFrame
    request: Ints

    def __len__(self) -> int:
        return len(self.table)

    @property
    def label(self) -> Floats:
        """1 where redeemed; (n,)."""
        return self.table["label"].to_numpy(np.float64)

    @property
    def sizes(self) -> Ints:
        """Deals of each request in order; (requests,)."""
        return np.bincount(self.request)

    def some(self, rows: Mask) -> Rows:
        """Those rows, their requests numbered anew."""
        return Rows(self.table[rows].reset_index(drop=True), np.unique(self.request[rows], return_inverse=True)[1])

    @property
    def with_redemption(self) -> Mask:
        """Whether something is redeemed in the row's request; (n,)."""
        found: Mask = (np.bincount(self.request, self.label) > 0)[self.request]
        return found


@dataclass(frozen=True)
class Part:
    """What a model that is asked for a split is fitted on, and what it is asked.

    Attributes:
        learnt: Redemptions are known until the split begins.
        asked: What is shown in the split; what valid is chosen by is known until the test begins.
    """

    learnt: Rows
    asked: Rows

    @classmethod
    def of(cls, examples: Path, split: str) -> Self:
        """`valid` or `test`.

        Args:
            examples: What `build` wrote.
            split: Its name.
        """
        facts = json.loads((examples / "facts.json").read_text(encoding="utf-8"))
        until = {name: facts.get(of) for name, of in _UNTIL.items()}
        learnt, end = LEARNT[split], until["test"] if split == "valid" else None
        return cls(_rows(examples, learnt, until[split]), _rows(examples, (split,), end))


def begins(examples: Path, asked: Rows) -> pd.Timestamp:
    """The moment at which learning ends for what is asked: where its split begins."""
    facts = json.loads((examples / "facts.json").read_text(encoding="utf-8"))
    first = asked.table["time"].min()
    moments = [pd.Timestamp(facts[name]) for name in _UNTIL.values() if facts.get(name) is not None]
    found: pd.Timestamp = max((one for one in moments if one <= first), default=first)
    return found


def _rows(examples: Path, splits: tuple[str, ...], until: str | None) -> Rows:
    shown = pd.read_parquet(examples / "shown.parquet", columns=_SHOWN, filters=[("split", "in", list(splits))])
    asked = pd.concat([pd.read_parquet(examples / f"{name}.parquet", columns=_OF_REQUEST) for name in splits])
    deals = pd.read_parquet(examples / "deals.parquet", columns=["deal_id", "offer_id"])
    offer = deals["offer_id"].where(deals["offer_id"].notna(), deals["deal_id"])
    offers = pd.Series(offer.to_numpy(), index=pd.Index(deals["deal_id"]))
    table = shown.drop(columns="split").merge(asked, on="example_id")
    table = table.sort_values(["time", "example_id", "deal_id"], kind="stable", ignore_index=True)
    known = table["redeemed"].to_numpy(bool)
    if until is not None:
        known = known & (table["redeemed_at"] < pd.Timestamp(until)).to_numpy(bool)
    table = table.assign(label=known.astype(np.float64), offer=table["deal_id"].map(offers).to_numpy())
    request = np.cumsum(np.append(0, (table["example_id"].to_numpy()[1:] != table["example_id"].to_numpy()[:-1])))
    return Rows(table.drop(columns="redeemed"), request.astype(np.int64))
