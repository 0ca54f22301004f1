"""Products and regions without history: neighbours, launch curves, shares of regions, and nothing of the future."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from demand_panels import small_panel

from models.demand_forecasting.aggregates import aggregate
from models.demand_forecasting.launch import ColdStartSettings, LaunchCurves
from models.demand_forecasting.neighbours import Neighbourhood, NeighbourSettings, weights
from models.demand_forecasting.panel import Panel
from models.demand_forecasting.text import TextSettings, TextVectors, product_texts

WEEKS, ORIGIN = 80, 70
PER_KIND = 20
ALIKE = ColdStartSettings()


def market(*, texts: bool) -> Panel:
    """Two kinds of product in a large and a small region; one kind sells ten times the other.

    Half of each kind is launched from week 10 on, rises after two weeks and then halves; the last begins in week 72.
    """
    rng = np.random.default_rng(2)
    panel = small_panel(WEEKS)
    kinds = ("wooden toy train", "steel claw hammer")
    products = pd.DataFrame(
        [
            {
                "product_id": f"{kind}-{number:02d}",
                "title": f"{kinds[kind]} number {number}" if texts else "",
                "category": "",
                "attributes": "",
                "launch": -1,
                "end": -1,
            }
            for kind in range(2)
            for number in range(PER_KIND)
        ]
    )
    series = pd.DataFrame(
        [
            {"product_id": product, "region": region, "category": "", "country": ""}
            for product in products["product_id"]
            for region in ("large", "small")
        ]
    )
    kind = series["product_id"].str[0].astype(int).to_numpy()
    number = series["product_id"].str[2:].astype(int).to_numpy()
    first = np.where(number == PER_KIND - 1, 72, np.where(number < PER_KIND // 2, 0, 10 + 4 * (number % 10)))
    age = np.arange(WEEKS) - first[:, None]
    shape = np.where(age < 0, 0, np.where(first[:, None] == 0, 1, np.where(age < 2, 1, np.where(age < 10, 2, 1))))
    rate = np.where(kind == 0, 40.0, 4.0)[:, None] * np.where(series["region"] == "large", 0.8, 0.2)[:, None] * shape
    return replace(
        panel,
        series=series,
        units=rng.poisson(rate).astype(np.float32),
        first=first.astype(np.int32),
        products=products,
        price=None,
        stockout=None,
        orders=None,
        weekday=None,
        regions=pd.DataFrame({"region": ["large", "small"], "country": ["", ""]}),
    )


@pytest.fixture(scope="module")
def told() -> tuple[Panel, LaunchCurves]:
    panel = market(texts=True)
    return panel, LaunchCurves.fit(panel, ORIGIN, ALIKE)


def cold(panel: Panel, kind: int, region: str) -> npt.NDArray[np.int64]:
    wanted = f"{kind}-{PER_KIND - 1:02d}"
    return np.flatnonzero((panel.series["product_id"] == wanted) & (panel.series["region"] == region))


def test_a_new_product_takes_the_level_of_its_neighbours_and_the_curve_of_launches(
    told: tuple[Panel, LaunchCurves],
) -> None:
    panel, launch = told
    toy = launch.expected(panel, cold(panel, 0, "large"), ORIGIN, 20)[0]
    hammer = launch.expected(panel, cold(panel, 1, "large"), ORIGIN, 20)[0]
    assert toy.sum() > 3 * hammer.sum()
    assert 1.4 < toy[4:8].mean() / toy[:2].mean() < 2.6
    assert 1.4 < toy[4:8].mean() / toy[13:18].mean() < 2.6
    assert 0.5 < toy[4:8].mean() / 64 < 1.5


def test_regions_share_by_the_size_of_the_category(told: tuple[Panel, LaunchCurves]) -> None:
    panel, launch = told
    large, small = (launch.expected(panel, cold(panel, 0, region), ORIGIN, 8).sum() for region in ("large", "small"))
    assert 0.75 < large / (large + small) < 0.85
    whole = aggregate(panel, "product")
    row = np.flatnonzero(whole.series["product_id"] == f"0-{PER_KIND - 1:02d}")
    np.testing.assert_allclose(launch.expected(whole, row, ORIGIN, 8).sum(), large + small, rtol=0.05)


def test_weeks_from_the_origin_on_change_nothing(told: tuple[Panel, LaunchCurves]) -> None:
    panel, launch = told
    units = panel.units.copy()
    units[:, ORIGIN:] = 1e5
    later = replace(panel, units=units)
    np.testing.assert_array_equal(launch.expected(panel, None, ORIGIN, 13), launch.expected(later, None, ORIGIN, 13))
    np.testing.assert_array_equal(
        launch.expected(panel.until(ORIGIN), None, ORIGIN, 13), launch.expected(later, None, ORIGIN, 13)
    )
    again = LaunchCurves(ALIKE, launch.texts, LaunchCurves.fit(market(texts=False), ORIGIN, ALIKE).shape)
    np.testing.assert_array_equal(again.shape.curves, launch.shape.curves)


def test_products_of_a_request_are_answered_as_rows_of_the_panel_are(told: tuple[Panel, LaunchCurves]) -> None:
    panel, launch = told
    rows = cold(panel, 0, "small")
    one = panel.products[panel.products["product_id"] == f"0-{PER_KIND - 1:02d}"]
    fresh = one.assign(product_id="new")
    series = panel.series.iloc[rows].assign(product_id="new")
    found = launch.expected_new(panel, fresh, series, np.array([np.nan]), ORIGIN, 13)
    np.testing.assert_allclose(found, launch.expected(panel, rows, ORIGIN, 13), rtol=1e-3)
    hammer = fresh.assign(title="a heavy hammer of steel")
    assert launch.expected_new(panel, hammer, series, np.array([np.nan]), ORIGIN, 13).sum() < found.sum() / 2
    whole = series.assign(region="")
    assert launch.expected_new(panel, fresh, whole, np.array([np.nan]), ORIGIN, 13).sum() > 4 * found.sum()
    unknown = launch.expected_new(panel, fresh, series.assign(region="elsewhere"), np.array([np.nan]), ORIGIN, 13)
    assert 0 < unknown.sum() < 4 * found.sum()


def test_a_known_product_in_a_new_region_keeps_its_own_level(told: tuple[Panel, LaunchCurves]) -> None:
    panel, launch = told
    big = panel.series["product_id"] == "1-03"  # a hammer that sells like nothing else
    units = panel.units.copy()
    units[(big & (panel.series["region"] == "large")).to_numpy()] = 100.0
    row = np.flatnonzero(big & (panel.series["region"] == "small"))
    units[row] = 0
    first = panel.first.copy()
    first[row] = WEEKS
    odd = replace(panel, units=units, first=first)
    expected = launch.expected(odd, row, ORIGIN, 8).mean()
    assert 0.5 * 25 < expected < 1.5 * 25  # a fifth of the market beside 100 for the other four


def test_nothing_is_sold_before_the_launch_day(told: tuple[Panel, LaunchCurves]) -> None:
    panel, launch = told
    day = int(panel.date_of(ORIGIN + 3).astype(np.int64))
    late = replace(panel, products=panel.products.assign(launch=day))
    now = launch.expected(panel, cold(panel, 0, "large"), ORIGIN, 13)[0]
    then = launch.expected(late, cold(panel, 0, "large"), ORIGIN, 13)[0]
    assert (then[:3] == 0).all()
    np.testing.assert_allclose(then[3] / then[3:].max(), now[0] / now.max(), rtol=0.35)


def test_without_texts_the_kind_alone_speaks_and_larger_sums_are_not_answered() -> None:
    panel = market(texts=False)
    launch = LaunchCurves.fit(panel, ORIGIN, ALIKE)
    assert launch.texts.vectors.size == 0
    toy, hammer = (launch.expected(panel, cold(panel, kind, "large"), ORIGIN, 8).sum() for kind in (0, 1))
    assert toy == pytest.approx(hammer)
    assert np.isnan(launch.expected(aggregate(panel, "region"), None, ORIGIN, 8)).all()
    early = launch.expected(panel, None, 1, 8)
    assert np.isfinite(early).all()


def test_saved_curves_answer_the_same(told: tuple[Panel, LaunchCurves], tmp_path: Path) -> None:
    panel, launch = told
    launch.save(tmp_path)
    np.testing.assert_allclose(
        LaunchCurves.load(tmp_path).expected(panel, None, ORIGIN, 13),
        launch.expected(panel, None, ORIGIN, 13),
        rtol=0.02,
        atol=0.02,
    )


def test_many_texts_are_read_by_their_word_pieces(told: tuple[Panel, LaunchCurves], tmp_path: Path) -> None:
    texts = product_texts(told[0].products)
    found = TextVectors.fit(texts, TextSettings(encode_up_to=10, dimensions=8))
    found.save(tmp_path)
    again = TextVectors.load(tmp_path)
    vectors = again.of([*texts, "a wooden train", ""])
    toys, hammers, train = vectors[:PER_KIND].mean(axis=0), vectors[PER_KIND:-2].mean(axis=0), vectors[-2]
    assert train @ toys > train @ hammers
    assert not vectors[-1].any()


def test_texts_hold_attributes_and_none_for_a_category_alone() -> None:
    products = pd.DataFrame(
        {
            "title": ["cup", "", "", "pan"],
            "category": ["home > kitchen", "home", "", ""],
            "attributes": ['{"size": 3, "colour": "red"}', "", '["x"]', "no json"],
        }
    )
    assert product_texts(products) == ["cup. home   kitchen. colour red, size 3", "", '["x"]', "pan. no json"]


def test_neighbours_have_sold_and_are_not_oneself() -> None:
    vectors = np.eye(4, dtype=np.float32)
    vectors[1] = vectors[0]
    hood = Neighbourhood(vectors, NeighbourSettings(count=2, looked_up=4))
    sold = np.array([True, True, False, True])
    found, _ = hood.nearest(vectors[:1], np.array([0]), sold)
    assert found[0, 0] == 1
    assert 0 not in found[0]
    assert 2 not in found[0]
    silent, _ = hood.nearest(np.zeros((1, 4), dtype=np.float32), np.array([-1]), sold)
    assert (silent == -1).all()


def test_a_neighbour_counts_less_in_another_category_and_at_another_price() -> None:
    chosen = NeighbourSettings()
    found = np.array([[0, 1, 2, -1]])
    cosine = np.ones((1, 4), dtype=np.float32)
    gap = np.array([[0.0, 0.0, np.log(4), 0.0]], dtype=np.float32)
    got = weights(found, cosine, np.array([[True, False, True, True]]), gap, chosen)[0]
    assert got[0] == 1
    assert got[1] == pytest.approx(chosen.other_category)
    assert 0 < got[2] < 0.3
    assert got[3] == 0
