"""Cleaning, seasonal indices, events and promotions behind the global model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from demand_panels import small_panel

from models.demand_forecasting.aggregates import aggregate
from models.demand_forecasting.core_settings import CoreSettings, EventSettings, MaskSettings, SeasonSettings
from models.demand_forecasting.event_features import EventTable, EventUplift, distances
from models.demand_forecasting.masking import demand, quantiles, without_spikes
from models.demand_forecasting.panel import Floats, Panel
from models.demand_forecasting.price_features import Promotions, price_features
from models.demand_forecasting.seasonality import POSITIONS, Seasonality, SeasonFit, positions
from models.demand_forecasting.series_features import NAMES, Past, describe

OWN = ("category", "kind", "product_id")


def past(values: Floats, masked: Floats | None = None) -> Past:
    hidden = np.zeros(values.shape, dtype=bool) if masked is None else masked.astype(bool)
    return Past(values, hidden, np.ones_like(values), None, np.full(len(values), values.shape[1]))


def feature(values: Floats, name: str, settings: CoreSettings | None = None, masked: Floats | None = None) -> Floats:
    return describe(past(values, masked), settings or CoreSettings()).features[:, NAMES.index(name)]


def test_quantiles_are_those_of_known_values() -> None:
    values = np.random.default_rng(0).gamma(1.0, 5.0, (40, 13)).astype(np.float32)
    values[values > 8] = np.nan
    values[0] = np.nan
    ours = quantiles(values, (0.25, 0.5, 0.9))
    np.testing.assert_allclose(ours[1:], np.nanquantile(values[1:], (0.25, 0.5, 0.9), axis=1).T, rtol=1e-5)
    assert np.isnan(ours[0]).all()


def test_empty_shelves_are_censored_demand() -> None:
    panel = small_panel()
    stockout = np.zeros_like(panel.units)
    stockout[0, 10], stockout[0, 11] = 0.25, 1.0
    clean = demand(replace(panel, stockout=stockout), MaskSettings())
    assert clean[0, 10] == pytest.approx(panel.units[0, 10] / 0.75)
    assert np.isnan(clean[0, 11])
    assert clean[0, 12] == panel.units[0, 12]
    assert np.isnan(clean[9, :40]).all()  # before its first week a series has no demand, not one of 0


def test_a_spike_does_not_echo_and_a_higher_level_does() -> None:
    calm = np.full((3, 60), 10, dtype=np.float32)
    calm[1, -3] = 400
    calm[2, -20:] = 80
    assert without_spikes(calm, MaskSettings()).sum(axis=1).tolist() == [0, 1, 0]
    settings = CoreSettings()
    echo = replace(settings, mask=replace(settings.mask, enabled=False))
    masked, raw = (describe(past(calm), chosen) for chosen in (settings, echo))
    column = NAMES.index("mean_4")
    np.testing.assert_allclose((masked.scale * masked.features[:, column])[:2], [10, 10], rtol=1e-5)
    np.testing.assert_allclose((raw.scale * raw.features[:, column])[1], 107.5, rtol=1e-5)
    assert masked.features[1, NAMES.index("since_spike")] == 3
    assert np.isnan(masked.features[0, NAMES.index("since_spike")])


def test_a_masked_week_gives_its_level_to_the_lag() -> None:
    values = np.full((1, 60), 10, dtype=np.float32)
    values[0, -1] = 35
    event = np.zeros_like(values)
    event[0, -1] = 1
    assert feature(values, "lag_1", masked=event)[0] == pytest.approx(1.0)
    assert feature(values, "lag_1")[0] > 2.5


def test_features_do_not_depend_on_the_unit_of_sales() -> None:
    values = np.random.default_rng(1).poisson(20, (5, 80)).astype(np.float32)
    ours, theirs = describe(past(values), CoreSettings()), describe(past(values * 12), CoreSettings())
    other = [position for position, name in enumerate(NAMES) if name not in ("log_scale", "since_spike")]
    np.testing.assert_allclose(ours.features[:, other], theirs.features[:, other], rtol=1e-4)
    np.testing.assert_allclose(theirs.scale, 12 * ours.scale, rtol=1e-5)


def test_the_same_weeks_of_last_year() -> None:
    values = np.ones((1, 104), dtype=np.float32)
    values[0, 60:63] = 3  # 44 to 42 weeks before the origin: 9 weeks from now, a year before
    shape = describe(past(values), CoreSettings())
    around = shape.same_weeks(np.array([[10, 30]]))
    assert around[0, 0, 0] == pytest.approx(3 * around[0, 1, 0])


def seasonal_panel(weeks: int) -> tuple[Panel, Floats]:
    """Twelve series of one season, but for product p3, whose season is the other way round."""
    panel = small_panel(weeks)
    place = positions(panel, 0, weeks)
    wave = 1 + 0.5 * np.sin(2 * np.pi * place / POSITIONS)
    units = np.random.default_rng(2).poisson(200 * wave, (12, weeks)).astype(np.float32)
    units[9:] = np.random.default_rng(3).poisson(200 * (2 - wave), (3, weeks))
    return replace(panel, units=units, first=np.zeros(12, dtype=np.int32)), wave.astype(np.float32)


@pytest.mark.parametrize("weeks", [60, 130])
def test_seasons_are_found_with_more_and_with_less_than_two_years(weeks: int, tmp_path: Path) -> None:
    panel, wave = seasonal_panel(weeks)
    place = positions(panel, 0, weeks)
    fit = SeasonFit(
        panel.series.assign(kind=""),
        panel.units,
        np.ones(12, dtype=np.float32),
        place,
        SeasonSettings(product_weeks=1.0),
    )
    season = Seasonality(fit.overall(), fit.tables(fit.overall(), weeks, OWN))
    index = season.of(panel.series.assign(kind=""))[:, place[:52]]
    assert np.corrcoef(index[0], wave[:52])[0, 1] > 0.95
    assert np.corrcoef(index[9], wave[:52])[0, 1] < 0.2  # own season outweighs that of all
    stranger = pd.DataFrame(
        {"product_id": ["new"], "region": ["r0"], "category": ["none"], "country": ["north"], "kind": [""]}
    )
    assert np.corrcoef(season.of(stranger)[0], season.overall)[0, 1] > 0.95
    season.save(tmp_path)
    np.testing.assert_array_equal(
        Seasonality.load(tmp_path).of(panel.series.assign(kind="")), season.of(panel.series.assign(kind=""))
    )


def test_little_evidence_leaves_the_season_of_all() -> None:
    panel, _ = seasonal_panel(60)
    units = panel.units / 200  # about one unit a week
    fit = SeasonFit(
        panel.series.assign(kind=""),
        units,
        np.ones(12, dtype=np.float32),
        positions(panel, 0, 60),
        SeasonSettings(product_weeks=1.0),
    )
    much = replace(fit, clean=panel.units)
    distance = [np.abs(np.log(one.tables(one.overall(), 60, OWN)["product_id"][1])).max() for one in (fit, much)]
    assert distance[0] < 0.4 * distance[1]


def event_panel() -> Panel:
    """A fair that triples sales in weeks 20 and 40 of all but p2, of which it takes half."""
    panel = small_panel()
    units = np.full_like(panel.units, 10)
    units[:, [20, 40]] = 30
    units[6:9, [20, 40]] = 5
    events = pd.DataFrame(
        {"event": "fair", "region": "", "week": [20, 40, 66], "days": 7, "known_ahead": True, "on": 127}
    )
    promotions = panel.promotions.iloc[:0]
    return replace(panel, units=units, first=np.zeros(12, np.int32), events=events, promotions=promotions)


def test_uplift_of_an_event_is_learnt_and_shrunk() -> None:
    panel = event_panel()
    usual = panel.units.copy()
    usual[:, [20, 40]] = np.nan
    uplift = EventUplift.fit(panel, usual, np.ones_like(usual), 60, EventSettings())
    names = (*uplift.names, "unheard of")
    own = uplift.of(panel.series, names)
    assert uplift.names == ("fair",)
    assert own[0, 0] > 2 > 1.5 > own[6, 0]
    assert own[6, 0] > 0.5  # pulled towards the others
    assert (own[:, 1] == 1).all()
    stranger = panel.series.iloc[:1].assign(product_id="new", category="none")
    assert uplift.of(stranger, names)[0, 0] == pytest.approx(uplift.overall[0])


def test_events_of_regions_countries_and_all() -> None:
    panel = small_panel()
    table = EventTable.read(panel, {"r0": 3.0, "r1": 1.0, "r2": 4.0}, 80, unplanned=True)
    strike = table.share[table.names.index("strike"), :, 50]
    assert strike[table.places["r0"]] == 1
    assert strike[table.places["r1"]] == 0
    assert strike[table.places["north"]] == pytest.approx(0.75)
    assert strike[table.places[""]] == pytest.approx(0.375)
    assert EventTable.read(panel, {}, 80, unplanned=False).names == ("fair",)  # nobody knew of the strike
    to, since = distances(table.share, 8)
    fair, r1 = table.names.index("fair"), table.places["r1"]
    assert to[fair, r1, 66:72].tolist() == [4, 3, 2, 1, 0, 8]
    assert since[fair, r1, 69:73].tolist() == [8, 8, 1, 2]


def test_planned_promotions_and_their_ratio_to_the_usual_price() -> None:
    panel = small_panel()
    promotions = Promotions.read(panel, {"r0": 1.0, "r1": 1.0, "r2": 2.0})
    share, discount, price = promotions.dense(np.array([0, 5]), 60, 65)
    assert share.tolist() == [[0, 0, 1, 0, 0], [0, 0, 0, 0, 0]]
    assert price[0, 2] == 1.5
    usual = np.array([3.0, 3.0], dtype=np.float32)
    rows = price_features(usual, np.ones_like(usual), share, discount, price)
    assert rows[0, 2, 3:].tolist() == [0.5, 0.5]
    assert rows[0, 1, 3:].tolist() == [0.0, 1.0]
    some = replace(panel, promotions=panel.promotions.assign(region="r2"))
    products = aggregate(some, "product")
    share, _, _ = Promotions.read(products, {"r0": 1.0, "r1": 1.0, "r2": 2.0}).dense(np.array([0]), 62, 63)
    assert share[0, 0] == pytest.approx(0.5)  # half of the sales are in that region
