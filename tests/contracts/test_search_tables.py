"""Tables of product search as strangers bring them: what is set aside and why, what stops a run."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from contracts.contract import Contract
from contracts.describe import as_markdown
from contracts.product_search import CONTRACT, PRODUCTS, REQUEST
from contracts.report import ValidationReport
from contracts.validation import validate_directory
from infra.errors import DataError

TODAY = date(2024, 6, 30)
LENIENT = CONTRACT.model_copy(update={"max_rejected_share": 0.95})
CATALOGUE = "product_id,title\n" + "".join(f"p{at},mug {at}\n" for at in range(10))


def run(place: Path, contract: Contract = LENIENT, as_of: date | None = None, **tables: Any) -> ValidationReport:
    source = place / "in"
    source.mkdir(parents=True)
    for name, table in {"products": CATALOGUE, **tables}.items():
        if isinstance(table, str):
            (source / f"{name}.csv").write_text(table, encoding="utf-8")
        else:
            table.to_parquet(source / f"{name}.parquet", index=False)
    return validate_directory(contract, source, place / "out", as_of=as_of, today=TODAY)


def kept(place: Path, table: str) -> pd.DataFrame:
    return pd.read_parquet(place / "out" / f"{table}.parquet")


def broken(report: ValidationReport, table: str) -> dict[str, int]:
    (found,) = (one for one in report.tables if one.name == table)
    return {rule.name: rule.broken for rule in found.rules if rule.broken}


def test_titles_and_graded_pairs_alone_are_enough_and_so_are_titles_and_clicks(tmp_path: Path) -> None:
    judged = run(tmp_path / "judged", CONTRACT, judgments="query,product_id,grade\nmug,p1,exact\nmug,p2,I\n")
    logged = run(tmp_path / "logged", CONTRACT, events="query,product_id,click\nmug,p1,1\nmug,p2,0\n")
    assert (judged.refusal, logged.refusal) == (None, None)
    assert kept(tmp_path / "logged", "events")["click"].tolist() == [True, False]
    assert kept(tmp_path / "logged", "events")["customer_id"].isna().all()


def test_products_alone_are_refused_with_the_two_ways_out(tmp_path: Path) -> None:
    report = run(tmp_path)
    assert report.refusal is not None
    assert "Neither judgments nor events was given." in report.refusal
    assert "Add the table judgments or events" in str(report.remedy)


@pytest.mark.parametrize("table", ["query,product_id,grade\n", ""])
def test_an_empty_table_beside_a_full_one_is_refused_by_its_name(table: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"judgments.*(no row|empty)") as refused:
        run(tmp_path, judgments=table, events="query,product_id,click\nmug,p1,1\n")
    assert "remove" in refused.value.remedy.casefold()


@pytest.mark.parametrize(
    ("grades", "bad"),
    [
        (["exact", "Substitute", "COMPLEMENT", "irrelevant", "E", "s", "c", "I"], 0),
        ([0, 1, 2, 3, 4], 0),
        ([0.5, 4.0], 0),
        (["4", " 3 ", "2.5", ".5", "3."], 0),
        (["-1", "good", "ex", "E S", "1,5", "1e3", "exact match", ".", "-.5"], 9),
    ],
)
def test_a_grade_is_a_class_by_word_or_letter_or_a_number(grades: list[Any], bad: int, tmp_path: Path) -> None:
    pairs = pd.DataFrame({"query": "mug", "product_id": [f"p{at}" for at in range(len(grades))], "grade": grades})
    whole = pd.concat(
        [pairs, pd.DataFrame({"query": ["cup"], "product_id": ["p9"], "grade": [grades[0] if bad == 0 else "1"]})]
    )
    report = run(tmp_path, judgments=whole.astype({"grade": object if bad else whole["grade"].dtype}))
    assert broken(report, "judgments") == ({"grade_known": bad} if bad else {})


def test_a_pair_judged_twice_counts_once_and_one_judged_two_ways_is_set_aside(tmp_path: Path) -> None:
    rows = [
        "mug,p1,exact,2024-01-01", "mug,p1,exact,2024-01-01",
        "mug,p2,exact,", "mug,p2,irrelevant,",
        "mug,p3,exact,2024-01-01", "mug,p3,irrelevant,2024-01-02",
    ]  # fmt: skip
    report = run(tmp_path, judgments="query,product_id,grade,judged_at\n" + "\n".join(rows) + "\n")
    assert broken(report, "judgments") == {"judged_once": 3}
    assert kept(tmp_path, "judgments")["product_id"].tolist() == ["p1", "p3", "p3"]
    reasons = pd.read_parquet(tmp_path / "out" / "quarantine.parquet")["reasons"]
    assert "average the grades" in reasons[0][0]


def test_rows_of_a_product_that_was_taken_out_are_set_aside_and_the_run_goes_on(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        judgments="query,product_id,grade\nmug,p1,E\nmug,gone,E\n",
        events="query,product_id,click\nmug,p1,1\nmug,gone,1\nmug,p2,0\n",
        stock="product_id,region\np1,north\ngone,north\n",
    )
    assert report.refusal is None
    for table in ("judgments", "events", "stock"):
        assert broken(report, table) == {"product_known": 1}


def test_products_without_text_are_set_aside_and_so_is_what_refers_to_them(tmp_path: Path) -> None:
    products = pd.DataFrame(
        {
            "product_id": ["a", "b", "c", "d", "e", "f"],
            "title": ["mug", None, "<br/> - ☕", "", None, None],
            "bullets": [None, "two\nlines", None, None, None, None],
            "category": [None, None, None, None, "Home > Mugs", None],
            "price": [1.0, 2.0, 1.0, 1.0, 0.0, 1.0],
        }
    )
    events = pd.DataFrame({"query": "mug", "product_id": list("abcdef"), "click": 1})
    report = run(tmp_path, products=products, events=events)
    assert broken(report, "products") == {"some_text": 3}
    assert kept(tmp_path, "events")["product_id"].tolist() == ["a", "b", "e"]


def test_queries_of_signs_alone_and_pasted_pages_are_set_aside(tmp_path: Path) -> None:
    events = pd.DataFrame(
        {"query": ["mug", "☕☕", "  ", "x" * 1001, "マグカップ", "'; drop table"], "product_id": "p1"}
    )
    report = run(tmp_path, events=events.assign(click=1))
    found = broken(report, "events")
    assert found["query_says_something"] == 2
    assert found["query_length"] == 1
    assert kept(tmp_path, "events")["query"].tolist() == ["mug", "マグカップ", "'; drop table"]


def test_events_of_the_future_and_below_the_top_are_set_aside(tmp_path: Path) -> None:
    rows = [
        "mug,p1,1,0,2024-06-01T10:00:00Z",
        "mug,p1,1,-1,2024-06-01",
        "mug,p1,1,1,2024-07-02",
        "mug,p1,1,1,1970-01-01",
    ]
    report = run(tmp_path, events="query,product_id,click,rank,time\n" + "\n".join(rows) + "\n")
    assert broken(report, "events") == {"rank_not_negative": 1, "time_not_in_future": 1, "time_plausible": 1}


def test_a_window_of_stock_may_be_open_and_may_not_be_turned_round(tmp_path: Path) -> None:
    rows = [
        "p1,north,,", "p1,south,2024-01-01,2024-02-01", "p1,south,2024-03-01,", "p2,south,2024-03-01,2024-02-01",
        "p3,north,,2024-01-01", "p3,north,,",
    ]  # fmt: skip
    report = run(
        tmp_path,
        events="query,product_id,click\nmug,p1,1\n",
        stock="product_id,region,available_from,available_to\n" + "\n".join(rows) + "\n",
    )
    assert broken(report, "stock") == {"from_before_to": 1, "window_once": 2}


def test_as_of_a_day_keeps_earlier_judgments_and_searches_and_products_to_come(tmp_path: Path) -> None:
    run(
        tmp_path,
        as_of=date(2024, 2, 1),
        products="product_id,title,launch_date\np1,mug,2024-01-01\np2,cup,2024-03-01\n",
        judgments="query,product_id,grade,judged_at\nmug,p1,E,2024-01-15\nmug,p2,E,2024-02-15\n",
        events="query,product_id,click,time\nmug,p1,1,2024-02-01T23:00:00Z\nmug,p1,1,2024-02-02T01:00:00Z\n",
        customers="customer_id,region,since\nc1,north,2024-05-01\n",
    )
    assert kept(tmp_path, "products")["product_id"].tolist() == ["p1", "p2"]
    assert [len(kept(tmp_path, name)) for name in ("judgments", "events", "customers")] == [1, 1, 1]


def test_ids_of_two_catalogues_that_clash_are_set_aside(tmp_path: Path) -> None:
    products = "product_id,title,language\n7,mug,en\n7,taza,es\n8,cup,en\n"
    report = run(tmp_path, products=products, events="query,product_id,click\nmug,8,1\n")
    assert broken(report, "products") == {"id_unique": 2}


def test_the_page_tells_a_stranger_what_there_is() -> None:
    page = as_markdown(CONTRACT)
    for words in (
        "one of judgments, events is required",
        "exact, substitute, complement or irrelevant",
        "counts from 0",
    ):
        assert words in page
    texts = {column.name for column in PRODUCTS.columns}
    assert {"title", "description", "bullets", "brand", "colour"} <= texts & {column.name for column in REQUEST.columns}
    assert [column.name for column in REQUEST.columns if column.required] == ["query"]


def test_a_decimal_comma_is_set_aside_with_the_point_it_needs(tmp_path: Path) -> None:
    pairs = pd.DataFrame({"query": "mug", "product_id": ["p1", "p2"], "grade": ["2.5", "1,5"]})
    assert broken(run(tmp_path, judgments=pairs), "judgments") == {"grade_known": 1}
    reasons = pd.read_parquet(tmp_path / "out" / "quarantine.parquet")["reasons"]
    assert "with a decimal point: 2.5, not 2,5" in reasons[0][0]
