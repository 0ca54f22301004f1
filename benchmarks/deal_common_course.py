"""Lists of all policies for the same visits in the same state of the market, so that their NDCG can be compared.

In a course of its own a policy is held against what it left over: who sells the best out meets another truth. Here one
policy's lists are shown; all others are asked what they would show, and learn from what was shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from benchmarks.deal_policies import Policy
from benchmarks.deal_replays import list_ndcg
from benchmarks.deal_rows import Floats
from benchmarks.deal_simulated_world import World

EVERY: Final = 4  # hours with visits of which one is asked of all, as asking costs


def common_ndcg(shows: Policy, policies: Mapping[str, Policy], world: World, every: int = EVERY) -> dict[str, Floats]:
    """NDCG@5 of lists against the true probability of what can be shown then.

    Args:
        shows: Whose lists are shown.
        policies: Who is asked and learns; each for this alone.
        world: The market and its visits.
        every: Of so many hours with visits one is asked.

    Returns:
        By policy, (visits,); NaN where it was not asked or nothing could be redeemed.
    """
    replay = world.begun.copy()
    found = {name: np.full(len(world.visits), np.nan) for name in policies}
    for number, (rows, block) in enumerate(world.blocks()):
        live = replay.live(block)
        if number % every == 0:
            chance = replay.chances(block, live)
            for name, policy in policies.items():
                found[name][rows] = list_ndcg(policy.lists(replay, block, rows, live), chance, live)
        outcome = replay.show(block, shows.lists(replay, block, rows, live))
        for policy in policies.values():
            policy.learn(block, rows, outcome)
    return found
