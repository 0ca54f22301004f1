"""Times that questions about accounts name."""

from __future__ import annotations

import pytest
from qa_accounts_shop import at

from models.question_answering.asked_time import asked_time
from models.question_answering.days import iso

NOW = at("2026-01-31") + 43_200  # a Saturday's noon
OPEN = ""


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("how much did I spend in January?", "2026-01-01", "2026-02-01"),
        ("what did I buy in December", "2025-12-01", "2026-01-01"),
        ("how many orders in March 2024", "2024-03-01", "2024-04-01"),
        ("how much did i spend this week", "2026-01-26", "2026-02-02"),
        ("what did I buy last week", "2026-01-19", "2026-01-26"),
        ("what did i order yesterday", "2026-01-30", "2026-01-31"),
        ("what did I buy before 2025", OPEN, "2025-01-01"),
        ("what did I spend since March 2025", "2025-03-01", OPEN),
        ("what did I buy after 3 March 2024", "2024-03-04", OPEN),
        ("what did I buy on March 3rd, 2024", "2024-03-03", "2024-03-04"),
        ("how often did I order in the last 2 weeks", "2026-01-17", "2026-02-01"),
        ("how much did I spend in the last three months", "2025-11-02", "2026-02-01"),
        ("what did I order 3 days ago", "2026-01-28", "2026-01-29"),
        ("what did I buy last Friday", "2026-01-30", "2026-01-31"),
        ("what did I buy last year", "2025-01-01", "2026-01-01"),
        ("wie viel habe ich letzten Monat ausgegeben", "2025-12-01", "2026-01-01"),
        ("was habe ich gestern bestellt", "2026-01-30", "2026-01-31"),
        ("was habe ich seit März 2025 gekauft", "2025-03-01", OPEN),
        ("cuánto he gastado este año", "2026-01-01", "2027-01-01"),
        ("combien ai-je dépensé le mois dernier", "2025-12-01", "2026-01-01"),
        ("qu'ai-je acheté en mai", "2025-05-01", "2025-06-01"),
    ],
)
def test_times_are_read(text: str, start: str, end: str) -> None:
    time = asked_time(text, NOW, frozenset(), ahead=False)
    assert time.unread is None
    assert time.period is not None
    told = [iso(one) if abs(one) < float("inf") else OPEN for one in (time.period.start, time.period.end)]
    assert told == [start, end]


def test_of_what_is_to_come_the_next_one_is_meant() -> None:
    for text, start in (("on Friday", "2026-02-06"), ("in May", "2026-05-01"), ("tomorrow", "2026-02-01")):
        period = asked_time(f"what am I reminded of {text}", NOW, frozenset(), ahead=True).period
        assert period is not None
        assert iso(period.start) == start


@pytest.mark.parametrize(
    "text",
    [
        "did I ever buy the 2000 W kettle",
        "how often did I buy 1984",
        "did I buy the heater, in 2000 W",
        "how many did I buy in 2031",
        "have I bought sneakers before",
        "may I ask what I bought last",
        "on which day does it come",
        "what day was I going to buy cat food",
        "how long ago did I last get this one",
        "how many weeks until my order comes",
        "quand est mon rappel, et mes commandes",
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    time = asked_time(text, NOW, frozenset(), ahead=False)
    assert time.period is None
    assert time.unread is None
    assert time.rest == text.lower()


def test_a_years_number_in_a_title_is_a_name() -> None:
    text = "how much did I pay for 1984 by Orwell"
    assert asked_time(text, NOW, frozenset({"1984"}), ahead=False).period is None
    assert asked_time(text, NOW, frozenset(), ahead=False).period is not None


@pytest.mark.parametrize(
    "text",
    [
        "what did I buy before that",
        "how much did I spend last Christmas",
        "what did I buy two weeks ago",
        "how much do I spend a month",
        "what did I buy between 2023 and 2025",
        "what did I buy in January or in March 2024",
        "what did I order on 3/4/2025",
        "was habe ich vor drei Tagen gekauft",
        "qu'ai-je acheté hier",
    ],
)
def test_what_is_not_understood_is_said(text: str) -> None:
    assert asked_time(text, NOW, frozenset(), ahead=False).unread


def test_lately_is_a_time_where_it_is_one() -> None:
    text = "how much did I spend lately"
    assert asked_time(text, NOW, frozenset(), ahead=False, vague=True).unread == "lately"
    assert asked_time(text, NOW, frozenset(), ahead=False).unread is None
