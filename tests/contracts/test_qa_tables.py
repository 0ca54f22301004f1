"""Tables of question answering as strangers bring them: what is set aside and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from contracts.contract import Contract
from contracts.describe import as_markdown
from contracts.question_answering import CONTRACT, REQUEST, with_options
from contracts.question_answering.known import LONGEST_QUESTION
from contracts.report import ValidationReport
from contracts.validation import validate_directory
from infra.errors import DataError, SettingsError
from models.review_extraction.request import OUTPUTS

LENIENT = CONTRACT.model_copy(update={"max_rejected_share": 0.99})
PRODUCT = {"product_id": "p1", "title": "Mug"}
ROWS: dict[str, dict[str, Any]] = {
    "products": PRODUCT,
    "qa": {
        "question_id": "q1",
        "question": "How heavy?",
        "candidate": "weight: 1 kg",
        "source": "attribute",
        "grade": 2,
    },
    "reviews": {"review_id": "r1", "product_id": "p1", "text": "Fine", "stars": 4, "time": "2024-01-01"},
    "community_answers": {"answer_id": "a1", "product_id": "p1", "question": "Heavy?", "answer": "No", "votes": -3},
    "orders": {
        "order_id": "o1",
        "customer_id": "c1",
        "product_id": "gone",
        "time": "2024-01-01",
        "expected": "2030-01-01",
    },
    "wish_lists": {"customer_id": "c1", "product_id": "p1"},
    "reminders": {"reminder_id": "m1", "customer_id": "c1", "text": "Buy tea", "due": "2030-01-01"},
    "opinions": {"product_id": "p1", "attribute": "lid", "sentiment": "positive", "confidence": 0.5},
}


OWN_KEY = {"qa": "question_id", "products": "product_id", "reviews": "review_id", "community_answers": "answer_id"}
OWN_KEY |= {"orders": "order_id", "wish_lists": "list", "reminders": "reminder_id", "opinions": "aspect"}


def run(place: Path, tables: dict[str, list[dict[str, Any]]], contract: Contract = LENIENT) -> ValidationReport:
    source = place / "in"
    source.mkdir(parents=True)
    for name, rows in ({"products": [PRODUCT], "qa": [ROWS["qa"]]} | tables).items():
        pd.DataFrame(rows).to_parquet(source / f"{name}.parquet")
    return validate_directory(contract, source, place / "out", today=date(2024, 6, 30))


def broken(report: ValidationReport) -> set[tuple[str, str]]:
    return {(table.name, rule.name) for table in report.tables for rule in table.rules if rule.broken}


def test_a_row_of_each_table_is_taken(tmp_path: Path) -> None:
    report = run(tmp_path, {name: [row] for name, row in ROWS.items()})
    assert broken(report) == set()
    assert {path.stem for path in (tmp_path / "out").glob("*.parquet")} >= set(ROWS)


CASES: list[tuple[str, dict[str, Any], str]] = [
    ("products", {"attributes": "weight = 1 kg"}, "type"),
    ("qa", {"grade": 3}, "grade_0_to_2"),
    ("qa", {"grade": None}, "grade_present"),
    ("qa", {"grade": "good"}, "type"),
    ("qa", {"source": "web"}, "source_known"),
    ("qa", {"candidate": None}, "graded_passage_readable"),
    ("qa", {"candidate": "<br/>", "source": "review", "grade": 1}, "graded_passage_readable"),
    ("qa", {"question": "<br/>???"}, "question_says_something"),
    ("qa", {"question": "x" * (LONGEST_QUESTION + 1)}, "question_length"),
    ("qa", {"product_id": "p2"}, "product_known"),
    ("qa", {"split": "dev"}, "split_known"),
    ("reviews", {"text": "\U0001f600 &nbsp;"}, "text_says_something"),
    ("reviews", {"product_id": "p2"}, "product_known"),
    ("reviews", {"stars": 0}, "stars_1_to_5"),
    ("reviews", {"time": "2025-01-01"}, "time_not_in_future"),
    ("community_answers", {"answer": "!!!"}, "answer_says_something"),
    ("orders", {"time": "2025-01-01"}, "time_not_in_future"),
    ("orders", {"time": None}, "time_present"),
    ("orders", {"delivered": "2025-01-01"}, "delivered_not_in_future"),
    ("orders", {"quantity": -1}, "quantity_not_negative"),
    ("orders", {"customer_id": None}, "customer_id_present"),
    ("wish_lists", {"customer_id": None}, "customer_id_present"),
    ("reminders", {"text": " "}, "text_says_something"),
    ("reminders", {"due": "1970-01-01"}, "due_plausible"),
    ("opinions", {"sentiment": "POS"}, "sentiment_known"),
    ("opinions", {"confidence": 2.0}, "confidence_0_to_1"),
]


TWICE: list[tuple[str, dict[str, Any], str]] = [
    ("products", {"title": "Cup"}, "id_unique"),
    ("qa", {"grade": 0}, "judged_once"),
    ("reviews", {"text": "Bad"}, "id_unique"),
    ("orders", {"status": "shipped"}, "line_once"),
    ("wish_lists", {"time": "2024-01-01"}, "listed_once"),
    ("reminders", {"text": "Buy coffee"}, "id_unique"),
]


@pytest.fixture(scope="module")
def set_aside(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Quarantine of tables that hold a sound row and the rows of all cases, each under a key of its own."""
    tables: dict[str, list[dict[str, Any]]] = {name: [row] for name, row in ROWS.items()}
    for at, (table, changes, _) in enumerate(CASES):
        tables[table].append(ROWS[table] | {OWN_KEY[table]: f"case {at}"} | changes)
    for at, (table, other, _) in enumerate(TWICE):
        own = ROWS[table] | {OWN_KEY[table]: f"twice {at}"}
        tables[table] += [own, own | other]
    place = tmp_path_factory.mktemp("cases")
    source = place / "in"
    source.mkdir()
    for name, rows in tables.items():
        pd.DataFrame(rows).astype("str").replace({"nan": None, "None": None}).to_csv(
            source / f"{name}.csv", index=False
        )
    validate_directory(LENIENT, source, place / "out", today=date(2024, 6, 30))
    return pd.read_parquet(place / "out" / "quarantine.parquet").explode("rules")


@pytest.mark.parametrize("case", range(len(CASES)), ids=[f"{table}-{rule}" for table, _, rule in CASES])
def test_a_row_that_says_nothing_sure_is_set_aside(case: int, set_aside: pd.DataFrame) -> None:
    table, _, rule = CASES[case]
    own = set_aside[set_aside["content"].str.contains(f'"case {case}"', regex=False)]
    assert set(own["table"]) == {table}
    # What cannot be read is missing too.
    assert set(own["rules"]) - {"grade_present"} == {rule} - {"grade_present"}


@pytest.mark.parametrize("case", range(len(TWICE)), ids=[table for table, _, _ in TWICE])
def test_of_rows_that_contradict_each_other_none_is_taken(case: int, set_aside: pd.DataFrame) -> None:
    table, _, rule = TWICE[case]
    own = set_aside[set_aside["content"].str.contains(f'"twice {case}"', regex=False)]
    assert own[["table", "rules"]].to_numpy().tolist() == [[table, rule]] * 2


def test_a_sound_row_beside_them_stays(set_aside: pd.DataFrame) -> None:
    odd = set_aside["content"].str.contains('"case |"twice ', regex=True)
    assert set_aside[~odd].empty


def test_there_may_be_no_candidate_and_an_order_may_have_several_products(tmp_path: Path) -> None:
    qa = [
        ROWS["qa"] | {"question_id": "none", "candidate": None, "source": None, "grade": 0},
        ROWS["qa"] | {"question_id": "no", "candidate": None, "source": "wish_lists", "grade": 2},
    ]
    orders = [ROWS["orders"], ROWS["orders"] | {"product_id": "p1"}]
    report = run(tmp_path, {"qa": qa, "orders": orders})
    assert broken(report) == set()
    assert pd.read_parquet(tmp_path / "out" / "orders.parquet")["order_id"].tolist() == ["o1", "o1"]


def test_a_product_needs_no_text(tmp_path: Path) -> None:
    assert broken(run(tmp_path, {"products": [{"product_id": "p1", "title": None}]})) == set()


def test_bullets_and_attributes_may_be_nested_columns(tmp_path: Path) -> None:
    nested = PRODUCT | {"bullets": ["Fits 15 inch", "Washable"], "attributes": {"weight": {"value": 2.5, "unit": "kg"}}}
    assert broken(run(tmp_path, {"products": [nested]})) == set()
    kept = pd.read_parquet(tmp_path / "out" / "products.parquet").iloc[0]
    assert kept["bullets"] == '["Fits 15 inch", "Washable"]'
    assert kept["attributes"] == '{"weight": {"value": 2.5, "unit": "kg"}}'


def test_opinions_are_taken_as_review_extraction_answers_them(tmp_path: Path) -> None:
    nothing = dict.fromkeys(name for name, _ in OUTPUTS)
    read = nothing | {"request_id": "r1", "product_id": "p1", "confidence": 0.9}
    judged = (
        read | {"attribute": "lid", "aspect": "lid", "opinion": "tight", "sentiment": "negative"} | {"aspect_start": 4}
    )
    report = run(tmp_path, {"opinions": [judged, read | {"note": "no opinion was found", "confidence": None}]})
    assert broken(report) == set()
    assert len(pd.read_parquet(tmp_path / "out" / "opinions.parquet")) == 2


def test_without_labels_the_run_stops(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    pd.DataFrame([PRODUCT]).to_parquet(source / "products.parquet")
    with pytest.raises(DataError, match="qa"):
        validate_directory(CONTRACT, source, tmp_path / "out")


def test_declared_columns_are_read_as_text(tmp_path: Path) -> None:
    contract = with_options({"products": ("voltage", "seats")}).model_copy(update={"max_rejected_share": 0.5})
    run(tmp_path, {"products": [PRODUCT | {"voltage": 230.0, "seats": "4", "colour": "not declared"}]}, contract)
    kept = pd.read_parquet(tmp_path / "out" / "products.parquet")
    assert kept[["voltage", "seats"]].iloc[0].tolist() == ["230", "4"]
    assert "colour" not in kept


@pytest.mark.parametrize("names", [("Title",), ("",), ("voltage", "Voltage")])
def test_a_column_that_cannot_be_declared_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(SettingsError, match=r"contract\.products"):
        with_options({"products": names})


def test_nothing_declared_changes_nothing() -> None:
    assert with_options({}) is CONTRACT


def test_the_contract_and_the_request_are_told_in_words() -> None:
    told = as_markdown(CONTRACT)
    for table in CONTRACT.tables:
        assert table.name in told
    assert {"question", "customer_id", "channel", "candidates"} <= {column.name for column in REQUEST.columns}
