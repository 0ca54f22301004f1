"""What nobody could have expected: moods that last, sudden fashions, counts of orders, empty shelves, returns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter

from sources.simulator.demand_events import effects
from sources.simulator.demand_kinds import kinds
from sources.simulator.demand_products import Sold
from sources.simulator.demand_time import DAYS, WEEKS, countries, regions
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index, Mask, chances

_PRODUCT_MOOD, _SERIES_MOOD = (0.85, 0.18), (0.6, 0.18)  # weekly autocorrelation, and spread of the log
_FASHIONS_A_YEAR = 0.25  # of each product
_FASHION_DAYS = 6.0  # until a sudden fashion is half over
_BULK_SHARE, _BULK = 0.0015, (12, 49)  # of orders; units of an order by a firm
_OUT_A_DAY, _OUT_DAYS = 0.0022, 7.0  # chance that stock runs out on a usual day; mean days until more comes
_FLAGGED = 0.92  # of the times without stock
_RETURN_DAYS = 9.0  # mean days from an order to its return, after the first two
_SOONEST_RETURN = 3


@dataclass(frozen=True)
class Counts:
    """What happened; arrays of shape (products, regions, DAYS).

    Attributes:
        asked: Units asked for, whether or not there was stock.
        sold: Units sold.
        orders: Orders behind `sold`.
        returned: Units that came back on a day.
        out: Share of the day without stock.
        flagged: Where the sales table says so.
    """

    asked: Index
    sold: Index
    orders: Index
    returned: Index
    out: Floats
    flagged: Mask


def surprised(seed: int, sold: Sold, mean: Floats) -> Floats:
    """The mean that counts are drawn around: moods, sudden fashions and unforeseen events times `mean`.

    Moods have mean 1, so that they bias nothing; fashions and unforeseen events are surprises.
    """
    shape = mean.shape
    mood = _mood(stream(seed, "demand moods", sold.run), (len(sold), 1), *_PRODUCT_MOOD)
    mood = mood + _mood(stream(seed, "demand moods of series", sold.run), shape[:2], *_SERIES_MOOD)
    log = np.repeat(mood, 7, axis=-1) + _fashions(stream(seed, "demand fashions", sold.run), sold)
    rate: Floats = mean * np.exp(log + effects(seed)[1][sold.department])
    return rate


def _mood(rng: np.random.Generator, shape: tuple[int, ...], keep: float, spread: float) -> Floats:
    """A stationary autoregression of order 1 whose exponential has mean 1; shape (*shape, WEEKS)."""
    steps = rng.normal(0, spread * np.sqrt(1 - keep**2), (*shape, WEEKS))
    steps[..., 0] /= np.sqrt(1 - keep**2)
    mood: Floats = lfilter([1.0], [1.0, -keep], steps, axis=-1) - spread**2 / 2
    return mood


def _fashions(rng: np.random.Generator, sold: Sold) -> Floats:
    """Something is shown somewhere, and a country buys it for a week or two; log, shape (products, regions, DAYS)."""
    log = np.zeros((len(sold), len(regions()), DAYS))
    country = countries()
    for of in np.repeat(np.arange(len(sold)), rng.poisson(_FASHIONS_A_YEAR * DAYS / 365, len(sold))):
        first, height = int(rng.integers(0, DAYS)), np.log(rng.uniform(2, 6))
        where = country == rng.integers(0, country.max() + 1)
        fading = height * 0.5 ** (np.arange(DAYS - first) / _FASHION_DAYS)
        log[of, where, first:] += np.where(fading > 0.05, fading, 0.0)
    return log


def draw(seed: int, sold: Sold, rate: Floats) -> Counts:
    """Orders by a Poisson process, units of an order logarithmic (so units are negative binomial), some by firms.

    Stock runs out more easily when much is sold; what is asked for then is lost.
    """
    rng = stream(seed, "demand counts", sold.run)
    pieces = np.array([kind.pieces for kind in kinds().values()])[sold.department]
    usual = -pieces / ((1 - pieces) * np.log1p(-pieces))
    an_order = (1 - _BULK_SHARE) * usual + _BULK_SHARE * (_BULK[0] + _BULK[1] - 1) / 2
    wanted = rng.poisson(rate / an_order[:, None, None])
    cell = np.repeat(np.arange(wanted.size), wanted.ravel())
    product = cell // (len(regions()) * DAYS)
    units = rng.logseries(pieces[product])
    firm = chances(rng, _BULK_SHARE, len(cell))
    units[firm] = rng.integers(*_BULK, int(firm.sum()))

    out, flagged = _stock(stream(seed, "demand stock", sold.run), rate)
    served = rng.random(len(cell)) >= out.ravel()[cell]
    cell_sold, units_sold = cell[served], units[served]
    returns = np.array([kind.returned for kind in kinds().values()])[sold.department]
    returned = _returns(stream(seed, "demand returns", sold.run), cell_sold, units_sold, returns[product[served]], rate)

    def summed(cells: Index, weights: Index | None = None) -> Index:
        return np.bincount(cells, weights, rate.size).astype(np.int64).reshape(rate.shape)

    return Counts(
        asked=summed(cell, units),
        sold=summed(cell_sold, units_sold),
        orders=summed(cell_sold),
        returned=returned,
        out=out,
        flagged=flagged,
    )


def _stock(rng: np.random.Generator, rate: Floats) -> tuple[Floats, Mask]:
    """Share of each day without stock, and where it is flagged."""
    usual = rate.sum(axis=-1, keepdims=True) / np.maximum((rate > 0).sum(axis=-1, keepdims=True), 1)
    rush = np.clip(rate / np.maximum(usual, 1e-12), 0.3, 4.0) * (rate > 0)
    begins = rng.random(rate.shape) < _OUT_A_DAY * rush
    out, flagged = np.zeros(rate.shape), np.zeros(rate.shape, np.bool_)
    for product, region, day in np.argwhere(begins):
        last = day + int(rng.geometric(1 / _OUT_DAYS))
        out[product, region, day] = max(out[product, region, day], rng.random())
        out[product, region, day + 1 : last] = 1.0
        flagged[product, region, day:last] |= rng.random() < _FLAGGED
    out[rate == 0] = 0
    return out, flagged & (out > 0)


def _returns(rng: np.random.Generator, cell: Index, units: Index, share: Floats, rate: Floats) -> Index:
    """Whole orders that come back some days later; those after the last day are not seen."""
    back = chances(rng, share, len(cell))
    day = cell[back] % DAYS + _SOONEST_RETURN - 1 + rng.geometric(1 / _RETURN_DAYS, int(back.sum()))
    seen = day < DAYS
    landed = (cell[back] // DAYS * DAYS + day)[seen]
    return np.bincount(landed, units[back][seen], rate.size).astype(np.int64).reshape(rate.shape)


def expected_returns(sold: Sold, mean: Floats) -> Floats:
    """Expected units that come back each day when `mean` is sold; shape of `mean`."""
    share = np.array([kind.returned for kind in kinds().values()])[sold.department][:, None, None]
    chance = 1 / _RETURN_DAYS
    delayed = np.concatenate([np.zeros((*mean.shape[:-1], _SOONEST_RETURN)), mean[..., :-_SOONEST_RETURN]], axis=-1)
    back: Floats = share * lfilter([chance], [1.0, chance - 1], delayed, axis=-1)
    return back
