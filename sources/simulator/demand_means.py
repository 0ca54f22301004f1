"""The demand that could be expected: level, region, season, trend, launch, price and events, and nothing of chance."""

from __future__ import annotations

import numpy as np

from sources.simulator.demand_events import effects
from sources.simulator.demand_kinds import LAUNCHES, group_seasons, kinds
from sources.simulator.demand_prices import Prices
from sources.simulator.demand_products import Sold, group_names
from sources.simulator.demand_time import DAYS, YEAR, countries, day_of_year, regions
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Mask

_COUNTRY_TASTE, _REGION_TASTE, _PRODUCT_TASTE = 0.25, 0.12, 0.15  # spreads of the log of demand
_SEASON_SPREAD, _PHASE_DAYS = 0.2, 9.0  # of groups against their department
_RIPE_SPREAD = 0.25  # of products, in how long a launch takes
_GROWTH_SPREAD = 0.05  # of products, a year
# Log of demand by weekday, Monday first: people order when they are at home.
_WEEKDAYS = ((0.08, 0.02, -0.02, -0.03, -0.08, -0.07, 0.1), (0.1, 0.06, 0.0, -0.04, -0.1, -0.1, 0.05))


def expected(seed: int, sold: Sold, prices: Prices) -> Floats:
    """Expected units asked for, shape (products, regions, DAYS); 0 before the launch and from the end on.

    Surprises are not in it (`demand_noise`), and so neither are events that the calendar does not know ahead.
    """
    foreseen = effects(seed)[0][sold.department]
    rng = stream(seed, "demand growth of products", sold.run)
    growth = np.array([kind.growth for kind in kinds().values()])[sold.department]
    growth = growth + rng.normal(0, _GROWTH_SPREAD, len(sold))
    years = (np.arange(DAYS) - DAYS / 2) / YEAR
    by_region = np.array([region.growth for region in regions()])
    trend = (growth[:, None] + by_region)[:, :, None] * years
    log = sold.level[:, None, None] + _shares(seed, sold)[:, :, None] + trend + _weekdays() + _seasons(seed, sold)
    mean: Floats = np.exp(log + prices.pull + foreseen) * _launched(seed, sold)[:, None, :]
    mean *= alive(sold)[:, None, :]
    return mean


def alive(sold: Sold) -> Mask:
    """Days between launch and end, shape (products, DAYS)."""
    day = np.arange(DAYS)
    return (day >= sold.launch[:, None]) & (day < sold.end[:, None])


def _shares(seed: int, sold: Sold) -> Floats:
    """Log share of each region in a product's demand: its size, and what country, region and product like."""
    rows, country = len(kinds()), countries()
    rng = stream(seed, "demand tastes")
    taste = rng.normal(0, _COUNTRY_TASTE, (rows, country.max() + 1))[:, country]
    taste = taste + rng.normal(0, _REGION_TASTE, (rows, len(country)))
    own = stream(seed, "demand tastes of products", sold.run).normal(0, _PRODUCT_TASTE, (len(sold), len(country)))
    log = np.log([region.share for region in regions()]) + taste[sold.department] + own
    shares: Floats = log - np.log(np.exp(log).sum(axis=1, keepdims=True))
    return shares


def _weekdays() -> Floats:
    """Shape (regions, DAYS); the first day is a Monday."""
    table = np.array(_WEEKDAYS)[countries() % len(_WEEKDAYS)]
    weekdays: Floats = table[:, np.arange(DAYS) % 7]
    return weekdays


def _seasons(seed: int, sold: Sold) -> Floats:
    """Shape (products, regions, DAYS): what the weather does, half a year apart above and below the equator."""
    own = group_seasons()
    usual = [(kind.weather, kind.peak) for kind in kinds().values()]
    departments = list(kinds())
    of_group = np.array(
        [own.get(name.split(" > ")[1], usual[departments.index(name.split(" > ")[0])]) for name in group_names()]
    )
    rng = stream(seed, "demand seasons of groups")
    amplitude = of_group[:, 0] * rng.lognormal(0, _SEASON_SPREAD, len(of_group))
    peak = of_group[:, 1] + rng.normal(0, _PHASE_DAYS, len(of_group))
    day = day_of_year(np.arange(DAYS))
    shift = np.array([YEAR / 2 if region.south else 0.0 for region in regions()])
    angle = 2 * np.pi * (day - shift[:, None] - peak[sold.group][:, None, None]) / YEAR
    seasons: Floats = amplitude[sold.group][:, None, None] * np.cos(angle)
    return seasons


def _launched(seed: int, sold: Sold) -> Floats:
    """The launch curve at each product's age, shape (products, DAYS)."""
    forms = [LAUNCHES[kind.launch] for kind in kinds().values()]
    lack, ripe, rest, fade = (
        np.array([getattr(form, name) for form in forms])[sold.department][:, None]
        for name in ("lack", "ripe", "rest", "fade")
    )
    rng = stream(seed, "demand launches", sold.run)
    ripe = ripe * rng.lognormal(0, _RIPE_SPREAD, (len(sold), 1))
    age = np.maximum(np.arange(DAYS) - sold.launch[:, None], 0) / 7
    curve: Floats = (1 - lack * np.exp(-age / ripe)) * (rest + (1 - rest) * np.exp(-age / fade))
    return curve
