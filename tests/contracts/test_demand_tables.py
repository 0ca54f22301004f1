"""Sales as strangers bring them: what is set aside and why, what is refused, and what can be built from the rest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from contracts.demand_forecasting import CONTRACT, REQUEST
from contracts.report import ValidationReport
from contracts.validation import validate_directory
from features.demand_forecasting import FeaturesParameters, build
from infra.errors import DataError

TODAY = date(2024, 6, 30)
SETTINGS = FeaturesParameters(min_train_weeks=4, origin_step=26)


def lines(days: int = 210, first: str = "2023-01-02", products: str = "ab") -> str:
    """product_id, region, date and units, without the header."""
    dates = pd.date_range(first, periods=days, freq="D").strftime("%Y-%m-%d")
    return "".join(f"{product},north,{day},{2 + n % 3}\n" for n, day in enumerate(dates) for product in products)


SALES = "product_id,region,date,units\n" + lines()


def run(place: Path, today: date = TODAY, as_of: date | None = None, **tables: str) -> ValidationReport:
    source = place / "in"
    source.mkdir(parents=True)
    for name, content in tables.items():
        (source / f"{name}.csv").write_text(content, encoding="utf-8")
    return validate_directory(CONTRACT, source, place / "out", today=None if as_of else today, as_of=as_of)


def rejected(place: Path) -> pd.DataFrame:
    return pd.read_parquet(place / "out" / "quarantine.parquet")


def broken(report: ValidationReport) -> dict[str, int]:
    return {f"{table.name}.{rule.name}": rule.broken for table in report.tables for rule in table.rules if rule.broken}


def test_sales_alone_are_accepted_whole_and_built_from(tmp_path: Path) -> None:
    report = run(tmp_path, sales=SALES)
    assert report.refusal is None
    assert report.absent == ("products", "regions", "calendar", "promotions")
    assert rejected(tmp_path).empty
    facts = build(tmp_path / "out", tmp_path / "examples", SETTINGS)
    assert (facts["weeks"], facts["series"], facts["rows_used"]) == (30, 2, 420)


def test_all_tables_with_all_columns_go_the_whole_way(tmp_path: Path) -> None:
    head, *rows = SALES.splitlines()
    full = [
        f"{head},price,currency,stock_out,orders,recorded_at",
        *(f"{row},€ 4.50,EUR,no,1,2023-09-01" for row in rows),
    ]
    report = run(
        tmp_path,
        sales="\n".join(full),
        products='product_id,title,category,attributes,launch_date\na,Tasse,cups,"{""size"": 1}",2023-01-01\n',
        regions="region,country\nnorth,X\n",
        calendar="date,region,event,known_ahead\n2023-12-25,,christmas,yes\n2023-02-01,X,strike,no\n",
        promotions="product_id,region,start_date,end_date,price,discount,deal\na,,2023-12-01,2023-12-08,3.99,,flyer\n",
    )
    assert report.refusal is None
    assert broken(report) == {}
    facts = build(tmp_path / "out", tmp_path / "examples", SETTINGS)
    assert (facts["events"], facts["promotions"], facts["products_without_a_row"]) == (2, 1, 1)


CANNOT_BE = (
    ("a,north,2024-07-01,3", "date_not_in_future"),
    ("a,north,2031-01-01,3", "date_not_in_future"),
    ("a,north,1900-01-01,3", "date_plausible"),
    ("a,north,yesterday,3", "type"),
    ("a,north,2024-01-05,many", "type"),
    ("a,north,2024-01-06,", "units_present"),
    ("a,north,2024-01-07,1e12", "units_plausible"),
    ("a,,2024-01-05,3", "region_present"),
    (",north,2024-01-05,3", "product_id_present"),
    ("a,north,,3", "date_present"),
)


def test_rows_that_cannot_be_sales_are_set_aside(tmp_path: Path) -> None:
    report = run(tmp_path, sales=SALES + "".join(f"{row}\n" for row, _ in CANNOT_BE))
    assert report.refusal is None
    found = rejected(tmp_path)
    assert found["row"].tolist() == list(range(421, 421 + len(CANNOT_BE)))
    for (row, rule), rules in zip(CANNOT_BE, found["rules"], strict=True):
        assert rule in rules.tolist(), row


def test_today_may_have_sales_and_the_day_is_that_of_the_validation(tmp_path: Path) -> None:
    last = "a,north,2024-06-30T23:59:59Z,3\na,north,2024-07-01T01:00:00+02:00,3\n"
    assert broken(run(tmp_path / "today", sales=SALES + last)) == {}
    assert broken(run(tmp_path / "before", date(2024, 6, 29), sales=SALES + last)) == {"sales.date_not_in_future": 2}


def test_a_day_given_twice_is_set_aside_both_times_and_the_reason_tells_what_to_do(tmp_path: Path) -> None:
    report = run(tmp_path, sales=SALES + "a,north,2023-03-01,7\nb,north,2023-03-02,9\nb,north,2023-03-02,9\n")
    assert broken(report) == {"sales.one_row_a_day": 5}
    assert "sum order lines per day first" in rejected(tmp_path)["reasons"].iloc[0][0]


def test_an_exact_copy_of_a_row_is_set_aside_alone(tmp_path: Path) -> None:
    report = run(tmp_path, sales=SALES + SALES.splitlines()[1] + "\n")
    assert broken(report) == {"sales.one_row_a_day": 1}
    assert rejected(tmp_path)["row"].tolist() == [421]


def test_a_table_of_order_lines_is_refused_by_that_rule(tmp_path: Path) -> None:
    report = run(tmp_path, sales=SALES + SALES.replace(",2\n", ",5\n").replace(",3\n", ",6\n").split("\n", 1)[1])
    assert report.refusal is not None
    assert "one_row_a_day" in report.refusal


def test_corrections_are_no_copies_where_they_say_when_they_were_recorded(tmp_path: Path) -> None:
    head, *rows = SALES.splitlines()
    day = "2023-01-02"
    fixed = [f"a,north,{day},50,2023-02-01", f"a,north,{day},70,2023-03-01", f"b,north,{day},8,2023-02-01"]
    again = [f"b,north,{day},9,2023-02-01", "b,north,2023-01-03,5,2025-01-01"]
    text = "\n".join([f"{head},recorded_at", *(f"{row}," for row in rows), *fixed, *again])
    report = run(tmp_path, sales=text)
    assert broken(report) == {"sales.one_row_a_day": 2, "sales.recorded_not_in_future": 1}
    build(tmp_path / "out", tmp_path / "examples", SETTINGS)
    series = pd.read_parquet(tmp_path / "examples" / "train.parquet").query("level == 'series' and product_id == 'a'")
    assert len(series)


def test_sales_are_known_when_they_were_recorded_and_else_on_their_day(tmp_path: Path) -> None:
    head, *rows = SALES.splitlines()
    late = "a,north,2023-02-01,99,2023-06-01"
    text = "\n".join([f"{head},recorded_at", *(f"{row}," for row in rows), late])
    report = run(tmp_path, as_of=date(2023, 5, 31), sales=text)
    kept = pd.read_parquet(tmp_path / "out" / "sales.parquet")
    assert kept["date"].max() == pd.Timestamp("2023-05-31", tz="UTC")
    assert 99 not in kept["units"].to_list()
    assert report.left_out()["sales"].column == "recorded_at"
    assert report.left_out()["sales"].later == 121  # June and July of two products, and the correction
    report = run(tmp_path / "plain", as_of=date(2023, 5, 31), sales=SALES)
    assert report.left_out()["sales"].column == "date"


def test_products_that_have_no_row_keep_their_sales(tmp_path: Path) -> None:
    report = run(tmp_path, sales=SALES, products="product_id,title\na,cup\nz,plate\n")
    assert broken(report) == {}
    facts = build(tmp_path / "out", tmp_path / "examples", SETTINGS)
    assert (facts["products"], facts["products_without_a_row"], facts["products_without_a_sale_row"]) == (3, 1, 1)


def test_rows_of_the_other_tables_are_held_against_their_rules(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        sales=SALES,
        products="product_id,title,launch_date,end_date\na,x,2024-01-01,2023-01-01\nb,x,,\nb,y,,\nc,z,2024-01-01,2024-01-01\n",
        regions="region,country\nnorth,X\nnorth,Y\neast,\nwest,Z\n",
        calendar="date,region,event,known_ahead\n2024-01-01,,fair,yes\n2024-01-01,,fair,no\n2024-01-01,x,fair,no\n2024-01-02,x,,\n",
        promotions="product_id,start_date,end_date,discount,price\na,2024-02-01,2024-01-01,,\na,2024-01-01,,20,\na,2024-01-01,,.2,-1\na,2024-01-01,,.2,1\n",
    )
    assert broken(report) == {
        "products.product_once": 2,
        "products.launched_before_end": 1,
        "regions.country_present": 1,
        "regions.region_once": 2,
        "calendar.event_once_a_day": 2,
        "calendar.event_present": 1,
        "promotions.ends_after_start": 1,
        "promotions.discount_is_a_share": 1,
        "promotions.price_not_negative": 1,
    }


@pytest.mark.parametrize(
    ("sales", "message"),
    [
        ("", "table sales, file sales.csv is empty"),
        ("product_id,region,date,units\n", "Table sales (sales.csv) has a header and no row"),
        (SALES.replace("units", "quantity"), "lacks the column units"),
        (SALES.replace("region", "country"), "lacks the column region"),
    ],
)
def test_sales_that_cannot_be_read_are_refused(tmp_path: Path, sales: str, message: str) -> None:
    with pytest.raises(DataError) as refused:
        run(tmp_path, sales=sales)
    assert message in refused.value.problem
    assert not list((tmp_path / "out").glob("*"))


def test_one_day_alone_is_refused_in_words(tmp_path: Path) -> None:
    report = run(tmp_path, sales="product_id,region,date,units\na,x,2024-01-01,1\nb,x,2024-01-01,1\n")
    assert report.refusal is not None
    assert "date has at least 2 different values" in report.refusal


def test_ids_may_be_numbers_and_names_of_any_script(tmp_path: Path) -> None:
    text = SALES.replace("north", "東京").replace("\na,", "\n17.0,").replace("\nb,", "\n18,")
    assert broken(run(tmp_path, sales=text, products="product_id,category\n17,食器\n")) == {}
    facts = build(tmp_path / "out", tmp_path / "examples", SETTINGS)
    assert facts["products_without_a_row"] == 1
    series = pd.read_parquet(tmp_path / "examples" / "test.parquet").query("level == 'series'")
    assert set(series["product_id"]) == {"17", "18"}
    assert set(series["region"]) == {"東京"}


def test_a_request_asks_for_a_product_and_for_nothing_else() -> None:
    assert [column.name for column in REQUEST.columns if column.required] == ["product_id"]
