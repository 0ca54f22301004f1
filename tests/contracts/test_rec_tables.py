"""Tables of recommendation as strangers bring them: what is set aside and why, what stops a run."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from contracts.contract import Contract
from contracts.describe import as_markdown
from contracts.recommendation import CONTRACT, REQUEST
from contracts.report import ValidationReport
from contracts.validation import validate_directory
from infra.errors import DataError

TODAY = date(2024, 6, 30)
PRODUCT_FACTS = ("title", "description", "category", "brand", "attributes", "price", "launch_date")
LENIENT = CONTRACT.model_copy(update={"max_rejected_share": 0.95})


def run(place: Path, contract: Contract = LENIENT, as_of: date | None = None, **tables: Any) -> ValidationReport:
    source = place / "in"
    source.mkdir(parents=True)
    for name, table in tables.items():
        if isinstance(table, str):
            (source / f"{name}.csv").write_text(table, encoding="utf-8")
        else:
            table.to_parquet(source / f"{name}.parquet", index=False)
    return validate_directory(contract, source, place / "out", as_of=as_of, today=TODAY)


def kept(place: Path, table: str) -> pd.DataFrame:
    return pd.read_parquet(place / "out" / f"{table}.parquet")


def broken(report: ValidationReport, table: str = "events") -> dict[str, int]:
    (found,) = (one for one in report.tables if one.name == table)
    return {rule.name: rule.broken for rule in found.rules if rule.broken}


def test_a_log_with_times_and_one_with_an_order_alone_are_both_enough(tmp_path: Path) -> None:
    timed = run(
        tmp_path / "timed", CONTRACT, events="customer_id,product_id,time\nc1,p1,2024-01-31\nc1,p2,2024-02-01\n"
    )
    ordered = run(tmp_path / "ordered", CONTRACT, events="customer_id,product_id,order\nc1,p1,1\nc1,p2,2\n")
    assert (timed.refusal, ordered.refusal) == (None, None)
    assert kept(tmp_path / "ordered", "events")["time"].isna().all()


def test_a_row_with_neither_time_nor_order_is_set_aside_with_the_way_out(tmp_path: Path) -> None:
    events = "customer_id,product_id,time,order\nc1,p1,2024-01-31,\nc1,p2,,\nc1,p3,,7\n"
    report = run(tmp_path, events=events)
    assert broken(report) == {"time_or_order": 1}
    assert kept(tmp_path, "events")["product_id"].tolist() == ["p1", "p3"]
    neither = run(tmp_path / "neither", CONTRACT, events="customer_id,product_id\nc1,p1\nc1,p2\n")
    assert neither.refusal is not None
    assert "time_or_order" in neither.refusal + str(neither.remedy)


@pytest.mark.parametrize("word", ["View", "BUY", "purchase", "Kauf", "покупка", "click"])
def test_a_type_in_capitals_or_another_language_is_set_aside_and_told_how_to_write_it(
    word: str, tmp_path: Path
) -> None:
    events = f"customer_id,product_id,order,type\nc1,p1,1,view\nc1,p2,2,cart\nc1,p3,3,buy\nc1,p4,4,\nc1,p5,5,{word}\n"
    report = run(tmp_path, events=events)
    assert broken(report) == {"type_known": 1}
    (rule,) = (rule for table in report.tables for rule in table.rules if rule.name == "type_known")
    assert "view, cart or buy" in rule.because
    assert "Kauf" in rule.because
    whole = run(tmp_path / "whole", CONTRACT, events=events.replace("view", word).replace("buy", word))
    assert whole.refusal is not None


def test_what_cannot_be_and_what_was_never_dated_is_set_aside(tmp_path: Path) -> None:
    events = (
        "customer_id,product_id,time,price\nc1,p1,2024-01-31,3.5\nc1,p2,1970-01-01,1\nc1,p3,2031-01-01,1\n"
        "c1,p4,2024-02-01,-2\n,p4,2024-02-01,2\nc1,,2024-02-01,2\nc1,p4,yesterday,2\n"
    )
    report = run(tmp_path, events=events)
    assert broken(report) == {
        **{"customer_id_present": 1, "product_id_present": 1, "price_not_negative": 1, "type": 1},
        **{"time_not_in_future": 1, "time_plausible": 1, "time_or_order": 1},
    }


def test_events_of_delisted_products_and_the_same_row_twice_are_handed_on(tmp_path: Path) -> None:
    row = "c1,gone,2024-01-31\n"
    report = run(tmp_path, CONTRACT, events=f"customer_id,product_id,time\n{row}{row}", products="product_id\np1\n")
    assert report.refusal is None
    assert kept(tmp_path, "events")["product_id"].tolist() == ["gone", "gone"]


@pytest.mark.parametrize("table", ["customer_id,product_id,time\n", ""])
def test_an_empty_log_is_refused_by_its_name(table: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"events.*(no row|empty)"):
        run(tmp_path, events=table)


def test_ids_keep_their_script_and_blanks_around_them_make_no_other(tmp_path: Path) -> None:
    events = pd.DataFrame(
        {"customer_id": ["Zoë", " Zoë ", "客户"], "product_id": ["007", "7", "п-1"], "order": [1, 2, 3]}
    )
    assert broken(run(tmp_path, events=events)) == {}
    assert kept(tmp_path, "events")["customer_id"].tolist() == ["Zoë", "Zoë", "客户"]
    assert kept(tmp_path, "events")["product_id"].tolist() == ["007", "7", "п-1"]


def test_a_csv_in_another_encoding_is_refused_with_the_encoding_that_reads_it(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "events.csv").write_bytes("customer_id,product_id,order\nZoë,Müsli,1\n".encode("cp1252"))
    with pytest.raises(DataError, match="events") as refused:
        validate_directory(CONTRACT, source, tmp_path / "out", today=TODAY)
    assert "encoding" in refused.value.remedy


def test_a_past_day_knows_the_events_up_to_its_end(tmp_path: Path) -> None:
    events = "customer_id,product_id,time\nc1,p1,2024-01-31T23:59:59\nc1,p2,2024-02-01\n"
    run(tmp_path, as_of=date(2024, 1, 31), events=events)
    assert kept(tmp_path, "events")["product_id"].tolist() == ["p1"]


def test_the_tables_and_the_request_are_told_in_words() -> None:
    text = as_markdown(CONTRACT)
    assert all(table.name in text for table in CONTRACT.tables)
    assert [column.name for column in REQUEST.columns] == [
        *("request_id", "customer_id", "history", "region", "time", "exclude")
    ]


def test_no_table_promises_a_column_that_nothing_reads() -> None:
    columns = {table.name: {column.name for column in table.columns} for table in CONTRACT.tables}
    assert columns["products"] == {"product_id", *PRODUCT_FACTS}
    assert columns["customers"] == {"customer_id", "region"}
