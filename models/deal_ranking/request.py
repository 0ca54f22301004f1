"""Requests as callers send them: who asks, what they bought, which deals there are, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..request_cells import Texts, request_ids_of, texts_of, times_of
from . import told_deals, told_past
from .asked_how import DEFAULTS
from .told_deals import ToldDeals
from .told_past import ToldPurchases, ToldRedeemed

INPUTS: Final = ("request_id", "customer_id", told_past.PURCHASES, told_past.REDEEMED, told_deals.COLUMN, "time")
OUTPUTS: Final = (
    ("request_id", "string"),
    ("rank", "long"),
    ("deal_id", "string"),
    ("score", "double"),
    ("probability", "double"),
    ("expected_revenue", "double"),
    ("revenue", "double"),
    ("hours_left", "double"),
    ("note", "string"),
)
_KINDS: Final = {bool: "boolean", int: "long", float: "double"}


@dataclass(frozen=True)
class Questions:
    """The requests of one call.

    Attributes:
        ids: One a request, its row's number where none is given.
        customers: One a request, None where nobody is named.
        purchases, redeemed: What each customer did, None where the request does not tell it.
        which: The list of candidates that each request has, `told_deals.EVERY` for all deals of the bundle; (n,).
        lists: Of candidates.
        times: Seconds since 1970, UTC; (n,).
        columns: Cells of the customers' declared columns, by name, None where nothing is told; one a request.
    """

    ids: list[str]
    customers: Texts
    purchases: tuple[ToldPurchases | None, ...]
    redeemed: tuple[ToldRedeemed | None, ...]
    which: npt.NDArray[np.int64]
    lists: tuple[ToldDeals, ...]
    times: npt.NDArray[np.float64]
    columns: dict[str, Texts]

    def __len__(self) -> int:
        return len(self.times)

    def part(self, start: int, end: int) -> Questions:
        """Some of them, in their order."""
        return Questions(
            self.ids[start:end],
            self.customers[start:end],
            self.purchases[start:end],
            self.redeemed[start:end],
            self.which[start:end],
            self.lists,
            self.times[start:end],
            {name: cells[start:end] for name, cells in self.columns.items()},
        )


def signature(columns: Sequence[str]) -> dict[str, list[tuple[str, str, object]]]:
    """What the registry is told: a request's columns, an answer's columns, and the parameters of a request.

    Args:
        columns: Declared columns of customers.
    """
    return {
        "inputs": [(name, "string", False) for name in (*INPUTS, *columns)],
        "outputs": [(name, kind, False) for name, kind in OUTPUTS],
        "params": [(name, _KINDS[type(value)], value) for name, value in DEFAULTS.items()],
    }


def input_example(columns: Sequence[str]) -> pd.DataFrame:
    """Two requests, one with all that can be told and one of a customer whom nobody knows."""
    bought = '{"product_id": "p7", "time": "2026-01-12T09:00:00Z", "amount": 9.5}'
    new = '{"deal_id": "d2", "end": "2026-02-01T00:00:00Z", "products": ["p7"], "price": 20.0, "discount": 0.3}'
    return pd.DataFrame(
        {
            "request_id": ["a", "b"],
            "customer_id": ["c1", None],
            told_past.PURCHASES: [f"[{bought}]", None],
            told_past.REDEEMED: ['["d9"]', None],
            told_deals.COLUMN: [f'["d1", {new}]', None],
            "time": ["2026-01-31T18:30:00Z", None],
            **{name: pd.array([None, None], dtype="str") for name in columns},
        }
    )


def questions_of(frame: pd.DataFrame, columns: Sequence[str], now: float) -> Questions:
    """The columns that the model reads, all of them, missing where the request has them not.

    Args:
        frame: As the caller sent it; columns that are not of the signature are ignored. A frame without any of them is
            refused, for nobody means to ask that.
        columns: Declared columns of customers.
        now: Seconds since 1970, for requests without a time.

    Raises:
        InputError: No column is one that the model reads, or cells cannot be read.
    """
    if not {*INPUTS, *columns} & set(frame.columns):
        raise InputError(f"the request ({len(frame)} rows) has none of the columns {', '.join(INPUTS)}; give one.")
    which, lists = told_deals.lists_of(frame)
    told: dict[str, Any] = {name: texts_of(frame, name, identity=True) for name in columns}
    return Questions(
        request_ids_of(frame),
        [None if one is None else one.strip() or None for one in texts_of(frame, "customer_id", identity=True)],
        told_past.purchases_of(frame),
        told_past.redeemed_of(frame),
        which,
        lists,
        times_of(frame, "time", now),
        told,
    )


def stored_questions(
    customers: Sequence[str | None], times: npt.NDArray[np.float64], columns: Sequence[str]
) -> Questions:
    """Requests for all deals that tell no more than customer and time.

    Args:
        customers: One a request.
        times: Seconds since 1970; (n,).
        columns: Declared columns of customers.
    """
    count = len(times)
    ids, every = [str(row) for row in range(count)], np.full(count, told_deals.EVERY, dtype=np.int64)
    told: dict[str, Texts] = {name: [None] * count for name in columns}
    return Questions(ids, list(customers), (None,) * count, (None,) * count, every, (), times, told)
