"""Policies through the visits of a simulated market: each in its own course, and all in one that they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from benchmarks.deal_common_course import common_ndcg
from benchmarks.deal_own_policy import Ours
from benchmarks.deal_policies import Policy, Popularity
from benchmarks.deal_replays import Lived, live
from benchmarks.deal_rows import Floats
from benchmarks.deal_simulated_measures import ALLOCATED, CHOSEN, GREEDY, POPULAR, RELEVANT, UPDATED
from benchmarks.deal_simulated_world import World
from infra.run_store import Reference
from tasks.progress import Event, tell

Way = Callable[[], Policy]  # a policy that nothing was told yet

# By name: alpha, whether expiry and scarcity are thought of, whether the model learns each hour.
WAYS: Final = {
    RELEVANT: (0.0, False, False),
    "ours, alpha .05": (0.05, False, False),
    GREEDY: (1.0, False, False),
    ALLOCATED: (1.0, True, False),
    f"{RELEVANT}{UPDATED}": (0.0, False, True),
    f"{GREEDY}{UPDATED}": (1.0, False, True),
    f"{ALLOCATED}{UPDATED}": (1.0, True, True),
}


def courses(ways: Mapping[str, Way], world: World) -> tuple[dict[str, Lived], dict[str, Floats]]:
    """What came of each policy in its own course, and its NDCG in that of popularity.

    Args:
        ways: By policy, `POPULAR` among them.
        world: The market and its visits.
    """
    lived = {}
    for name, way in ways.items():
        tell(Event(name, "advanced", f"ranking {len(world.visits):,} visits"))
        lived[name] = live(way(), world)
    tell(Event("all", "advanced", "ranking in a common course"))
    return lived, common_ndcg(ways[POPULAR](), {name: way() for name, way in ways.items()}, world)


def own_ways(alpha: float | None, *, updated: bool) -> dict[str, tuple[float, bool, bool]]:
    """`WAYS`, and the one of an alpha that was chosen unless it is among them.

    Args:
        alpha: The one; None: none was chosen.
        updated: Whether those that learn each hour are among them.
    """
    found = {name: way for name, way in WAYS.items() if updated or not way[2]}
    if alpha is None or (alpha, False, False) in found.values():
        return found
    return {**found, CHOSEN: (alpha, False, False)}


def popular(seed: int) -> Way:
    """Popularity so far."""
    return partial(Popularity, seed)


def ours(bundle: Reference | None, world: World, alpha: float, *, allocate: bool = False, learns: bool = False) -> Way:
    """Our model at an alpha; loaded for each course, as it may learn."""
    return lambda: Ours(loaded(bundle), world, {"alpha": alpha, "allocate": allocate}, learns)


def loaded(bundle: Reference | None) -> Any:
    """The model of a bundle."""
    from models.bundle import open_checked
    from models.deal_ranking import DealRanker

    assert bundle is not None
    return DealRanker.load(open_checked(bundle.directory))
