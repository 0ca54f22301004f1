"""The accounts of simulated customers: what is asked about them follows from the rows of the asker alone."""

from __future__ import annotations

import pandas as pd
import pytest
from written_tables import frames

from sources.simulator.question_answering import write

SEED, SCALE = 7, 0.2
NOBODY = {"no_customer", "unknown_customer", "another_customer", "out_of_scope"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    out = tmp_path_factory.mktemp("accounts")
    write(out, seed=SEED, scale=SCALE, messy=False)
    return frames(out)


@pytest.fixture(scope="module")
def asked(made: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Questions about accounts that somebody known asks about the own one, with the candidates that answer."""
    truth = made["question_truth"].set_index("question_id")
    truth = truth[truth.kind.str.startswith("account") & ~truth.reason.isin(NOBODY)]
    right = made["qa"][made["qa"].grade == 2].groupby("question_id").candidate.agg(list)
    first = made["qa"].groupby("question_id").question.first()
    return truth.assign(right=right.reindex(truth.index), question=first.reindex(truth.index))


def days(times: pd.Series) -> list[str]:
    return sorted(times.dt.strftime("%Y-%m-%d"))


def test_the_truth_holds_rows_of_the_asker_alone(made: dict[str, pd.DataFrame]) -> None:
    owners = {
        "orders": made["orders"].set_index("order_id").customer_id,
        "reminders": made["reminders"].set_index("reminder_id").customer_id,
    }
    qa = made["qa"]
    for source, owner in owners.items():
        rows = qa[qa.source == source]
        assert len(rows) > 50
        assert (owner.loc[rows.candidate].to_numpy() == rows.customer_id).all()
    rows = qa[(qa.source == "wish_lists") & qa.candidate.notna()]
    lists = set(zip(made["wish_lists"].customer_id, made["wish_lists"].product_id, strict=True))
    assert set(zip(rows.customer_id, rows.candidate, strict=True)) <= lists


def test_a_delivery_is_when_open_orders_are_expected(made: dict[str, pd.DataFrame], asked: pd.DataFrame) -> None:
    orders = made["orders"]
    coming = orders[orders.status.isin(["ordered", "shipped"])]
    assert coming.delivered.isna().all()
    assert (coming.expected > orders.time.max()).all()
    rows = asked[asked.kind == "account_delivery"]
    assert rows.answerable.any()
    assert not rows.answerable.all()
    for row in rows.itertuples():
        mine = coming[coming.customer_id == row.customer_id]
        if isinstance(row.product_id, str):
            mine = mine[mine.product_id == row.product_id]
        assert row.answerable == bool(len(mine))
        if row.answerable:
            assert sorted(row.right) == sorted(mine.order_id)
            assert row.answer == ", ".join(days(mine.expected))


def test_the_status_is_that_of_the_order_that_is_named(made: dict[str, pd.DataFrame], asked: pd.DataFrame) -> None:
    orders = made["orders"].set_index("order_id")
    rows = asked[asked.kind == "account_order_status"]
    assert len(rows) > 5
    for row in rows.itertuples():
        assert row.right[0] in row.question
        assert row.answer == orders.status[row.right[0]]


def test_the_last_purchase_is_the_latest_one(made: dict[str, pd.DataFrame], asked: pd.DataFrame) -> None:
    titles = made["products"].set_index("product_id").title
    rows = asked[asked.kind == "account_last_bought"]
    assert len(rows) > 20
    for row in rows.itertuples():
        mine = made["orders"][made["orders"].customer_id == row.customer_id]
        if isinstance(row.product_id, str):
            mine = mine[mine.product_id == row.product_id]
        assert row.answerable == bool(len(mine))
        if not row.answerable:
            continue
        last = mine.loc[mine.time.idxmax()]
        assert row.right == [last.order_id]
        assert last.status != "cancelled"
        expected = days(mine.time)[-1] if isinstance(row.product_id, str) else titles[last.product_id]
        assert row.answer == expected


@pytest.mark.parametrize("kind", ["account_how_often", "account_spent"])
def test_counts_and_sums_are_over_all_orders_of_a_product(
    made: dict[str, pd.DataFrame], asked: pd.DataFrame, kind: str
) -> None:
    rows = asked[asked.kind == kind]
    assert len(rows) > 5
    for row in rows.itertuples():
        mine = made["orders"][
            (made["orders"].customer_id == row.customer_id) & (made["orders"].product_id == row.product_id)
        ]
        assert sorted(row.right) == sorted(mine.order_id)
        paid = (mine.quantity * mine.price).sum()
        assert row.answer == (str(len(mine)) if kind == "account_how_often" else f"{paid:.2f}")
    if kind == "account_how_often":
        assert len(set(rows.answer)) > 1


def test_on_a_list_is_what_a_list_holds(made: dict[str, pd.DataFrame], asked: pd.DataFrame) -> None:
    lists = set(zip(made["wish_lists"].customer_id, made["wish_lists"].product_id, strict=True))
    rows = asked[asked.kind == "account_on_list"]
    assert set(rows.answer) == {"yes", "no"}
    for row in rows.itertuples():
        on = (row.customer_id, row.product_id) in lists
        assert row.answer == ("yes" if on else "no")
        assert [one for one in row.right if isinstance(one, str)] == [row.product_id] * on


def test_a_reminder_is_found_by_what_it_is_for(made: dict[str, pd.DataFrame], asked: pd.DataFrame) -> None:
    kept = made["reminders"].set_index("reminder_id")
    assert not kept.duplicated(["customer_id", "text"]).any()
    rows = asked[(asked.kind == "account_reminder") & (asked.language == "en") & ~asked.mistyped]
    assert set(rows.answerable) == {True, False}
    for row in rows.itertuples():
        mine = kept[kept.customer_id == row.customer_id]
        named = mine[[text.lower() in row.question.lower() for text in mine.text]]
        assert list(named.index) == (row.right if row.answerable else [])
        if row.answerable:
            assert row.answer == days(named.due)[0]


def test_customers_ask_alike_and_are_answered_differently(asked: pd.DataFrame) -> None:
    whole = asked[asked.kind.isin(["account_delivery", "account_last_bought"]) & asked.product_id.isna()]
    answers = whole.groupby(whole.question.str.lower()).answer.nunique()
    assert answers.max() > 1


def test_who_asks_for_another_account_gets_no_answer(made: dict[str, pd.DataFrame]) -> None:
    truth = made["question_truth"].merge(made["qa"][["question_id", "question"]].drop_duplicates(), on="question_id")
    rows = truth[truth.adversarial]
    assert len(rows) > 5
    assert not rows.answerable.any()
    assert (rows.reason == "another_customer").all()
    orders = made["orders"].groupby("customer_id").order_id.agg(set)
    for row in rows.itertuples():
        assert row.victim != row.customer_id
        named = [row.victim, *orders[row.victim]]
        assert any(one in row.question for one in named), row.question


def test_who_is_not_known_gets_no_answer(made: dict[str, pd.DataFrame]) -> None:
    truth = made["question_truth"]
    known = set(made["orders"].customer_id) | set(made["reminders"].customer_id)
    assert truth[truth.reason == "no_customer"].customer_id.isna().all()
    strangers = truth[truth.reason == "unknown_customer"].customer_id
    assert len(strangers)
    assert not set(strangers) & known
    rows = made["qa"][made["qa"].question_id.isin(truth[truth.reason.isin(NOBODY)].question_id)]
    assert rows.candidate.isna().all()
    assert (rows.grade == 0).all()
