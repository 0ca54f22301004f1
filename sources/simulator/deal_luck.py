"""Luck that belongs to a visit and a deal, so that every policy that shows a deal in a visit meets the same."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index

_ODD = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1B54A32D192ED03))
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@lru_cache(maxsize=64)
def _key(seed: int, name: str) -> np.uint64:
    return stream(seed, "luck of deals: " + name).integers(0, 1 << 63, dtype=np.uint64)


def luck(seed: int, name: str, visit: Index, deal: Index) -> Floats:
    """A number in (0, 1) for each pair of numbers, one for each name (SplitMix64: Steele, Lea & Flood 2014).

    Args:
        seed: Of the world.
        name: What it decides.
        visit, deal: Numbers from 0; arrays that broadcast.
    """
    mixed = visit.astype(np.uint64) * _ODD[0] + deal.astype(np.uint64) * _ODD[1] + _key(seed, name)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[0]
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[1]
    mixed ^= mixed >> np.uint64(31)
    found: Floats = ((mixed >> np.uint64(11)).astype(np.float64) + 0.5) / 2.0**53
    return found
