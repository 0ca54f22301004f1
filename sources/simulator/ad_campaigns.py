"""Campaigns of the marketplace's sellers, and ads of its products that come and go."""

from __future__ import annotations

import numpy as np

from sources.simulator.ad_inventory import TASTES, Inventory, departments
from sources.simulator.ad_time import DAYS
from sources.simulator.demand_products import group_names
from sources.simulator.sellers import COUNT
from sources.simulator.streams import stream
from sources.simulator.taxonomy import leaves
from sources.simulator.words import Floats, Index, Mask
from sources.simulator.world import World

CAMPAIGNS, ADVERTISERS = 240, 90
_CROWDING = 1.15  # a campaign's traffic falls with its rank to this power
_LASTING = 24  # campaigns, the largest ones, that run all days
_FEWEST_ADS, _STEADY_ADS, _MORE_ADS = 5, 5, 60.0  # ads of a campaign; those that run as long as it does
_EARLIEST, _LATEST, _SHORTEST, _MEAN_LIFE = -15.0, 52.0, 12, 30.0  # days of smaller campaigns
_AD_MEAN_LIFE, _AD_SHORTEST = 18.0, 4
_AD_WEIGHT_SPREAD = 0.7
# Spreads of the log odds of a click that ads have in common, or alone.
_SPREADS = {"department": 0.3, "category": 0.35, "advertiser": 0.3, "campaign": 0.5, "ad": 0.16}
_DEARNESS = -0.15  # of the log odds, for each unit of the log of the price
_USUAL_PRICE = 55.0  # EUR
_LOGGER_KNOWS, _LOGGER_ERRS = 0.6, 0.35  # of an ad's log odds; spread of what it takes for it


def make_inventory(seed: int, campaigns: int = CAMPAIGNS) -> Inventory:
    """The ads of a seed; they do not depend on how much is shown.

    Args:
        seed: Of the world.
        campaigns: The largest ones alone, from 1 to `CAMPAIGNS`.
    """
    rng = stream(seed, "ad campaigns")
    group, price = _products(seed)
    weight = np.arange(1, CAMPAIGNS + 1) ** -_CROWDING
    weight /= weight.sum()
    advertiser = rng.choice(COUNT, ADVERTISERS, replace=False)[rng.integers(0, ADVERTISERS, CAMPAIGNS)]
    product = rng.integers(0, len(group), CAMPAIGNS)  # so that crowded categories have more campaigns
    category = group[product]
    start, stop = _campaign_days(rng)

    count = _FEWEST_ADS + np.round(_MORE_ADS * np.sqrt(weight)).astype(np.int64)
    of = np.repeat(np.arange(CAMPAIGNS), count)
    place = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    rng = stream(seed, "ads")
    launch, end = _ad_days(rng, start[of], stop[of], place < _STEADY_ADS)
    share = rng.lognormal(0, _AD_WEIGHT_SPREAD, len(of))
    share /= np.bincount(of, share)[of]
    cost = _prices(rng, group, price, category[of])
    effects = _effects(seed, of, advertiser[of], category[of], cost)
    known = sum(effects.values())
    rng = stream(seed, "what the logging policy takes ads for")
    score = _LOGGER_KNOWS * known + rng.normal(0, _LOGGER_ERRS, len(of))
    conversion = _conversion(seed, of, category[of], cost)
    tastes = stream(seed, "tastes of categories").normal(0, TASTES**-0.5, (len(group_names()), TASTES))

    kept = of < campaigns
    return Inventory(
        seed=seed,
        number=np.flatnonzero(kept),
        campaign=of[kept],
        advertiser=advertiser[of][kept],
        category=category[of][kept],
        department=departments()[category[of]][kept],
        price=cost[kept],
        launch=launch[kept],
        end=end[kept],
        weight=(weight[of] * share)[kept],
        score=score[kept],
        effects={name: effect[kept] for name, effect in effects.items()},
        tastes=tastes[category[of]][kept],
        conversion=conversion[kept],
    )


def _products(seed: int) -> tuple[Index, Floats]:
    """Category and price of the products that are advertised: those of a world of scale 1."""
    numbers = {name: number for number, name in enumerate(group_names())}
    of_leaf = np.array([numbers[" > ".join(leaf.path[:2])] for leaf in leaves()])
    shelves = list(World(seed, 1.0).catalogue())
    leaf = np.concatenate([shelf.products.leaf for shelf in shelves])
    return of_leaf[leaf], np.concatenate([shelf.products.price for shelf in shelves])


def _campaign_days(rng: np.random.Generator) -> tuple[Index, Index]:
    start = np.floor(rng.uniform(_EARLIEST, _LATEST, CAMPAIGNS)).astype(np.int64)
    stop = start + _SHORTEST + rng.exponential(_MEAN_LIFE, CAMPAIGNS).astype(np.int64)
    start[:_LASTING], stop[:_LASTING] = int(_EARLIEST), DAYS
    return start, np.minimum(stop, DAYS)


def _ad_days(rng: np.random.Generator, start: Index, stop: Index, steady: Mask) -> tuple[Index, Index]:
    """The steady ads run as long as their campaign, the others begin at any time and are taken down again."""
    begun = np.floor(start + (stop - start) * rng.random(len(start))).astype(np.int64)
    life = _AD_SHORTEST + rng.exponential(_AD_MEAN_LIFE, len(start)).astype(np.int64)
    first = np.where(steady, start, begun)
    return first, np.where(steady, stop, np.minimum(begun + life, stop))


def _prices(rng: np.random.Generator, group: Index, price: Floats, wanted: Index) -> Floats:
    """Price of a product of the wanted category for each ad."""
    order = np.argsort(group, kind="stable")
    first = np.searchsorted(group[order], wanted)
    count = np.searchsorted(group[order], wanted, side="right") - first
    picked = order[first + (rng.random(len(wanted)) * count).astype(np.int64)]
    return np.asarray(np.round(price[picked], 2))


def _effects(seed: int, campaign: Index, advertiser: Index, category: Index, price: Floats) -> dict[str, Floats]:
    def drawn(name: str, rows: int) -> Floats:
        return _SPREADS[name] * stream(seed, f"clicks by {name}").normal(size=rows)

    department = departments()
    of_category = drawn("department", department.max() + 1)[department] + drawn("category", len(department))
    return {
        "category": of_category[category],
        "price": _DEARNESS * np.log(price / _USUAL_PRICE),
        "advertiser": drawn("advertiser", COUNT)[advertiser],
        "campaign": drawn("campaign", CAMPAIGNS)[campaign],
        "ad": drawn("ad", len(campaign)),
    }


def _conversion(seed: int, campaign: Index, category: Index, price: Floats) -> Floats:
    """Log odds of a purchase after a click: cheap things are bought at once, dear ones are looked at."""
    by_campaign = stream(seed, "purchases by campaign").normal(0, 0.4, CAMPAIGNS)
    by_category = stream(seed, "purchases by category").normal(0, 0.3, len(group_names()))
    found: Floats = by_campaign[campaign] + by_category[category] - 0.3 * np.log(price / _USUAL_PRICE)
    return found
