"""Amazon Beauty and Online Retail II become events and products, on rows made up here."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from infra.errors import DataError
from sources.public.beauty_tables import products, read_attributes, read_sequences
from sources.public.online_retail import CUSTOMER, TYPES, read_lines
from sources.public.recommendation import SOURCES
from sources.public.retail_events import tables

LINES = pd.DataFrame(
    [
        ("1", "10001a", "BLUE  MUG", 6, "2010-12-01 09:00", 2.0, 17.0, "EIRE"),
        ("1", "10002", "CUP", 1, "2010-12-01 09:00", 3.0, 17.0, "EIRE"),
        ("2", "10001A", "BLUE MUG", 1, "2010-12-02 09:00", 2.5, None, "France"),
        ("3", "10003", "JAR", 1, "2010-12-03 09:00", 1.0, None, "France"),
        ("C4", "10002", "CUP", -1, "2010-12-04 09:00", 3.0, 17.0, "EIRE"),
        ("5", "POST", "POSTAGE", 1, "2010-12-05 09:00", 9.0, 17.0, "EIRE"),
        ("6", "10002", "CUP", 1, "2010-12-06 09:00", 0.0, 17.0, "EIRE"),
    ],
    columns=["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID", "Country"],
).astype({"InvoiceDate": "datetime64[us]"})


def test_a_line_of_a_customer_is_its_products_in_order(tmp_path: Path) -> None:
    path = tmp_path / "Beauty.txt"
    path.write_text("1 5 2\n\n2 5 7 9\n", encoding="utf-8")
    events = read_sequences(path)
    assert events.to_numpy().tolist() == [["1", "5", 1], ["1", "2", 2], ["2", "5", 1], ["2", "7", 2], ["2", "9", 3]]
    (tmp_path / "more.json").write_text('{"5": [4, 1], "11": []}', encoding="utf-8")
    rows = products(events, read_attributes(tmp_path / "more.json"))
    assert rows["product_id"].tolist() == ["11", "2", "5", "7", "9"]
    assert json.loads(rows["attributes"][2]) == ["4", "1"]
    assert rows["attributes"].drop(2).isna().all()


@pytest.mark.parametrize(
    ("text", "message"),
    [("1 5\n2\n", "line 2 names no customer"), ("", "line 1 names"), ("1 5\n1 6\n", "1 customers have two lines")],
)
def test_another_text_is_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "Beauty.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_sequences(path)


@pytest.mark.parametrize("text", ["{", "[1]", '{"a": 1}'])
def test_other_attributes_are_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "attributes.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"attributes\.json"):
        read_attributes(path)


def test_orders_of_known_customers_are_events_and_all_that_was_sold_is_the_catalogue(tmp_path: Path) -> None:
    LINES.to_parquet(tmp_path / "lines.parquet")
    written = tables(read_lines(tmp_path / "lines.parquet", {**TYPES, CUSTOMER: "float64"}))
    events = written["events"]
    assert events[["customer_id", "product_id", "region", "price", "visit_id"]].to_numpy().tolist() == [
        ["17", "10001A", "EIRE", 2.0, "1"],
        ["17", "10002", "EIRE", 3.0, "1"],
    ]
    assert events["time"].dt.strftime("%Y-%m-%dT%H:%MZ").tolist() == ["2010-12-01T09:00Z"] * 2
    assert written["products"].to_numpy().tolist() == [["10001A", "BLUE MUG"], ["10002", "CUP"], ["10003", "JAR"]]
    assert written["customers"].to_numpy().tolist() == [["17", "EIRE"]]


def test_a_customer_is_of_the_country_of_the_first_order() -> None:
    day = pd.Timestamp("2010-12-01 09:00")
    moved = LINES.assign(Country=["France", *LINES["Country"].iloc[1:]])
    moved.loc[moved.index[0], "InvoiceDate"] = day + pd.Timedelta(days=1)
    ordered = tables(moved.rename(columns={"Customer ID": CUSTOMER}))
    assert ordered["events"]["region"].tolist().count("France") == 1
    assert ordered["customers"].to_numpy().tolist() == [["17", "EIRE"]]


def test_lines_that_name_no_customer_are_refused() -> None:
    nobody = LINES.rename(columns={"Customer ID": CUSTOMER}).assign(**{CUSTOMER: float("nan")})
    with pytest.raises(DataError, match="to a known customer"):
        tables(nobody)


def test_both_sources_say_where_they_are_and_what_others_reached() -> None:
    assert [source.name for source in SOURCES] == ["amazon-beauty", "online-retail-ii"]
    assert all(source.use_case == "recommendation" and source.files and source.notes for source in SOURCES)
