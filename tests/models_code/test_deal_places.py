"""Where purchases lie that tell a product or a category."""

from __future__ import annotations

import numpy as np
import pandas as pd

from models.deal_ranking.places import Places
from models.deal_ranking.products import Products

GOODS = pd.DataFrame({"product_id": ["t", "m", "x"], "category": ["A > B > C", "A > B > D", None], "brand": "b"})


def test_a_category_is_a_shelf_or_the_one_above_it() -> None:
    places = Places.of(Products.of(GOODS, ()))
    found = places.positions(["A>B>C", "A > B > D", "A > B", "A", ""])
    assert places.leaf[found[:3]].tolist() == [0, 1, -1]
    assert places.upper[found[:3]].tolist() == [0, 0, 0]
    assert places.shelf[found[:3]].tolist() == [0, 1, -1]
    assert (places.product[found[:3]] == -1).all()
    assert (places.brand[found[:3]] == -1).all()
    assert found[3:].tolist() == [-1, -1]
    own = places.products.positions(["m", "t", "x"])
    assert places.product[own].tolist() == own.tolist()
    assert places.leaf[own].tolist() == [1, 0, -1]


def test_products_without_categories_are_their_own_shelves() -> None:
    places = Places.of(Products.of(GOODS.assign(category=None), ()))
    assert places.shelf.tolist() == [0, 1, 2]
    assert places.positions(["A > B"]).tolist() == [-1]
    assert (places.leaf == -1).all()
    assert np.array_equal(places.product, np.arange(3))
