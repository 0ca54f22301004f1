"""Training rows of the global model, gathered origin by origin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .core_settings import CoreSettings
from .design import Design, Launch
from .event_features import EventUplift
from .life import on_sale
from .masking import demand
from .panel import Floats, Panel
from .sampling import Draw, draws, origins, steps_of
from .seasonality import Seasonality

OWNED: Final = ("series", "product")  # levels whose rows are of one product
Block = tuple[int, int]
Table = tuple[Floats, Floats, Floats, Floats]  # features, ratio, base, weight


def blocks(settings: CoreSettings) -> list[Block]:
    """First and last week of each block of horizon."""
    lasts = [last for last in settings.blocks if last < settings.horizon] + [settings.horizon]
    return [(first + 1, last) for first, last in zip([0, *lasts[:-1]], lasts, strict=True)]


def gather(
    designs: dict[str, Design],
    launch: Launch,
    end: int,
    settings: CoreSettings,
    seasons: dict[int, Seasonality],
    uplift: EventUplift,
    progress: Callable[[float], None],
) -> dict[Block, Table]:
    """Rows by block of horizon; blocks that no origin reaches are left out.

    Args:
        seasons: Seasonal indices as of several weeks; an origin has the latest that it could have known.
    """
    parts: dict[Block, list[tuple[Any, ...]]] = {block: [] for block in blocks(settings)}
    number = len(origins(end, settings))
    done: set[int] = set()
    for draw in draws(designs, end, settings):
        if draw.origin not in done:
            done.add(draw.origin)
            progress(min(1.0, len(done) / number))
        marks = [mark for mark in seasons if mark <= draw.origin]
        season = seasons[max(marks) if marks else min(seasons)]
        _add(parts, draw, designs[draw.level], launch, end, settings, season, uplift)
    return {block: _table(rows, settings) for block, rows in parts.items() if rows}


def _add(
    parts: dict[Block, list[tuple[Any, ...]]],
    draw: Draw,
    design: Design,
    launch: Launch,
    end: int,
    settings: CoreSettings,
    season: Seasonality,
    uplift: EventUplift,
) -> None:
    """Rows of one draw, for every block that has a known week after its origin."""
    generator = np.random.default_rng([settings.seed, draw.origin, len(draw.level), len(draw.rows)])
    available = end - draw.origin
    reached = [block for block in parts if block[0] <= available]
    steps = [steps_of(block, available, len(draw.rows), settings.steps_per_block, generator) for block in reached]
    built = design.rows(
        draw.rows, draw.origin, np.concatenate(steps, axis=1), season, uplift, launch if draw.launched else None
    )
    part = design.panel.rows(draw.rows)
    # a forecast is held to the weeks before a known end afterwards, so trees must not learn of ends as well
    share = until_end(part, draw.origin, available)
    target = demand(part, settings.mask, draw.origin, end) / np.where(share > 0, share, np.nan)
    actual = np.take_along_axis(target, np.concatenate(steps, axis=1) - 1, 1)
    start = 0
    for block, own in zip(reached, steps, strict=True):
        columns = slice(start, start + own.shape[1])
        start += own.shape[1]
        known = np.isfinite(actual[:, columns])
        base = built.base[:, columns][known]
        # a row stands for all weeks of its block
        weight = np.broadcast_to(draw.weight[:, None] * (block[1] - block[0] + 1) / own.shape[1], own.shape)[known]
        parts[block].append(
            (draw.level, built.features[:, columns][known], actual[:, columns][known] / base, base, weight)
        )


def until_end(part: Panel, origin: int, weeks: int) -> Floats:
    """Share of each week that lies before a product's known end, float32 (k, weeks); 1 for sums and without an end."""
    if part.level not in OWNED:
        return np.ones((len(part), weeks), dtype=np.float32)
    return on_sale(replace(part, first=np.zeros(len(part), dtype=np.int32)), origin, weeks)


def _table(rows: list[tuple[Any, ...]], settings: CoreSettings) -> Table:
    """Rows of a block, the weights of each level brought to its share."""
    levels = np.concatenate([np.full(len(ratio), level) for level, _, ratio, _, _ in rows])
    features, ratio, base, weight = (np.concatenate([row[k] for row in rows]) for k in range(1, 5))
    scaled: npt.NDArray[np.float64] = weight.astype(np.float64)
    for level in np.unique(levels):
        there = levels == level
        mass = (scaled[there] * base[there] ** settings.quantiles.weight_power).sum()
        scaled[there] *= settings.level_shares[str(level)] * len(levels) / max(mass, 1e-9)
    return features, ratio.astype(np.float32), base, scaled.astype(np.float32)
