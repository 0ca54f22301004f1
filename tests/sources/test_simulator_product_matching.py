"""The contract tables of product matching: bytes, labels, splits, and the rows that must be refused."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from contracts.product_matching import CLUSTERS, LISTINGS
from sources.simulator import product_matching
from sources.simulator.mess import BREAKS
from sources.simulator.product_matching import LABELLED_SHARE, SPLIT_SHARES, SPLITS, write
from sources.simulator.world import World

ROOT = Path(__file__).parents[2]


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    out = tmp_path_factory.mktemp("messy")
    write(out, seed=31, scale=2.2)  # more than one block, so that late rows cross one
    return {path.stem: pd.read_parquet(path) for path in out.rglob("*.parquet")}


def test_the_same_arguments_give_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    write(tmp_path / "here", seed=3, scale=0.1)
    code = "import sys, pathlib; from sources.simulator.product_matching import write\n"
    code += "write(pathlib.Path(sys.argv[1]), seed=3, scale=0.1)"
    environment = os.environ | {"PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "there")], check=True, env=environment, cwd=ROOT)
    assert digests(tmp_path / "here") == digests(tmp_path / "there")
    assert list(digests(tmp_path / "here")) == ["clusters.parquet", "listings.parquet", "truth/listings_truth.parquet"]
    write(tmp_path / "other", seed=4, scale=0.1)
    assert not set(digests(tmp_path / "here").values()) & set(digests(tmp_path / "other").values())


def test_without_mess_every_row_keeps_the_contract_and_the_good_rows_are_the_same(tmp_path: Path) -> None:
    write(tmp_path / "clean", seed=3, scale=0.1, messy=False)
    write(tmp_path / "messy", seed=3, scale=0.1, messy=True)
    clean, messy = (pd.read_parquet(tmp_path / name / "listings.parquet") for name in ("clean", "messy"))
    assert clean.listing_id.is_unique
    assert clean.listing_id.notna().all()
    assert not (clean.price < 0).any()
    assert clean[["title", "description", "attributes"]].notna().any(axis=1).all()
    assert clean.title.str.len().max() < 10_000
    kept = messy.drop_duplicates("listing_id").set_index("listing_id")
    columns = [name for name in clean if name != "listing_id"]
    pd.testing.assert_frame_equal(kept.loc[clean.listing_id, columns], clean.set_index("listing_id")[columns])
    assert (tmp_path / "clean/truth/listings_truth.parquet").read_bytes() == (
        tmp_path / "messy/truth/listings_truth.parquet"
    ).read_bytes()
    clusters = pd.read_parquet(tmp_path / "clean" / "clusters.parquet")
    assert set(clusters.listing_id) <= set(clean.listing_id)


def test_columns_are_those_of_the_contract(written: dict[str, pd.DataFrame]) -> None:
    assert list(written["listings"]) == [column.name for column in LISTINGS.columns]
    assert list(written["clusters"]) == [column.name for column in CLUSTERS.columns]
    assert set(written["clusters"].split) == set(SPLITS)


def test_each_kind_of_broken_row_comes_at_its_rate(written: dict[str, pd.DataFrame]) -> None:
    listings, truth = written["listings"], written["listings_truth"]
    good = len(truth)
    ids = listings.listing_id
    counts = {
        "repeated_id": ids[ids.notna()].duplicated().sum(),
        "missing_id": ids.isna().sum(),
        "negative_price": (listings.price < 0).sum(),
        "textless": listings[["title", "description", "attributes"]].isna().all(axis=1).sum(),
    }
    for kind, count in counts.items():
        assert count / good == pytest.approx(getattr(BREAKS, kind), rel=0.35), kind
    assert len(listings) - good == sum(counts.values())
    assert 0.005 < (len(listings) - good) / good < 0.02
    clusters = written["clusters"]
    unknown = ~clusters.listing_id.isin(set(ids.dropna()))
    assert unknown.mean() == pytest.approx(BREAKS.unknown_label, rel=0.5)
    assert clusters.listing_id.is_unique


def test_repeated_ids_arrive_late_with_a_new_price(written: dict[str, pd.DataFrame]) -> None:
    listings = written["listings"].dropna(subset=["listing_id"]).reset_index()
    late = listings[listings.duplicated("listing_id")]
    first = listings.drop_duplicates("listing_id").set_index("listing_id").loc[late.listing_id]
    assert (late["index"].to_numpy() - first["index"].to_numpy()).min() > 0
    assert (late.title.to_numpy() == first.title.to_numpy()).all()
    priced = first.price.notna().to_numpy()
    assert (late.price.to_numpy() != first.price.to_numpy())[priced].mean() > 0.95


def test_labels_are_the_truth_and_whole_families_are_in_one_split(written: dict[str, pd.DataFrame]) -> None:
    clusters = written["clusters"].merge(written["listings_truth"], on="listing_id", suffixes=("", "_true"))
    assert (clusters.product_id == clusters.product_id_true).all()
    assert (clusters.groupby("family_id").split.nunique() == 1).all()
    truth = written["listings_truth"]
    families = truth.listing_id.isin(clusters.listing_id).groupby(truth.family_id).mean()
    assert set(families) == {0.0, 1.0}  # a family is labelled whole or not at all
    assert families.mean() == pytest.approx(LABELLED_SHARE, abs=0.03)
    shares = clusters.groupby("family_id").split.first().value_counts(normalize=True)
    for split, stated in zip(SPLITS, SPLIT_SHARES, strict=True):
        assert shares[split] == pytest.approx(stated, abs=0.04)


def test_a_family_keeps_its_split_at_every_scale(tmp_path: Path, written: dict[str, pd.DataFrame]) -> None:
    write(tmp_path, seed=31, scale=0.1, messy=False)
    small = pd.read_parquet(tmp_path / "clusters.parquet").set_index("listing_id")
    pd.testing.assert_frame_equal(written["clusters"].set_index("listing_id").loc[small.index], small)


def test_a_failure_leaves_no_table_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = product_matching.tables

    def failing(world: World, messy: bool) -> object:
        yield next(iter(whole(world, messy)))
        raise OSError("no space left on device")

    monkeypatch.setattr(product_matching, "tables", failing)
    with pytest.raises(OSError, match="no space"):
        write(tmp_path, seed=1, scale=0.1)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_world_in_blocks_holds_what_its_tables_hold() -> None:
    world = World(2, 1.2)
    blocks = list(world.blocks())
    assert len(blocks) == 2
    assert pa.concat_tables([block.listings for block in blocks]).equals(world.listings)
