"""What products cost on which day: list prices that move now and then, and promotions planned ahead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator.demand_events import sated
from sources.simulator.demand_kinds import kinds
from sources.simulator.demand_products import Sold
from sources.simulator.demand_time import DAYS, FIRST, PLANNED_DAYS, countries, regions
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index, chances

HORIZON = DAYS + PLANNED_DAYS
PROMOTIONS_A_YEAR = 4.0  # of each product
_PLANNED_SHARE = 0.25  # of promotions that would lie after the last day, which are planned already
_DISCOUNTS, _DISCOUNT_SHARES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4), (0.25, 0.2, 0.25, 0.12, 0.12, 0.06)
_LENGTHS = (3, 15)  # days
_EVERYWHERE, _ONE_COUNTRY = 0.6, 0.3  # of promotions; the rest in one region
_SEEN = 0.22  # of the log of demand, what being shown as a deal adds to the lower price
_PRICE_STEPS_A_YEAR, _PRICE_STEP = 1.6, 0.06
_SWEETENED = 1 / 3  # of promotions, called a deal of the day


@dataclass(frozen=True)
class Promotions:
    """Promotions of one run, one row a region; arrays of shape (promotions,).

    Attributes:
        of: Row of the product.
        region: Number of the region.
        first, last: Days, the last included.
        discount: Share of the list price.
        deal: 1 where it is called a deal of the day.
    """

    of: Index
    region: Index
    first: Index
    last: Index
    discount: Floats
    deal: Index


@dataclass(frozen=True)
class Prices:
    """Asked prices and what they do; arrays of shape (products, regions, DAYS).

    Attributes:
        asked: In the region's currency.
        pull: What list price and promotions add to the log of demand.
        list_price: In EUR, over the days planned ahead too, shape (products, HORIZON).
    """

    asked: Floats
    pull: Floats
    list_price: Floats
    promotions: Promotions

    def table(self, sold: Sold) -> pa.Table:
        """The promotions table of the contract, for the products that a world of this scale reaches."""
        found = self.promotions
        kept = found.of < sold.inside
        of, region, first, last = (values[kept] for values in (found.of, found.region, found.first, found.last))
        discount = found.discount[kept]
        rates = np.array([one.per_eur for one in regions()])
        words = [f"{100 * share:.0f} % off" for share in _DISCOUNTS]
        place = np.searchsorted(_DISCOUNTS, discount - 1e-9)
        names = np.where(found.deal[kept] == 1, "deal of the day", np.array(words)[place])
        return pa.table(
            {
                "product_id": sold.product_id.take(pa.array(of)),
                "region": np.array([one.name for one in regions()])[region].tolist(),
                "start_date": pa.array(FIRST + first),
                "end_date": pa.array(FIRST + last),
                "price": np.round(self.list_price[of, first] * (1 - discount) * rates[region], 2),
                "discount": discount,
                "deal": pa.array(names.tolist(), pa.string()),
            }
        )


def make_prices(seed: int, sold: Sold) -> Prices:
    """Prices of one run, its promotions among them."""
    promotions = _promotions(stream(seed, "demand promotions", sold.run), sold)
    moved = _list_prices(stream(seed, "demand list prices", sold.run), len(sold))
    discount = np.zeros((len(sold), len(regions()), DAYS))
    for of, region, first, last, share in zip(
        promotions.of, promotions.region, promotions.first, promotions.last, promotions.discount, strict=True
    ):
        discount[of, region, first : last + 1] = np.maximum(discount[of, region, first : last + 1], share)
    elasticity = np.array([kind.elasticity for kind in kinds().values()])[sold.department][:, None, None]
    rng = stream(seed, "demand price response", sold.run)
    elasticity = elasticity * rng.lognormal(0, 0.15, (len(sold), 1, 1))
    promoted = np.where(discount > 0, _SEEN - elasticity * np.log1p(-discount), 0.0)
    pull = promoted + sated(promoted) - elasticity * moved[:, None, :DAYS]
    rates = np.array([one.per_eur for one in regions()])
    list_price = sold.price[:, None] * np.exp(moved)
    asked = np.round(list_price[:, None, :DAYS] * (1 - discount) * rates[:, None], 2)
    return Prices(asked=asked, pull=pull, list_price=list_price, promotions=promotions)


def _list_prices(rng: np.random.Generator, rows: int) -> Floats:
    """Log of the list price against the usual one: it steps now and then and is drawn back; shape (rows, HORIZON)."""
    steps = rng.normal(0, _PRICE_STEP, (rows, HORIZON)) * chances(
        rng, _PRICE_STEPS_A_YEAR / 365, rows * HORIZON
    ).reshape(rows, HORIZON)
    level = np.zeros((rows, HORIZON))
    at = rng.normal(0, _PRICE_STEP, rows)
    for row in range(rows):
        places = np.flatnonzero(steps[row])
        bounds = np.concatenate([[0], places, [HORIZON]])
        for nth in range(len(bounds) - 1):
            if nth:
                at[row] = 0.6 * at[row] + steps[row, bounds[nth]]
            level[row, bounds[nth] : bounds[nth + 1]] = at[row]
    return level


def _promotions(rng: np.random.Generator, sold: Sold) -> Promotions:
    counts = rng.poisson(PROMOTIONS_A_YEAR * HORIZON / 365, len(sold))
    of = np.repeat(np.arange(len(sold)), counts)
    rows = len(of)
    first = rng.integers(0, HORIZON, rows)
    last = np.minimum(first + rng.integers(*_LENGTHS, rows) - 1, HORIZON - 1)
    discount = np.array(_DISCOUNTS)[rng.choice(len(_DISCOUNTS), rows, p=_DISCOUNT_SHARES)]
    deal = chances(rng, _SWEETENED, rows).astype(np.int64)
    kept = (first < DAYS) | chances(rng, _PLANNED_SHARE, rows)
    kept &= (first >= sold.launch[of]) & (last < sold.end[of])
    reach, draw = rng.random(rows), rng.random(rows)
    country = countries()
    chosen_country = (draw * (country.max() + 1)).astype(np.int64)
    chosen_region = (draw * len(country)).astype(np.int64)
    where = np.select(
        [(reach < _EVERYWHERE)[:, None], (reach < _EVERYWHERE + _ONE_COUNTRY)[:, None]],
        [np.ones((rows, len(country)), np.bool_), country == chosen_country[:, None]],
        np.arange(len(country)) == chosen_region[:, None],
    )
    promotion, region = np.nonzero(where & kept[:, None])
    return Promotions(of[promotion], region, first[promotion], last[promotion], discount[promotion], deal[promotion])
