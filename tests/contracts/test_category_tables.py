"""Listings, labels and trees as strangers bring them: what is set aside and why, what is refused, and the way out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from contracts.contract import Column, Contract, Kind, RowRule, Table
from contracts.describe import as_markdown
from contracts.product_classification import CONTRACT, LISTINGS, REQUEST, with_options
from contracts.report import ValidationReport
from contracts.rules import in_order
from contracts.validation import validate_directory
from infra.errors import DataError, SettingsError

IDS = range(1, 41)
LISTED = "listing_id,title\n" + "".join(f"{n},thing {n}\n" for n in IDS)
TREE = "node_id,parent_id,name\ntop,,All\nhome,top,Home\ncups,home,Cups\npots,home,Pots\ngarden,top,Garden\n"
LABELLED = "listing_id,leaf_id\n" + "".join(f"{n},{('cups', 'pots', 'garden')[n % 3]}\n" for n in IDS)
FOREST = TREE.replace("home,top", "home,").replace("garden,top", "garden,").replace("top,,All\n", "")


def run(
    place: Path,
    listings: str = LISTED,
    taxonomy: str = TREE,
    labels: str = LABELLED,
    contract: Contract = CONTRACT,
    as_of: date | None = None,
) -> ValidationReport:
    source = place / "in"
    source.mkdir(parents=True)
    for name, content in (("listings", listings), ("taxonomy", taxonomy), ("labels", labels)):
        (source / f"{name}.csv").write_text(content, encoding="utf-8")
    return validate_directory(contract, source, place / "out", as_of=as_of)


def kept(place: Path, table: str) -> pd.DataFrame:
    return pd.read_parquet(place / "out" / f"{table}.parquet")


def aside(place: Path) -> pd.DataFrame:
    return pd.read_parquet(place / "out" / "quarantine.parquet").set_index("key")


def broken(report: ValidationReport) -> dict[str, int]:
    return {f"{table.name}.{rule.name}": rule.broken for table in report.tables for rule in table.rules if rule.broken}


def test_three_tables_of_the_required_columns_alone_are_accepted(tmp_path: Path) -> None:
    report = run(tmp_path)
    assert report.refusal is None
    assert broken(report) == {}
    assert kept(tmp_path, "listings")["description"].isna().all()


def test_any_text_does_where_the_title_is_missing_and_no_text_does_not(tmp_path: Path) -> None:
    rows = (
        '1,,a description,,\n2,,,Acme,\n3,,,,"{""colour"": ""red""}"\n4,,,,\n5,   ,"\t",,\n6,,,,{}\n'
        "7,<br/>,,,\n8,&nbsp; &#160;,<p> </p>,,\n9,\U0001f525\U0001f525,,,\n10,---,,,\n"
        "11,<b>mug</b>,,,\n12,&#1095;&#1072;&#1096;&#1082;&#1072;,,,\n13,<br/>,a mug,,\n14,\u676f\u5b50,,,\n15,7,,,\n"
    )
    more = "".join(f"{n},thing {n},,,\n" for n in range(16, 41))
    report = run(tmp_path, listings="listing_id,title,description,brand,attributes\n" + rows + more)
    assert report.refusal is None
    assert broken(report)["listings.some_text"] == 7
    found = aside(tmp_path)
    assert [key for key in found.index if "|" not in key] == ["4", "5", "6", "7", "8", "9", "10"]
    assert "a listing without any text" in found.loc["7", "reasons"][0]
    # their labels follow them, and what stays is as it was written
    assert broken(report)["labels.listing_known"] == 7
    assert kept(tmp_path, "listings").set_index("listing_id").loc["13", "title"] == "<br/>"


def test_a_page_in_the_title_is_set_aside(tmp_path: Path) -> None:
    report = run(tmp_path, listings=LISTED.replace("thing 7\n", "w" * 10_001 + "\n"))
    assert broken(report) == {"listings.title_length": 1, "labels.listing_known": 1}


def test_labels_that_name_no_listing_no_node_or_an_inner_node_are_set_aside_with_their_reason(tmp_path: Path) -> None:
    report = run(tmp_path, labels=LABELLED + "99,cups\n1,tables\n2,home\n3,top\n")
    assert report.refusal is None
    assert broken(report) == {"labels.listing_known": 1, "labels.leaf_known": 1, "labels.leaf_is_a_leaf": 2}
    found = aside(tmp_path)
    assert found.loc["99|cups", "rules"].tolist() == ["listing_known"]
    assert "add it to the taxonomy" in found.loc["1|tables", "reasons"][0]
    assert "give the node a leaf of its own, such as Other" in found.loc["2|home", "reasons"][0]
    assert "leaf_id is no taxonomy.parent_id" in as_markdown(CONTRACT)
    page = (tmp_path / "out" / "data_docs" / "labels.html").read_text(encoding="utf-8")
    assert "leaf_id is no taxonomy.parent_id" in page


def test_mostly_labels_on_inner_nodes_stop_the_run(tmp_path: Path) -> None:
    report = run(tmp_path, labels=LABELLED.replace("cups", "home"))
    assert report.refusal is not None
    assert "Table labels: 13 of 40 rows (32%) were rejected" in report.refusal
    assert "leaf_is_a_leaf (leaf_id is no taxonomy.parent_id): 13 rows" in report.refusal


def test_several_leaves_of_a_listing_are_several_rows_and_the_same_twice_is_one(tmp_path: Path) -> None:
    report = run(tmp_path, labels=LABELLED + "3,pots\n3,pots\n")
    assert broken(report) == {"labels.label_once": 1}
    assert sorted(kept(tmp_path, "labels").query("listing_id == '3'")["leaf_id"]) == ["cups", "pots"]


def test_one_leaf_alone_is_refused(tmp_path: Path) -> None:
    report = run(tmp_path, labels="listing_id,leaf_id\n" + "".join(f"{n},cups\n" for n in IDS))
    assert report.refusal is not None
    assert "labels breaks rule two_leaves" in report.refusal


@pytest.mark.parametrize(
    ("taxonomy", "told", "remedy"),
    [
        (TREE.replace("home,top", "home,cups"), "these 2 rows are a cycle", "Correct the parent_id"),
        (TREE.replace("top,,", "top,top,"), "node_id 'top' is its own parent_id", "Leave parent_id empty"),
        (TREE.replace("home,top", "home,0"), "no node_id of a usable row: '0' (1 row)", "a row of its own"),
        (FOREST, "2 rows are roots", "--set 'contract.roots=[several]'"),
    ],
)
def test_what_is_no_tree_is_refused_with_the_nodes_and_the_way_out(
    tmp_path: Path, taxonomy: str, told: str, remedy: str
) -> None:
    report = run(tmp_path, taxonomy=taxonomy)
    assert report.refusal is not None
    assert "Table taxonomy breaks rule is_a_tree" in report.refusal
    assert told in report.refusal
    assert remedy in str(report.remedy)
    docs = (tmp_path / "out" / "data_docs" / "index.html").read_text(encoding="utf-8")
    assert "is_a_tree" in docs
    assert told.split("'")[0] in docs
    assert "is_a_tree" in (tmp_path / "out" / "report.json").read_text(encoding="utf-8")
    assert "every parent_id is a node_id" in (tmp_path / "out" / "data_docs" / "taxonomy.html").read_text("utf-8")


def test_a_forest_and_a_flat_list_are_taken_where_they_are_asked_for(tmp_path: Path) -> None:
    several = with_options({"roots": ("several",)})
    assert run(tmp_path / "forest", taxonomy=FOREST, contract=several).refusal is None
    flat = "node_id,parent_id,name\ncups,,Cups\npots,,Pots\ngarden,,Garden\n"
    assert run(tmp_path / "flat", taxonomy=flat, contract=several).refusal is None
    assert run(tmp_path / "tree", contract=several).refusal is None
    assert run(tmp_path / "cycle", taxonomy=TREE.replace("home,top", "home,cups"), contract=several).refusal is not None


def test_what_a_person_says_of_roots_counts_more_than_what_a_source_says() -> None:
    assert with_options({}) is CONTRACT
    assert with_options({"roots": ("several", "one")}) is CONTRACT
    with pytest.raises(SettingsError, match=r"contract\.roots = 'two' is none of one, several"):
        with_options({"roots": ("two",)})


def test_a_node_given_twice_is_set_aside_and_what_needs_it_is_told(tmp_path: Path) -> None:
    report = run(tmp_path / "inner", taxonomy=TREE + "home,garden,Household\n" + "x,top,X\n" * 8)
    assert report.refusal is not None
    assert "2 rows have a parent_id that is no node_id of a usable row: 'home' (2 rows)" in report.refusal
    assert "9 rows were set aside before: node_once (node_id is unique): 9 rows" in report.refusal
    report = run(tmp_path / "leaf", taxonomy=TREE + "pots,home,Pans\n" + "".join(f"n{n},top,N\n" for n in range(9)))
    assert report.refusal is not None
    assert broken(report) == {"taxonomy.node_once": 2, "labels.leaf_known": 14}
    assert "leaf_known (leaf_id is a kept taxonomy.node_id): 14 rows" in report.refusal


@pytest.mark.parametrize(
    ("node", "wrong"), [("home", "pans"), ("cups", "pans"), ("cups", "cups")], ids=["inner", "leaf", "itself"]
)
def test_an_accessory_of_no_node_is_refused_by_its_cell_and_costs_no_node(
    tmp_path: Path, node: str, wrong: str
) -> None:
    lines = [f"{line},{wrong if line.startswith(node + ',') else ''}" for line in TREE.splitlines()[1:]]
    tree = "\n".join(["node_id,parent_id,name,accessory_of", *lines, ""])
    report = run(tmp_path / "wrong", taxonomy=tree)
    assert report.refusal == (
        "Table taxonomy breaks rule is_a_tree: accessory_of is no node_id of another usable row in 1 row: "
        f"node_id '{node}' (accessory_of '{wrong}')."
    )
    assert report.remedy == "Correct accessory_of in these rows, or leave the cell empty: the node is used without it."
    assert (broken(report), len(kept(tmp_path / "wrong", "taxonomy"))) == ({}, 5)
    assert run(tmp_path / "empty", taxonomy=tree.replace(f",{wrong}\n", ",\n")).refusal is None
    right = run(tmp_path / "right", taxonomy=tree.replace(f",{wrong}\n", ",garden\n"))
    assert right.refusal is None
    assert kept(tmp_path / "right", "taxonomy").set_index("node_id").loc[node, "accessory_of"] == "garden"


def test_an_accessory_of_a_node_that_was_set_aside_is_told_with_why(tmp_path: Path) -> None:
    rows = "\n".join(f"{line}," for line in TREE.splitlines()[1:])
    further = "\ntwice,top,T,\ntwice,top,U,\nlids,top,Lids,twice\n" + "".join(f"n{n},top,N,\n" for n in range(9))
    report = run(tmp_path, taxonomy="node_id,parent_id,name,accessory_of\n" + rows + further)
    assert "node_id 'lids' (accessory_of 'twice')" in str(report.refusal)
    assert "2 rows were set aside before: node_once (node_id is unique): 2 rows" in str(report.refusal)


def test_ids_mean_the_same_in_all_tables_however_they_are_stored(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    pd.DataFrame({"listing_id": [float(n) for n in IDS], "title": "x"}).to_parquet(source / "listings.parquet")
    pd.DataFrame({"node_id": [1, 2, 3], "parent_id": [None, 1.0, 1.0], "name": "n"}).to_parquet(
        source / "taxonomy.parquet"
    )
    (source / "labels.csv").write_text("listing_id,leaf_id\n" + "".join(f"{n},{2 + n % 2}.0\n" for n in IDS))
    report = validate_directory(CONTRACT, source, tmp_path / "out")
    assert (report.refusal, broken(report)) == (None, {})
    assert kept(tmp_path, "taxonomy")["parent_id"].tolist()[1:] == ["1", "1"]


def test_zeros_before_an_id_are_part_of_it(tmp_path: Path) -> None:
    report = run(tmp_path, labels=LABELLED.replace("\n7,", "\n007,"))
    assert broken(report) == {"labels.listing_known": 1}
    assert "007 and 7 are two ids" in aside(tmp_path).loc["007|pots", "reasons"][0]


def test_an_as_of_date_takes_labels_with_their_listings_and_leaves_the_tree(tmp_path: Path) -> None:
    listings = "listing_id,title,listed_at\n" + "".join(f"{n},thing {n},2024-01-{1 + n % 28:02d}\n" for n in IDS)
    report = run(tmp_path, listings=listings, as_of=date(2024, 1, 14))
    assert report.refusal is None
    left = report.left_out()
    assert left["listings"].later == left["labels"].followed > 0
    assert (left["taxonomy"].total, broken(report)) == (0, {})


def test_a_request_asks_for_the_texts_of_a_listing_and_no_more_than_a_title() -> None:
    assert [column.name for column in REQUEST.columns if column.required] == ["title"]
    assert {column.name for column in LISTINGS.columns} - {column.name for column in REQUEST.columns} == {"listed_at"}


def test_tables_are_held_after_those_they_look_into_and_not_in_a_circle() -> None:
    def table(name: str, *others: str) -> Table:
        return Table(
            name=name,
            description="",
            columns=(Column(name="id", kind=Kind.ID, description=""),),
            row_rules=tuple(
                RowRule(
                    name=f"r{check}", check=check, columns=("id",), options={"table": other, "column": "id"}, because=""
                )
                for other in others
                for check in ("refers_to", "not_in")
            ),
        )

    own = Contract(use_case="x", summary="", tables=(table("a", "b"), table("b")))
    assert [one.name for one in in_order(own)] == ["b", "a"]
    with pytest.raises(ValueError, match="circle: a -> b -> a"):
        in_order(Contract(use_case="x", summary="", tables=(table("a", "b"), table("b", "a"))))


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "listings.csv").write_text(LISTED, encoding="utf-8")
    with pytest.raises(DataError, match="Table taxonomy is missing"):
        validate_directory(CONTRACT, tmp_path, tmp_path / "out")
