"""Listings and labels as strangers bring them: one clear error or refusal each, and nothing half-written."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from contracts.product_matching import CONTRACT
from contracts.report import ValidationReport
from contracts.validation import validate_directory
from infra.errors import DataError

IDS = range(1, 41)
LISTINGS = "listing_id,title,price\n" + "".join(f"{n},thing {n},{n}.25\n" for n in IDS)
PAIRS = "left_id,right_id,label\n" + "".join(f"{n},{n + 1},{n % 2}\n" for n in range(1, 40))
CLUSTERS = "listing_id,product_id\n" + "".join(f"{n},{n // 2}\n" for n in IDS)


def run(tmp_path: Path, **tables: str | bytes) -> ValidationReport:
    source = tmp_path / "in"
    source.mkdir()
    for name, content in tables.items():
        (source / f"{name}.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    return validate_directory(CONTRACT, source, tmp_path / "out")


def rejected(tmp_path: Path) -> pd.DataFrame:
    return pd.read_parquet(tmp_path / "out" / "quarantine.parquet")


@pytest.mark.parametrize("labels", [{"pairs": PAIRS}, {"clusters": CLUSTERS}, {"pairs": PAIRS, "clusters": CLUSTERS}])
def test_good_tables_are_accepted_whole(tmp_path: Path, labels: dict[str, str]) -> None:
    report = run(tmp_path, listings=LISTINGS, **labels)
    assert report.refusal is None
    assert report.remedy is None
    assert rejected(tmp_path).empty
    assert {path.stem for path in (tmp_path / "out").glob("*.parquet")} == {"listings", "quarantine", *labels}


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"listings": "", "pairs": PAIRS}, "table listings, file listings.csv is empty"),
        ({"listings": "listing_id,title\n", "pairs": PAIRS}, "Table listings (listings.csv) has a header and no row"),
        ({"listings": LISTINGS, "pairs": "left_id,right_id,label\n"}, "Table pairs (pairs.csv) has a header and no"),
        ({"listings": LISTINGS.replace("title", "name"), "pairs": PAIRS}, "(40 rows) lacks the column title"),
        ({"listings": LISTINGS, "pairs": PAIRS.replace("label", "match")}, "(39 rows) lacks the column label"),
        (
            {"listings": LISTINGS.replace("thing 7", "Ding für").encode("latin-1"), "pairs": PAIRS},
            "line 8 is the first",
        ),
        ({"listings": LISTINGS + "41,x\n", "pairs": PAIRS}, "line 42: 2 fields where the header has 3; 1 such"),
        ({"pairs": PAIRS}, "Table listings is missing from"),
        ({}, "which holds nothing"),
    ],
)
def test_tables_that_cannot_be_read_are_refused_without_partial_output(
    tmp_path: Path, tables: dict[str, str | bytes], message: str
) -> None:
    with pytest.raises(DataError) as refused:
        run(tmp_path, **tables)
    assert message in refused.value.problem
    assert refused.value.remedy
    assert refused.value.exit_code == 3
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    assert run(tmp_path, listings=LISTINGS.encode("utf-8-sig"), pairs=PAIRS).refusal is None


def test_duplicate_ids_go_to_quarantine_and_their_labels_follow(tmp_path: Path) -> None:
    report = run(tmp_path, listings=LISTINGS + "7,another thing,1\n8,thing 8,8.25\n", pairs=PAIRS)
    counts = report.counts()
    assert counts["listings.broken.id_unique"] == 3
    assert report.refusal is None
    rows = rejected(tmp_path)
    assert rows.loc[rows["table"] == "listings", "row"].tolist() == [7, 41, 42]
    assert rows.loc[rows["table"] == "pairs", "key"].tolist() == ["6|7", "7|8"]


def test_null_ids_go_to_quarantine(tmp_path: Path) -> None:
    report = run(tmp_path, listings=LISTINGS + ",nameless,1\nNaN,nameless,1\n", pairs=PAIRS)
    assert report.counts()["listings.broken.id_present"] == 2
    assert report.counts()["listings.broken.id_unique"] == 0
    assert rejected(tmp_path)["row"].tolist() == [41, 42]


def test_one_class_alone_is_refused(tmp_path: Path) -> None:
    report = run(tmp_path, listings=LISTINGS, pairs=PAIRS.replace(",0\n", ",1\n"))
    assert report.refusal is not None
    assert (
        "pairs breaks rule both_classes (label has at least 2 different values): 1 found among its 39" in report.refusal
    )
    assert report.remedy
    assert (tmp_path / "out" / "quarantine.parquet").is_file()


def test_one_product_alone_is_refused(tmp_path: Path) -> None:
    report = run(tmp_path, listings=LISTINGS, clusters="listing_id,product_id\n" + "".join(f"{n},1\n" for n in IDS))
    assert report.refusal is not None
    assert "two_products" in report.refusal


def test_one_listing_alone_is_refused(tmp_path: Path) -> None:
    report = run(tmp_path, listings="listing_id,title\n1,a\n", clusters="listing_id,product_id\n1,1\n")
    assert report.refusal is not None
    assert "two_listings" in report.refusal
    assert "two_products" in report.refusal


def test_few_labels_of_unknown_listings_go_to_quarantine(tmp_path: Path) -> None:
    report = run(tmp_path, listings=LISTINGS, pairs=PAIRS + "900,1,1\n1,901,0\n")
    assert report.refusal is None
    assert report.counts()["pairs.broken.left_known"] == 1
    assert report.counts()["pairs.broken.right_known"] == 1


def test_mostly_labels_of_unknown_listings_are_refused(tmp_path: Path) -> None:
    report = run(tmp_path, listings=LISTINGS, pairs="left_id,right_id,label\n1,2,1\n2,3,0\n" + "900,1,1\n" * 5)
    assert report.refusal is not None
    assert "Table pairs: 5 of 7 rows (71%) were rejected, more than the 20% that may be" in report.refusal
    assert "left_known" in report.refusal
    assert "quarantine.parquet" in (report.remedy or "")
    assert len(rejected(tmp_path)) == 5


def test_a_refusal_tells_how_cells_that_cannot_be_read_are_written(tmp_path: Path) -> None:
    report = run(tmp_path, listings=LISTINGS, pairs="left_id,right_id,label\n1,2,ja\n2,3,nein\n")
    assert report.remedy is not None
    assert "label: Write true/false, 1/0 or yes/no." in report.remedy


def test_only_labels_of_unknown_listings_are_refused(tmp_path: Path) -> None:
    report = run(tmp_path, listings=LISTINGS, pairs="left_id,right_id,label\n900,1,1\n901,2,0\n")
    assert report.refusal is not None
    assert "Table pairs: none of its 2 rows is usable" in report.refusal


def test_listings_without_labels_are_refused(tmp_path: Path) -> None:
    report = run(tmp_path, listings=LISTINGS)
    assert report.refusal == "Neither pairs nor clusters was given."
    assert report.remedy == "Add the table pairs or clusters (one is enough)."


def test_titles_of_100_kilobytes_go_to_quarantine(tmp_path: Path) -> None:
    long = "w" * 100_000
    report = run(tmp_path, listings=LISTINGS + f"41,{long},1\n42,{long},1\n", pairs=PAIRS)
    assert report.counts()["listings.broken.title_length"] == 2
    assert report.refusal is None
    assert rejected(tmp_path)["content"].str.len().min() > 100_000
    assert (tmp_path / "out" / "data_docs" / "listings.html").stat().st_size < 100_000


@pytest.mark.parametrize("price", ["", "NaN"])
def test_all_prices_missing_is_accepted(tmp_path: Path, price: str) -> None:
    listings = "listing_id,title,price\n" + "".join(f"{n},thing {n},{price}\n" for n in IDS)
    report = run(tmp_path, listings=listings, pairs=PAIRS)
    assert report.refusal is None
    assert report.counts()["listings.rows_rejected"] == 0


def test_prices_that_can_be_read_in_two_ways_are_set_aside_not_guessed(tmp_path: Path) -> None:
    listings = "listing_id,title,price\n" + "".join(f'{n},thing {n},"{n},299"\n' for n in (1, 2)) + LISTINGS[23:]
    report = run(tmp_path, listings=listings.replace(".25", ""), pairs=PAIRS)
    assert report.counts()["listings.broken.type.price"] == 2


def test_pair_judged_both_ways_round_is_set_aside(tmp_path: Path) -> None:
    report = run(tmp_path, listings=LISTINGS, pairs=PAIRS + "2,1,0\n3,3,1\n")
    counts = report.counts()
    assert counts["pairs.broken.pair_unique"] == 2
    assert counts["pairs.broken.two_listings"] == 1


def test_listings_in_many_scripts_are_kept_as_written(tmp_path: Path) -> None:
    titles = ["冷蔵庫 白い", "Чайник электрический", "ثلاجة بيضاء", "ตู้เย็น", "Kühlschrank", "🧊 ice"]
    listings = LISTINGS + "".join(f"{100 + at},{title},1\n" for at, title in enumerate(titles))
    run(tmp_path, listings=listings, pairs=PAIRS)
    kept = pd.read_parquet(tmp_path / "out" / "listings.parquet")
    assert kept["title"].tolist()[-6:] == titles
