"""Of a large shop whole products are drawn for backtests; their larger sums stay those of the whole shop."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from demand_panels import small_panel

from models.demand_forecasting.aggregates import members
from models.demand_forecasting.backtest_sample import Sample
from models.demand_forecasting.forecast import Forecast
from models.demand_forecasting.level_weights import TOP, YOUNG, LevelWeights, ReconciliationSettings, fit_weights
from models.demand_forecasting.outlook import Bases, agreed, levels_of
from models.demand_forecasting.panel import Panel, no_daily

PRODUCTS, END = 300, 40


def large_panel() -> Panel:
    """900 series of three kinds in three regions; some products sell a hundred times as much as others."""
    rng = np.random.default_rng(3)
    one = small_panel()
    series = pd.DataFrame(
        [
            (f"p{p}", f"r{r}", ("toys", "tools", "rugs")[p % 3], "north" if r < 2 else "south")
            for p in range(PRODUCTS)
            for r in range(3)
        ],
        columns=["product_id", "region", "category", "country"],
        dtype="str",
    )
    rate = np.repeat(rng.gamma(0.5, 20, PRODUCTS), 3)
    units = rng.poisson(rate[:, None], (len(series), one.weeks)).astype(np.float32)
    products = series.drop_duplicates("product_id")[["product_id", "category"]].reset_index(drop=True)
    return replace(
        one,
        series=series,
        units=units,
        first=np.zeros(len(series), dtype=np.int32),
        price=None,
        stockout=None,
        orders=None,
        weekday=None,
        products=products.assign(title="", attributes="", launch=-1, end=-1),
        daily=no_daily(),
    )


def perfect(panels: dict[str, Panel], horizon: int) -> dict[str, Forecast]:
    """Forecasts of the sample that say what will happen."""
    means = {level: np.asarray(panel.units[:, END : END + horizon]) for level, panel in panels.items()}
    return {level: Forecast(mean, np.repeat(mean[:, :, None], 3, axis=2)) for level, mean in means.items()}


def test_a_small_shop_is_taken_whole() -> None:
    panels = levels_of(large_panel())
    sample = Sample.of(panels, END, len(panels["series"]), 7)
    assert sample.panels is panels
    assert sample.rows == {}
    assert sample.stands_for is None


def test_whole_products_are_drawn_the_same_ones_each_time() -> None:
    panels = levels_of(large_panel())
    sample, again = (Sample.of(panels, END, 180, 7) for _ in range(2))
    other = Sample.of(panels, END, 180, 8)
    assert 180 <= len(sample.panels["series"]) <= 180 + 27
    np.testing.assert_array_equal(sample.rows["series"], again.rows["series"])
    assert not np.array_equal(sample.rows["series"], other.rows["series"])
    names = sample.panels["series"].series["product_id"]
    assert (names.value_counts() == 3).all()
    assert sorted(names.unique()) == sorted(sample.panels["product"].series["product_id"])
    for level in TOP:
        assert sample.panels[level] is panels[level]
        rows, _ = members(sample.panels["series"].series, level)
        pd.testing.assert_frame_equal(rows, panels[level].series)


def test_products_whose_days_are_known_are_drawn() -> None:
    day = pd.DataFrame({"product_id": ["p77"], "region": "r1", "day": [3], "units": 1.0})
    panels = levels_of(replace(large_panel(), daily=day))
    sample = Sample.of(panels, END, 30, 7)
    rows = sample.rows["series"]
    assert "p77" in set(panels["series"].series["product_id"].iloc[rows])
    spread = sample.spread(np.ones((len(rows), 2)), len(panels["series"]))
    np.testing.assert_array_equal(np.flatnonzero(spread[:, 0]), rows)


def test_the_drawn_stand_for_the_whole_shop() -> None:
    panels = levels_of(large_panel())
    sample = Sample.of(panels, END, 180, 7)
    assert sample.stands_for is not None
    before = sample.panels["series"].units[:, :END].sum(axis=1)
    for level in TOP:
        _, codes = members(sample.panels["series"].series, level)
        found = np.bincount(codes, before * sample.stands_for)
        np.testing.assert_allclose(found, panels[level].units[:, :END].sum(axis=1), rtol=1e-4)


def test_larger_sums_agree_with_those_of_the_whole_shop() -> None:
    panels = levels_of(large_panel())
    sample = Sample.of(panels, END, 180, 7)
    forecasts = perfect(sample.panels, 8)
    known = {level: panel.until(END) for level, panel in sample.panels.items()}
    base = Bases(END, known, forecasts, sample.stands_for)
    settings = ReconciliationSettings()
    parts = [0.0, 0.0, 1.0]
    weights = LevelWeights(settings, {level: [parts] * len(settings.blocks) for level in ("product", *TOP)})
    found = agreed(base, weights)
    np.testing.assert_allclose(found["product"].mean, forecasts["product"].mean, rtol=1e-3)
    for level in TOP:
        # the sum of the parts alone, each drawn one for several: near the whole, far from the sum of the drawn
        np.testing.assert_allclose(found[level].mean.mean(axis=1), forecasts[level].mean.mean(axis=1), rtol=0.1)
    learnt = fit_weights({END: base.means()}, sample.panels, END + 8, settings, sample.stands_for)
    assert set(learnt.shares) == {"product", YOUNG, *TOP}
