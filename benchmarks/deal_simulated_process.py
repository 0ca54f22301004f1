"""Parts of the measurement of deal ranking on the simulated market, whose truth is known, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks import deal_simulated_measures as of
from benchmarks.deal_alpha import ALPHAS, TRIED, chosen
from benchmarks.deal_bound import bound
from benchmarks.deal_courses import courses, loaded, ours, own_ways, popular
from benchmarks.deal_new_deals import new_deals
from benchmarks.deal_policies import Popularity, Truth
from benchmarks.deal_process import USE_CASE
from benchmarks.deal_replays import live
from benchmarks.deal_simulated_world import World
from benchmarks.part_process import Benchmark, Json
from benchmarks.rec_kept import keep
from infra.run_store import Reference
from sources.simulator.deal_market import DealMarket, deal_market
from tasks.progress import Event, tell
from tasks.steps import Run

ORACLE: Final = "oracle, true p and prices of stock"
SHRUNK_BY: Final = 50.0  # showings at the mean rate that are put to the rate of a deal
HELD_BACK: Final = (0.25, 0.5, 0.75, 1.0)  # shares of the bound's prices that the oracle tries; it may look ahead

ask = Benchmark(USE_CASE, "benchmarks.deal_simulated_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "fit": flow_steps.fit,
        "evaluate": flow_steps.evaluate,
        "choose": choose,
        "live": through,
        "new": of_new,
    }
    return found


def choose(run: Run, examples: Reference, bundle: Reference) -> Json:
    """The alpha for the test, by the visits between the end of what is learnt here and the test.

    Returns:
        `alpha`, and `tries`: by alpha `revenue`, `of_popular` and `lost`, see `deal_simulated_measures.compared`.
    """
    market = _market(run)
    begins = np.datetime64(run.parameters["features"]["test_from"][:10]) - market.first
    earlier = replace(market, test_from=int(begins.astype(np.int64)), ends=market.test_from)
    world = World.of(earlier, Path(examples.directory))
    ways = {of.POPULAR: popular(market.seed)} | {
        of.RELEVANT if alpha == 0 else f"ours, alpha {alpha:g}": ours(bundle, world, alpha) for alpha in ALPHAS
    }
    lived, common = courses(ways, world)
    found = of.compared(lived, common, world.visits.customer, np.inf, _resampling(run))
    tries = {alpha: found[name] for alpha, name in zip(ALPHAS, [one for one in ways if one != of.POPULAR], strict=True)}
    told = {f"{alpha:g}": {name: one[name] for name in TRIED} for alpha, one in tries.items()}
    return {"alpha": chosen(tries), "tries": told}


def through(
    run: Run,
    examples: Reference,
    bundle: Reference | None = None,
    *,
    folder: str,
    alpha: float | None = None,
    updated: bool = True,
) -> Json:
    """All policies through the same visits of the test.

    Args:
        run: Of the flow.
        examples, bundle: As the flow's steps wrote them; without a bundle ours is left out.
        folder: For the table of the policy whose alpha was chosen.
        alpha: What `choose` found; None: no policy of a chosen alpha.
        updated: Whether ours is also let through updated after each hour.

    Returns:
        `policies`, see `deal_simulated_measures.compared`; `bound` and `free`, what nobody can pass with and without
        limits of stock; `visits`, `slots` and `deals` of the test.
    """
    world = _world(run, examples)
    seed = world.market.seed
    tell(Event("bound", "advanced", "the most that can be brought in"))
    most = bound(world)
    ways = {
        of.POPULAR: popular(seed),
        "popularity by revenue": partial(Popularity, seed, paid=True),
        "redemption rate so far": partial(Popularity, seed, shrunk_by=SHRUNK_BY),
        "redemption rate x paid": partial(Popularity, seed, paid=True, shrunk_by=SHRUNK_BY),
        "true p": partial(Truth, 0.0),
        "true p x revenue": partial(Truth, 1.0),
    }
    tries = [live(Truth(1.0, most.prices * share), world) for share in HELD_BACK]
    best = HELD_BACK[of.oracle_of(tries)]
    ways[ORACLE] = partial(Truth, 1.0, most.prices * best)
    own = own_ways(alpha, updated=updated)
    for name, (power, allocate, learns) in own.items() if bundle else ():
        ways[name] = ours(bundle, world, power, allocate=allocate, learns=learns)
    lived, common = courses(ways, world)
    if bundle and alpha is not None:
        same = next(name for name, way in own.items() if way == (alpha, False, False))
        lived[of.CHOSEN], common[of.CHOSEN] = lived[same], common[same]
        keep(of.tables(lived, common, world.visits.customer)[of.CHOSEN], Path(folder), of.CHOSEN)
    return {
        "policies": of.compared(lived, common, world.visits.customer, most.revenue, _resampling(run)),
        "bound": most.revenue,
        "free": most.free,
        "visits": len(world.visits),
        "slots": int(world.visits.slots.sum()),
        "deals": int((world.market.deals.end > world.market.test_from).sum()),
    }


def of_new(run: Run, examples: Reference, bundle: Reference, *, visits: int, folder: str) -> Json:
    """New deals after so many showings, beside others; see `deal_new_deals`."""
    world = _world(run, examples)
    tell(Event("new deals", "advanced", "showing them"))
    table: pd.DataFrame = new_deals(loaded(bundle), world, visits=visits, seed=world.market.seed)
    keep(table, Path(folder), of.NEW_DEALS)
    return of.of_new(table, _resampling(run))


def _world(run: Run, examples: Reference) -> World:
    tell(Event("market", "advanced", "going through the log"))
    return World.of(_market(run), Path(examples.directory))


def _market(run: Run) -> DealMarket:
    return deal_market(run.parameters["simulator"]["seed"], run.parameters["simulator"]["scale"])


def _resampling(run: Run) -> Json:
    return {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
