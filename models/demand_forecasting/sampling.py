"""Which rows the global model is fitted on: origins, series and steps, within a budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .core_settings import CoreSettings
from .design import Design
from .panel import Floats

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Draw:
    """Rows of one level at one origin.

    Attributes:
        level: Level of the rows.
        rows: Series, int64 (k,).
        launched: Whether launch curves are asked; products without history are among the rows then.
        weight: One over the chance of being drawn, times the level's weight, float32 (k,).
    """

    level: str
    origin: int
    rows: Integers
    launched: bool
    weight: Floats


def origins(end: int, settings: CoreSettings) -> list[int]:
    """Weeks that training forecasts from, the last one first; every one leaves a week to compare with."""
    return list(range(end - 1, min(settings.least_history, end - 1) - 1, -settings.origin_step))


def steps_of(block: tuple[int, int], available: int, rows: int, count: int, generator: np.random.Generator) -> Integers:
    """For each row `count` steps of a block, int64 (rows, count), from those that have an actual week."""
    last = min(block[1], available)
    width = last - block[0] + 1
    if width <= count:
        return np.tile(np.arange(block[0], last + 1), (rows, 1))
    # one step from each of `count` even parts of the block, so that no row's steps are alike
    edges = np.linspace(0, width, count + 1)
    place = edges[:-1] + generator.random((rows, count)) * np.diff(edges)
    return np.asarray(block[0] + np.minimum(place.astype(np.int64), width - 1))


def draws(designs: dict[str, Design], end: int, settings: CoreSettings) -> Iterator[Draw]:
    """Rows by origin and level; big series are drawn more often and weigh less for it."""
    chosen = origins(end, settings)
    shares = {level: settings.level_shares.get(level, 0.0) for level in designs}
    budget = settings.max_train_rows / len(settings.blocks) / settings.steps_per_block / len(chosen)
    for order, origin in enumerate(chosen):
        launched = order % settings.launch_every == 0
        for position, (level, design) in enumerate(designs.items()):
            if shares[level] <= 0:
                continue
            generator = np.random.default_rng([settings.seed, origin, position])
            volume = _volume(design, origin, settings)
            begun = np.flatnonzero((design.panel.first < origin) & (volume > 0))
            number = int(budget * shares[level] / sum(shares.values())) + 1
            rows, chance = sample(volume[begun], number, settings.draw_power, generator)
            rows = begun[rows]
            if launched and level in ("series", "product"):
                cold = _cold(design, origin)
                if len(cold) > (most := max(1, int(number * settings.cold_share))):
                    cold = np.sort(generator.choice(cold, most, replace=False))
                rows, chance = np.concatenate([rows, cold]), np.concatenate([chance, np.ones(len(cold))])
            if len(rows):
                yield Draw(level, origin, rows, launched, (1 / chance).astype(np.float32))
    yield from _beginnings(designs, shares, set(chosen[:: settings.launch_every]), end, settings)


def _beginnings(
    designs: dict[str, Design], shares: dict[str, float], asked: set[int], end: int, settings: CoreSettings
) -> Iterator[Draw]:
    """Series at the week in which they begin, where most do: the few origins that ask launch curves meet hardly any."""
    most = int(settings.max_train_rows * settings.cold_share / len(settings.blocks) / settings.steps_per_block)
    for position, level in enumerate(("series", "product")):
        if shares.get(level, 0.0) <= 0:
            continue
        first = designs[level].panel.first
        begun = np.bincount(first[first < end], minlength=end)
        begun[: settings.least_history] = 0
        begun[[origin for origin in asked if origin < end]] = 0
        busiest = np.argsort(-begun, kind="stable")[: settings.cold_origins]
        for origin in sorted(int(week) for week in busiest if begun[week]):
            rows = np.flatnonzero(first == origin)
            limit = max(1, most // settings.cold_origins)
            if len(rows) > limit:
                generator = np.random.default_rng([settings.seed, origin, position])
                rows = np.sort(generator.choice(rows, limit, replace=False))
            yield Draw(level, origin, rows, True, np.ones(len(rows), dtype=np.float32))


def _cold(design: Design, origin: int) -> Integers:
    """Series without history that begin at the origin, and those whose launch within the horizon is known by then."""
    first = design.panel.first
    told = design.launches.reindex(design.panel.series["product_id"]).fillna(-1).to_numpy() >= origin
    soon = (first > origin) & (first < min(origin + design.settings.horizon, design.panel.weeks)) & told
    return np.flatnonzero((first == origin) | soon)


def _volume(design: Design, origin: int, settings: CoreSettings) -> npt.NDArray[np.float64]:
    """Units a week over the last year before an origin, and a little for a series that has begun."""
    units = design.panel.units[:, max(0, origin - 52) : origin]
    volume = np.nan_to_num(units).mean(axis=1, dtype=np.float64)
    return np.where(design.panel.first < origin, volume + settings.least_scale, 0)


def sample(
    volume: npt.NDArray[np.float64], number: int, power: float, generator: np.random.Generator
) -> tuple[Integers, npt.NDArray[np.float64]]:
    """Draw rows without replacement with chances that grow with volume.

    Returns:
        Positions, sorted, and about the chance that each had: 1 where all were taken.
    """
    if len(volume) <= number:
        return np.arange(len(volume)), np.ones(len(volume))
    share = volume**power
    # the largest keys are a sample without replacement (Efraimidis and Spirakis 2006)
    keys = np.log(generator.random(len(volume))) / share
    rows = np.sort(np.argpartition(-keys, number)[:number])
    return rows, np.minimum(number * share[rows] / share.sum(), 1)
