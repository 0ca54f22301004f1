"""Category trees and labels that cannot be used: the command names what is wrong and the way out, registers nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from bazaar_command import Bazaar

DATA_ERROR = 3
SETTINGS_ERROR = 4
LEAVES = ("mugs", "pots", "rakes", "hoses")


@pytest.fixture(scope="module")
def bazaar(bazaar_at: Callable[[Path], Bazaar], tmp_path_factory: pytest.TempPathFactory) -> Bazaar:
    return bazaar_at(tmp_path_factory.mktemp("bad-categories"))


def shop(rows: int = 400) -> dict[str, pd.DataFrame]:
    leaf = [LEAVES[row % len(LEAVES)] for row in range(rows)]
    return {
        "listings": pd.DataFrame(
            {"listing_id": range(rows), "title": [f"{name} number {row}" for row, name in enumerate(leaf)]}
        ),
        "taxonomy": pd.DataFrame(
            {
                "node_id": ["all", "kitchen", "garden", *LEAVES],
                "parent_id": [None, "all", "all", "kitchen", "kitchen", "garden", "garden"],
                "name": ["All", "Kitchen", "Garden", *LEAVES],
            }
        ),
        "labels": pd.DataFrame({"listing_id": range(rows), "leaf_id": leaf}),
    }


def no_text(tables: dict[str, pd.DataFrame]) -> None:
    tables["listings"]["title"] = "  <br/>&nbsp;"
    tables["listings"]["description"] = ""


def leaf_not_in_the_tree(tables: dict[str, pd.DataFrame]) -> None:
    tables["labels"]["leaf_id"] = tables["labels"]["leaf_id"].replace("mugs", "cups")


def a_cycle(tables: dict[str, pd.DataFrame]) -> None:
    tables["taxonomy"].loc[1, "parent_id"] = "mugs"


def two_roots(tables: dict[str, pd.DataFrame]) -> None:
    tables["taxonomy"].loc[1, "parent_id"] = None


def lost_parents(tables: dict[str, pd.DataFrame]) -> None:
    tables["taxonomy"] = tables["taxonomy"].drop(index=1)


def labels_on_inner_nodes(tables: dict[str, pd.DataFrame]) -> None:
    tables["labels"]["leaf_id"] = tables["labels"]["leaf_id"].replace({"mugs": "kitchen", "pots": "kitchen"})


def one_leaf(tables: dict[str, pd.DataFrame]) -> None:
    tables["labels"]["leaf_id"] = "mugs"


def no_such_accessory(tables: dict[str, pd.DataFrame]) -> None:
    tables["taxonomy"]["accessory_of"] = [None, None, "pans", None, None, None, None]


def one_listing_a_leaf(tables: dict[str, pd.DataFrame]) -> None:
    leaves = [f"leaf{row}" for row in range(len(tables["listings"]))]
    below = pd.DataFrame({"node_id": leaves, "parent_id": "garden", "name": leaves})
    tables["taxonomy"] = pd.concat([tables["taxonomy"], below])
    tables["labels"]["leaf_id"] = leaves


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (no_text, ["listings", "none of its 400 rows is usable", "some_text"]),
        (leaf_not_in_the_tree, ["labels", "100 of 400 rows", "leaf_known", "taxonomy.node_id"]),
        (a_cycle, ["taxonomy", "'kitchen' is below 'mugs' is below 'kitchen'", "Correct the parent_id"]),
        (two_roots, ["taxonomy", "'all', 'kitchen'", "Add one row for a root", "--set 'contract.roots=[several]'"]),
        (lost_parents, ["taxonomy", "2 rows have a parent_id", "'kitchen' (2 rows)"]),
        (labels_on_inner_nodes, ["labels", "200 of 400 rows", "leaf_is_a_leaf"]),
        (one_leaf, ["labels", "leaf_id", "two_leaves"]),
        (one_listing_a_leaf, ["labels", "400 of them with one label alone", "say in labels.split which are train"]),
        (no_such_accessory, ["taxonomy", "node_id 'garden' (accessory_of 'pans')", "leave the cell empty"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_it_is_refused_and_nothing_is_registered(
    bazaar: Bazaar, tmp_path: Path, spoil: Callable[[dict[str, pd.DataFrame]], None], told: list[str]
) -> None:
    place = tmp_path / "tables"
    place.mkdir()
    tables = shop()
    spoil(tables)
    for name, table in tables.items():
        table.to_csv(place / f"{name}.csv", index=False)
    said = bazaar("run", "product-classification", "--data", str(place), "--profile", "quick", code=DATA_ERROR)
    flat = " ".join(said.split())
    for words in told:
        assert words in flat
    assert "Traceback" not in said
    assert "way out:" in said
    if (bazaar.home / "mlruns" / "mlflow.db").exists():
        assert bazaar.client().search_registered_models() == []
    drafts = bazaar.home / ".bazaar" / "store" / ".drafts"
    assert not drafts.exists() or list(drafts.iterdir()) == []


def test_several_roots_are_taken_as_the_message_says_and_another_word_is_refused(
    bazaar: Bazaar, tmp_path: Path
) -> None:
    tables = shop()
    two_roots(tables)
    for name, table in tables.items():
        table.to_parquet(tmp_path / f"{name}.parquet", index=False)
    words = ("run", "product-classification", "--data", str(tmp_path), "--profile", "quick")
    # It gets as far as training, which has no time here.
    said = bazaar(*words, "--set", "contract.roots=[several]", "--set", "timeout_seconds=0.5", code=1)
    assert "limit of 0.5 s" in said
    said = bazaar(*words, "--set", "contract.roots=[many]", code=SETTINGS_ERROR)
    assert "contract.roots = 'many' is none of one, several." in " ".join(said.split())
