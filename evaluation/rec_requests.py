"""The frozen test requests of recommendation as questions: who asks, where and when, and what came before."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pandas as pd

from evaluation.groups import groups
from evaluation.rec_histories import histories
from evaluation.times import iso, last_beginning

REQUEST: Final = ("customer_id", "history", "region")
_LOG: Final = ("train", "valid_events")  # what is served knows both
ANSWERS: Final = 100  # products a request that are asked for: ranks beyond it are misses


def requests(examples: Path) -> pd.DataFrame:
    """The test requests, one question each.

    Columns beside those of `test.parquet`: `asked_at` (see `moments`), `history` (JSON list of events, oldest first,
    "[]" where there is none), `group` (requests of a customer share one) and `examples`, where the truth lies.
    """
    table = pd.read_parquet(examples / "test.parquet").reset_index(drop=True)
    return table.assign(
        asked_at=moments(table, examples),
        history=histories(table["example_id"], examples),
        group=groups(table["customer_id"], table["example_id"]),
        examples=pd.Categorical([str(examples)] * len(table), categories=[str(examples)]),
    )


def request_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Only what a shop would send: no relevant product, no slice; the time as ISO text."""
    asked = table[list(REQUEST)]
    return asked.assign(request_id=table["example_id"].astype("str"), time=iso(table["asked_at"]))


def request_params(table: pd.DataFrame) -> dict[str, Any]:  # noqa: ARG001 - the frame's interface
    """How many products each request is answered with."""
    return {"k": ANSWERS}


def easier_params(params: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: ARG001 - the frame's interface
    """What a champion without parameters takes."""
    return [{}]


def moments(table: pd.DataFrame, examples: Path) -> pd.Series[Any]:
    """When each request is asked: at its own time, else at the last time that is known of any.

    So no clock decides. Where no event has a time, it is the last launch or beginning of stock.
    """
    own = table["time"]
    if own.notna().all():
        return own
    times = [own, *(pd.read_parquet(examples / f"{name}.parquet", columns=["time"])["time"] for name in _LOG)]
    last = max((one.max() for one in times if one.notna().any()), default=None)
    return own.fillna(last if last is not None else last_beginning(examples))
