"""How well deals that nothing was learnt of are ordered, after so many showings, beside deals that were learnt.

In visits of the test as many new deals as others are drawn among those that run, and each lot is ranked by itself, so
that both have the same places to be wrong in. Then every new deal is shown to so many customers who come while it runs,
each of them as likely as any other and looking at it for sure; they redeem by the truth, and the model is updated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.deal_own_policy import Ours, deals_rows, moments, nothing
from benchmarks.deal_replays import list_ndcg
from benchmarks.deal_rows import Floats, Ints
from benchmarks.deal_simulated_world import World
from evaluation.asked_again import spread

SHOWINGS: Final = (0, 30, 100, 300)
CANDIDATES: Final = 15  # of each lot at most
FEWEST: Final = 6
WARM_SHOWN: Final = 100  # showings in the log from which a deal counts as learnt
WARM, NEW = "warm", "new"


def new_deals(model: Any, world: World, *, visits: int, seed: int, warm_shown: int = WARM_SHOWN) -> pd.DataFrame:
    """NDCG@5 against the true probability, one row a visit.

    Args:
        model: Loaded for this alone; it learns.
        world: The market and its test.
        visits: Most that are asked.
        seed: Of lots, showings and redemptions.
        warm_shown: Showings in the log from which a deal counts as learnt.

    Returns:
        `customer` (position), `warm`, and `new <showings>` for each of `SHOWINGS`.
    """
    rng = np.random.default_rng([seed, 5])
    ours = Ours(model, world, {"alpha": 0.0}, learns=False)
    fresh, warm = _kinds(world, warm_shown)
    model.update(*nothing(), deals=deals_rows(world, np.flatnonzero(fresh)))
    ours._known.update(np.flatnonzero(fresh).tolist())
    asked = _lots(world, fresh, warm, rng, visits)
    found = {"customer": np.array([world.visits.customer[row] for row, *_ in asked], dtype=np.int64)}
    found[WARM] = _ndcg(ours, world, [(row, lot, chance) for row, lot, chance, _, _ in asked])
    begun, places = 0, [(row, lot, chance) for row, _, _, lot, chance in asked]
    for showings in SHOWINGS:
        if showings:
            _show(model, world, np.flatnonzero(fresh), showings - begun, rng)
            begun = showings
        found[f"{NEW} {showings}"] = _ndcg(ours, world, places)
    return pd.DataFrame(found)


def _kinds(world: World, warm_shown: int) -> tuple[Any, Any]:
    """Which deals are of offers that had never run before the test, and which were shown often in the log."""
    deals = world.market.deals
    first = np.full(len(deals.offers), np.iinfo(np.int64).max)
    np.minimum.at(first, deals.offer, deals.start)
    fresh = first[deals.offer] >= world.market.test_from
    shown = world.begun.shown_of(np.arange(len(deals)))
    return fresh, (shown >= warm_shown) & (deals.start < world.market.test_from)


def _lots(
    world: World, fresh: Any, warm: Any, rng: np.random.Generator, visits: int
) -> list[tuple[int, Ints, Floats, Ints, Floats]]:
    """Visits with a lot of each kind, equally many, and their true probabilities."""
    found = []
    for (rows, block), (live, chance) in zip(world.blocks(), world.untouched, strict=True):
        kinds = [np.flatnonzero(kind[live]) for kind in (warm, fresh)]
        size = min(CANDIDATES, *(len(kind) for kind in kinds))
        if size < FEWEST:
            continue
        for place in range(len(block)):
            one, other = (rng.choice(kind, size, replace=False) for kind in kinds)
            found.append((rows.start + place, live[one], chance[place, one], live[other], chance[place, other]))
    return [found[place] for place in spread(len(found), visits)]


def _ndcg(ours: Ours, world: World, asked: Sequence[tuple[int, Ints, Floats]]) -> Floats:
    rows = np.array([row for row, _, _ in asked], dtype=np.int64)
    block = world.visits.take(rows)
    texts = np.empty(len(rows), dtype=object)
    texts[:] = [ours.deals_text(world.begun, lot) for _, lot, _ in asked]
    request = ours.asked(block, rows, texts)
    found = ours.model.predict(request, {"k": CANDIDATES, **ours.params})
    found = found[found["rank"] > 0]
    lists = np.full((len(rows), CANDIDATES), -1, dtype=np.int64)
    row, rank = found["request_id"].to_numpy(dtype=np.int64), found["rank"].to_numpy(np.int64)
    lists[row, rank - 1] = [ours.place[deal] for deal in found["deal_id"]]
    values = [list_ndcg(lists[[at]], chance[None, :], lot) for at, (_, lot, chance) in enumerate(asked)]
    return np.concatenate(values) if values else np.zeros(0)


def _show(model: Any, world: World, deals: Ints, showings: int, rng: np.random.Generator) -> None:
    """Show each deal so many times more, and let the model learn of it."""
    market, visits = world.market, world.visits
    begin = np.searchsorted(visits.seconds, market.deals.start[deals])
    end = np.searchsorted(visits.seconds, market.deals.end[deals])
    some = np.flatnonzero(end > begin)
    deal, begin, end = (np.repeat(each[some], showings) for each in (deals, begin, end))
    row = begin + (rng.random(len(deal)) * (end - begin)).astype(np.int64)
    order = np.argsort(visits.seconds[row], kind="stable")
    row, deal = row[order], deal[order]
    customer, seconds = visits.customer[row], visits.seconds[row]
    hit = rng.random(len(row)) < market.probability(customer, deal, seconds)
    moment = pd.to_datetime(pd.Series(moments(world, seconds)), utc=True)
    shown = pd.DataFrame({"customer_id": world.customers[row], "deal_id": market.deal_ids[deal], "time": moment})
    shown = shown.assign(rank=1.0, visit_id=[f"{one}-{at}" for at, one in enumerate(visits.number[row])])
    revenue = market.expected_revenue(customer[hit], deal[hit])
    redeemed = shown.loc[hit, ["customer_id", "deal_id", "time"]].assign(revenue=revenue).reset_index(drop=True)
    model.update(shown, redeemed)
