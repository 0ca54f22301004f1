"""What validation writes and reports, rule by rule, on tables made for it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pyarrow.parquet
import pytest

from contracts.contract import Column, Contract, Kind, RowRule, Table, TableRule
from contracts.report import ValidationReport
from contracts.validation import validate_directory


def rule(name: str, check: str, *columns: str, **options: object) -> RowRule:
    return RowRule.model_validate(
        {"name": name, "check": check, "columns": columns, "options": options, "because": f"{name} matters"}
    )


GOODS = Table(
    name="goods",
    description="Things for sale.",
    key=("id",),
    columns=(
        Column(name="id", kind=Kind.ID, description="", required=True, nullable=False),
        Column(name="title", kind=Kind.TEXT, description=""),
        Column(name="price", kind=Kind.NUMBER, description="", unit="in `currency`"),
        Column(name="count", kind=Kind.INTEGER, description=""),
        Column(name="new", kind=Kind.FLAG, description=""),
        Column(name="seen", kind=Kind.TIME, description=""),
        Column(name="more", kind=Kind.JSON, description=""),
    ),
    row_rules=(
        rule("price_range", "between", "price", min=0, max=1000),
        rule("count_range", "between", "count", min=1),
        rule("seen_range", "between", "seen", min="2020-01-01T00:00:00Z"),
        rule("title_known", "in_set", "title", values=("a", "b", "c")),
        rule("title_shape", "matches", "title", pattern="^[a-z]"),
        rule("title_length", "max_length", "title", characters=3),
    ),
    table_rules=(
        TableRule(name="enough", check="min_rows", options={"rows": 2}, because="one is none"),
        TableRule(
            name="both", check="distinct_at_least", options={"column": "new", "values": 2}, because="both are needed"
        ),
    ),
)
SALES = Table(
    name="sales",
    description="What was sold.",
    required=False,
    columns=(
        Column(name="good", kind=Kind.ID, description="", required=True),
        Column(name="instead_of", kind=Kind.ID, description=""),
    ),
    row_rules=(
        rule("good_known", "refers_to", "good", table="goods", column="id"),
        rule("other", "differ", "good", "instead_of"),
        rule("something", "any_of_not_null", "good", "instead_of"),
    ),
)
# Declared before the table that it refers to, so that the order of validation is put to the test.
CONTRACT = Contract(use_case="shop", summary="A shop.", tables=(SALES, GOODS), max_rejected_share=0.9)

GOODS_CSV = """id,title,price,count,new,seen,more,colour
1,a,5,1,yes,2024-01-01,"{""k"": 1}",red
2,b,6,2,no,2024-01-02,,red
3,c,-1,0,no,2024-01-02,,red
4,d,7,1,maybe,2019-01-02,,red
5,Aaaa,1e3,1.5,no,yesterday,{k},red
6,a,1000.5,,,,,red
,a,1,1,yes,,,red
7,b,1,1,yes,,,red
7,c,1,1,yes,,,red
8,c,1,1,yes,,,red
8,c,1,1,yes,,,red
"""
SALES_CSV = "good,instead_of\n1,\n1,2\n9,\n3,\n2,2\n,\n8,1\n"


@pytest.fixture(scope="module")
def validated(tmp_path_factory: pytest.TempPathFactory) -> tuple[ValidationReport, Path]:
    source = tmp_path_factory.mktemp("shop")
    (source / "goods.csv").write_text(GOODS_CSV)
    (source / "sales.csv").write_text(SALES_CSV)
    out = tmp_path_factory.mktemp("out") / "validated"
    return validate_directory(CONTRACT, source, out), out


def broken(report: ValidationReport, table: str) -> dict[str, int]:
    found = next(one for one in report.tables if one.name == table)
    return {f"{rule.name} {','.join(rule.columns)}": rule.broken for rule in found.rules if rule.broken}


def test_each_rule_counts_the_rows_that_broke_it(validated: tuple[ValidationReport, Path]) -> None:
    report, _ = validated
    assert broken(report, "goods") == {
        "type count": 1,
        "type new": 1,
        "type seen": 1,
        "type more": 1,
        "price_range price": 2,
        "count_range count": 1,
        "seen_range seen": 1,
        "title_known title": 2,
        "title_shape title": 1,
        "title_length title": 1,
        "id_present id": 1,
        "key_unique id": 3,
    }
    assert broken(report, "sales") == {"good_known good": 2, "other good,instead_of": 1, "something good,instead_of": 1}


def test_counts_add_up_and_are_flat(validated: tuple[ValidationReport, Path]) -> None:
    report, _ = validated
    counts = report.counts()
    assert counts["goods.rows_read"] == 11
    assert counts["goods.rows_kept"] == 3
    assert counts["goods.rows_rejected"] == 8
    assert counts["goods.rejected_share"] == pytest.approx(8 / 11)
    assert counts["goods.broken.price_range"] == 2
    assert counts["goods.broken.type.new"] == 1
    assert counts["sales.rows_rejected"] == 4
    assert report.refusal is None
    rows = report.rows()
    assert {row["table"] for row in rows} == {"goods", "sales"}
    assert next(row for row in rows if row["rule"] == "both")["broken"] == 0


def test_clean_tables_have_the_contracts_columns_and_types(validated: tuple[ValidationReport, Path]) -> None:
    _, out = validated
    goods = pd.read_parquet(out / "goods.parquet")
    assert goods.columns.tolist() == [column.name for column in GOODS.columns]
    assert [str(dtype) for dtype in goods.dtypes] == [
        *("str", "str", "float64", "Int64", "boolean", "datetime64[us, UTC]", "str")
    ]
    assert goods["id"].tolist() == ["1", "2", "8"]
    assert pyarrow.parquet.ParquetFile(out / "goods.parquet").metadata.row_group(0).column(0).compression == "ZSTD"
    assert pd.read_parquet(out / "sales.parquet")["good"].tolist() == ["1", "1", "8"]


def test_quarantine_holds_every_rejected_row_with_place_and_reasons(validated: tuple[ValidationReport, Path]) -> None:
    _, out = validated
    rejected = pd.read_parquet(out / "quarantine.parquet")
    goods = rejected[rejected["table"] == "goods"].set_index("row")
    assert goods.index.tolist() == [3, 4, 5, 6, 7, 8, 9, 11]
    assert goods["file"].unique().tolist() == ["goods.csv"]
    assert goods.loc[3, "key"] == "3"
    assert goods.loc[3, "rules"].tolist() == ["price_range", "count_range"]
    assert goods.loc[4, "columns"].tolist() == ["new", "seen", "title"]
    assert "price: price_range matters" in goods.loc[3, "reasons"]
    content = json.loads(goods.loc[5, "content"])
    assert content == {
        **{"id": "5", "title": "Aaaa", "price": 1000.0, "count": "1.5", "new": False},
        **{"seen": "yesterday", "more": "{k}"},
    }
    sales = rejected[rejected["table"] == "sales"]
    assert sales["row"].tolist() == [3, 4, 5, 6]


def test_no_row_is_lost(validated: tuple[ValidationReport, Path]) -> None:
    _, out = validated
    rejected = pd.read_parquet(out / "quarantine.parquet")
    assert len(pd.read_parquet(out / "goods.parquet")) + (rejected["table"] == "goods").sum() == 11


def test_report_is_kept_and_reads_back(validated: tuple[ValidationReport, Path]) -> None:
    report, out = validated
    assert ValidationReport.model_validate_json((out / "report.json").read_text()) == report
    goods = next(table for table in report.tables if table.name == "goods")
    assert goods.ignored_columns == ("colour",)
    assert goods.files == ("goods.csv",)


def test_data_docs_open_without_a_network(validated: tuple[ValidationReport, Path]) -> None:
    _, out = validated
    pages = sorted(path.name for path in (out / "data_docs").iterdir())
    assert pages == ["goods.html", "index.html", "sales.html"]
    for name in pages:
        page = (out / "data_docs" / name).read_text()
        assert not re.search(r"(src|href)\s*=\s*[\"']?(https?:)?//", page)
        assert not re.search(r"url\([\"']?https?:", page)
        assert "<script" not in page
        assert "border-collapse" in page
        for target in re.findall(r'href="([^"#]+)', page):
            assert (out / "data_docs" / target.strip("'")).is_file()
    goods = (out / "data_docs" / "goods.html").read_text()
    assert "title is one of a, b, c" in goods
    assert "yesterday" not in goods  # examples are shown for values, and an unreadable cell has none
    assert "1000.5" in goods
    assert "price_range matters" in (out / "data_docs" / "index.html").read_text()


def test_markup_in_cells_stays_text(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    lines = ["id,title,new", '1,"<svg onload=alert(1)>",0', "2,a,1", "3,b,0"]
    (source / "goods.csv").write_text("\n".join(lines))
    validate_directory(CONTRACT, source, tmp_path / "out")
    page = (tmp_path / "out" / "data_docs" / "goods.html").read_text()
    assert "<svg onload" not in page
    assert "&lt;svg onload" in page


def test_same_tables_make_the_same_bytes(validated: tuple[ValidationReport, Path], tmp_path: Path) -> None:
    _, out = validated
    source = tmp_path / "in"
    source.mkdir()
    (source / "goods.csv").write_text(GOODS_CSV)
    (source / "sales.csv").write_text(SALES_CSV)
    validate_directory(CONTRACT, source, tmp_path / "again")
    for path in out.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "again" / path.relative_to(out)).read_bytes(), path


def test_rows_of_parts_are_told_by_part(tmp_path: Path) -> None:
    parts = tmp_path / "in" / "goods"
    parts.mkdir(parents=True)
    (parts / "a.csv").write_text("id,new\n1,0\n2,1\n")
    (parts / "b.csv").write_text("id,new\n3,1\n1,0\n,1\n")
    report = validate_directory(CONTRACT, tmp_path / "in", tmp_path / "out")
    rejected = pd.read_parquet(tmp_path / "out" / "quarantine.parquet")
    assert list(zip(rejected["file"], rejected["row"], strict=True)) == [("b.csv", 2), ("b.csv", 3)]
    assert report.tables[0].files == ("a.csv", "b.csv")
    assert report.absent == ("sales",)


def test_references_across_parts_are_found(tmp_path: Path) -> None:
    for table, header, rows in (("goods", "id,new", ["1,0", "2,1"]), ("sales", "good", ["1", "2"])):
        (tmp_path / "in" / table).mkdir(parents=True)
        for number, row in enumerate(rows):
            (tmp_path / "in" / table / f"{number}.csv").write_text(f"{header}\n{row}\n")
    report = validate_directory(CONTRACT, tmp_path / "in", tmp_path / "out")
    assert report.counts()["sales.rows_kept"] == 2


def test_filled_output_directory_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "precious").write_text("x")
    (tmp_path / "goods.csv").write_text(GOODS_CSV)
    with pytest.raises(FileExistsError, match="not empty"):
        validate_directory(CONTRACT, tmp_path, tmp_path / "out")
    assert (tmp_path / "out" / "precious").read_text() == "x"


def test_pattern_that_is_no_pattern_stops_with_the_rules_name(tmp_path: Path) -> None:
    table = GOODS.model_copy(update={"row_rules": (rule("bad", "matches", "title", pattern="("),)})
    contract = CONTRACT.model_copy(update={"tables": (table,)})
    (tmp_path / "goods.csv").write_text(GOODS_CSV)
    with pytest.raises(RuntimeError, match="rule bad could not be evaluated"):
        validate_directory(contract, tmp_path, tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())
