"""Which of a customer's rows a question means: those of a time, of a name, of a page; or none that is understood."""

from __future__ import annotations

import pytest
from qa_accounts_shop import at

from models.question_answering.account import Account, Order, Reminder, Wish
from models.question_answering.account_answers import answered
from models.question_answering.account_settings import AccountSettings
from models.question_answering.finding import Finding
from models.question_answering.product_names import ProductNames

NAMES = ProductNames(
    {
        "p1": "Acme Kettle 2000 W",
        "p2": "Blue Lamp",
        "p3": "Garden Hose",
        "p4": "Orwell: 1984",
        "p5": "Red lamp",
        "p6": "Phone 13",
    }
)
NOW = at("2026-01-31")
ACCOUNT = Account.of(
    [
        Order("o1", "p1", at("2023-05-01"), "delivered", delivered=at("2023-05-04"), price=30.0),
        Order("o2", "p2", at("2025-01-01"), "delivered", delivered=at("2025-01-05"), price=20.0),
        Order("o3", "p3", at("2026-01-20"), "shipped", expected=at("2026-02-03"), price=10.0),
        Order("o4", "p4", at("2024-03-03"), "delivered", delivered=at("2024-03-05"), price=9.0),
        Order("o5", "p6", at("2024-06-01"), "delivered", delivered=at("2024-06-02"), price=100.0),
    ],
    [Wish("p2", "Home", at("2025-06-01"))],
    [Reminder("r1", "water the plants", at("2026-02-05"))],
)


def _ask(question: str, kind: str, product: str | None = None) -> Finding:
    return answered(question, f"account_{kind}", ACCOUNT, product, NAMES, NOW, AccountSettings(), customer="c1")


@pytest.mark.parametrize(
    ("question", "kind", "row", "words"),
    [
        ("How much did I spend in January?", "spent", "o3", "10.00 in January 2026"),
        ("How much did I spend before 2024?", "spent", "o1", "30.00 before 2024"),
        ("How many orders did I place in March 2024?", "how_often", "o4", "once in March 2024"),
        ("What did I buy in 2023?", "last_bought", "o1", "Kettle"),
        ("What did I buy in 2024?", "last_bought", "o5", "Phone 13 and Orwell: 1984 in 2024"),
        ("What was the last thing I bought before 2025?", "last_bought", "o5", "last bought Phone 13"),
        ("Where is the order from last week?", "order_status", "o3", "shipped"),
        ("When does what I ordered this month come?", "delivery", "o3", "3 February 2026"),
        ("Does my order come tomorrow?", "delivery", "o3", "Nothing is expected tomorrow; Garden Hose should"),
        ("What was delivered in March 2024?", "delivery", "o4", "Orwell"),
        ("Do I have a reminder for next week?", "reminder", "r1", "water the plants"),
        ("What did I put on my list in June 2025?", "on_list", "p2", "Blue Lamp"),
    ],
)
def test_a_time_that_is_asked_about_counts(question: str, kind: str, row: str, words: str) -> None:
    found = _ask(question, kind)
    assert not found.abstained, found.reason
    assert found.evidence_id == row
    assert words in found.answer


@pytest.mark.parametrize(
    ("question", "kind", "why"),
    [
        ("How much did I spend this week?", "spent", "no order this week"),
        ("What did I buy in 2022?", "last_bought", "no order in 2022"),
        ("What did I buy before that?", "last_bought", "time that is asked about is not understood"),
        ("How much did I spend at Christmas?", "spent", "time that is asked about is not understood"),
        ("What reminders do I have tomorrow?", "reminder", "no reminder tomorrow"),
        ("What did I put on my list yesterday?", "on_list", "yesterday"),
        ("Which order was my most expensive?", "last_bought", "most"),
        ("What was my first order?", "last_bought", "first"),
        ("What did I buy in my last three orders?", "last_bought", "last three"),
        ("Was war meine teuerste Bestellung?", "last_bought", "teuerste"),
        ("¿Cuál fue mi pedido más caro?", "last_bought", "más caro"),
        ("What is on the wish list of Peter?", "on_list", "somebody else"),
        ("When does the order of Anna Schmidt come?", "delivery", "somebody else"),
        ("Is the giraffe on my list?", "on_list", "no product, is called 'giraffe'"),
        ("Do I have a reminder for function?", "reminder", "no product, is called 'function'"),
        ("Did I buy the Phone 14?", "how_often", "phone 14"),
        ("Can I return it if it is on my list?", "on_list", "can be"),
        ("When will it arrive if I order today?", "delivery", "can be"),
        ("I want to cancel my order, how?", "order_status", "change"),
        ("Can you put this on my list?", "on_list", "change"),
    ],
)
def test_what_is_not_understood_is_refused(question: str, kind: str, why: str) -> None:
    found = _ask(question, kind)
    assert found.abstained
    assert not found.answer
    assert why in (found.reason or "")


def test_no_reminder_of_a_day_is_an_answer() -> None:
    assert _ask("Do I have a reminder for tomorrow?", "reminder").answer == "No, you have no reminder tomorrow."


@pytest.mark.parametrize(
    ("question", "kind", "row"),
    [
        ("Did I ever buy the 2000 W kettle?", "how_often", "o1"),
        ("How often did I buy 1984?", "how_often", "o4"),
        ("How much did I pay for 1984 by Orwell?", "spent", "o4"),
        ("Did I buy the Phone 13?", "how_often", "o5"),
    ],
)
def test_a_number_of_a_title_is_a_name(question: str, kind: str, row: str) -> None:
    assert _ask(question, kind).evidence_id == row


def test_another_colour_is_another_product() -> None:
    assert _ask("Is the red lamp on my list?", "on_list").answer == "No, red lamp is not on your list."
    assert _ask("Is the blue lamp on my list?", "on_list").evidence_id == "p2"
    assert _ask("Ist die blaue lamp auf meiner Liste?", "on_list").evidence_id == "p2"


@pytest.mark.parametrize(
    ("question", "kind", "words"),
    [
        ("What did I buy last time?", "last_bought", "Garden Hose"),
        ("How much did I spend in total?", "spent", "169.00"),
        ("How much did I spend this year?", "spent", "10.00"),
        ("Where is my order?", "order_status", "Garden Hose"),
        ("When does my order come?", "delivery", "Garden Hose"),
        ("What is on my list?", "on_list", "Blue Lamp"),
        ("Was war meine letzte Bestellung?", "last_bought", "Garden Hose"),
        ("¿Cuál es el estado de mi pedido?", "order_status", "Garden Hose"),
    ],
)
def test_a_page_takes_no_question_that_does_not_point_at_it(question: str, kind: str, words: str) -> None:
    assert words in _ask(question, kind, "p1").answer


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When did I last buy this?", "last_bought"),
        ("How much did I pay for it?", "spent"),
        ("When was mine delivered?", "delivery"),
        ("Wann habe ich das zuletzt gekauft?", "last_bought"),
        ("¿Cuántas veces he comprado esto?", "how_often"),
        ("combien ai-je payé pour ça", "spent"),
    ],
)
def test_a_page_counts_where_a_question_points_at_it(question: str, kind: str) -> None:
    assert _ask(question, kind, "p1").evidence_id == "o1"
