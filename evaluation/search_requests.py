"""The frozen test searches of product search as questions, and when and by what words they are asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pandas as pd

from evaluation.times import iso, last_beginning
from models.words import normalised

REQUEST: Final = ("query", "customer_id", "region", "language")
FLAGS: Final = ("returning_customer", "changed_query", "seen_query", "scarce_query", "new_product")
_LOGGED: Final = "logged"
ANSWERS: Final = 100  # products a search that are asked for
_LONGEST: Final = 1_000  # characters of a query by which it is told from another


def requests(examples: Path) -> pd.DataFrame:
    """The test searches, one question each.

    Columns beside those of `test.parquet`: `asked_at` (see `moments`), `group` (searches for the same words share one)
    and `examples`, where the truth lies.
    """
    table = pd.read_parquet(examples / "test.parquet").reset_index(drop=True)
    return table.assign(
        asked_at=moments(table, examples),
        group=_groups(table),
        examples=pd.Categorical([str(examples)] * len(table), categories=[str(examples)]),
    )


def request_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Only what a shop would send: no relevant product, no slice; the time as ISO text."""
    asked = table[list(REQUEST)]
    return asked.assign(request_id=table["example_id"].astype("str"), time=iso(table["asked_at"]))


def request_params(table: pd.DataFrame) -> dict[str, Any]:  # noqa: ARG001 - the frame's interface
    """How many products each search is answered with."""
    return {"mode": "search", "k": ANSWERS}


def easier_params(params: dict[str, Any]) -> list[dict[str, Any]]:
    """What a champion without modes takes, and one without parameters."""
    return [{"k": params["k"]}, {}]


def moments(table: pd.DataFrame, examples: Path) -> pd.Series[Any]:
    """When each search is asked.

    A logged one at its own time. A judged one, and one without a time, at the last time that is known of any, so that
    no clock decides: what is served knows the log up to its end, and asked for the past it would answer with what had
    not happened by then. Where no search has a time, it is the last launch or beginning of stock.
    """
    own = table["time"].where(table["kind"] == _LOGGED)
    if own.notna().all():
        return own
    searches = [
        pd.read_parquet(examples / f"{split}.parquet", columns=["time"])["time"] for split in ("train", "valid")
    ]
    last = max((one.max() for one in [table["time"], *searches] if one.notna().any()), default=None)
    return own.fillna(last if last is not None else last_beginning(examples))


def words(texts: pd.Series[Any]) -> list[str]:
    """The words of each text, as the search reads them; "" of none."""
    return normalised(texts.fillna("").astype("str").str.slice(0, _LONGEST).tolist())


def _groups(table: pd.DataFrame) -> pd.Series[Any]:
    """What searches are resampled by: their words; one without a word stands for itself."""
    said = pd.Series(words(table["query"]), index=table.index, dtype="str")
    return ("words " + said).where(said != "", "search " + table["example_id"].astype("str"))
