"""The category tree: one root whatever is given, leaves, ancestors, paths, and what is refused."""

from __future__ import annotations

import pandas as pd
import pytest

from models.product_classification.tree import NONE, Tree


def table(*rows: tuple[str, str | None, str], accessory_of: dict[str, str] | None = None) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["node_id", "parent_id", "name"]).astype("str")
    if accessory_of is not None:
        frame["accessory_of"] = pd.array([accessory_of.get(node) for node in frame["node_id"]], dtype="str")
    return frame


SHOP = table(
    ("laptop", "computers", "Laptops"),  # children come before their parents: exports have any order
    ("sleeve", "computers", "Laptop sleeves"),
    ("computers", "all", "Computers"),
    ("all", None, "Everything"),
    ("tea", "all", "Tea"),
    accessory_of={"sleeve": "laptop"},
)


def test_parents_come_before_their_children() -> None:
    tree = Tree.of(SHOP)
    assert (tree.parents < range(len(tree))).all()
    assert tree.ids[0] == "all"
    assert tree.depths.tolist() == [0, 1, 1, 2, 2]


def test_leaves_are_the_nodes_without_children_and_are_numbered() -> None:
    tree = Tree.of(SHOP)
    assert set(tree.ids[tree.leaves]) == {"laptop", "sleeve", "tea"}
    numbers = tree.leaf_numbers(pd.Series(["tea", "computers", "sleeve", "gone"], dtype="str"))
    assert tree.ids[tree.leaves[numbers[[0, 2]]]].tolist() == ["tea", "sleeve"]
    assert numbers[[1, 3]].tolist() == [NONE, NONE]


def test_paths_and_ancestors_run_from_the_root_down() -> None:
    tree = Tree.of(SHOP)
    laptop = tree.ids.tolist().index("laptop")
    assert tree.paths[laptop] == "Computers > Laptops"
    assert tree.paths[0] == "Everything"
    assert tree.ids[tree.ancestors[laptop]].tolist() == ["all", "computers", "laptop"]
    shallow = tree.ids.tolist().index("tea")
    assert tree.ancestors[shallow].tolist() == [0, shallow, NONE]


def test_membership_sums_leaves_below_a_node() -> None:
    tree = Tree.of(SHOP)
    below = tree.membership.sum(axis=0)
    assert dict(zip(tree.ids, below.astype(int).tolist(), strict=True)) == {
        "all": 3,
        "computers": 2,
        "tea": 1,
        "laptop": 1,
        "sleeve": 1,
    }


def test_several_roots_get_one_above_and_the_rows_come_back() -> None:
    forest = table(("a", None, "A"), ("b", None, "B"), ("b1", "b", "B one"), accessory_of={"a": "b"})
    tree = Tree.of(forest)
    assert (tree.parents == NONE).sum() == 1
    assert tree.ids[0] == ""
    assert tree.ids[tree.accessory_of[tree.ids.tolist().index("a")]] == "b"
    back = tree.frame().sort_values("node_id").reset_index(drop=True)
    pd.testing.assert_frame_equal(back, forest.sort_values("node_id").reset_index(drop=True))


def test_a_tree_of_one_node_is_its_own_leaf() -> None:
    tree = Tree.of(table(("only", None, "Only")))
    assert tree.leaves.tolist() == [0]
    assert tree.membership.toarray().tolist() == [[1.0]]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("a", "b", "A"), ("b", "a", "B"), ("c", None, "C")], "2 nodes .* cycle"),
        ([("a", "a", "A")], "1 nodes .* cycle"),
        ([("a", None, "A"), ("b", "x", "B")], "1 nodes .* parent that is not in it"),
        ([("a", None, "A"), ("a", None, "B")], "ids of their own"),
    ],
)
def test_what_is_no_tree_is_refused(rows: list[tuple[str, str | None, str]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Tree.of(table(*rows))
