"""Whether the words of a question ask for the own account's rows."""

from __future__ import annotations

import pytest

from models.question_answering.own_wording import asks_advice, is_conditional, is_owners


@pytest.mark.parametrize(
    "text",
    [
        "is this on my wish list",
        "what has this cost me so far",
        "count my orders of this",
        "where is order t12ab",
        "what did customer c2 order last",
        "wann wird meiner geliefert",
        "wann habe ich das zuletzt gekauft",
        "cuándo compré esto por última vez",
        "cuántas veces he comprado esto",
        "qué día recibo el mío",
        "l'ai-je mis dans ma liste",
        "quel jour vais-je recevoir le mien",
        "on what date did I buy this last",
    ],
)
def test_own_rows_are_asked_for(text: str) -> None:
    assert is_owners(text)


@pytest.mark.parametrize(
    "text",
    [
        "Does it come with a reminder function?",
        "Is there a reminder light?",
        "How often does the filter have to be replaced?",
        "How many times can I reuse it?",
        "Is the battery on the list of hazardous goods?",
        "When was it last updated?",
        "In what order are the parts put together?",
    ],
)
def test_a_product_is_asked_about(text: str) -> None:
    assert not is_owners(text)


def test_what_would_be_is_no_row() -> None:
    assert is_conditional("can I return it if it is on my list")
    assert is_conditional("wann kommt es, wenn ich heute bestelle")
    assert not is_conditional("can you tell me if it is on my list")


def test_what_should_be_done_is_no_row() -> None:
    assert asks_advice("when should I order to have it on Friday")
    assert asks_advice("can I buy more spikes?")
    assert not asks_advice("when can I expect my stuff")
