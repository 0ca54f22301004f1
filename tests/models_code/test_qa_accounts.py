"""Accounts of all customers: stored, and told by requests."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from models.errors import InputError
from models.question_answering.accounts import Accounts
from models.question_answering.told_accounts import accounts_of


def _tables() -> dict[str, pd.DataFrame]:
    times = pd.to_datetime(["2026-01-02", "2026-01-05", None, "2026-01-03"], utc=True)
    orders = pd.DataFrame(
        {
            "order_id": ["a", "b", "c", "d"],
            "customer_id": ["c2", "c1", "c1", None],
            "product_id": ["p1", "p2", "p3", "p4"],
            "time": times,
            "price": [1.5, None, 2.0, 3.0],
        }
    )
    reminders = pd.DataFrame({"reminder_id": ["r"], "customer_id": ["c3"], "text": ["x"], "due": times[:1]})
    return {"orders": orders, "reminders": reminders}


def test_each_customer_has_the_own_rows_latest_first() -> None:
    accounts = Accounts.fit(_tables())
    one = accounts.of("c1")
    assert one is not None
    assert [order.order_id for order in one.orders] == ["b", "c"]
    assert one.reminders == ()
    assert one.wishes == ()
    other = accounts.of("c2")
    assert other is not None
    assert [order.product_id for order in other.orders] == ["p1"]


def test_strangers_have_no_account() -> None:
    accounts = Accounts.fit(_tables())
    for customer in (None, "", "c4", "None", "c1 ", "nan"):
        assert accounts.of(customer) is None


def test_no_tables_are_no_accounts(tmp_path: Path) -> None:
    assert Accounts.fit({}).of("c1") is None
    assert Accounts.load(tmp_path).of("c1") is None


def test_stored_accounts_are_the_same(tmp_path: Path) -> None:
    accounts = Accounts.fit(_tables())
    accounts.save(tmp_path)
    again = Accounts.load(tmp_path)
    for customer in ("c1", "c2", "c3"):
        assert repr(again.of(customer)) == repr(accounts.of(customer))


def _told(cell: object, customer: str | None = "c1") -> object:
    text = cell if isinstance(cell, str) else json.dumps(cell)
    return accounts_of(pd.DataFrame({"account": [text]}), [customer])[0]


def test_told_rows_are_read() -> None:
    account = _told({"orders": [{"order_id": 7, "product_id": "p", "time": "2026-01-01", "customer_id": "c1"}]})
    assert "order_id='7'" in repr(account)
    assert _told("  ") is None


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("no json", "no JSON"),
        ("[]", "no object"),
        ({"buys": []}, "'buys'"),
        ({"orders": {}}, "no list"),
        ({"orders": ["o"]}, "no object"),
        ({"orders": [{"order_id": "o"}]}, "no product_id"),
        ({"orders": [{"order_id": "o", "product_id": "p", "time": "soon"}]}, "time is no time"),
        ({"orders": [{"order_id": "o", "product_id": "p", "price": "9"}]}, "price is no number"),
        ({"orders": [{"order_id": "o", "product_id": "p", "customer_id": "c2"}]}, "another customer"),
        ({"orders": [{"order_id": "o", "product_id": "p", "price": -1}]}, "price is no number from 0 on"),
        ({"orders": [{"order_id": "o", "product_id": "p", "quantity": 1e308}]}, "quantity is no number"),
        ({"orders": [{"order_id": "o", "product_id": "p", "expected": "9999-12-31T23:59:59-12:00"}]}, "1900 to 2199"),
        ({"orders": [{"order_id": "o", "product_id": "p", "time": "0001-01-01T00:00:00+12:00"}]}, "1900 to 2199"),
        ({"reminders": [{"reminder_id": "r", "text": 5}]}, "text is no text"),
    ],
)
def test_told_rows_that_cannot_be_used_are_refused(cell: object, words: str) -> None:
    with pytest.raises(InputError, match=words):
        _told(cell)


def test_an_account_of_nobody_is_refused() -> None:
    with pytest.raises(InputError, match="names no customer"):
        _told({"orders": []}, None)
