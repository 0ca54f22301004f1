"""The adapters on the real files: counts as published, keys and references as the contract wants them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from sources.catalog import resolve, source_named
from sources.public.ditto_text import read_pairs
from sources.public.fetch import obtain

pytestmark = pytest.mark.real_data

# Positive pairs of train, valid and test as published.
POSITIVES = {
    "abt-buy": (616, 206, 206),
    "walmart-amazon": (576, 193, 193),
    "wdc-cameras": (367, 97, 288),
    "wdc-cameras-medium": (856, 192, 288),
    "wdc-cameras-large": (2796, 793, 288),
    "wdc-watches": (455, 102, 274),
    "wdc-watches-medium": (1088, 279, 274),
}
SPLITS = ("train", "valid", "test")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def written(
    name: str, folder: Path, data: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, pd.DataFrame]:
    monkeypatch.setenv("BAZAAR_DATA", str(data))
    resolve("product_matching", name, folder, cache=cache, seed=0, scale=1.0)
    return {path.stem: pd.read_parquet(path) for path in folder.iterdir()}


@pytest.mark.parametrize("name", POSITIVES)
def test_pairs_are_as_published_less_the_stated_drops(
    name: str, bazaar_data: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = source_named("product_matching", name)
    tables = written(name, tmp_path, bazaar_data, cache, monkeypatch)
    listings, pairs = tables["listings"], tables["pairs"]
    published = dict(zip(SPLITS, (read_pairs(obtain(file, cache)) for file in source.files), strict=True))
    assert {split: len(part) for split, part in published.items()} == source.rows
    assert tuple(int(published[split]["label"].sum()) for split in SPLITS) == POSITIVES[name]
    kept = pairs["split"].value_counts().to_dict()
    assert {split: source.rows[split] - kept[split] for split in SPLITS} == source.dropped
    assert int(pairs.loc[pairs["split"] == "test", "label"].sum()) == POSITIVES[name][2]
    assert listings["listing_id"].is_unique
    assert listings["title"].notna().all()
    assert set(pairs["left_id"]) | set(pairs["right_id"]) <= set(listings["listing_id"])
    assert (pairs["left_id"] != pairs["right_id"]).all()
    assert not pairs.duplicated(["left_id", "right_id"]).any()


@pytest.mark.parametrize("name", POSITIVES)
def test_no_pair_of_the_test_is_trained_on(
    name: str, bazaar_data: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = written(name, tmp_path, bazaar_data, cache, monkeypatch)
    content = tables["listings"].set_index("listing_id").astype("str").fillna("").agg("\t".join, axis=1)
    pairs = tables["pairs"]
    left, right = pairs["left_id"].map(content), pairs["right_id"].map(content)
    keys = pd.Series([frozenset(pair) for pair in zip(left, right, strict=True)])
    by_split = {split: set(keys[(pairs["split"] == split).to_numpy()]) for split in SPLITS}
    assert not by_split["train"] & by_split["test"]
    assert not by_split["valid"] & by_split["test"]
    assert not by_split["train"] & by_split["valid"]


@pytest.mark.parametrize(("name", "shops"), [("abt-buy", {"abt", "buy"}), ("walmart-amazon", {"walmart", "amazon"})])
def test_pairs_cross_the_two_shops(
    name: str, shops: set[str], bazaar_data: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = written(name, tmp_path, bazaar_data, cache, monkeypatch)
    listings = tables["listings"].set_index("listing_id")
    assert set(listings["seller"]) == shops
    sides = (tables["pairs"]["left_id"].map(listings["seller"]), tables["pairs"]["right_id"].map(listings["seller"]))
    assert (sides[0] != sides[1]).all()
    priced = listings["price"].notna()
    assert (listings["price"].dropna() >= 0).all()
    assert (listings["currency"].notna() == priced).all()


def test_pricerunner_has_its_products_and_true_pairs(
    bazaar_data: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = written("pricerunner", tmp_path, bazaar_data, cache, monkeypatch)
    listings, clusters = tables["listings"], tables["clusters"]
    sizes = clusters["product_id"].value_counts()
    assert len(listings) == 35_311
    assert listings["seller"].nunique() == 306
    assert len(sizes) == 13_233
    assert int((sizes * (sizes - 1) // 2).sum()) == 69_926
    assert listings["listing_id"].is_unique
    assert listings["title"].notna().all()
    assert set(clusters["listing_id"]) == set(listings["listing_id"])
    assert (clusters.groupby("product_id")["split"].nunique() == 1).all()
    shares = clusters.drop_duplicates("product_id")["split"].value_counts(normalize=True).to_dict()
    assert shares == pytest.approx({"train": 0.6, "valid": 0.2, "test": 0.2}, abs=0.02)
