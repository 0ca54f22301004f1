"""What the simulator broke in the tables of question answering, row by row, and what validation set aside of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.review_planted import COPY, named, set_aside
from contracts.question_answering.known import LONGEST_QUESTION
from sources.simulator.qa_breaks import STRANGE_STARS, UNKNOWN_GRADES, UNKNOWN_SOURCES
from sources.simulator.search_mess import BROKEN_TIMES, FUTURE_TIME

Json = dict[str, Any]
Kinds = dict[str, Any]

_ADDED: Final = "x"  # how ids of what is no row of the market begin
_KEYS: Final = {
    "products": "product_id",
    "reviews": "review_id",
    "community_answers": "answer_id",
    "orders": "order_id",
    "wish_lists": "customer_id",
    "reminders": "reminder_id",
    "qa": "question_id",
}


def counted(tables: Path, clean: Path) -> Json:
    """By table, by what is wrong: `planted` rows, and how many of them validation `set_aside`.

    Args:
        tables: What the simulator wrote.
        clean: What validation wrote, `quarantine.parquet` among it.
    """
    rows = {name: pd.read_parquet(tables / f"{name}.parquet") for name in _KEYS}
    return set_aside({name: wrong(name, table) for name, table in rows.items()}, clean)


def wrong(name: str, rows: pd.DataFrame) -> pd.Series[Any]:
    """What is wrong with each row of a table, `review_planted.GOOD` where nothing is."""
    key = rows[_KEYS[name]]
    kinds: Kinds = {"no id": key.isna(), **_OF[name](rows)}
    return named(rows, {**kinds, COPY: rows.duplicated() & key.notna()})


def _added(rows: pd.DataFrame, key: str) -> Any:
    return rows[key].str.startswith(_ADDED).fillna(False).to_numpy(bool)


def _blank(texts: pd.Series[Any]) -> Any:
    return (texts.fillna("").str.strip() == "").to_numpy(bool)


def _no_time(times: pd.Series[Any]) -> Any:
    """None, or to come; an empty one is fine."""
    return times.isin([*BROKEN_TIMES, FUTURE_TIME]).to_numpy(bool)


def _products(rows: pd.DataFrame) -> Kinds:
    return {"attributes that are no JSON object": _added(rows, "product_id")}


def _voices(key: str, text: str) -> Callable[[pd.DataFrame], Kinds]:
    def of(rows: pd.DataFrame) -> Kinds:
        added, ids = _added(rows, key), rows[key]
        stars = pd.Series("", index=rows.index) if "stars" not in rows else rows["stars"]
        others = ids.notna() & ids.duplicated(keep=False) & ~rows.duplicated(keep=False)
        return {
            "no text": added & _blank(rows[text]),
            "of no product": added & rows["product_id"].str.startswith(_ADDED).fillna(False).to_numpy(bool),
            "time that is none, or to come": added & _no_time(rows["time"]),
            "stars out of range": added & stars.isin(STRANGE_STARS).to_numpy(bool),
            "an id of two texts, both": others,
        }

    return of


def _orders(rows: pd.DataFrame) -> Kinds:
    added = _added(rows, "order_id")
    return {
        "quantity below 0": added & (pd.to_numeric(rows["quantity"]) < 0).to_numpy(bool),
        "price below 0": added & (pd.to_numeric(rows["price"]) < 0).to_numpy(bool),
        "time that is none, or to come": added & _no_time(rows["time"]),
    }


def _lists(rows: pd.DataFrame) -> Kinds:
    return {"time that is none": _no_time(rows["time"])}


def _reminders(rows: pd.DataFrame) -> Kinds:
    return {"no text": _added(rows, "reminder_id") & _blank(rows["text"])}


def _questions(rows: pd.DataFrame) -> Kinds:
    added = _added(rows, "question_id")
    return {
        "no question": added & _blank(rows["question"]),
        "of no product": added & rows["product_id"].str.startswith(_ADDED).fillna(False).to_numpy(bool),
        "unknown source": added & rows["source"].isin(UNKNOWN_SOURCES).to_numpy(bool),
        "unknown grade": added & rows["grade"].isin(UNKNOWN_GRADES).to_numpy(bool),
        f"a question of more than {LONGEST_QUESTION:,} characters": added
        & np.asarray(rows["question"].str.len() > LONGEST_QUESTION, dtype=bool),
    }


_OF: Final[dict[str, Callable[[pd.DataFrame], Kinds]]] = {
    "products": _products,
    "reviews": _voices("review_id", "text"),
    "community_answers": _voices("answer_id", "answer"),
    "orders": _orders,
    "wish_lists": _lists,
    "reminders": _reminders,
    "qa": _questions,
}
