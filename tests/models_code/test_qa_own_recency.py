"""Orders that are singled out by how late they were made."""

from __future__ import annotations

import pytest
from qa_accounts_shop import NAMES, NOW, at

from models.question_answering.account import Account, Order
from models.question_answering.account_answers import answered
from models.question_answering.account_settings import AccountSettings
from models.question_answering.finding import Finding
from models.question_answering.own_place import BEFORE_LATEST, LATEST
from models.question_answering.own_recency import before_latest, latest

NEWEST = Order("o4", "p6", at("2026-03-07"), "ordered", at("2026-03-30"), price=300.0)
COMING = Order("o3", "p3", at("2026-03-01"), "shipped", at("2026-03-11"), quantity=2, price=10.0)
CAME = Order("o2", "p2", at("2026-02-02"), "delivered", at("2026-02-05"), at("2026-02-06"), price=90.0)
FIRST = Order("o1", "p1", at("2025-05-02"), "delivered", at("2025-05-05"), at("2025-05-06"), price=50.0)
ACCOUNT = Account.of([NEWEST, COMING, CAME, FIRST], [], [])


def _ask(question: str, kind: str, account: Account = ACCOUNT) -> Finding:
    return answered(question, f"account_{kind}", account, None, NAMES, NOW, AccountSettings(), customer="c1")


@pytest.mark.parametrize(
    ("question", "kind", "row", "words"),
    [
        ("What was in my latest order?", "last_bought", "o4", "Family tent"),
        ("my newest order", "last_bought", "o4", "Family tent"),
        ("Which articles are in the last order I placed?", "last_bought", "o4", "Family tent"),
        ("was war in meiner neuesten Bestellung", "last_bought", "o4", "Family tent"),
        ("qué había en mi último pedido", "last_bought", "o4", "Family tent"),
        ("What did my latest order contain?", "last_bought", "o4", "Family tent"),
        ("What was my latest order in February?", "last_bought", "o2", "running shoes"),
        ("How much was my latest order?", "spent", "o4", "You paid 300.00 for your last order."),
        ("What did I pay for my most recent desk lamp order?", "spent", "o3", "20.00"),
        ("Where is my latest order?", "order_status", "o4", "Family tent is ordered"),
        ("When does my newest order arrive?", "delivery", "o4", "Family tent should arrive on Monday, 30 March 2026."),
        ("When was my latest order delivered?", "delivery", "o4", "should arrive"),
        ("the order before last", "last_bought", "o3", "Before your last order you bought Desk lamp"),
        ("What was in my second to last order?", "last_bought", "o3", "Desk lamp"),
        ("What did I get in the purchase before my latest one?", "last_bought", "o3", "Desk lamp"),
        ("was war in meiner vorletzten Bestellung", "last_bought", "o3", "Desk lamp"),
        ("cuál fue mi penúltimo pedido", "last_bought", "o3", "Desk lamp"),
        ("quelle était mon avant-dernière commande", "last_bought", "o3", "Desk lamp"),
        ("How much did the order before last cost?", "spent", "o3", "20.00 for the order before your last."),
        ("When does the order before last come?", "delivery", "o3", "11 March 2026"),
        ("What is the status of my penultimate order?", "order_status", "o3", "shipped"),
    ],
)
def test_the_order_that_is_meant_is_told(question: str, kind: str, row: str, words: str) -> None:
    found = _ask(question, kind)
    assert not found.abstained, found.reason
    assert found.evidence_id == row
    assert words in found.answer


@pytest.mark.parametrize(
    ("question", "kind", "why"),
    [
        ("What did I buy before last Christmas?", "last_bought", "not understood"),
        ("What was my order before the last sale?", "last_bought", "not understood"),
        ("the third to last order", "last_bought", "third"),
        ("How many things were in my latest order?", "how_often", "single order"),
        ("what is in my latest unicorn order", "last_bought", "unicorn"),
    ],
)
def test_what_is_not_understood_is_no_latest_order(question: str, kind: str, why: str) -> None:
    found = _ask(question, kind)
    assert found.abstained
    assert why in (found.reason or "")


def test_where_there_is_one_order_there_is_none_before_it() -> None:
    single = Account.of([FIRST], [], [])
    for kind in ("last_bought", "spent", "order_status", "delivery"):
        assert _ask("the order before last", kind, single).abstained


def test_a_cancelled_order_leaves_open_which_is_the_one_before() -> None:
    cancelled = Order("o5", "p4", at("2026-03-08"), "cancelled", price=30.0)
    account = Account.of([cancelled, NEWEST, COMING], [], [])
    assert "not clear" in (_ask("the order before last", "last_bought", account).reason or "")
    assert _ask("my latest order", "last_bought", account).evidence_id == "o4"
    assert _ask("where is my latest order", "order_status", account).evidence_id == "o5"
    gone = _ask("when does my latest order come", "delivery", account)
    assert gone.reason == "the order that is meant, of Steel kettle 1.7 l, is cancelled"


def test_what_went_back_is_no_price_of_another_order() -> None:
    back = Order("o5", "p4", at("2026-03-08"), "returned", price=30.0)
    assert _ask("how much was my last order", "spent", Account.of([back, COMING], [], [])).abstained


def test_latest_is_a_word_of_a_title_too() -> None:
    titles = ("atlas the latest edition",)
    assert latest("when did i buy the latest edition", titles).place is None
    assert latest("what was in my latest order", titles).place == LATEST
    assert before_latest("What did I order the time before last?").place == BEFORE_LATEST
