"""How deep and how many trees are, and whether they set out from a line, chosen by folds.

Few judged questions bear a line and small trees, many bear large ones.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .columns import NAMES
from .forest import Forest
from .forest_settings import ForestSettings
from .judged_pairs import Pairs
from .passages import Reals


def chosen_forest(
    flat: Pairs, chance: Reals, settings: ForestSettings, seed: int, threads: int, weight: Reals | None = None
) -> tuple[ForestSettings, Reals]:
    """The settings with the line, depth and rounds of the least log loss, and log odds by trees of that size.

    Args:
        flat: Pairs.
        chance: That each pair is right, (n,).
        settings: The largest size, and smaller ones.
        seed, threads: Of growing trees.
        weight: How much each pair counts, None where all count alike; (n,).

    Returns:
        Settings, and log odds of each pair by trees that had not learned from its fold, (n,).
    """
    counts = np.ones(len(chance)) if weight is None else weight
    sizes: list[ForestSettings] = []
    found: list[Reals] = []
    rounds = _up_to(settings.rounds, settings.fewer_rounds)
    for grown in _shapes(settings):
        found.extend(_out_of_fold(flat, chance, counts, grown, rounds, seed, threads))
        sizes.extend(replace(grown, rounds=number) for number in rounds)
    best = int(np.argmin([_log_loss(margins, chance, counts) for margins in found]))
    return sizes[best], found[best]


def _shapes(settings: ForestSettings) -> list[ForestSettings]:
    """All depths without a line, and the least one with it: what a line knows, deep trees of many pairs know better."""
    depths = _up_to(settings.max_depth, settings.smaller_depths)
    alone = [replace(settings, max_depth=depth, line_l2=0.0) for depth in depths]
    return [replace(settings, max_depth=depths[0]), *alone] if settings.line_l2 else alone


def _up_to(most: int, smaller: tuple[int, ...]) -> list[int]:
    return sorted({most, *(one for one in smaller if one < most)})


def _out_of_fold(
    flat: Pairs, chance: Reals, weight: Reals, settings: ForestSettings, rounds: list[int], seed: int, threads: int
) -> list[Reals]:
    """Log odds after each number of rounds, (n,) each; a part of the rounds of many trees is a forest of fewer."""
    out = [np.zeros(len(chance)) for _ in rounds]
    for held in np.unique(flat.fold).tolist():
        own = flat.fold == held
        trees = Forest.grown(flat.columns[~own], chance[~own], NAMES, settings, seed, threads, weight[~own])
        for margins, number in zip(out, rounds, strict=True):
            margins[own] = trees.margins(flat.columns[own], number)
    return out


def _log_loss(margins: Reals, chance: Reals, weight: Reals) -> float:
    kept = weight > 0
    return float(np.average((np.logaddexp(0.0, margins) - chance * margins)[kept], weights=weight[kept]))
