"""Impressions as strangers bring them: what is set aside and why, which columns may be declared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from contracts.ad_click import CONTRACT, IMPRESSIONS, OUTCOMES, REQUEST, with_options
from contracts.contract import Contract, Kind
from contracts.describe import as_markdown
from contracts.reading import columns_in
from contracts.report import ValidationReport
from contracts.validation import validate_directory
from infra.errors import DataError, SettingsError

TODAY = date(2024, 6, 30)


def run(place: Path, table: pd.DataFrame | str, contract: Contract = CONTRACT) -> ValidationReport:
    source = place / "in"
    source.mkdir(parents=True)
    if isinstance(table, str):
        (source / "impressions.csv").write_text(table, encoding="utf-8")
    else:
        table.to_parquet(source / "impressions.parquet", index=False)
    return validate_directory(contract, source, place / "out", today=TODAY)


def kept(place: Path) -> pd.DataFrame:
    return pd.read_parquet(place / "out" / "impressions.parquet")


def broken(report: ValidationReport) -> dict[str, int]:
    return {rule.name: rule.broken for table in report.tables for rule in table.rules if rule.broken}


def test_ids_and_clicks_alone_are_accepted(tmp_path: Path) -> None:
    report = run(tmp_path, "impression_id,click\n1,0\n2,1\n3,yes\n")
    assert report.refusal is None
    assert kept(tmp_path)["click"].tolist() == [False, True, True]
    assert kept(tmp_path)["ad"].isna().all()


def test_a_propensity_of_zero_is_set_aside_with_its_reason_and_a_tiny_one_is_not(tmp_path: Path) -> None:
    lines = [f"{row},0,{value}" for row, value in enumerate((0, -0.1, 1.01, "1e-6", 1, "", 0.5, 0.5, 0.5, 0.5))]
    report = run(
        tmp_path,
        "impression_id,click,propensity\n" + "\n".join(lines) + "\n",
        CONTRACT.model_copy(update={"max_rejected_share": 0.5}),
    )
    assert report.refusal is None
    assert broken(report) == {"propensity_is_a_probability": 3}
    assert kept(tmp_path)["propensity"].head(2).tolist() == [1e-6, 1.0]
    aside = pd.read_parquet(tmp_path / "out" / "quarantine.parquet")
    assert aside["row"].tolist() == [1, 2, 3]
    assert "no chance of being shown" in aside["reasons"][0][0]
    assert "propensity is above 0 and at most 1" in as_markdown(CONTRACT)


def test_ids_that_a_gap_turned_into_floats_are_the_same_ids(tmp_path: Path) -> None:
    run(
        tmp_path,
        pd.DataFrame(
            {
                "impression_id": np.arange(4, dtype=np.float64),
                "click": [0.0, 1.0, 0.0, 0.0],
                "customer": [12345.0, np.nan, 2.0**52, 7.0],
                "ad": ["12.0", "12", "012", None],
            }
        ),
    )
    read = kept(tmp_path)
    assert read["impression_id"].tolist() == ["0", "1", "2", "3"]
    assert read["customer"].fillna("").tolist() == ["12345", "", "4503599627370496", "7"]
    assert read["ad"].fillna("").tolist() == ["12", "12", "012", ""]


def test_floats_that_have_lost_digits_are_no_ids(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        pd.DataFrame({"impression_id": ["a", "b", "c", "d", "e"], "click": [0, 1, 0, 0, 0], "ad": [1.0] * 4 + [1e17]}),
    )
    assert broken(report) == {"type": 1}
    assert kept(tmp_path)["impression_id"].tolist() == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ("x,,2024-01-01,,", "click_present"),
        (",1,2024-01-01,,", "impression_id_present"),
        ("x,perhaps,2024-01-01,,", "type"),
        ("x,1,2024-07-01,,", "time_not_in_future"),
        ("x,1,1970-01-01,,", "time_plausible"),
        ("x,1,2024-01-01,-1,", "position_not_negative"),
        ("x,1,2024-01-01,,-3.5", "spend_not_negative"),
        ("2,1,2024-01-01,,", "key_unique"),
    ],
)
def test_what_cannot_be_is_set_aside_under_the_rule_it_breaks(tmp_path: Path, cells: str, rule: str) -> None:
    good = "".join(f"{row},0,2024-01-0{1 + row % 3},1,0\n" for row in range(20))
    report = run(tmp_path, "impression_id,click,time,position,spend\n" + good + cells + "\n")
    assert rule in broken(report)
    assert report.refusal is None


def test_declared_columns_are_read_as_their_kind(tmp_path: Path) -> None:
    contract = with_options({"categorical": ("Query",), "numeric": ("price",)})
    report = run(tmp_path, "impression_id,click,query,price,other\n1,0,mugs,1.5,x\n2,1,,3,y\n", contract)
    read = kept(tmp_path)
    assert list(read.columns[-2:]) == ["Query", "price"]
    assert read["Query"].fillna("").tolist() == ["mugs", ""]
    assert report.tables[0].ignored_columns == ("other",)
    assert read["price"].tolist() == [1.5, 3.0]
    assert with_options({}) is CONTRACT


def test_a_declared_column_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"\(1 rows\) lacks the column qeury; found: .*'query' comes nearest to qeury"):
        run(tmp_path, "impression_id,click,query\n1,0,mugs\n", with_options({"categorical": ("qeury",)}))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"categorical": ("ad",)}, r"contract\.categorical names ad, which impressions has anyway"),
        ({"numeric": ("Position",)}, r"contract\.numeric names Position, which impressions has anyway"),
        ({"numeric": ("spend",)}, r"names spend, which is known only after"),
        ({"categorical": ("Click",)}, r"names Click, which is known only after"),
        (
            {"categorical": ("shop",), "numeric": (" Shop",)},
            r"contract\.numeric names Shop, which contract\.categorical",
        ),
        ({"categorical": ("label",)}, r"names label, a name that examples"),
        ({"categorical": ("",)}, r"empty name"),
    ],
)
def test_a_name_that_is_taken_cannot_be_declared(options: dict[str, tuple[str, ...]], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        with_options(options)


def test_no_outcome_is_asked_of_a_consumer() -> None:
    asked = {column.name for column in REQUEST.columns}
    assert not asked & {*OUTCOMES, "impression_id"}
    assert {column.name for column in IMPRESSIONS.columns} - asked == {*OUTCOMES, "impression_id"}
    assert next(column.kind for column in REQUEST.columns if column.name == "time") is Kind.TEXT


def test_a_request_without_any_of_its_columns_is_told_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "asked.csv"
    path.write_text("colour,size\nred,3\n", encoding="utf-8")
    with pytest.raises(
        DataError, match=r"\(1 rows\) has none of the columns request_id, time, .*; found: 'colour', 'size'"
    ):
        columns_in(path, REQUEST)
    path.write_text("colour,AD\nred,a1\n", encoding="utf-8")
    assert columns_in(path, REQUEST) == (["ad"], ["colour"])
