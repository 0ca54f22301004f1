"""Goods of UHTT become listings, labels and a tree, on goods made up here and on those of the files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from infra.errors import DataError
from sources.public.uhtt import UHTT
from sources.public.uhtt_tables import ROOT, SPLITS, folders, read_goods, tables, taxonomy

HEADER = "id\tupcean\tname\tbrand\tcategory_id\tcategory_path\tcategory_total_in_full\n"
PATHS = {
    "1": "Tools (folder)/Saw",
    "2": "Tools (folder)/Power (folder)/Drill",
    "3": "Films (folder)/Drama",
    "4": "Films (folder)/Drama/Silent",
    "5": "Films (folder)/Drama/War",
    "6": "Plants/Pot",
    "7": "Plants/Soil",
    "8": "Plants/Seeds/bulbs",
    "9": "Misc/ other",
}


def leaves_of(paths: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame({"category_id": list(paths), "category_path": list(paths.values())}, dtype="str")


def file_of(folder: Path, content: str) -> Path:
    path = folder / "train.tsv"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_slash_parts_folders_where_they_are_marked_or_have_three_leaves_and_else_belongs_to_the_name() -> None:
    tree = taxonomy(leaves_of(PATHS)).set_index("node_id")
    assert folders(PATHS.values()) == {"Tools (folder)", "Tools (folder)/Power (folder)", "Films (folder)", "Plants"}
    assert tree.loc[list(PATHS), "name"].tolist() == [
        "Saw",
        "Drill",
        "Drama",
        "Drama/Silent",
        "Drama/War",
        "Pot",
        "Soil",
        "Seeds/bulbs",
        "Misc/ other",
    ]
    assert tree.loc["2", "parent_id"] == "Tools (folder)/Power (folder)"
    assert tree.loc["Tools (folder)/Power (folder)", ["parent_id", "name"]].tolist() == ["Tools (folder)", "Power"]
    assert tree.loc[["9", "Plants"], "parent_id"].tolist() == [ROOT, ROOT]


def test_there_is_one_root_and_no_leaf_has_a_child() -> None:
    tree = taxonomy(leaves_of(PATHS))
    assert tree.loc[tree["parent_id"].isna(), "node_id"].tolist() == [ROOT]
    assert not set(tree["parent_id"].dropna()) & set(PATHS)
    assert set(tree["parent_id"].dropna()) < set(tree["node_id"])


def test_cells_are_as_they_stand_and_an_empty_one_is_missing(tmp_path: Path) -> None:
    goods = read_goods(file_of(tmp_path, f'{HEADER}10\t1\tSaw 5" "NA"\t\t1\tA/b\t9\n11\t2\tnull\t Bosch \t1\tA/b\t9\n'))
    written = tables({split: goods.assign(id=goods["id"] + split) for split in SPLITS})
    listings, labels = written["listings"], written["labels"]
    assert listings["title"].tolist()[:2] == ['Saw 5" "NA"', "null"]
    assert listings["brand"].fillna("none").tolist()[:2] == ["none", "Bosch"]
    assert labels["split"].value_counts().to_dict() == dict.fromkeys(SPLITS, 2)
    assert labels.loc[labels["listing_id"] == "11test", ["leaf_id", "split"]].to_numpy().tolist() == [["1", "test"]]


@pytest.mark.parametrize(
    ("leaves", "said"),
    [
        (leaves_of({"1": "A/b", "2": "A/b"}), "category_path: 1 are in several leaves"),
        (pd.concat([leaves_of({"1": "A/b"}), leaves_of({"1": "A/c"})]), "category_id: 1 are in several leaves"),
        (leaves_of({"1": "A (folder)", "2": "A (folder)/b"}), r"category_path: 1 are folders and leaves.*A \(folder\)"),
    ],
)
def test_paths_that_make_no_tree_are_refused(leaves: pd.DataFrame, said: str) -> None:
    with pytest.raises(DataError, match=said):
        taxonomy(leaves)


@pytest.mark.parametrize(
    ("content", "said"), [("", "not a UTF-8 table"), ("id\tname\n1\tx\n", "lacks the columns brand, category_id")]
)
def test_another_file_is_refused(content: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=said):
        read_goods(file_of(tmp_path, content))


@pytest.mark.real_data
def test_the_files_are_as_stated(bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    UHTT.write(tmp_path / "out", tmp_path / "cache")
    listings, labels, tree = (
        pd.read_parquet(tmp_path / "out" / f"{name}.parquet") for name in ("listings", "labels", "taxonomy")
    )
    assert labels["split"].value_counts().to_dict() == UHTT.rows
    assert listings["listing_id"].is_unique
    assert listings["listing_id"].equals(labels["listing_id"])
    assert listings["title"].notna().all()
    assert listings["brand"].isna().mean() == pytest.approx(0.370, abs=0.001)
    rows = labels.loc[labels["split"] == "train", "leaf_id"].value_counts()
    assert (len(rows), rows.min(), rows.max(), (rows < 10).sum()) == (2_043, 2, 141, 62)
    unseen = labels[~labels["leaf_id"].isin(rows.index)]
    assert unseen["split"].value_counts().to_dict() == {"valid": 5, "test": 10}
    inner = set(tree["parent_id"].dropna())
    assert (len(inner), len(tree)) == (76, 2_122)
    assert set(tree["node_id"]) - inner == set(labels["leaf_id"])
    assert tree["node_id"].is_unique
    assert tree["name"].str.len().min() > 0
