"""What the log says of customers, regions, queries and products, as of a moment."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from search_store import products

from models.faded_counts import DAY
from models.product_search import behaviour_features, profiles, regional
from models.product_search.catalogue import Catalogue
from models.product_search.history import History, Moments
from models.product_search.history_kinds import EXPOSED, INTEREST, PRICE, PRICED
from models.product_search.history_settings import HistorySettings
from models.product_search.meant import Meant
from models.product_search.search_log import of_products
from models.product_search.tastes import Tastes

CATALOGUE = Catalogue.of(products())
SIZES = {"query": 3, "region": 2, "customer": 4, "product": len(CATALOGUE)} | {
    kind: len(CATALOGUE.names[kind]) for kind in ("category", "brand", "colour")
}
ZORBAX, QUILLON = (int(CATALOGUE.numbered("brand", [name])[0]) for name in ("zorbax", "quillon"))


def moments(rows: list[tuple[int, int, int, int, float]]) -> Moments:
    """Of (customer, region, query, product, day)."""
    customer, region, query, product = (np.array([row[place] for row in rows], dtype=np.int64) for place in range(4))
    values = of_products(product, CATALOGUE) | {"customer": customer, "region": region, "query": query}
    return Moments(values, np.array([row[4] for row in rows]) * DAY)


def history(rows: list[tuple[int, int, int, int, float]], interest: list[float]) -> History:
    events = moments(rows)
    worth = np.array(interest)
    price = np.nan_to_num(CATALOGUE.relative_price[events.values["product"]]).astype(np.float64)
    weights = {INTEREST: worth, EXPOSED: np.ones(len(rows)), PRICE: worth * price, PRICED: worth}
    return History.of(events, weights, SIZES, HistorySettings())


def column(names: tuple[str, ...], table: Any, name: str) -> Any:
    return table[:, names.index(name)]


def behaved(log: History, rows: list[tuple[int, int, int, int, float]], meant: Meant | None = None) -> Any:
    said = Meant.of([[(row[2], 1.0)] for row in rows]) if meant is None else meant
    return behaviour_features.behaviour_features(log, moments(rows), said, 5.0)


def of_brand(brand: int) -> list[int]:
    return [int(one) for one in np.flatnonzero(CATALOGUE.codes["brand"] == brand)]


@pytest.fixture(scope="module")
def log() -> History:
    """Customer 0 buys Zorbax in region 0, customer 1 Quillon in region 1."""
    rows = [(0, 0, 0, one, 1.0 + one / 100) for one in of_brand(ZORBAX)]
    rows += [(1, 1, 1, one, 1.0 + one / 100) for one in of_brand(QUILLON)]
    return history(rows, [1.0] * len(rows))


def asked(log: History, rows: list[tuple[int, int, int, int, float]]) -> Any:
    found = moments(rows)
    return profiles.profile_features(log, found, CATALOGUE.relative_price[found.values["product"]], 5.0)


def test_a_customer_is_drawn_to_the_brand_they_bought(log: History) -> None:
    table = asked(log, [(0, 0, 0, of_brand(ZORBAX)[0], 9.0), (0, 0, 0, of_brand(QUILLON)[0], 9.0)])
    lift = column(profiles.NAMES, table, "customer_brand_lift")
    assert lift[0] > 0.3 > -0.3 > lift[1]


def test_nothing_is_said_of_strangers_and_before_the_first_event(log: History) -> None:
    product = of_brand(ZORBAX)[0]
    for row in ((-1, 0, 0, product, 9.0), (3, 0, 0, product, 9.0), (0, 0, 0, product, 0.5)):
        table = asked(log, [row])
        assert np.isnan(table).all()


def test_a_region_lifts_what_it_buys(log: History) -> None:
    rows = [(-1, region, 0, of_brand(ZORBAX)[0], 9.0) for region in (0, 1)]
    lift = column(regional.NAMES, regional.regional_features(log, moments(rows), 5.0), "region_product_lift")
    assert lift[0] > 0 > lift[1]


def test_a_product_bought_for_a_query_is_remembered_for_it_alone(log: History) -> None:
    product = of_brand(ZORBAX)[0]
    table = behaved(log, [(-1, -1, 0, product, 9.0), (-1, -1, 1, product, 9.0)])
    share = column(behaviour_features.NAMES, table, "query_product_share")
    assert share[0] > 0
    assert share[1] == 0


def test_an_unfinished_query_has_what_it_may_become_by_its_probability(log: History) -> None:
    row = (-1, -1, -1, of_brand(ZORBAX)[0], 9.0)
    whole, half = (
        np.expm1(column(behaviour_features.NAMES, behaved(log, [row], Meant.of([each])), "query_product")[0])
        for each in ([(0, 1.0)], [(0, 0.5), (2, 0.5)])
    )
    assert half == pytest.approx(whole / 2, rel=1e-5)
    products, worth = Meant.of([[(0, 0.5), (1, 0.1)]]).products(log, 0, 9.0 * DAY)
    assert set(products) == {*of_brand(ZORBAX), *of_brand(QUILLON)}
    assert worth[np.isin(products, of_brand(ZORBAX))].min() > worth[np.isin(products, of_brand(QUILLON))].max()


def test_the_click_of_a_search_is_not_among_what_it_knows() -> None:
    rows = [(0, 0, 0, 3, 5.0)]
    found = behaved(history(rows, [1.0]), rows)
    assert (column(behaviour_features.NAMES, found, "popular_now") == 0).all()
    assert (column(behaviour_features.NAMES, found, "query_product") == 0).all()
    later = behaved(history(rows, [1.0]), [(0, 0, 0, 3, 6.0)])
    assert (column(behaviour_features.NAMES, later, "popular_now") > 0).all()


def test_without_a_log_everything_is_missing() -> None:
    nothing = history([], [])
    assert not nothing
    row = moments([(0, 0, 0, 3, 5.0)])
    assert np.isnan(behaved(nothing, [(0, 0, 0, 3, 5.0)])).all()
    assert np.isnan(regional.regional_features(nothing, row, 5.0)).all()
    assert np.isnan(asked(nothing, [(0, 0, 0, 3, 5.0)])).all()


def test_what_is_stored_says_what_the_log_says_at_its_end(log: History) -> None:
    rows = [
        (customer, region, query, product, 30.0)
        for customer in (0, 1)
        for region in (0, 1)
        for query in (0, 2)
        for product in (0, 4, 9)
    ]
    stored = History.read(log.arrays())
    np.testing.assert_allclose(asked(stored, rows), asked(log, rows), rtol=1e-6)


def test_tastes_are_shares_of_what_a_customer_did(log: History) -> None:
    names = ("Zorbax", "Ostara", "Never Sold")
    tastes = Tastes.of_names(log.latest(), CATALOGUE, list(CATALOGUE.names["category"]), names, 5.0)
    taste = tastes.of(0, 9 * DAY)
    assert taste is not None
    assert taste.brand[0] > 0.5
    assert list(taste.brand[1:]) == [0, 0]
    assert 0.5 < taste.category.sum() <= 1
    assert tastes.of(-1, 9 * DAY) is None
    assert tastes.of(3, 9 * DAY) is None
