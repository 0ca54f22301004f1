"""Rows of KDD Cup 2012 become impressions, on rows made up here and on those of the file."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from infra.errors import DataError
from sources.public.fetch import obtain
from sources.public.kdd2012 import KDD2012
from sources.public.kdd2012_tables import COLUMNS, impressions, read_rows

HEADER = ",".join(f'"{column}"' for column in COLUMNS)
ROWS = (
    '"0",1,10710025208886284288,"8343295","11700",3,3,7702266,"21264","27892","1559","0"\n'
    '"1",4,1.4e+19,"20017077","23798",1,1,0,"99","4","36476","562934"\n'
)


def file_of(folder: Path, content: str) -> Path:
    path = folder / "rows.csv"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_row_is_an_impression_and_user_0_is_nobody(tmp_path: Path) -> None:
    table = impressions(read_rows(file_of(tmp_path, f"{HEADER}\n{ROWS}")))
    assert table["click"].tolist() == [False, True]
    assert table["impression_id"].tolist() == ["row-00000", "row-00001"]
    assert table["customer"].fillna("nobody").tolist() == ["nobody", "562934"]
    assert table["ad"].tolist() == ["8343295", "20017077"]
    assert table["url"].tolist() == ["10710025208886284288", "14000000000000000000"]
    assert table["shown"].tolist() == [1.0, 4.0]
    assert table["position"].tolist() == [3.0, 1.0]


def test_ids_are_ranks_and_gaps_tell_how_much_rarer_one_is_than_the_other(tmp_path: Path) -> None:
    table = impressions(read_rows(file_of(tmp_path, f"{HEADER}\n{ROWS}")))
    assert table["query_rank"].tolist() == pytest.approx([math.log(7_702_267), 0.0])
    assert table["query_keyword_gap"].tolist() == pytest.approx([math.log(7_702_267 / 21_265), -math.log(100)])


def test_every_column_that_is_declared_is_written_and_no_other(tmp_path: Path) -> None:
    table = impressions(read_rows(file_of(tmp_path, f"{HEADER}\n{ROWS}")))
    declared = [name for names in KDD2012.contract_options.values() for name in names]
    assert set(table) - set(declared) == {"impression_id", "click", "customer", "ad", "advertiser", "position"}
    assert set(declared) < set(table)
    assert (table[list(KDD2012.contract_options["numeric"])].dtypes == "float64").all()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not a UTF-8 csv table"),
        ('"click","impression"\n"0",1\n', "lacks the columns url_hash, ad_id"),
        (f"{HEADER}\n{ROWS}" + ROWS.replace("1559", "?"), "description_id of 1 of 4 rows is no number.* row 3"),
        (f"{HEADER}\n" + ROWS.replace('"1",4', '"2",4'), "click: 1 of 2 rows have neither 0 nor 1"),
    ],
)
def test_another_file_is_refused(content: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=said):
        impressions(read_rows(file_of(tmp_path, content)))


@pytest.mark.real_data
def test_the_file_is_the_sample_of_openml(bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    table = impressions(read_rows(obtain(KDD2012.files[0], tmp_path)))
    assert {"rows": len(table), "clicks": int(table["click"].sum())} == KDD2012.rows
    assert table["impression_id"].is_unique
    assert table["customer"].isna().mean() == pytest.approx(0.241, abs=0.001)
    distinct = {name: table[name].nunique() for name in ("ad", "advertiser", "query", "url")}
    assert distinct == {"ad": 19_228, "advertiser": 6_064, "query": 30_748, "url": 6_941}
