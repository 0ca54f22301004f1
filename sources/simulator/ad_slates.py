"""Which ads compete for a slot, and the logging policy that takes one of them with a known probability."""

from __future__ import annotations

import numpy as np

from sources.simulator.ad_inventory import Inventory
from sources.simulator.ad_requests import Requests
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index

CANDIDATES = 8
_SHARPNESS = (1.5, 0.6)  # of the policy at position 1 and far down: the best slots get what it takes for the best ads
_UNIFORM = 0.1  # share of choices that are made at random


def draw_slates(inventory: Inventory, requests: Requests, shard: int, day: int, candidates: int = CANDIDATES) -> Index:
    """Distinct ads for every request, each with a probability in proportion to its share, (requests, candidates).

    Systematic sampling (Madow 1949) in an order of the ads that is drawn for each shard and day.

    Raises:
        ValueError: Fewer ads run than are asked for.
    """
    running = inventory.running(day)
    if len(running) < candidates:
        raise ValueError(f"Only {len(running)} ads run on day {day}, not {candidates}.")
    rng = stream(inventory.seed, f"slates of {candidates} ads", (shard << 6) + day)
    order = rng.permutation(len(running))
    share = inventory.shares(running)[order] * candidates
    reach = np.cumsum(np.minimum(share, 1.0))
    reach *= candidates / reach[-1]
    points = rng.random((len(requests), 1)) + np.arange(candidates)
    place = np.searchsorted(reach, points, side="right").clip(max=len(running) - 1)
    slates: Index = running[order][place]
    return slates


def logging_policy(inventory: Inventory, requests: Requests, slates: Index) -> Floats:
    """Probability with which each candidate is shown, (requests, candidates): a softmax over what ads are taken for.

    Rows sum to 1, and no ad has less than `_UNIFORM` over the number of candidates.
    """
    top, bottom = _SHARPNESS
    sharpness = bottom + (top - bottom) / requests.position
    scaled = inventory.score[slates] * sharpness[:, None]
    scaled -= scaled.max(axis=1, keepdims=True)
    soft = np.exp(scaled)
    soft /= soft.sum(axis=1, keepdims=True)
    policy: Floats = (1 - _UNIFORM) * soft + _UNIFORM / slates.shape[1]
    return policy


def choose(policy: Floats, draw: Floats) -> Index:
    """Position of the candidate that uniform draws choose, (requests,)."""
    reach = np.cumsum(policy, axis=1)
    return np.asarray((draw[:, None] * reach[:, -1:] >= reach[:, :-1]).sum(axis=1))
