"""Examples of product classification: what is written, how it is split, and labels that do not suffice."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from category_tables import SMALL, SPLITS, shop, write

from features.product_classification import FeaturesParameters, build
from infra.errors import DataError

Tables = dict[str, pd.DataFrame]
COLUMNS = ["example_id", "title", "description", "brand", "attributes", "language", "price"]
SLICES = ["scarce_leaf", "new_leaf", "several_leaves", "repeated_text"]


def built(place: Path, tables: Tables, parameters: FeaturesParameters = SMALL) -> tuple[dict[str, Any], Tables]:
    facts = build(write(place / "in", tables), place / "out", parameters)
    return facts, {path.stem: pd.read_parquet(path) for path in (place / "out").glob("*.parquet")}


def of_split(files: Tables) -> pd.Series:
    return pd.concat([files[name]["example_id"].to_frame().assign(split=name) for name in SPLITS]).set_index(
        "example_id"
    )["split"]


def test_the_files_have_what_models_and_measures_read(tmp_path: Path) -> None:
    tables = shop([30] * 4)
    tables["listings"] = tables["listings"].assign(brand="Acme", price=[None, 2.5] * 60)
    tables["taxonomy"].loc[3, "name"] = None
    facts, files = built(tmp_path, tables)
    assert set(files) == {"taxonomy", "labels", *SPLITS}
    assert list(files["train"].columns) == COLUMNS
    assert list(files["test"].columns) == list(files["valid"].columns) == COLUMNS + SLICES
    whole = pd.concat([files[name][COLUMNS] for name in SPLITS], ignore_index=True)
    assert sorted(whole["example_id"]) == sorted(tables["listings"]["listing_id"])
    assert (whole["title"].dtype, whole["description"].dtype, whole["price"].dtype) == ("str", "str", "float64")
    assert whole["description"].isna().all()
    assert int(whole["price"].isna().sum()) == 60
    titles = tables["listings"].set_index("listing_id")["title"]
    assert (titles.loc[whole["example_id"]].to_numpy() == whole["title"].to_numpy()).all()
    assert files["taxonomy"]["name"].tolist()[3] == "leaf0"
    assert files["taxonomy"]["accessory_of"].isna().all()
    given = tables["labels"].set_index("listing_id")["leaf_id"]
    assert (given.loc[files["labels"]["example_id"]].to_numpy() == files["labels"]["leaf_id"].to_numpy()).all()
    assert (of_split(files).loc[files["labels"]["example_id"]].to_numpy() == files["labels"]["split"].to_numpy()).all()
    assert json.loads((tmp_path / "out" / "facts.json").read_text()) == facts
    assert facts["split"] == "by a hash of the text"
    assert facts["test"]["listings"] == len(files["test"])
    assert (facts["leaves"], facts["leaves_with_train_rows"], facts["roots"], facts["depth"]) == (4, 4, 1, 2)


def test_the_same_tables_give_the_same_bytes_and_another_seed_another_split(tmp_path: Path) -> None:
    tables = shop([30] * 4)
    built(tmp_path / "one", tables)
    built(tmp_path / "two", tables)
    for name in (*SPLITS, "labels", "taxonomy"):
        pair = [(tmp_path / which / "out" / f"{name}.parquet").read_bytes() for which in ("one", "two")]
        assert pair[0] == pair[1]
    _, other = built(tmp_path / "three", tables, replace(SMALL, seed=1))
    test = set(pd.read_parquet(tmp_path / "one" / "out" / "test.parquet")["example_id"])
    assert set(other["test"]["example_id"]) != test


def test_texts_that_differ_by_case_markup_and_signs_alone_fall_alike(tmp_path: Path) -> None:
    tables = shop([60] * 4)
    listings = tables["listings"]
    first, second = listings.iloc[:120], listings.iloc[120:]
    titles = first["title"].str.upper().str.replace(" ", " - ") + " <br/>"
    tables["listings"] = pd.concat([first, second.assign(title=titles.to_numpy())], ignore_index=True)
    _, files = built(tmp_path, tables)
    split = of_split(files)
    assert (split.loc[first["listing_id"]].to_numpy() == split.loc[second["listing_id"]].to_numpy()).all()
    assert not files["test"]["repeated_text"].any()
    assert {*split} == set(SPLITS)


def test_a_hash_leaves_every_leaf_a_listing_to_learn_from_with_those_that_say_the_same(tmp_path: Path) -> None:
    tables = shop([40, 40, *([1] * 60), *([2] * 20)])
    # the two listings of each leaf of two say the same
    twins = tables["labels"]["leaf_id"].isin([f"leaf{at}" for at in range(62, 82)])
    text = tables["labels"].set_index("listing_id").loc[tables["labels"]["listing_id"][twins], "leaf_id"]
    tables["listings"] = tables["listings"].set_index("listing_id")
    tables["listings"].loc[text.index, "title"] = text.to_numpy()
    tables["listings"] = tables["listings"].reset_index()
    facts, files = built(tmp_path, tables)
    assert facts["leaves_without_train_rows"] == 0
    assert not files["test"]["new_leaf"].any()
    assert facts["listings_kept_in_train_for_their_leaf"] > 10
    split = of_split(files)
    single = tables["labels"].loc[tables["labels"]["leaf_id"].isin([f"leaf{at}" for at in range(2, 82)]), "listing_id"]
    assert (split.loc[single] == "train").all()
    assert not files["valid"]["repeated_text"].any()


def test_one_listing_a_leaf_is_refused_with_counts_and_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        built(tmp_path, shop([1] * 200))
    assert "labels: split `valid`" in refused.value.problem
    assert "has 0 listings of 0 leaves; it needs at least 5 listings of 2 leaves" in refused.value.problem
    assert "200 labels of 200 listings on 200 of 200 leaves, 200 of them with one label alone" in refused.value.problem
    assert "listings stayed in train because their leaf has no other there" in refused.value.problem
    for word in ("Label more listings of each leaf", "coarser leaves", "say in labels.split"):
        assert word in refused.value.remedy
    assert "features." not in refused.value.remedy  # no setting helps
    assert not (tmp_path / "out").exists()


def test_one_listing_a_leaf_is_taken_by_the_ways_out(tmp_path: Path) -> None:
    tables = shop([1] * 200)
    split = pd.Series(["train", "valid", "test", "train"] * 50)
    facts, _ = built(tmp_path / "split", {**tables, "labels": tables["labels"].assign(split=split)})
    assert facts["valid"]["listings"] == 50
    coarser = tables["labels"].assign(leaf_id=[f"leaf{at % 5}" for at in range(200)])
    assert built(tmp_path / "coarser", {**tables, "labels": coarser})[0]["leaves_with_train_rows"] == 5


def test_equal_texts_are_named_as_the_cause_and_no_setting_is_advised(tmp_path: Path) -> None:
    tables = shop([50] * 4)
    tables["listings"]["title"] = "a mug"
    with pytest.raises(DataError) as refused:
        built(tmp_path / "one", tables)
    assert "The 200 listings share 1 text, and equal texts fall into one split." in refused.value.problem
    assert "with texts of their own, or say in labels.split" in refused.value.remedy
    for word in ("features.", "coarser"):
        assert word not in refused.value.remedy
    own = shop([50] * 4)["listings"]
    assert built(tmp_path / "own", {**tables, "listings": own})[0]["valid"]["listings"] > 5


def test_settings_that_are_advised_help_as_they_are_written(tmp_path: Path) -> None:
    tables = shop([20] * 4)
    few = replace(SMALL, valid_share=0.1, test_share=0.15, min_examples=15)
    with pytest.raises(DataError, match="split `valid`") as refused:
        built(tmp_path / "few", tables, few)
    found = re.search(
        r"Or lower features\.min_examples to (\d+), or set features\.valid_share=([\d.]+) and "
        r"features\.test_share=([\d.]+)\.$",
        refused.value.remedy,
    )
    assert found is not None
    fewest, valid, test = int(found[1]), float(found[2]), float(found[3])
    assert built(tmp_path / "lower", tables, replace(few, min_examples=fewest))[0]["valid"]["listings"] >= fewest
    facts, _ = built(tmp_path / "shares", tables, replace(few, valid_share=valid, test_share=test))
    assert min(facts[name]["listings"] for name in SPLITS) >= 15


def test_of_a_carved_valid_only_its_share_is_advised(tmp_path: Path) -> None:
    tables = shop([20] * 4)
    tables["labels"]["split"] = np.where(np.arange(80) % 4 == 0, "test", "train")
    few = replace(SMALL, valid_share=0.1, min_examples=12)
    with pytest.raises(DataError, match=r"split `valid` .* carved from train") as refused:
        built(tmp_path / "few", tables, few)
    found = re.search(r"set features\.valid_share=([\d.]+)[,.]", refused.value.remedy)
    assert found is not None
    assert "test_share" not in refused.value.remedy
    facts, _ = built(tmp_path / "share", tables, replace(few, valid_share=float(found[1])))
    assert min(facts[name]["listings"] for name in SPLITS) >= 12


def test_a_given_split_of_too_few_may_be_left_out_where_that_helps(tmp_path: Path) -> None:
    tables = shop([50] * 4)
    tables["labels"]["split"] = ["train"] * 180 + ["valid"] * 16 + ["test"] * 4
    with pytest.raises(DataError) as refused:
        built(tmp_path / "given", tables)
    assert refused.value.remedy.startswith("Give `valid` more listings, of 2 leaves or more, in labels.split.")
    assert refused.value.remedy.endswith("Or leave labels.split out to have the listings split otherwise.")
    built(tmp_path / "out-of-it", {**tables, "labels": tables["labels"].drop(columns="split")})


def test_a_test_of_one_leaf_alone_is_refused(tmp_path: Path) -> None:
    tables = shop([60, 60])
    split = np.where(tables["labels"]["leaf_id"] == "leaf0", "test", "train")
    split[::3] = "train"
    tables["labels"]["split"] = split
    with pytest.raises(DataError, match=r"split `test` .* of 1 leaves; it needs at least 5 listings of 2 leaves"):
        built(tmp_path, tables)


def test_a_tree_of_one_leaf_is_refused(tmp_path: Path) -> None:
    tables = shop([30])
    tables["taxonomy"] = tables["taxonomy"].query("node_id != 'right'")
    with pytest.raises(DataError, match="taxonomy has 1 leaf in 3 rows"):
        built(tmp_path, tables)


def test_the_given_split_is_kept_and_valid_is_carved_from_train_where_it_is_not_given(tmp_path: Path) -> None:
    tables = shop([40, 40, 1, 1, 1])
    own = np.random.default_rng(0).choice(["train", "valid", "test"], len(tables["labels"]))
    tables["labels"]["split"] = own
    facts, files = built(tmp_path / "whole", tables)
    given = tables["labels"].set_index("listing_id")["split"]
    split = of_split(files)
    assert (split.loc[given.index] == given).all()
    assert facts["split"] == "as labels.split says"
    tables["labels"]["split"] = np.where(own == "valid", "train", own)
    facts, files = built(tmp_path / "carved", tables)
    given, split = tables["labels"].set_index("listing_id")["split"], of_split(files)
    assert (split[split != "valid"] == given.loc[split[split != "valid"].index]).all()
    assert (given.loc[split[split == "valid"].index] == "train").all()
    assert "carved from train" in facts["split"]
    assert not files["valid"]["new_leaf"].any()


@pytest.mark.parametrize(
    ("column", "told"),
    [
        (["train", None, "test"], "labels.split is missing in 40 of 120 rows"),
        (["train", "train", "valid"], "labels.split has no row of `test`"),
        (["valid", "test", "test"], "labels.split has no row of `train`"),
    ],
)
def test_a_split_that_is_given_in_part_is_refused(tmp_path: Path, column: list[str | None], told: str) -> None:
    tables = shop([60, 60])
    tables["labels"]["split"] = column * 40
    with pytest.raises(DataError, match=told):
        built(tmp_path, tables)


def test_a_listing_with_labels_in_two_splits_is_refused(tmp_path: Path) -> None:
    tables = shop([60, 60])
    tables["labels"]["split"] = ["train", "test"] * 60
    further = pd.DataFrame({"listing_id": ["l0"], "leaf_id": ["leaf1"], "split": ["test"]})
    tables["labels"] = pd.concat([tables["labels"], further])
    with pytest.raises(DataError, match="1 listings have labels in more than one split, such as 'l0'"):
        built(tmp_path, tables)


def test_the_latest_listings_are_the_test_where_times_are_known(tmp_path: Path) -> None:
    tables = shop([50] * 4)
    hours = np.random.default_rng(1).permutation(200)
    times = pd.Series(pd.Timestamp("2024-01-01", tz="UTC") + pd.to_timedelta(hours, unit="h")).astype(
        "datetime64[us, UTC]"
    )
    times[:10] = None
    tables["listings"]["listed_at"] = times
    facts, files = built(tmp_path, tables)
    listed = tables["listings"].set_index("listing_id")["listed_at"]
    ends = [listed.loc[files[name]["example_id"]] for name in SPLITS]
    assert ends[0].max() < ends[1].min() <= ends[1].max() < ends[2].min()
    assert len(files["test"]) == pytest.approx(0.2 * 190, abs=2)
    assert ends[0].isna().sum() == 10
    assert facts["split"] == "by listings.listed_at, the latest for the test"
    assert facts["test_from"] == ends[2].min().isoformat()


def test_too_few_times_are_told(tmp_path: Path) -> None:
    tables = shop([50] * 4)
    stamps = pd.to_datetime(pd.Series([None] * 197 + ["2024-01-01", "2024-01-02", "2024-01-03"]), utc=True)
    tables["listings"]["listed_at"] = stamps.astype("datetime64[us, UTC]")
    with pytest.raises(DataError) as refused:
        built(tmp_path, tables)
    assert "made by listings.listed_at" in refused.value.problem
    assert "It is missing in 197 listings: fill it." in refused.value.remedy
    assert "leave listings.listed_at out" in refused.value.remedy


def test_slices_tell_what_train_has_of_a_listing(tmp_path: Path) -> None:
    tables = shop([40, 40, 12, 9, 6])
    labels = tables["labels"].assign(split="train")
    place = labels.groupby("leaf_id").cumcount()
    labels.loc[place >= 10, "split"] = "valid"
    labels.loc[place >= 25, "split"] = "test"
    labels.loc[labels["leaf_id"] == "leaf4", "split"] = "test"
    labels.loc[(labels["leaf_id"] == "leaf3") & (place >= 3), "split"] = "test"
    scarce_and_new = pd.DataFrame(
        {"listing_id": ["l79", "l80"], "leaf_id": ["leaf4", "leaf3"], "split": ["test", "train"]}
    )
    tables["labels"] = pd.concat([labels, scarce_and_new], ignore_index=True)
    tables["listings"].loc[tables["listings"]["listing_id"] == "l78", "title"] = "THING 0, of leaf0"
    facts, files = built(tmp_path, tables)
    test = files["test"].set_index("example_id")
    leaf = labels.set_index("listing_id")["leaf_id"].loc[test.index]
    assert (test["new_leaf"] == (leaf == "leaf4")).all()
    assert (test["scarce_leaf"] == leaf.isin(["leaf3", "leaf4"])).all()
    assert test.index[test["several_leaves"]].tolist() == ["l79"]
    assert test.index[test["repeated_text"]].tolist() == ["l78"]
    assert facts["test"]["new_leaf"] == 6
    assert (facts["scarce_leaves"], facts["leaves_without_train_rows"]) == (1, 1)
    assert facts["train"]["several_leaves"] == 1


def test_listings_without_a_label_are_left_out_and_counted(tmp_path: Path) -> None:
    tables = shop([40] * 4)
    tables["labels"] = tables["labels"].iloc[:120]
    facts, files = built(tmp_path, tables)
    assert (facts["listings"], facts["unlabelled_listings"]) == (160, 40)
    assert set(of_split(files).index) == set(tables["labels"]["listing_id"])


def test_of_too_many_the_largest_leaves_give_up_train_listings_first(tmp_path: Path) -> None:
    tables = shop([900, 500, 300, 40, 4])
    facts, files = built(tmp_path, tables, replace(SMALL, max_train_rows=600, max_test_rows=100, max_valid_rows=120))
    train = files["labels"].query("split == 'train'")["leaf_id"].value_counts()
    assert 590 < len(files["train"]) <= 600
    assert train["leaf0"] == train["leaf1"] >= train["leaf2"] > 150
    assert train["leaf3"] > 15
    assert train["leaf4"] >= 1
    assert (len(files["test"]), len(files["valid"])) == (100, 120)
    left_out = facts["listings_left_out"]
    assert sum(left_out.values()) + len(of_split(files)) == 1744
    assert left_out["train"] > 0
    share = files["labels"].query("split == 'test'")["leaf_id"].value_counts(normalize=True)["leaf0"]
    assert share == pytest.approx(900 / 1744, abs=0.15)


def test_labels_that_fit_no_table_are_told(tmp_path: Path) -> None:
    tables = shop([40] * 4)
    with pytest.raises(DataError, match="labels: none of its 160 rows names a listing"):
        built(tmp_path / "none", {**tables, "labels": tables["labels"].assign(leaf_id="zz")})
    some = tables["labels"].copy()
    some.loc[:9, "leaf_id"] = "left"  # an inner node, had it not been validated
    facts, _ = built(tmp_path / "some", {**tables, "labels": some})
    assert facts["labels_of_no_listing_or_leaf"] == 10


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    tables = shop([40] * 4)
    del tables["taxonomy"]
    with pytest.raises(DataError, match="holds no `taxonomy`"):
        built(tmp_path, tables)


def test_what_is_no_tree_is_refused_here_too(tmp_path: Path) -> None:
    tables = shop([40] * 4)
    tables["taxonomy"].loc[1, "parent_id"] = "leaf0"
    with pytest.raises(DataError, match=r"taxonomy: .* on or below a cycle"):
        built(tmp_path, tables)
