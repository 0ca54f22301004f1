"""Customers of an e-mail experiment become impressions, on customers made up here and on those of the file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from infra.errors import DataError
from sources.public.hillstrom import HILLSTROM
from sources.public.hillstrom_tables import impressions, read_customers

HEADER = "recency,history_segment,history,mens,womens,zip_code,newbie,channel,segment,visit,conversion,spend"
ROWS = (
    "3,1) $0 - $100,29.99,1,0,Rural,0,Web,Mens E-Mail,1,1,12.5\r\n"
    '12,"7) $1,000 +",1200.5,0,1,Urban,1,Phone,No E-Mail,0,0,0\r\n'
)


def file_of(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "customers.csv"
    path.write_bytes(content.encode())
    return path


def test_the_email_is_the_ad_and_the_visit_the_click(tmp_path: Path) -> None:
    table = impressions(read_customers(file_of(tmp_path, f"{HEADER}\r\n{ROWS}")))
    assert table["ad"].tolist() == ["Mens E-Mail", "No E-Mail"]
    assert table["click"].tolist() == table["conversion"].tolist() == [True, False]
    assert table["spend"].tolist() == [12.5, 0.0]
    assert (table["propensity"] == 1 / 3).all()
    assert table["mens"].tolist() == ["1", "0"]
    assert table["history_segment"].tolist() == ["1) $0 - $100", "7) $1,000 +"]
    assert table["impression_id"].is_unique
    declared = [name for names in HILLSTROM.contract_options.values() for name in names]
    assert set(declared) < set(table)
    assert set(table) - set(declared) == {"impression_id", "click", "conversion", "spend", "propensity", "ad"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not a UTF-8 csv table"),
        ("recency,history\r\n1,2\r\n", "lacks the columns history_segment, mens"),
        (f"{HEADER}\r\n{ROWS.replace('29.99', 'much')}", "a cell is not of its column's type"),
        (f"{HEADER}\r\n{ROWS.replace('Mens E-Mail', 'Letter')}", "1 customers were sent something else, .*'Letter'"),
        (f"{HEADER}\r\n{ROWS.replace('Mens E-Mail,1', 'Mens E-Mail,7')}", "visit: 1 customers have neither 0 nor 1"),
    ],
)
def test_another_file_is_refused(content: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=said):
        impressions(read_customers(file_of(tmp_path, content)))


@pytest.mark.real_data
def test_the_file_is_as_stated(bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    HILLSTROM.write(tmp_path / "out", tmp_path / "cache")
    table = pd.read_parquet(tmp_path / "out" / "impressions.parquet")
    assert len(table) == HILLSTROM.rows["customers"]
    assert int(table["conversion"].sum()) == 578
    assert not (table["conversion"] & ~table["click"]).any()
    assert ((table["spend"] > 0) == table["conversion"]).all()
    by_ad = table.groupby("ad")["spend"].mean().round(2).to_dict()
    assert by_ad == {"Mens E-Mail": 1.42, "Womens E-Mail": 1.08, "No E-Mail": 0.65}
    shares = table["ad"].value_counts(normalize=True)
    assert shares.to_numpy() == pytest.approx([1 / 3] * 3, abs=0.002)
