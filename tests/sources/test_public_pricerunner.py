"""PriceRunner's offers, on rows made up here."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from infra.errors import DataError
from sources.public.pricerunner import read_offers, split_of, tables

ROWS = (
    '1,"blue kettle, 2 l",5,40,Kettle 2L,9,Kettles\n2, kettle blau 2l ,6,40,Kettle 2L,9,Kettles\n3,,6,41,Pan,9,Pans\n'
)
HEADERS = [
    "product_id,product_title,vendor_id,cluster_id,cluster_label,category_id,category_label",
    "Product ID,Product Title, Merchant ID, Cluster ID, Cluster Label, Category ID, Category Label",
    "\ufeffProduct ID,Product Title, Vendor ID, Cluster ID, Cluster Label, Category ID, Category Label",
]


@pytest.mark.parametrize("header", HEADERS)
def test_every_spelling_of_the_header_gives_the_same_tables(header: str, tmp_path: Path) -> None:
    file = tmp_path / "offers.csv"
    file.write_text(f"{header}\n{ROWS}", encoding="utf-8")
    listings, clusters = tables(read_offers(file))
    assert listings["listing_id"].tolist() == ["1", "2", "3"]
    assert listings["title"].fillna("?").tolist() == ["blue kettle, 2 l", "kettle blau 2l", "?"]
    assert listings["seller"].tolist() == ["5", "6", "6"]
    assert listings["category"].tolist() == ["Kettles", "Kettles", "Pans"]
    assert clusters["product_id"].tolist() == ["40", "40", "41"]
    assert clusters["split"].tolist() == [split_of("40"), split_of("40"), split_of("41")]


def test_splits_are_near_their_shares_and_fixed() -> None:
    splits = pd.Series([split_of(str(product)) for product in range(20_000)])
    shares = splits.value_counts(normalize=True)
    assert shares.to_dict() == pytest.approx({"train": 0.6, "valid": 0.2, "test": 0.2}, abs=0.01)
    assert [split_of(product) for product in ("1", "7", "9", "11", "13")] == [
        "train",
        "valid",
        "test",
        "train",
        "valid",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a UTF-8 csv table"),
        (b"product_id,product_title\n1,caf\xe9\n", "not a UTF-8 csv table"),
        (b"product_id,product_title\n1,a\n", "lacks the columns vendor_id, cluster_id, category_label"),
    ],
)
def test_another_file_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "offers.csv"
    file.write_bytes(content)
    with pytest.raises(DataError, match=rf"offers\.csv: {said}"):
        read_offers(file)
