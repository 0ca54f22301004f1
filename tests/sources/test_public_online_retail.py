"""Invoice lines of a shop become contract tables, on lines made up here."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd
import pytest

from infra.errors import DataError
from sources.public.online_retail import read_lines, tables
from sources.public.retail_calendar import calendar

COLUMNS = ("Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID", "Country")
FIRST = [
    (500001, 10001, "BLUE  MUG ", 6, "2010-11-29 09:00", 2.0, 17850.0, "EIRE"),
    (500002, 10001, "BLUE MUG", 2, "2010-11-29 15:30", 4.0, None, "EIRE"),
    (500002, 10001, "BLUE MUG", 2, "2010-11-29 15:30", 4.0, None, "EIRE"),
    (500003, "10002a", "RED MUG", 3, "2010-11-30 10:00", 1.5, 17851.0, "United Kingdom"),
    (500004, "10002A", "RED MUG, LARGE", 1, "2010-12-02 10:00", 1.5, 17851.0, "United Kingdom"),
]
SECOND = [
    FIRST[4],
    (500005, "10002A", None, 5, "2010-12-06 10:00", 1.5, 17851.0, "United Kingdom"),
    (500005, "10002A", "RED MUG", 5, "2010-12-06 10:00", 1.5, 17851.0, "United Kingdom"),
    ("C500006", "10002A", "RED MUG", -4, "2010-12-06 12:00", 1.5, 17851.0, "United Kingdom"),
    (500007, "10002A", "broken", -9, "2010-12-06 13:00", 0.0, None, "United Kingdom"),
    (500008, "10001", "BLUE MUG", 30, "2010-12-06 14:00", 0.0, None, "United Kingdom"),
    (500009, "POST", "POSTAGE", 1, "2010-12-06 15:00", 18.0, None, "France"),
]


def sheet(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.assign(InvoiceDate=pd.to_datetime(frame["InvoiceDate"]))


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    with pd.ExcelWriter(folder / "lines.xlsx", engine="openpyxl") as writer:
        sheet(FIRST).to_excel(writer, sheet_name="Year 2009-2010", index=False)
        sheet(SECOND).to_excel(writer, sheet_name="Year 2010-2011", index=False)
    with zipfile.ZipFile(folder / "home.zip", "w") as packed:
        packed.write(folder / "lines.xlsx", "online_retail_II.xlsx")
    return folder / "home.zip"


def test_what_the_second_sheet_repeats_is_taken_once(workbook: Path) -> None:
    lines = read_lines(workbook)
    assert len(lines) == len(FIRST) + len(SECOND) - 1
    # Two equal lines of one sheet are two lines: a customer may order the same twice.
    assert int((lines["Invoice"] == "500002").sum()) == 2
    assert lines["StockCode"].tolist()[:4] == ["10001", "10001", "10001", "10002a"]
    assert str(lines["InvoiceDate"].iloc[1]) == "2010-11-29 15:30:00"


def test_workbook_and_parquet_give_the_same_tables(workbook: Path, tmp_path: Path) -> None:
    copy = pd.concat([sheet(FIRST), sheet(SECOND[1:])], ignore_index=True)
    copy = copy.astype({"Invoice": "str", "StockCode": "str"}).rename(columns={"Customer ID": "CustomerID"})
    copy.to_parquet(tmp_path / "lines.parquet")
    ours, theirs = tables(read_lines(workbook)), tables(read_lines(tmp_path / "lines.parquet"))
    assert ours.keys() == theirs.keys()
    for name, table in ours.items():
        pd.testing.assert_frame_equal(table, theirs[name])


def test_sales_are_orders_of_products_by_day_and_country(workbook: Path) -> None:
    sales = tables(read_lines(workbook))["sales"]
    sales["date"] = sales["date"].dt.strftime("%Y-%m-%d")
    found = sales[["product_id", "region", "date", "units", "price", "orders", "currency"]].to_numpy().tolist()
    assert found == [
        ["10001", "EIRE", "2010-11-29", 10, pytest.approx((6 * 2.0 + 4 * 4.0) / 10), 2, "GBP"],
        ["10002A", "United Kingdom", "2010-11-30", 3, 1.5, 1, "GBP"],
        ["10002A", "United Kingdom", "2010-12-02", 1, 1.5, 1, "GBP"],
        ["10002A", "United Kingdom", "2010-12-06", 10, 1.5, 1, "GBP"],
    ]


def test_titles_are_the_usual_description(workbook: Path) -> None:
    found = tables(read_lines(workbook))
    assert found["products"].to_numpy().tolist() == [["10001", "BLUE MUG"], ["10002A", "RED MUG"]]
    assert found["regions"].to_numpy().tolist() == [["EIRE", "EIRE"], ["United Kingdom", "United Kingdom"]]
    assert found["calendar"]["date"].max() == "2011-12-27", "one year beyond the last sale"


def test_the_calendar_names_what_falls_everywhere_and_counts_the_rest_as_holidays() -> None:
    days = calendar(["United Kingdom", "Germany", "Unspecified"], [2010, 2011])
    assert days["known_ahead"].all()
    assert not days.duplicated(["date", "region", "event"]).any()
    everywhere = days[days["region"].isna()].groupby("event")["date"].agg(list).to_dict()
    assert everywhere["black friday"] == ["2010-11-26", "2011-11-25"]
    assert everywhere["christmas"] == ["2010-12-25", "2010-12-26", "2011-12-25", "2011-12-26"]
    assert everywhere["easter"] == [f"2010-04-0{day}" for day in (2, 4, 5)] + [f"2011-04-2{day}" for day in (2, 4, 5)]
    british = days[days["region"] == "United Kingdom"]
    assert british.loc[british["event"] == "mother's day", "date"].tolist() == ["2010-03-14", "2011-04-03"]
    holidays = british.loc[british["event"] == "public holiday", "date"]
    assert "2011-04-29" in set(holidays), "the royal wedding"
    assert "2010-12-25" not in set(holidays), "Christmas has a name of its own"
    german = days.loc[days["region"] == "Germany", "event"]
    assert set(german) == {"public holiday"}
    assert "Unspecified" not in set(days["region"])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("home.zip", b"<html>moved</html>", "home.zip: holds no workbook"),
        ("home.parquet", None, "home.parquet: lacks the columns StockCode, Description"),
    ],
)
def test_another_file_is_refused(name: str, content: bytes | None, said: str, tmp_path: Path) -> None:
    if content is None:
        sheet(FIRST)[["Invoice"]].astype("str").to_parquet(tmp_path / name)
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=said):
        read_lines(tmp_path / name)


def test_a_cell_of_another_type_is_refused_by_sheet(tmp_path: Path) -> None:
    broken = sheet(FIRST).astype({"Quantity": "object"})
    broken.loc[2, "Quantity"] = "six"
    with pd.ExcelWriter(tmp_path / "lines.xlsx", engine="openpyxl") as writer:
        broken.to_excel(writer, sheet_name="Year 2009-2010", index=False)
    with zipfile.ZipFile(tmp_path / "home.zip", "w") as packed:
        packed.write(tmp_path / "lines.xlsx", "lines.xlsx")
    with pytest.raises(DataError, match=r"sheet Year 2009-2010: a cell is not of its column's type.*six"):
        read_lines(tmp_path / "home.zip")


def test_lines_without_a_sale_are_refused() -> None:
    with pytest.raises(DataError, match="None of 1 invoice lines is a sale"):
        tables(sheet(SECOND[-1:]).astype({"StockCode": "str"}))
