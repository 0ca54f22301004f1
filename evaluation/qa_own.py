"""Which rows are whose: an answer from an account may rest on the asking customer's own rows alone."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import pandas as pd

from evaluation.qa_judged import ACCOUNT, Flags

_ID_OF: Final = {"orders": "order_id", "wish_lists": "product_id", "reminders": "reminder_id"}
_NAMED: Final = ("orders", "reminders")  # whose ids are of one customer
_DAYS: Final = ("time", "expected", "delivered", "due")
_DAY: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_WORD: Final = re.compile(r"[\w-]+")
_TELLING: Final = 5  # letters of an id that is no number that may stand in any text
_TEXTS: Final = ("answer", "evidence", "reason")


@dataclass(frozen=True)
class Own:
    """Rows of accounts by customer.

    Attributes:
        rows: `customer`, `source`, `id`, `product`, one each, by customer.
        ids: Customer, source and id of each.
        days: Customer and day of every date that a row has.
        owners: Customers who have an id, by id, of ids that no other text has by chance.
    """

    rows: pd.DataFrame
    ids: frozenset[tuple[str, str, str]]
    days: frozenset[tuple[str, str]]
    owners: dict[str, frozenset[str]]

    @classmethod
    def of(cls, examples: Path) -> Self:
        """From the tables of accounts; those that are not there have no rows. Read once as long as these stay."""
        files = [examples / f"{name}.parquet" for name in ACCOUNT]
        return cls._of(str(examples), tuple(_stamp(file) for file in files))

    @classmethod
    @lru_cache(maxsize=2)
    def _of(cls, place: str, _: tuple[tuple[int, int], ...]) -> Self:
        examples = Path(place)
        tables = {name: _table(examples / f"{name}.parquet") for name in ACCOUNT}
        parts = [_rows(name, table) for name, table in tables.items()]
        rows = pd.concat(parts, ignore_index=True).drop_duplicates().sort_values("customer", kind="stable")
        rows = rows.reset_index(drop=True)
        named = rows[rows["source"].isin(_NAMED)]
        owners: dict[str, frozenset[str]] = {}
        for customer, name in zip(named["customer"].tolist(), named["id"].tolist(), strict=True):
            if _tells(name):
                key = name.casefold()
                owners[key] = owners.get(key, frozenset()) | {customer}
        days = frozenset().union(*(_days(table) for table in tables.values()))
        return cls(rows, frozenset(zip(rows["customer"], rows["source"], rows["id"], strict=True)), days, owners)

    def foreign(self, table: pd.DataFrame, answers: pd.DataFrame) -> Flags:
        """Whether an answer tells of a row that is not the asking customer's, given or withheld, wherever; (n,).

        Its row, an id in its texts or its list that the question has not, or a date of its evidence is none of that
        customer's. Of an answer from a passage, what stands in the passage is no id, be it written like one.

        Args:
            table: `question` and `customer_id`.
            answers: One to each, in their order.
        """
        asked = zip(table["customer_id"].tolist(), table["question"].tolist(), strict=True)
        rows = zip(asked, answers.to_dict(orient="records"), strict=True)
        return np.array([self._is_foreign(told, _text(who), _text(text)) for (who, text), told in rows], dtype=bool)

    def _is_foreign(self, told: Mapping[Hashable, Any], customer: str, question: str) -> bool:
        from_account, evidence = told["source"] in ACCOUNT, _text(told["evidence"])
        row = _text(told["evidence_id"])
        if from_account and row and (customer, told["source"], row) not in self.ids:
            return True
        known = _words(question) if from_account else _words(question) | _words(evidence)
        words = _words(" ".join([*(_text(told[name]) for name in _TEXTS), *_listed_rows(told["ranked"])])) - known
        if any(customer not in self.owners[word] for word in words & self.owners.keys()):
            return True
        return from_account and any((customer, day) not in self.days for day in _DAY.findall(evidence))


def _stamp(file: Path) -> tuple[int, int]:
    """When a file was written and its bytes, zeros where there is none."""
    if not file.is_file():
        return 0, 0
    told = file.stat()
    return told.st_mtime_ns, told.st_size


def _listed_rows(ranked: Any) -> list[str]:
    """Texts of listed candidates that are rows of accounts."""
    listed = json.loads(ranked) if isinstance(ranked, str) else []
    return [str(one["text"]) for one in listed if one["source"] in ACCOUNT]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) else ""


def _table(file: Path) -> pd.DataFrame:
    return pd.read_parquet(file) if file.is_file() else pd.DataFrame({"customer_id": pd.Series([], dtype="str")})


def _rows(name: str, table: pd.DataFrame) -> pd.DataFrame:
    cells = {"customer": "customer_id", "id": _ID_OF[name], "product": "product_id"}
    nothing = pd.Series([None] * len(table), index=table.index, dtype="str")
    found = pd.DataFrame({new: table.get(old, nothing).astype("str") for new, old in cells.items()})
    return found.assign(source=name)[found["customer"].notna() & found["id"].notna()]


def _tells(name: str) -> bool:
    return len(name) >= _TELLING and not name.isalpha() and _WORD.fullmatch(name) is not None


def _days(table: pd.DataFrame) -> frozenset[tuple[str, str]]:
    """Customer and day of each date, of the columns and of dates that are written in texts."""
    known = table[table["customer_id"].notna()]
    found: set[tuple[str, str]] = set()
    for name in [one for one in _DAYS if one in known]:
        there = known[known[name].notna()]
        days = pd.to_datetime(there[name], utc=True).dt.strftime("%Y-%m-%d")
        found |= set(zip(there["customer_id"].astype("str"), days, strict=True))
    if "text" in known:
        texts = zip(known["customer_id"].astype("str"), known["text"].fillna("").astype("str"), strict=True)
        found |= {(customer, day) for customer, text in texts for day in _DAY.findall(text)}
    return frozenset(found)
