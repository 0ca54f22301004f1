"""What tells a product from its accessory by the names of leaves, also of leaves without a listing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from models.product_classification import accessory_names, leaf_names
from models.product_classification.accessory_names import AccessoryNames
from models.product_classification.leaf_names import LeafNames
from models.product_classification.listing_text import prepare
from models.product_classification.tree import Tree
from models.product_classification.words import Words

COLUMNS = ["node_id", "parent_id", "name", "accessory_of"]
TREE = Tree.of(
    pd.DataFrame(
        [
            ("root", None, "Shop", None),
            ("dryers", "root", "Hair Dryers", None),
            ("diffuser", "dryers", "Diffuser Hair Dryers", None),
            ("travel", "dryers", "Travel Hair Dryers", None),
            ("parts", "root", "Hair Dryer Accessories", "dryers"),
            ("nozzle", "parts", "Diffuser Nozzles", None),
            ("lamps", "root", "Lamps", None),
        ],
        columns=COLUMNS,
    )
)


def number(node: str) -> int:
    return int(TREE.leaf_numbers(pd.Series([node]))[0])


def words_of(title: str) -> Words:
    return Words.of(prepare(pd.DataFrame({"title": [title]})), 12)


def told(title: str, leaf: str, tree: Tree = TREE) -> dict[str, float]:
    found = AccessoryNames.of(tree, LeafNames.of(tree)).said(words_of(title), np.array([[number(leaf)]]))
    return dict(zip(accessory_names.NAMES, found[0, 0].tolist(), strict=True))


def test_a_word_that_a_product_is_called_by_too_is_none_of_its_accessory() -> None:
    assert told("acme diffuser hair dryer", "nozzle")["own_words"] == -1, "its name's other word alone is there"
    assert told("acme diffuser hair dryer", "diffuser")["accessory_words"] == 0
    assert told("acme", "nozzle")["own_words"] == 0


def test_a_word_of_the_accessory_alone_speaks_for_it_and_against_every_product_it_goes_with() -> None:
    assert told("acme nozzle", "nozzle")["own_words"] == 1
    assert [told("acme nozzle", leaf)["accessory_words"] for leaf in ("diffuser", "travel", "lamps")] == [1, 1, 0]


def test_what_stands_behind_for_is_no_name_of_the_thing() -> None:
    assert told("brush for nozzles", "nozzle")["own_words"] == 0
    assert told("brush for nozzles", "travel")["accessory_words"] == 0


def test_leaves_that_are_no_accessories_have_no_words_of_their_own() -> None:
    assert np.isnan(told("acme nozzle", "lamps")["own_words"])
    alone = Tree.of(TREE.frame().assign(accessory_of=None))
    assert np.isnan(told("acme nozzle", "nozzle", alone)["own_words"])
    assert told("acme nozzle", "travel", alone)["accessory_words"] == 0


def test_words_that_a_name_and_its_parents_share_are_covered_once() -> None:
    names = LeafNames.of(TREE)
    place = leaf_names.NAMES.index("covered")
    dryer = names.coverage(words_of("travel hair dryer for diffuser"), np.array([[number("travel")]]))[0, 0, place]
    assert dryer == pytest.approx(names.weights[number("travel")].sum())
    nozzle = names.coverage(words_of("hair dryer nozzle"), np.array([[number("nozzle")]]))[0, 0, place]
    own, above = (
        dict(zip(stems[number("nozzle")].tolist(), weights[number("nozzle")].tolist(), strict=True))
        for stems, weights in ((names.stems, names.weights), (names.parent_stems, names.parent_weights))
    )
    said = words_of("hair dryer nozzle").stems[0].tolist()
    assert nozzle == pytest.approx(sum({**above, **own}.get(stem, 0.0) for stem in set(said)))
