"""What sounds like a question about the own account and is none."""

from __future__ import annotations

import pytest

from models.question_answering.own_scope import asks_nothing, asks_of_others, wants_change


@pytest.mark.parametrize(
    "text",
    [
        "Cancel my order",
        "please delete my reminder",
        "Add this to my list",
        "Storniere meine Bestellung",
        "annule ma commande",
    ],
)
def test_orders_to_do_something_are_no_questions(text: str) -> None:
    assert wants_change(text)


@pytest.mark.parametrize(
    "text",
    ["When does my order come?", "Change the filter, when is that due?", "was my order cancelled", "my reminders"],
)
def test_questions_are(text: str) -> None:
    assert not wants_change(text)


@pytest.mark.parametrize(
    "text", ["What is on Anna's wish list?", "where is bob\u2019s last order", "my neighbour's parcel"]
)
def test_other_people_have_accounts_of_their_own(text: str) -> None:
    assert asks_of_others(text, frozenset({"lamp"}))


@pytest.mark.parametrize(
    "text", ["Where is today's delivery?", "What's order t1?", "the men's order", "is it on my list"]
)
def test_days_and_products_own_nothing(text: str) -> None:
    assert not asks_of_others(text, frozenset({"men's", "jacket"}))


def test_a_word_alone_asks_nothing() -> None:
    assert asks_nothing("order")
    assert asks_nothing("My!")
    assert not asks_nothing("my orders")


@pytest.mark.parametrize(
    "text",
    [
        "Put this on my list",
        "Remind me to buy batteries tomorrow",
        "Can you save this to my list?",
        "I want to cancel my order, how?",
        "order it again",
        "Send me two more of these",
        "Return my last order",
        "Setze das auf meine Liste",
        "Erinnere mich daran, Blumen zu kaufen",
        "pon esto en mi lista",
        "mets ça sur ma liste",
    ],
)
def test_further_orders_to_do_something(text: str) -> None:
    assert wants_change(text)


@pytest.mark.parametrize(
    "text",
    [
        "order o4, where is it",
        "remind me when I wanted to buy batteries",
        "can you check whether this is on my wish list",
        "Could you tell me what I have saved?",
        "return of my shoes: when was it",
    ],
)
def test_what_only_begins_like_one_is_a_question(text: str) -> None:
    assert not wants_change(text)


@pytest.mark.parametrize("text", ["What is on the wish list of Peter?", "when does the order of anna schmidt come"])
def test_a_name_behind_of_is_somebody_else(text: str) -> None:
    assert asks_of_others(text, frozenset({"lamp"}), frozenset({"tent", "tents"}))


@pytest.mark.parametrize(
    "text", ["how many orders of tents have I made", "the order of my lamp", "When was my last order delivered?"]
)
def test_a_product_behind_of_is_not(text: str) -> None:
    assert not asks_of_others(text, frozenset({"lamp"}), frozenset({"tent", "tents"}))
