"""Finding the files of a table in a stranger's directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.files import find_table, form_of, hive_values, require_table
from infra.errors import DataError


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


@pytest.mark.parametrize(
    "name",
    [
        *("listings.parquet", "listings.csv", "listings.tsv", "listings.csv.gz", "listings.csv.zst"),
        *("listings.csv.xz", "listings.csv.bz2", "listings.tsv.gz", "Listings.CSV"),
    ],
)
def test_table_is_found_under_every_name(tmp_path: Path, name: str) -> None:
    touch(tmp_path / name, tmp_path / "listings.txt", tmp_path / "listings_old.csv")
    assert find_table(tmp_path, "listings") == [tmp_path / name]


def test_absent_table_is_no_file(tmp_path: Path) -> None:
    assert find_table(tmp_path, "listings") == []


def test_parts_are_found_below_and_markers_are_not(tmp_path: Path) -> None:
    parts = [tmp_path / "listings" / "brand=a" / "part-0.parquet", tmp_path / "listings" / "brand=b" / "part-0.parquet"]
    touch(*parts, tmp_path / "listings" / "_SUCCESS", tmp_path / "listings" / "_temporary" / "x.parquet")
    touch(tmp_path / "listings" / ".part-0.parquet.crc")
    assert find_table(tmp_path, "listings") == parts
    assert hive_values(parts[1]) == {"brand": "b"}
    assert hive_values(Path("t/a%20b=c%2Fd/day=__HIVE_DEFAULT_PARTITION__/x.csv")) == {"a b": "c/d", "day": ""}


def test_two_candidates_are_refused_by_name(tmp_path: Path) -> None:
    touch(tmp_path / "listings.csv", tmp_path / "listings" / "a.parquet")
    with pytest.raises(DataError, match=r"listings.*more than once.*listings, listings\.csv"):
        find_table(tmp_path, "listings")


def test_directory_of_mixed_formats_is_refused(tmp_path: Path) -> None:
    touch(tmp_path / "listings" / "a.csv", tmp_path / "listings" / "a.parquet")
    with pytest.raises(DataError, match="several formats"):
        find_table(tmp_path, "listings")


def test_directory_without_parts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "listings").mkdir()
    with pytest.raises(DataError, match="holds no part"):
        find_table(tmp_path, "listings")


def test_missing_table_is_told_with_what_lies_there_instead(tmp_path: Path) -> None:
    touch(tmp_path / "listing.csv")
    with pytest.raises(DataError, match=r"Table listings is missing.*listing\.csv.*'listing' comes nearest") as refused:
        require_table(tmp_path, "listings")
    assert "listings.csv" in refused.value.remedy


@pytest.mark.parametrize("place", ["absent", "file.csv"])
def test_place_that_is_no_directory_is_refused(tmp_path: Path, place: str) -> None:
    touch(tmp_path / "file.csv")
    with pytest.raises(DataError, match="is not a directory"):
        find_table(tmp_path / place, "listings")


def test_other_files_have_no_form() -> None:
    assert form_of(Path("a.txt")) is None
    assert form_of(Path("a.gz")) is None
    assert form_of(Path("a.parquet.gz")) is None
