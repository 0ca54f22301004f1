"""Examples from judged pairs and from clusters: labels, splits, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from features.product_matching import FeaturesParameters, build
from infra.errors import DataError

SPLITS = ("train", "valid", "test")


def _shop(products: int, each: int, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Listings and clusters of invented products, titles of one product sharing its made-up code."""
    draw = np.random.default_rng(seed)
    things = np.array(["kettle", "lamp", "drill", "desk", "tent"])
    rows = []
    for product in range(products):
        for offer in range(each):
            words = [things[product % 5], f"mx{product:04d}z", ["new", "sale", "boxed"][draw.integers(3)]]
            rows.append((f"l{product}-{offer}", " ".join(draw.permutation(words)), f"p{product}"))
    frame = pd.DataFrame(rows, columns=["listing_id", "title", "product_id"])
    return frame[["listing_id", "title"]], frame[["listing_id", "product_id"]]


def _pairs(clusters: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Judged pairs: two true ones a product and as many false ones."""
    draw = np.random.default_rng(seed)
    rows = []
    groups = [own["listing_id"].tolist() for _, own in clusters.groupby("product_id")]
    for place, own in enumerate(groups):
        rows += [(own[0], own[1], True), (own[1], own[2], True)]
        for other in draw.choice([g for g in range(len(groups)) if g != place], 2, replace=False):
            rows.append((own[0], groups[other][1], False))
    pairs = pd.DataFrame(rows, columns=["left_id", "right_id", "label"])
    return pairs.drop_duplicates(["left_id", "right_id"], ignore_index=True)


def _tables(folder: Path, **tables: pd.DataFrame) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    return folder


def _read(out: Path) -> dict[str, pd.DataFrame]:
    return {name: pd.read_parquet(out / f"{name}.parquet") for name in SPLITS}


def test_clusters_are_split_by_product(tmp_path: Path) -> None:
    listings, clusters = _shop(100, 4)
    facts = build(
        _tables(tmp_path / "in", listings=listings, clusters=clusters), tmp_path / "out", FeaturesParameters()
    )
    product = clusters.set_index("listing_id")["product_id"]
    homes: dict[str, str] = {}
    for name, part in _read(tmp_path / "out").items():
        same = product.loc[part["left_id"]].to_numpy() == product.loc[part["right_id"]].to_numpy()
        assert (part["label"].to_numpy() == same).all()
        assert part["label"].dtype == np.int8
        assert part["example_id"].is_unique
        for own in product.loc[part.loc[same, "left_id"]].unique():
            assert homes.setdefault(own, name) == name
    assert len(homes) == 100
    assert facts["pair_completeness"] > 0.9
    assert json.loads((tmp_path / "out" / "facts.json").read_text())["test"] == facts["test"]


def test_every_true_pair_is_written_found_or_not(tmp_path: Path) -> None:
    listings, clusters = _shop(60, 4)
    # half of the listings say nothing of their product: blocking cannot find them
    listings.loc[::2, "title"] = [f"thing number {i}" for i in range(len(listings) // 2)]
    facts = build(
        _tables(tmp_path / "in", listings=listings, clusters=clusters),
        tmp_path / "out",
        FeaturesParameters(candidates=2),
    )
    parts = _read(tmp_path / "out")
    assert facts["true_pairs"] == 60 * 6 == sum(int(part["label"].sum()) for part in parts.values())
    missed = sum(int((~part["blocked"]).sum()) for part in parts.values())
    assert missed > 0
    assert facts["pair_completeness"] == pytest.approx(1 - missed / 360)
    assert all((part.loc[~part["blocked"], "label"] == 1).all() for part in parts.values())


def test_unseen_products_are_those_without_a_train_pair(tmp_path: Path) -> None:
    listings, clusters = _shop(100, 4)
    build(_tables(tmp_path / "in", listings=listings, clusters=clusters), tmp_path / "out", FeaturesParameters())
    parts = _read(tmp_path / "out")
    seen = set(parts["train"]["left_id"]) | set(parts["train"]["right_id"])
    for part in parts.values():
        expected = ~(part["left_id"].isin(seen) | part["right_id"].isin(seen))
        assert (part["unseen_product"] == expected).all()
    assert parts["test"]["unseen_product"].any()


def test_unlabelled_listings_take_part_in_blocking_alone(tmp_path: Path) -> None:
    listings, clusters = _shop(80, 4)
    labelled = clusters[clusters["product_id"].str[1:].astype(int) < 60]
    build(_tables(tmp_path / "in", listings=listings, clusters=labelled), tmp_path / "out", FeaturesParameters())
    assert len(pd.read_parquet(tmp_path / "out" / "listings.parquet")) == len(listings)
    for part in _read(tmp_path / "out").values():
        assert part["left_id"].isin(labelled["listing_id"]).all()
        assert part["right_id"].isin(labelled["listing_id"]).all()


def test_judged_pairs_without_a_split_keep_products_together(tmp_path: Path) -> None:
    listings, clusters = _shop(200, 3)
    pairs = _pairs(clusters)
    build(_tables(tmp_path / "in", listings=listings, pairs=pairs), tmp_path / "out", FeaturesParameters())
    product = clusters.set_index("listing_id")["product_id"]
    parts = _read(tmp_path / "out")
    assert sum(len(part) for part in parts.values()) == len(pairs)
    homes: dict[str, str] = {}
    for name, part in parts.items():
        for own in product.loc[part.loc[part["label"] == 1, "left_id"]]:
            assert homes.setdefault(own, name) == name
    # a pair across splits goes to the later one: nothing of test or valid stands in train
    train_products = {own for own, name in homes.items() if name == "train"}
    for side in ("left_id", "right_id"):
        assert set(product.loc[parts["train"][side]]) <= train_products


def test_given_split_is_kept(tmp_path: Path) -> None:
    listings, clusters = _shop(60, 3)
    pairs = _pairs(clusters)
    pairs["split"] = np.array(SPLITS)[np.arange(len(pairs)) % 3]
    build(_tables(tmp_path / "in", listings=listings, pairs=pairs), tmp_path / "out", FeaturesParameters())
    for name, part in _read(tmp_path / "out").items():
        assert part["left_id"].tolist() == pairs.loc[pairs["split"] == name, "left_id"].tolist()


def test_valid_is_carved_from_train_where_absent(tmp_path: Path) -> None:
    listings, clusters = _shop(200, 3)
    pairs = _pairs(clusters)
    pairs["split"] = np.where(np.arange(len(pairs)) < 600, "train", "test")
    build(_tables(tmp_path / "in", listings=listings, pairs=pairs), tmp_path / "out", FeaturesParameters())
    parts = _read(tmp_path / "out")
    assert len(parts["test"]) == (pairs["split"] == "test").sum()
    assert len(parts["valid"]) > 50
    assert len(parts["train"]) + len(parts["valid"]) == 600


def test_absent_columns_come_as_empty_ones(tmp_path: Path) -> None:
    listings, clusters = _shop(60, 4)
    build(_tables(tmp_path / "in", listings=listings, clusters=clusters), tmp_path / "out", FeaturesParameters())
    written = pd.read_parquet(tmp_path / "out" / "listings.parquet")
    assert written["price"].dtype == np.float64
    assert written["description"].isna().all()
    assert written["listing_id"].tolist() == listings["listing_id"].tolist()


def test_train_is_capped_and_keeps_hard_negatives(tmp_path: Path) -> None:
    listings, clusters = _shop(150, 4)
    tables = _tables(tmp_path / "in", listings=listings, clusters=clusters)
    build(tables, tmp_path / "all", FeaturesParameters())
    facts = build(tables, tmp_path / "few", FeaturesParameters(max_train_pairs=300))
    every, few = _read(tmp_path / "all"), _read(tmp_path / "few")
    assert facts["train"]["pairs"] == len(few["train"]) == 300
    assert abs(few["train"]["label"].mean() - every["train"]["label"].mean()) < 0.02
    assert set(few["train"]["example_id"]) <= set(every["train"]["example_id"])
    pd.testing.assert_frame_equal(
        few["test"].drop(columns="unseen_product"), every["test"].drop(columns="unseen_product")
    )


def test_same_input_same_bytes(tmp_path: Path) -> None:
    listings, clusters = _shop(80, 4)
    tables = _tables(tmp_path / "in", listings=listings, clusters=clusters)
    for name in ("one", "two"):
        build(tables, tmp_path / name, FeaturesParameters())
    for name in (*SPLITS, "listings"):
        file = f"{name}.parquet"
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_labels_of_unknown_listings_are_counted_and_left_out(tmp_path: Path) -> None:
    listings, clusters = _shop(80, 4)
    tables = _tables(tmp_path / "in", listings=listings.iloc[4:], clusters=clusters)
    assert build(tables, tmp_path / "out", FeaturesParameters())["unknown_listing"] == 4


def test_no_labels(tmp_path: Path) -> None:
    listings, _ = _shop(10, 2)
    with pytest.raises(DataError, match="neither `pairs` nor `clusters`"):
        build(_tables(tmp_path / "in", listings=listings), tmp_path / "out", FeaturesParameters())
    assert not (tmp_path / "out").exists()


def test_no_listings(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no `listings`"):
        build(_tables(tmp_path / "in"), tmp_path / "out", FeaturesParameters())


def test_repeated_ids_are_refused(tmp_path: Path) -> None:
    listings, clusters = _shop(10, 3)
    tables = _tables(tmp_path / "in", listings=pd.concat([listings, listings.iloc[:2]]), clusters=clusters)
    with pytest.raises(DataError, match="2 repeated"):
        build(tables, tmp_path / "out", FeaturesParameters())


def test_ten_pairs_are_too_few(tmp_path: Path) -> None:
    listings, clusters = _shop(10, 3)
    tables = _tables(tmp_path / "in", listings=listings, pairs=_pairs(clusters).iloc[:10])
    with pytest.raises(DataError, match=r"pairs: split `\w+` has \d+ matches and \d+ non-matches") as refusal:
        build(tables, tmp_path / "out", FeaturesParameters())
    assert "min_per_class" in refusal.value.remedy
    assert not (tmp_path / "out").exists()


def test_one_class_in_a_split_is_refused(tmp_path: Path) -> None:
    listings, clusters = _shop(60, 3)
    pairs = _pairs(clusters)
    pairs["split"] = np.array(SPLITS)[np.arange(len(pairs)) % 3]
    one_sided = pairs[(pairs["split"] != "test") | pairs["label"]]
    tables = _tables(tmp_path / "in", listings=listings, pairs=one_sided)
    with pytest.raises(DataError, match=r"split `test` has \d+ matches and 0 non-matches"):
        build(tables, tmp_path / "out", FeaturesParameters())


@pytest.mark.parametrize(
    ("split", "message"),
    [
        (lambda n: [None, *["train"] * (n - 1)], "split is missing in 1 of"),
        (lambda n: ["train"] * n, "no row of `test`"),
        (lambda n: ["valid"] + ["test"] * (n - 1), "no row of `train`"),
    ],
)
def test_half_a_split_is_refused(tmp_path: Path, split: object, message: str) -> None:
    listings, clusters = _shop(30, 3)
    pairs = _pairs(clusters)
    pairs["split"] = split(len(pairs))  # type: ignore[operator]
    tables = _tables(tmp_path / "in", listings=listings, pairs=pairs)
    with pytest.raises(DataError, match=message):
        build(tables, tmp_path / "out", FeaturesParameters())


def test_a_product_in_two_splits_is_refused(tmp_path: Path) -> None:
    listings, clusters = _shop(30, 3)
    clusters["split"] = np.array(SPLITS)[np.arange(len(clusters)) % 3]
    tables = _tables(tmp_path / "in", listings=listings, clusters=clusters)
    with pytest.raises(DataError, match="30 products have listings in more than one split"):
        build(tables, tmp_path / "out", FeaturesParameters())


def test_a_huge_product_does_not_explode(tmp_path: Path) -> None:
    listings, clusters = _shop(100, 4)
    many = pd.DataFrame({"listing_id": [f"h{i}" for i in range(2_000)], "title": "plain white mug"})
    listings = pd.concat([listings, many], ignore_index=True)
    clusters = pd.concat([clusters, many[["listing_id"]].assign(product_id="huge")], ignore_index=True)
    facts = build(
        _tables(tmp_path / "in", listings=listings, clusters=clusters), tmp_path / "out", FeaturesParameters()
    )
    assert facts["true_pairs"] < 2_000 * 64 + 600
