"""Where "latest" may mean several orders, another one than the last that was made, or a word of a title."""

from __future__ import annotations

import math
import time

import pytest
from qa_accounts_shop import NAMES, NOW, at

from models.question_answering.account import Account, Order
from models.question_answering.account_answers import answered
from models.question_answering.account_settings import AccountSettings
from models.question_answering.finding import Finding
from models.question_answering.own_place import BEFORE_LATEST, LATEST, singled, unclear
from models.question_answering.product_names import ProductNames

NEWEST = Order("o4", "p6", at("2026-03-07"), "ordered", at("2026-03-30"), price=300.0)
COMING = Order("o3", "p3", at("2026-03-01"), "shipped", at("2026-03-11"), quantity=2, price=10.0)
CAME = Order("o2", "p2", at("2026-02-02"), "delivered", at("2026-02-05"), at("2026-02-06"), price=90.0)
FIRST = Order("o1", "p1", at("2025-05-02"), "delivered", at("2025-05-05"), at("2025-05-06"), price=50.0)
ACCOUNT = Account.of([NEWEST, COMING, CAME, FIRST], [], [])
CLOSED = Account.of([CAME, FIRST], [], [])
# an order of which one line came, one is still to come and one was cancelled
LAMP = Order("o9", "p3", at("2026-03-07"), "shipped", at("2026-03-30"), price=10.0)
PARTLY = Account.of(
    [
        Order("o9", "p6", at("2026-03-07"), "delivered", at("2026-03-08"), at("2026-03-09"), price=300.0),
        LAMP,
        Order("o9", "p4", at("2026-03-07"), "cancelled", price=5.0),
        CAME,
    ],
    [],
    [],
)


def _ask(question: str, kind: str, account: Account = ACCOUNT, names: ProductNames = NAMES) -> Finding:
    return answered(question, f"account_{kind}", account, None, names, NOW, AccountSettings(), customer="c1")


@pytest.mark.parametrize(
    ("question", "kind", "answer"),
    [
        ("How much did I spend on my recent orders?", "spent", "You paid 460.00, in 4 orders."),
        ("How much did I spend on my previous orders?", "spent", "You paid 460.00, in 4 orders."),
        ("How much did my last orders cost?", "spent", "You paid 460.00, in 4 orders."),
        ("Wie viel habe ich für meine letzten Bestellungen bezahlt?", "spent", "You paid 460.00, in 4 orders."),
        ("¿cuánto pagué por mis últimos pedidos?", "spent", "You paid 460.00, in 4 orders."),
        ("Combien ont coûté mes dernières commandes?", "spent", "You paid 460.00, in 4 orders."),
        ("What are my latest orders?", "last_bought", "Family tent, Desk lamp, Trail running shoes and Nordwind"),
        ("When do my latest orders come?", "delivery", "Desk lamp should arrive on Wednesday, 11 March 2026. Further"),
        ("What's the latest status of my orders?", "order_status", "Desk lamp is shipped"),
    ],
)
def test_several_orders_are_not_told_as_one(question: str, kind: str, answer: str) -> None:
    assert answer in _ask(question, kind).answer


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How much did all orders before my last order cost?", "spent"),
        ("How much did I spend on orders before the last one?", "spent"),
        ("What was in every order before my last order?", "last_bought"),
        ("Was kosteten die Bestellungen vor der letzten?", "spent"),
        ("not my latest order but the one before", "last_bought"),
        ("What was in the order before the one before last?", "last_bought"),
        ("my penultimate orders", "spent"),
        ("How much were my last couple of orders?", "spent"),
        ("What was my last cancelled order?", "last_bought"),
        ("How much was my last returned order?", "spent"),
        ("What was the last order I returned?", "last_bought"),
        ("What was in my last open desk lamp order?", "last_bought"),
        ("When was my last return?", "order_status"),
        ("cuál fue mi último pedido cancelado", "last_bought"),
        ("What was my last delivered order?", "last_bought"),
        ("What was in my last delivery?", "last_bought"),
        ("How much was the last order I received?", "spent"),
        ("When does the last of my orders arrive?", "delivery"),
        ("Where is my last package?", "order_status"),
        ("Will my last package be delivered tomorrow?", "delivery"),
        ("Show my last order that has shipped", "order_status"),
        ("When did my previous order arrive?", "delivery"),
        ("How much was my previous order?", "spent"),
    ],
)
def test_what_may_be_another_order_is_refused(question: str, kind: str) -> None:
    found = _ask(question, kind)
    assert found.abstained
    assert found.reason


@pytest.mark.parametrize(
    ("question", "kind", "account", "row"),
    [
        ("When did my last delivery come?", "delivery", ACCOUNT, "o2"),
        ("When did I last get a delivery?", "delivery", ACCOUNT, "o2"),
        ("When was the last time I got something delivered?", "delivery", ACCOUNT, "o2"),
        ("When was my last delivered order delivered?", "delivery", ACCOUNT, "o2"),
        ("When does the last thing I ordered arrive?", "delivery", ACCOUNT, "o4"),
        ("Did my last order arrive?", "delivery", ACCOUNT, "o4"),
        ("What was in my last delivery?", "last_bought", CLOSED, "o2"),
        ("Where is my last package?", "order_status", Account.of([NEWEST, CAME], [], []), "o4"),
        ("When did my previous order arrive?", "delivery", CLOSED, "o2"),
    ],
)
def test_the_last_that_came_is_not_the_last_that_was_ordered(
    question: str, kind: str, account: Account, row: str
) -> None:
    assert _ask(question, kind, account).evidence_id == row


def test_nothing_expected_is_said_only_where_no_order_is() -> None:
    found = _ask("Does my latest order come tomorrow?", "delivery")
    assert found.answer == "Not tomorrow: Family tent should arrive on Monday, 30 March 2026."
    alone = Account.of([NEWEST, CAME], [], [])
    assert _ask("Does my latest order come tomorrow?", "delivery", alone).answer.startswith("Nothing is expected")
    assert "Nothing" not in _ask("Does my tent come tomorrow?", "delivery").spoken


@pytest.mark.parametrize("kind", ["last_bought", "spent", "order_status", "delivery"])
@pytest.mark.parametrize("when", [at("2026-03-07"), math.nan])
def test_orders_whose_row_in_time_is_not_known_are_not_told_apart(kind: str, when: float) -> None:
    other = Order("o8", "p3", when, "ordered", at("2026-03-20"), price=2.0)
    for rows in ([NEWEST, other], [other, NEWEST]):
        account = Account.of(rows, [], [])
        for question in ("How is my latest order?", "What of the order before last?"):
            assert "clear" in (_ask(question, kind, account).reason or "")


def test_a_day_on_which_a_thing_was_bought_twice_is_a_day() -> None:
    twice = Account.of([CAME, Order("o7", "p2", CAME.time, "delivered", price=1.0)], [], [])
    assert "2 February 2026" in _ask("When did I last buy running shoes?", "last_bought", twice).answer


def test_what_is_still_to_come_of_an_order_is_told_beside_what_came() -> None:
    for question in ("When was my latest order delivered?", "Was order o9 delivered?"):
        found = _ask(question, "delivery", PARTLY)
        page = "Family tent was delivered on Monday, 9 March 2026; Desk lamp is still to come, expected on Monday"
        assert found.answer.startswith(page)
        assert "and Desk lamp is still to come, expected on" in found.spoken
    assert "Desk lamp is shipped" in _ask("where is my latest order", "order_status", PARTLY).answer


def test_an_order_of_which_a_line_was_cancelled_is_none_that_was() -> None:
    assert _ask("the order before last", "last_bought", PARTLY).evidence_id == "o2"
    lines = [Order("o9", "p4", at("2026-03-07"), "cancelled"), Order("o9", "p6", at("2026-03-07"), "delivered")]
    assert "was delivered" in _ask("how is my latest order", "order_status", Account.of(lines, [], [])).answer


@pytest.mark.parametrize(
    ("question", "kind", "row"),
    [
        ("What was the last thing I bought?", "last_bought", "a"),
        ("What did I buy last?", "last_bought", "a"),
        ("How much was the last thing I bought?", "spent", "a"),
        ("When does The Penultimate Peril arrive?", "delivery", "c"),
        ("How much was The Last of Us game?", "spent", "b"),
        ("How much was my penultimate order?", "spent", "b"),
    ],
)
def test_words_of_a_title_are_no_order_and_other_words_are(question: str, kind: str, row: str) -> None:
    names = ProductNames({"p1": "The Last of Us, game", "p3": "The Penultimate Peril, book", "p6": "Family tent"})
    account = Account.of(
        [
            Order("a", "p6", at("2026-03-07"), "ordered", at("2026-03-30"), price=1.0),
            Order("b", "p1", at("2026-03-01"), "ordered", at("2026-03-11"), price=2.0),
            Order("c", "p3", at("2026-02-27"), "ordered", at("2026-03-15"), price=3.0),
        ],
        [],
        [],
    )
    assert _ask(question, kind, account, names).evidence_id == row
    assert _ask("How much was The Last of Us?", "spent", account, names).abstained


def test_many_orders_take_no_time_squared() -> None:
    rows = [Order(f"o{place}", "p1", float(-place)) for place in range(40_000)]
    begun = time.process_time()
    assert unclear(rows, BEFORE_LATEST) is None
    assert [row.order_id for row in singled(rows, LATEST)] == ["o0"]
    assert time.process_time() - begun < 2.0
