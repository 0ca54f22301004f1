"""Reading and validation on the PriceRunner offers, where the public data is there."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from contracts.contract import Column, Kind, Table
from contracts.product_matching import CONTRACT
from contracts.reading import iter_batches, read_cells
from contracts.validation import validate_directory

pytestmark = pytest.mark.real_data

OFFERS = Table(
    name="offers",
    description="",
    columns=(
        Column(name="product_id", kind=Kind.ID, description="", required=True),
        Column(name="product_title", kind=Kind.TEXT, description="", required=True),
        Column(name="vendor_id", kind=Kind.ID, description="", required=True),
        Column(name="cluster_id", kind=Kind.ID, description="", required=True),
        Column(name="category_label", kind=Kind.TEXT, description="", required=True),
    ),
)


@pytest.fixture(scope="module")
def offers(bazaar_data: Path) -> Path:
    path = bazaar_data / "product_matching" / "pricerunner" / "pricerunner_aggregate.csv.xz"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    return path


def test_all_offers_are_read_whole_and_streamed_alike(offers: Path) -> None:
    reading = read_cells([offers], OFFERS)
    assert len(reading.frame) == 35_311
    assert reading.frame["vendor_id"].nunique() == 306
    assert reading.frame["cluster_id"].nunique() == 13_233
    assert not reading.unreadable
    assert set(reading.ignored) == {"cluster_label", "category_id"}
    streamed = pd.concat(list(iter_batches(offers, OFFERS, rows=10_000)), ignore_index=True)
    pd.testing.assert_frame_equal(streamed, reading.frame)


def test_all_offers_fulfil_the_matching_contract(offers: Path, tmp_path: Path) -> None:
    frame = read_cells([offers], OFFERS).frame
    source = tmp_path / "in"
    source.mkdir()
    listings = frame.rename(
        columns={
            "product_id": "listing_id",
            "product_title": "title",
            "vendor_id": "seller",
            "category_label": "category",
        }
    )
    listings.drop(columns="cluster_id").to_parquet(source / "listings.parquet")
    frame.rename(columns={"product_id": "listing_id", "cluster_id": "product_id"})[["listing_id", "product_id"]].to_csv(
        source / "clusters.csv", index=False
    )
    report = validate_directory(CONTRACT, source, tmp_path / "out")
    assert report.refusal is None
    assert report.counts()["listings.rows_kept"] == 35_311
    assert report.counts()["clusters.rows_kept"] == 35_311
