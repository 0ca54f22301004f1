"""What was known at the end of a day: which rows are left out, and that no rule ever sees them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from pydantic import ValidationError

from contracts.contract import Column, Contract, Kind, RowRule, Table
from contracts.describe import as_markdown
from contracts.report import LeftOut, ValidationReport
from contracts.validation import validate_directory
from infra.errors import DataError

DAY = date(2024, 1, 31)


def column(name: str, kind: Kind = Kind.ID, **more: object) -> Column:
    return Column(name=name, kind=kind, description=name, **more)


def refers(to: str, name: str) -> RowRule:
    return RowRule(
        name=f"{name}_known",
        check="refers_to",
        columns=(name,),
        options={"table": to, "column": "id"},
        because="it has to be there",
    )


SHOPS = Table(name="shops", description="", columns=(column("id"), column("town", Kind.TEXT)), required=False)
GOODS = Table(
    name="goods",
    description="",
    key=("id",),
    known_at="listed_at",
    columns=(column("id"), column("price", Kind.NUMBER), column("listed_at", Kind.TIME)),
)
SALES = Table(
    name="sales",
    description="",
    required=False,
    known_at="sold_at",
    columns=(column("id"), column("good"), column("sold_at", Kind.TIME)),
    row_rules=(refers("goods", "good"),),
)
RETURNS = Table(
    name="returns",
    description="",
    required=False,
    columns=(column("sale"),),
    row_rules=(refers("sales", "sale"),),
)
CONTRACT = Contract(
    use_case="shop",
    summary="",
    tables=(RETURNS, SALES, GOODS, SHOPS),
    one_of=(("sales", "returns"),),
    max_rejected_share=1.0,
)
GOODS_CSV = "id,price,listed_at\n1,1,2024-01-01\n2,2,2024-01-31T23:59:59Z\n3,3,2024-02-01\n"
SALES_CSV = "id,good,sold_at\na,1,2024-01-02\nb,2,2024-02-02\nc,3,2024-01-03\n"


def cut(place: Path, day: date | None = DAY, **tables: str) -> ValidationReport:
    source = place / "in"
    source.mkdir(parents=True)
    for name, text in {"goods": GOODS_CSV, "sales": SALES_CSV, **tables}.items():
        (source / f"{name}.csv").write_text(text)
    return validate_directory(CONTRACT, source, place / "out", as_of=day)


def ids(place: Path, table: str, name: str = "id") -> list[str]:
    return pd.read_parquet(place / "out" / f"{table}.parquet")[name].tolist()


def test_a_row_is_known_until_the_last_moment_of_the_day_in_utc(tmp_path: Path) -> None:
    moments = ["2024-01-31T23:59:59.999999Z", "2024-02-01T00:00:00Z"]  # before, and on, the edge
    zones = ["2024-02-01T00:59:59+01:00", "2024-02-01T01:00:00+01:00", "2024-01-31T19:00:00-05:00"]
    rows = "\n".join(f"{row},1,{moment}" for row, moment in enumerate([*moments, *zones, "2024-01-31"]))
    cut(tmp_path, goods=f"id,price,listed_at\n{rows}\n", sales="id,good\nx,0\n")
    assert ids(tmp_path, "goods") == ["0", "2", "5"]


def test_without_a_date_nothing_is_left_out_and_nothing_is_told(tmp_path: Path) -> None:
    report = cut(tmp_path, day=None)
    assert ids(tmp_path, "goods") == ["1", "2", "3"]
    assert report.left_out() == {}
    assert not any(name.endswith("left_out") for name in report.counts())


def test_a_row_without_a_date_is_left_out_and_counted(tmp_path: Path) -> None:
    report = cut(tmp_path, goods=GOODS_CSV + "4,4,\n", sales="id,good,sold_at\na,4,2024-01-01\nb,1,2024-01-01\n")
    assert ids(tmp_path, "goods") == ["1", "2"]
    assert report.left_out()["goods"] == LeftOut(column="listed_at", rows=4, later=1, undated=1)
    assert ids(tmp_path, "sales") == ["b"]
    assert report.left_out()["sales"] == LeftOut(column="sold_at", rows=2, followed=1)
    assert report.counts()["goods.left_out"] == 2


def test_rows_that_refer_to_rows_left_out_go_with_them_and_are_no_faults(tmp_path: Path) -> None:
    report = cut(tmp_path, returns="sale\na\nb\nc\n", shops="id,town\ns,Delft\n")
    assert ids(tmp_path, "sales") == ["a"]
    assert ids(tmp_path, "returns", "sale") == ["a"]
    assert ids(tmp_path, "shops") == ["s"]
    assert len(pd.read_parquet(tmp_path / "out" / "quarantine.parquet")) == 0
    assert {name: found.total for name, found in report.left_out().items()} == {
        **{"goods": 1, "sales": 2, "returns": 2},
        "shops": 0,
    }
    assert report.left_out()["returns"] == LeftOut(column=None, rows=3, followed=2)


def test_a_reference_to_what_never_was_stays_a_fault(tmp_path: Path) -> None:
    cut(tmp_path, sales=SALES_CSV + "d,99,2024-01-05\n")
    rejected = pd.read_parquet(tmp_path / "out" / "quarantine.parquet")
    assert rejected["key"].tolist() == [""]
    assert rejected["row"].tolist() == [4]
    assert rejected["rules"].iloc[0].tolist() == ["good_known"]


def test_a_later_copy_of_an_id_neither_rejects_nor_removes_the_known_one(tmp_path: Path) -> None:
    later = GOODS_CSV + "1,99,2024-03-01\n"
    cut(tmp_path / "then", goods=later)
    assert ids(tmp_path / "then", "goods") == ["1", "2"]
    assert ids(tmp_path / "then", "sales") == ["a"]
    cut(tmp_path / "now", day=None, goods=later)
    assert "1" not in ids(tmp_path / "now", "goods")


def test_a_date_that_cannot_be_read_is_a_fault_and_keeps_its_place_in_the_file(tmp_path: Path) -> None:
    report = cut(tmp_path, goods="id,price,listed_at\n3,3,2024-02-01\n1,x,yesterday\n2,2,2024-01-02\n")
    (rejected,) = pd.read_parquet(tmp_path / "out" / "quarantine.parquet").query("table == 'goods'").to_dict("records")
    assert (rejected["file"], rejected["row"], rejected["key"]) == ("goods.csv", 2, "1")
    assert json.loads(rejected["content"]) == {"id": "1", "price": "x", "listed_at": "yesterday"}
    assert report.left_out()["goods"] == LeftOut(column="listed_at", rows=3, later=1)
    assert report.counts()["goods.rows_read"] == 2


def test_a_label_without_a_date_is_as_old_as_what_it_refers_to(tmp_path: Path) -> None:
    report = cut(tmp_path / "absent", sales="id,good\na,1\nb,2\nc,3\nd,\n")
    assert ids(tmp_path / "absent", "sales") == ["a", "b"]
    assert report.left_out()["sales"] == LeftOut(column=None, rows=4, followed=1, undated=1, kept_undated=2)
    report = cut(tmp_path / "missing", sales="id,good,sold_at\na,1,\nb,2,2024-05-01\nc,3,\nd,,2024-01-01\n")
    assert ids(tmp_path / "missing", "sales") == ["a", "d"]
    assert report.left_out()["sales"] == LeftOut(column="sold_at", rows=4, later=1, followed=1, kept_undated=1)


def test_a_table_that_lacks_its_date_is_refused_by_name_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"Table goods \(goods.csv\) has no column listed_at") as caught:
        cut(tmp_path, goods="id,price\n1,1\n")
    assert "leave as_of out" in caught.value.remedy
    assert not list((tmp_path / "out").iterdir())


def test_the_date_may_be_in_some_parts_alone(tmp_path: Path) -> None:
    parts = tmp_path / "in" / "goods"
    parts.mkdir(parents=True)
    (parts / "a.csv").write_text("id,price,listed_at\n1,1,2024-01-01\n9,1,2024-03-01\n")
    (parts / "b.csv").write_text("id,price\n2,1\n")
    (tmp_path / "in" / "sales.csv").write_text("id,good\na,1\n")
    report = validate_directory(CONTRACT, tmp_path / "in", tmp_path / "out", as_of=DAY)
    assert report.left_out()["goods"] == LeftOut(column="listed_at", rows=3, later=1, undated=1)


def test_a_day_before_all_data_is_refused_with_the_first_date(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none of its 3 rows was known on 2023-12-31: 3 .* the first on 2024-01-01"):
        cut(tmp_path, day=date(2023, 12, 31))


def test_an_optional_table_of_later_rows_is_as_absent_as_it_was_then(tmp_path: Path) -> None:
    later = "id,good,sold_at\na,1,2024-06-01\n"
    with pytest.raises(DataError, match="Table sales: none of its 1 rows was known on 2024-01-31: 1 became known"):
        cut(tmp_path / "alone", sales=later)
    source = tmp_path / "two" / "in"
    source.mkdir(parents=True)
    (source / "goods.csv").write_text(GOODS_CSV)
    (source / "sales.csv").write_text(later)
    contract = CONTRACT.model_copy(update={"one_of": ()})
    report = validate_directory(contract, source, tmp_path / "two" / "out", as_of=DAY)
    assert "sales" in report.absent
    assert report.emptied == {"sales": LeftOut(column="sold_at", rows=1, later=1)}
    page = (tmp_path / "two" / "out" / "data_docs" / "index.html").read_text()
    assert "sales: 1 of 1 rows not known on 2024-01-31 (1 with a later sold_at)." in page
    report_again = ValidationReport.model_validate_json((tmp_path / "two" / "out" / "report.json").read_text())
    assert report_again == report


def test_only_a_time_column_of_the_table_says_when_rows_became_known() -> None:
    for name in ("price", "nothing"):
        with pytest.raises(ValidationError, match="none of its time columns"):
            Table(name="t", description="", known_at=name, columns=(column("price", Kind.NUMBER),))


BOOKED = Contract(
    use_case="books",
    summary="",
    tables=(
        Table(
            name="entries",
            description="",
            known_at="booked_at",
            known_at_else="day",
            columns=(column("id"), column("day", Kind.TIME), column("booked_at", Kind.TIME)),
        ),
    ),
    max_rejected_share=1.0,
)


def booked(place: Path, text: str) -> tuple[ValidationReport, list[str]]:
    source = place / "in"
    source.mkdir(parents=True)
    (source / "entries.csv").write_text(text)
    report = validate_directory(BOOKED, source, place / "out", as_of=DAY)
    return report, ids(place, "entries")


def test_where_the_first_date_is_missing_the_second_counts(tmp_path: Path) -> None:
    rows = "1,2024-01-01,\n2,2024-03-01,\n3,2024-01-01,2024-02-05\n4,2024-03-01,2024-01-05\n5,,\n6,,2024-01-01\n"
    report, kept = booked(tmp_path / "both", "id,day,booked_at\n" + rows)
    assert kept == ["1", "4", "6"]
    assert report.left_out()["entries"] == LeftOut(column="booked_at", rows=6, later=2, undated=1)
    report, kept = booked(tmp_path / "second", "id,day\n1,2024-01-01\n2,2024-03-01\n")
    assert kept == ["1"]
    assert report.left_out()["entries"].column == "day"
    with pytest.raises(DataError, match="has no column booked_at"):
        booked(tmp_path / "neither", "id\n1\n")


def test_a_first_date_that_cannot_be_read_is_a_fault_whatever_the_second_says(tmp_path: Path) -> None:
    report, kept = booked(tmp_path, "id,day,booked_at\n1,2024-03-01,soon\n2,2024-01-01,2024-01-01\n3,soon,\n")
    assert kept == ["2"]
    assert report.left_out()["entries"].total == 0
    assert pd.read_parquet(tmp_path / "out" / "quarantine.parquet")["row"].tolist() == [1, 3]


def test_a_second_date_stands_in_for_a_first() -> None:
    with pytest.raises(ValidationError, match="no known_at, which it would stand in for"):
        Table(name="t", description="", known_at_else="day", columns=(column("day", Kind.TIME),))
    with pytest.raises(ValidationError, match="known_at_else = 'x' is none of its time columns"):
        Table(name="t", description="", known_at="day", known_at_else="x", columns=(column("day", Kind.TIME),))
    assert "from its booked_at on, where that is missing from its day on (--as-of)." in as_markdown(BOOKED)


def test_the_contract_tells_which_column_counts() -> None:
    assert "A row counts as known from its listed_at on (--as-of)." in as_markdown(CONTRACT)
