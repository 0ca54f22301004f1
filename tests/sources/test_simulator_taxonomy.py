"""The category tree and what its leaves say of their products."""

from __future__ import annotations

import pytest

from sources.simulator.attributes import AXES, profiles, slot_spans
from sources.simulator.families import SLOT_OF_AXIS
from sources.simulator.taxonomy import accessory_links, leaves, plural, tree


def test_there_are_more_than_a_thousand_leaves_with_names_of_their_own() -> None:
    paths = [leaf.path for leaf in leaves()]
    assert len(paths) > 1000
    assert len(set(paths)) == len(paths)
    assert {len(path) for path in paths} == {4}
    assert not [path for path in paths if any(not name.strip() or name.isdigit() for name in path)]


def test_the_tree_is_a_tree() -> None:
    nodes = tree().to_pandas()
    assert nodes.category_id.is_unique
    roots = nodes[nodes.parent_id.isna()]
    assert set(roots.level) == {1}
    children = nodes[nodes.parent_id.notna()]
    parents = nodes.set_index("category_id").loc[children.parent_id.astype(int)]
    assert (children.level.to_numpy() == parents.level.to_numpy() + 1).all()
    assert [child.rsplit(" > ", 1)[0] for child in children.path] == list(parents.path)
    assert not parents.is_leaf.any()  # nothing hangs from a leaf
    assert set(nodes.category_id) - set(children.parent_id) == set(nodes.category_id[nodes.is_leaf])
    assert sorted(nodes.leaf_position.dropna()) == list(range(len(leaves())))
    assert not nodes.duplicated(["parent_id", "name"]).any()


def test_accessories_go_with_leaves_that_are_none_themselves() -> None:
    links = accessory_links().to_pandas()
    accessories = set(links.accessory_leaf)
    assert len(accessories) > 200
    assert not accessories & set(links.main_leaf)
    for link in links.itertuples():
        accessory, main = leaves()[link.accessory_leaf], leaves()[link.main_leaf]
        assert accessory.profile == "accessory"
        assert accessory.path[:2] == main.path[:2]
        assert accessory.price[1] < main.price[1] or main.price[1] < 9


def test_every_leaf_has_a_profile_whose_axes_have_values() -> None:
    for leaf in leaves():
        profile = profiles()[leaf.profile]
        assert 0 < leaf.price[0] < leaf.price[1]
        assert len(leaf.nouns) == 4
        assert all(full and short for full, short in leaf.nouns)
        assert 0 <= profile.model <= 1
        for axis in profile.axes:
            assert axis in AXES
            if axis != "model":
                slot = SLOT_OF_AXIS[axis]
                assert slot_spans(slot)[profile.slots[slot]][1] >= 2


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("kitchen knife", "kitchen knives"),
        ("power strip", "power strips"),
        ("toothbrush", "toothbrushes"),
        ("battery", "batteries"),
        ("toy", "toys"),
        ("jeans", "jeans"),
        ("dress", "dresses"),
        ("coffee~", "coffee"),
    ],
)
def test_plural(noun: str, expected: str) -> None:
    assert plural(noun) == expected
