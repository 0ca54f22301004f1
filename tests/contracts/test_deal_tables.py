"""Tables of deal ranking as strangers bring them: what is set aside and why, what stops a run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from contracts.contract import Contract
from contracts.deal_ranking import CONTRACT, REQUEST, RESERVED, with_options
from contracts.describe import as_markdown
from contracts.report import ValidationReport
from contracts.validation import validate_directory
from infra.errors import DataError, SettingsError

TODAY = date(2024, 6, 30)
LENIENT = CONTRACT.model_copy(update={"max_rejected_share": 0.95})
DEALS = "deal_id,start,end\nd1,2024-01-01,2024-02-01\nd2,2024-01-01,\n"
REDEEMED = "customer_id,deal_id,time\nc1,d1,2024-01-05\nc2,d2,2024-01-05\n"


def run(place: Path, contract: Contract = LENIENT, as_of: date | None = None, **tables: str) -> ValidationReport:
    source = place / "in"
    source.mkdir(parents=True)
    for name, table in {"deals": DEALS, "redemptions": REDEEMED, **tables}.items():
        (source / f"{name}.csv").write_text(table, encoding="utf-8")
    return validate_directory(contract, source, place / "out", as_of=as_of, today=TODAY)


def kept(place: Path, table: str) -> pd.DataFrame:
    return pd.read_parquet(place / "out" / f"{table}.parquet")


def broken(report: ValidationReport, table: str) -> dict[str, int]:
    (found,) = (one for one in report.tables if one.name == table)
    return {rule.name: rule.broken for rule in found.rules if rule.broken}


def because(report: ValidationReport, name: str) -> str:
    return next(rule.because for table in report.tables for rule in table.rules if rule.name == name)


def test_deals_and_redemptions_are_enough_and_a_deal_may_have_no_end(tmp_path: Path) -> None:
    report = run(tmp_path, CONTRACT)
    assert report.refusal is None
    assert all(table.rows_rejected == 0 for table in report.tables)
    assert kept(tmp_path, "deals")["end"].isna().tolist() == [False, True]


def test_times_of_a_deal_that_cannot_be_are_set_aside(tmp_path: Path) -> None:
    deals = DEALS + "d3,2024-02-01,2024-01-31\nd4,,2024-01-31\nd5,1970-01-01,2024-01-31\nd6,2030-01-01,2031-01-01\n"
    report = run(tmp_path, deals=deals + "d7,2024-01-01,2024-01-01\nd1,2024-01-01,\n")
    assert broken(report, "deals") == {"start_before_end": 1, "start_present": 1, "start_plausible": 1, "id_unique": 2}
    assert kept(tmp_path, "deals")["deal_id"].tolist() == ["d2", "d6", "d7"], "what is to come is welcome"


@pytest.mark.parametrize("column", ["end", "start"])
def test_a_deal_needs_its_times_as_columns(column: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=f"deals.*{column}"):
        run(tmp_path, deals=DEALS.replace(column, "somewhen"))


def test_percents_are_refused_and_told_how_to_write_them(tmp_path: Path) -> None:
    rows = "".join(f"d{at},2024-01-01,,{share}\n" for at, share in enumerate((0, 1, 0.25, 20, 100, -0.1, "")))
    report = run(tmp_path, deals=f"deal_id,start,end,discount\n{rows}")
    assert broken(report, "deals") == {"discount_is_a_share": 3}
    assert "divide percents by 100" in because(report, "discount_is_a_share")
    whole = run(
        tmp_path / "whole", CONTRACT, deals="deal_id,start,end,discount\nd1,2024-01-01,,20\nd2,2024-01-01,,0.1\n"
    )
    assert "discount_is_a_share" in (whole.refusal or "")
    assert "discount_is_a_share: 20 % off is written 0.2: divide percents by 100" in (whole.remedy or "")
    assert (whole.remedy or "").count("Correct the rows") == 1, "said once, however many tables it is of"


def test_less_than_nothing_is_set_aside_and_nothing_is_fine(tmp_path: Path) -> None:
    deals = "deal_id,start,end,price,stock,budget,cost\nd1,2024-01-01,,0,0,0,0\nd2,2024-01-01,,,,,\n"
    deals += "d3,2024-01-01,,-1,,,\nd4,2024-01-01,,,-1,,\nd5,2024-01-01,,,,-1,\nd6,2024-01-01,,,,,-1\n"
    report = run(tmp_path, deals=deals)
    names = ("price", "stock", "budget", "cost")
    assert broken(report, "deals") == {f"{name}_not_negative": 1 for name in names}
    assert kept(tmp_path, "deals")["deal_id"].tolist() == ["d1", "d2"]


def test_products_are_a_list_or_ids_parted_by_semicolons(tmp_path: Path) -> None:
    right = ['["p1", "p2"]', "[1, 2]", "[]", "p1;p2", "p1", "", ' ["a\\"b"] ']
    wrong = ['["p1",', "[p1, p2]", '{"p1": 1}', "[1.5]", '["p1"] p2', "[null]"]
    cells = [cell.replace('"', '""') for cell in (*right, *wrong)]
    rows = "".join(f'd{at},2024-01-01,,"{cell}"\n' for at, cell in enumerate(cells, start=1))
    report = run(tmp_path, deals=f"deal_id,start,end,products\n{rows}")
    assert broken(report, "deals") == {"products_readable": len(wrong)}
    assert len(kept(tmp_path, "deals")) == len(right)


def test_rows_of_deals_that_nobody_lists_or_that_were_rejected_are_set_aside(tmp_path: Path) -> None:
    deals = DEALS + "d3,2024-02-01,2024-01-31\n"
    shown = "customer_id,deal_id,time\nc1,d1,2024-01-02\nc1,d3,2024-01-02\nc1,dx,2024-01-02\n"
    report = run(tmp_path, deals=deals, exposures=shown, redemptions=shown)
    assert broken(report, "exposures") == broken(report, "redemptions") == {"deal_known": 2}
    whole = run(tmp_path / "whole", CONTRACT, deals=deals, exposures=shown)
    assert "deal_known" in f"{whole.refusal} {whole.remedy}"


@pytest.mark.parametrize(
    ("table", "more", "cells"),
    [
        ("exposures", "rank", ("1", "0", "")),
        ("redemptions", "revenue", ("0", "-1", "")),
        ("transactions", "amount", ("0", "-1", "")),
        ("transactions", "quantity", ("0", "-2", "")),
    ],
)
def test_what_cannot_have_happened_is_set_aside(table: str, more: str, cells: tuple[str, ...], tmp_path: Path) -> None:
    what = "product_id" if table == "transactions" else "deal_id"
    rows = "".join(f"c1,d1,2024-01-02,{cell}\n" for cell in cells)
    rows += "c1,d1,1970-01-01,1\nc1,d1,2031-01-01,1\nc1,d1,,1\n,d1,2024-01-02,1\nc1,,2024-01-02,1\n"
    report = run(tmp_path, **{table: f"customer_id,{what},time,{more}\n{rows}"})
    name = "rank_from_1" if more == "rank" else f"{more}_not_negative"
    assert broken(report, table) == {
        **{name: 1, "time_plausible": 1, "time_not_in_future": 1, "time_present": 1},
        **{"customer_id_present": 1, f"{what}_present": 1},
    }


def test_a_table_without_a_row_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="exposures") as refused:
        run(tmp_path, exposures="customer_id,deal_id,time\n")
    assert refused.value.remedy
    with pytest.raises(DataError, match="redemptions"):
        run(tmp_path / "nothing", redemptions="customer_id,deal_id,time\n")


def test_a_past_day_knows_what_had_happened_and_all_deals(tmp_path: Path) -> None:
    redeemed = "customer_id,deal_id,time\nc1,d1,2024-01-05\nc1,d1,2024-01-20\n"
    run(tmp_path, as_of=date(2024, 1, 10), redemptions=redeemed, deals=DEALS + "d3,2024-03-01,\n")
    assert len(kept(tmp_path, "redemptions")) == 1
    assert kept(tmp_path, "deals")["deal_id"].tolist() == ["d1", "d2", "d3"]


def test_declared_columns_of_customers_are_read_as_text(tmp_path: Path) -> None:
    contract = with_options({"customers": [" age ", "region"]})
    run(tmp_path, contract, customers="customer_id,age,region,other\nc1,35,north,x\nc2,,,\n")
    read = kept(tmp_path, "customers")
    assert read.columns.tolist() == ["customer_id", "age", "region"]
    assert read["age"].tolist()[0] == "35"
    assert with_options({}) is CONTRACT
    with pytest.raises(DataError, match="age"):
        run(tmp_path / "lacks", contract, customers="customer_id,region\nc1,north\n")


@pytest.mark.parametrize("names", [[""], ["age", "Age"], ["customer_id"], *([name] for name in RESERVED)])
def test_a_column_that_cannot_be_declared_is_refused_by_name(names: list[str]) -> None:
    with pytest.raises(SettingsError, match=r"contract\.customers"):
        with_options({"customers": names})


def test_a_request_names_no_column_twice_and_reserves_its_own() -> None:
    names = [column.name for column in REQUEST.columns]
    assert set(RESERVED) == set(names) - {"customer_id"}
    assert len(set(names)) == len(names)


def test_the_contract_tells_each_column_and_its_rules_in_words() -> None:
    text = as_markdown(CONTRACT)
    assert all(f"| {column.name} |" in text for table in CONTRACT.tables for column in table.columns)
    assert "products is a JSON list of ids, or ids parted by semicolons" in text
    assert "(?s)" not in text
