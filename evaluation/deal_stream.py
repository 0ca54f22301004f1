"""The test as a stream: what a model that is kept up to date says, beside what it says as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from evaluation.copied import copied
from evaluation.deal_asking import Asking
from evaluation.deal_facts import facts
from evaluation.deal_lists import SAID, Lists
from evaluation.shelf import Longs, micros

_EXPOSURES: Final = ["customer_id", "deal_id", "time", "rank", "visit_id"]


@dataclass(frozen=True)
class Streamed:
    """The first requests of the test, in the order of time.

    Attributes:
        table: Rows of `deal_requests.requests`.
        frozen: By the model as it is.
        updated: By a copy that has learnt what was shown and redeemed before each part of the test.
        later: Requests behind the first part, before which both are the same; (rows,).
    """

    table: pd.DataFrame
    frozen: Lists
    updated: Lists
    later: Longs


def streamed(asking: Asking, examples: Path, table: pd.DataFrame) -> Streamed | None:
    """Ask both; None where the test is of one moment alone.

    Args:
        asking: `learning_requests`: the most requests, the first ones in time, so that what a deal was shown before is
            whole; `learning_parts`: parts of about equally many, the copy learns before each.
        examples: What `build` wrote.
        table: Rows of `deal_requests.requests`.
    """
    moment = micros(table["time"], 0)
    order = np.argsort(moment, kind="stable")[: int(asking.settings["learning_requests"])]
    rows, moment = table.iloc[order].reset_index(drop=True), moment[order]
    cuts = _cuts(moment, int(asking.settings["learning_parts"]))
    if len(cuts) < 3:
        return None
    exposures, redemptions, deals = _log(examples, rows)
    live, parts, before = replace(asking, model=copied(asking.model)), [], 0
    for start, stop in pairwise(cuts):
        if start:
            shown, redeemed = (_between(one, before, int(moment[start])) for one in (exposures, redemptions))
            live.model.update(shown, redeemed, deals)
            before = int(moment[start])
        parts.append(live.lists(rows.iloc[start:stop].reset_index(drop=True)))
    return Streamed(rows, asking.lists(rows), _joined(parts), np.arange(cuts[1], len(rows)))


def _cuts(moment: Longs, count: int) -> list[int]:
    """Ends of up to so many parts of about equally many requests, cut between two times."""
    even = moment[np.linspace(0, len(moment), count, endpoint=False).astype(np.int64)] if len(moment) else moment
    return [*np.unique(np.searchsorted(moment, even)).tolist(), len(moment)]


def _log(examples: Path, rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """What was shown and redeemed in the test as the contract's tables, and all deals.

    All that was redeemed since the model was fitted is told, for stock and budget; exposures are those of the rows, so
    that redemptions of requests that were left out are of no exposure that is told, and no pull is learnt of them.
    """
    shown = pd.read_parquet(examples / "shown.parquet", filters=[("split", "==", "test")])
    shown = shown.merge(rows[["example_id", "customer_id", "time"]], on="example_id")
    shown = shown.assign(visit_id=shown["example_id"])
    redemptions = pd.read_parquet(examples / "redemptions.parquet")
    begins = facts(examples).get("test_from")
    first = rows["time"].min() if begins is None else pd.Timestamp(begins)
    redemptions = redemptions[redemptions["time"] >= first]
    return shown[_EXPOSURES], redemptions, pd.read_parquet(examples / "deals.parquet")


def _between(log: pd.DataFrame, first: int, end: int) -> pd.DataFrame:
    moment = micros(log["time"], 0)
    return log[(first <= moment) & (moment < end)].reset_index(drop=True)


def _joined(parts: list[Lists]) -> Lists:
    """Lists of consecutive parts of a table as lists of the whole."""
    starts = np.cumsum([0, *(len(one.number) for one in parts[:-1])])
    names = ("number", "pair", "place", "answered", *SAID, "shown", "not_allowed", "redeemed_already", "shown_twice")
    whole = {name: np.concatenate([getattr(one, name) for one in parts]) for name in names}
    row = np.concatenate([one.row + start for one, start in zip(parts, starts.tolist(), strict=True)])
    return Lists(row=row, **whole)
