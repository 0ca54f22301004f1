"""Whether an account or a product answers a question that sounds like one about an account."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
from qa_accounts_shop import NAMES, at

from models.question_answering.account import Account, Order
from models.question_answering.accounts import Accounts
from models.question_answering.finding import Finding
from models.question_answering.kind_names import KINDS
from models.question_answering.kinds import Understanding
from models.question_answering.parameters import QuestionAnsweringParameters
from models.question_answering.passage_store import PassageStore
from models.question_answering.request import Questions
from models.question_answering.routes import Routes
from models.question_answering.understood import Understood

ORDERED = at("2026-03-01")
STORED = Accounts.fit(
    {
        "orders": pd.DataFrame(
            {
                "order_id": ["o1", "o9"],
                "customer_id": ["c1", "c2"],
                "product_id": ["p3", "p1"],
                "time": pd.to_datetime(["2026-03-01", "2026-03-05"], utc=True),
                "status": ["shipped", "shipped"],
                "expected": pd.to_datetime(["2026-03-12", "2026-03-13"], utc=True),
            }
        )
    }
)


class _Kind:
    """Takes every question for one of a kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def kind_of(self, _chances: Any) -> str:
        return self.kind

    def known_share(self, _text: str, _further: frozenset[str]) -> float:
        return 1.0


class _Store:
    """Has passages of one product."""

    def knows(self, product: str | None) -> bool:
        return product == "p2"


def _own(
    text: str,
    kind: str,
    product: str | None,
    customer: str | None,
    *,
    now: float = ORDERED,
    told: Account | None = None,
) -> Finding | None:
    kinds = np.array([[1.0 if one == kind else 0.0 for one in KINDS]])
    routes = Routes(
        cast("Understanding", _Kind(kind)),
        STORED,
        NAMES,
        {},
        cast("PassageStore", _Store()),
        QuestionAnsweringParameters(),
    )
    nothing = (None,)
    questions = Questions(["q"], (text,), (product,), (customer,), ["desktop"], nothing, (told,), np.array([now]))
    return routes.own(questions, 0, Understood([text], kinds, np.zeros((1, 3), dtype=np.float32)))


@pytest.mark.parametrize("customer", ["c1", None])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Does it come with a reminder function?", "account_reminder"),
        ("How often does the filter have to be replaced?", "account_how_often"),
        ("Is the battery on the list of hazardous goods?", "account_on_list"),
    ],
)
def test_a_product_answers_what_asks_for_no_own_row(text: str, kind: str, customer: str | None) -> None:
    assert _own(text, kind, "p2", customer) is None
    assert _own(text, kind, None, customer) is not None, "there is nothing else to answer from"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("can I buy more spikes?", "account_how_often"),
        ("Can I return it if it is on my list?", "account_on_list"),
        ("Does it remind me to drink?", "account_reminder"),
    ],
)
def test_a_product_answers_what_the_account_knows_nothing_of(text: str, kind: str) -> None:
    assert _own(text, kind, "p2", "c1") is None


def test_the_account_answers_what_is_asked_of_it_on_any_page() -> None:
    found = _own("Where is my order?", "account_order_status", "p2", "c1")
    assert found is not None
    assert found.evidence_id == "o1"
    refused = _own("Put this on my list", "account_on_list", "p2", "c1")
    assert refused is not None
    assert "change" in (refused.reason or "")
    nobody = _own("Is this on my list?", "account_on_list", "p2", None)
    assert nobody is not None
    assert nobody.abstained


def test_old_rows_say_how_old_they_are() -> None:
    fresh, old = (
        _own("Where is my order?", "account_order_status", None, "c1", now=at(day))
        for day in ("2026-03-10", "2026-09-01")
    )
    told = Account.of([Order("o1", "p3", ORDERED, "shipped")], [], [])
    given = _own("Where is my order?", "account_order_status", None, "c1", now=at("2026-09-01"), told=told)
    reasons = [None if one is None else one.reason for one in (fresh, old, given)]
    assert reasons == [None, "accounts are known as of 2026-03-05", None], "what is told is as of now"
    assert given is not None
