"""Parts of the served model: newcomers of a request, settings, origins in valid."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from demand_panels import small_panel

from models.demand_forecasting import DemandForecaster, request
from models.demand_forecasting.backtesting import happened, origins
from models.demand_forecasting.catalogue import Catalogue
from models.demand_forecasting.newcomers import Newcomers
from models.demand_forecasting.panel import Panel
from models.demand_forecasting.parameters import DemandParameters


@pytest.fixture(scope="module")
def panel() -> Panel:
    return small_panel()


@pytest.fixture(scope="module")
def newcomers(panel: Panel) -> Newcomers:
    frame = pd.DataFrame(
        {
            "product_id": ["new", "p0", "new", "p0", "other", "nothing"],
            "region": ["r1", "r9", None, "r1", "r2", "r0"],
            "title": ["top", "ignored", "top", None, None, None],
            "category": ["toys", None, "toys", None, "tools", None],
            "country": [None, "west", None, None, None, None],
            "launch_date": ["2025-06-01", "2025-06-01", None, None, None, None],
            "price": [7.0, None, None, None, None, None],
        }
    )
    asked = request.read(frame, None, panel, 52)
    return Newcomers.of(asked, np.arange(len(frame)), panel, Catalogue.of(panel.series))


def test_what_is_known_of_a_newcomer_decides_what_it_is_based_on(newcomers: Newcomers) -> None:
    assert newcomers.basis == ["new product", "new region", "new product", "new region", "category", "shop"]


def test_a_newcomer_without_a_region_is_in_all_of_them(newcomers: Newcomers) -> None:
    assert newcomers.row.tolist() == [0, 1, 2, 2, 2, 3, 4, 5]
    assert newcomers.series["region"].tolist() == ["r1", "r9", "r0", "r1", "r2", "r1", "r2", "r0"]
    assert newcomers.series["country"].tolist()[:5] == ["north", "west", "north", "north", "south"]
    assert newcomers.summed.tolist() == [False, False, True, False, False, False]


def test_tables_know_a_product_that_has_sold_better_than_the_request(newcomers: Newcomers, panel: Panel) -> None:
    known = newcomers.products.iloc[1]
    assert known[["product_id", "title", "launch"]].tolist() == ["p0", "wooden train", -1]
    new = newcomers.products.iloc[0]
    assert new["title"] == "top"
    assert new["launch"] == int(np.datetime64("2025-06-01").astype(np.int64))
    assert new["product_id"] not in panel.products["product_id"].tolist()


def test_two_newcomers_of_one_name_are_not_confused(newcomers: Newcomers) -> None:
    fresh = newcomers.products["product_id"].iloc[[0, 2, 4, 5]]
    assert fresh.is_unique


def test_a_newcomer_has_sold_nothing_and_stands_in_the_weeks_of_the_panel(newcomers: Newcomers, panel: Panel) -> None:
    part = newcomers.beside(panel, np.array([0, 1]))
    assert len(part) == 2
    assert part.weeks == panel.weeks
    assert part.units.sum() == 0
    assert part.first.tolist() == [panel.weeks] * 2
    assert part.price is not None
    assert part.price[0, -1] == 7.0
    assert np.isnan(part.price[1]).all()
    assert sorted(part.products["title"]) == ["top", "wooden train"]
    sums = newcomers.sums_beside(panel, np.array([2]))
    assert sums.level == "product"
    assert sums.series[["region", "category", "country"]].iloc[0].tolist() == ["", "toys", ""]


def test_settings_are_read_from_json_and_written_back() -> None:
    given = {"valid_origin_step": 2, "core": {"blocks": [4, 9], "mask": {"enabled": False}}}
    read = DemandParameters.read(given)
    assert read.core.blocks == (4, 9)
    assert read.core.mask.enabled is False
    assert read.core.mask.spike_ratio == DemandParameters().core.mask.spike_ratio
    assert DemandParameters.read(read.as_dict()) == read
    with pytest.raises(ValueError, match=r"unknown settings \['core\.mask\.enable'\]"):
        DemandParameters.read({"core": {"mask": {"enable": False}}})


def test_valid_is_forecast_from_its_first_week_on() -> None:
    assert origins(60, 72, 5) == [60, 65, 70]
    assert origins(60, 62, 5) == [60]


def test_what_is_not_known_yet_or_was_out_of_stock_did_not_happen(panel: Panel) -> None:
    assert panel.stockout is not None
    stockout = panel.stockout.copy()
    stockout[0, 57] = 0.6
    stockout[0, 58] = 0.4
    found = happened(Panel(**{**panel.__dict__, "stockout": stockout}), 57, 5, 0.5)
    assert np.isnan(found[0]).tolist() == [True, False, False, True, True]
    np.testing.assert_array_equal(found[1:, :3], panel.units[1:, 57:])


def test_the_signature_names_every_column_of_a_request() -> None:
    signature = DemandForecaster.signature()
    assert [name for name, _, needed in signature["inputs"] if needed] == ["product_id"]
    assert {name for name, _, _ in signature["inputs"]} == set(request.COLUMNS)
    assert {name: default for name, _, default in signature["params"]} == {"horizon": 13, "frequency": "weekly"}
