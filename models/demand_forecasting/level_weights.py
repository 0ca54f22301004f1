"""How far each level is believed: shares of its own forecast, last year's and the sum of its parts, learnt on valid."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .aggregates import members, sum_by
from .panel import SERIES_LEVEL, Floats, Panel
from .top_down import YEAR, TopDownSettings, seasonal_naive

CANDIDATES: Final = ("own", "naive", "parts")  # the global model's forecast, the damped seasonal naive, the sum
TOP: Final = ("category", "country", "region", "total")
YOUNG: Final = "young product"
_FILE: Final = "level_weights.json"


@dataclass(frozen=True)
class ReconciliationSettings:
    """How the levels are brought to agree."""

    blocks: tuple[int, ...] = (1, 14)  # first step of each block of horizon that has shares of its own
    grid: int = 10  # shares are tried in steps of one grid-th
    prior: tuple[float, float, float] = (0.2, 0.6, 0.2)  # shares of CANDIDATES that few origins are drawn to
    pull: float = 0.3  # share of the error that a choice wholly unlike the prior must save to be taken
    young: int = 26  # weeks of history below which a product has shares of its own ..
    young_prior: tuple[float, float, float] = (0.0, 0.0, 1.0)  # .. drawn to these
    factor_limit: float = 5.0  # a cell of category and region is moved by no more than this factor
    iterations: int = 30  # of raking, at most
    tolerance: float = 1e-4  # of its factors, at which it ends
    top_down: TopDownSettings = field(default_factory=TopDownSettings)


@dataclass(frozen=True)
class LevelWeights:
    """What reconciliation learnt.

    Attributes:
        settings: As fitted.
        shares: By level, then by block of horizon, the shares of `CANDIDATES`, summing to 1.
    """

    settings: ReconciliationSettings
    shares: dict[str, list[list[float]]]

    def blend(self, level: str, candidates: Mapping[str, Floats | npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
        """Weighted mean of the candidates that are there, (k, h); shares of missing ones go to the others."""
        horizon = next(iter(candidates.values())).shape[1]
        prior = self.settings.young_prior if level == YOUNG else self.settings.prior
        table = np.array(self.shares.get(level, [prior] * len(self.settings.blocks)))
        share = table[_blocks(horizon, self.settings)]
        there = np.array([name in candidates for name in CANDIDATES])
        share = share * there
        total = share.sum(axis=1, keepdims=True)
        share = np.where(total > 0, share / np.where(total > 0, total, 1), there / there.sum())
        return np.asarray(
            sum(
                share[:, CANDIDATES.index(name)] * np.asarray(one, dtype=np.float64) for name, one in candidates.items()
            )
        )

    def save(self, directory: Path) -> None:
        """Write `level_weights.json`."""
        directory.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self), sort_keys=True, allow_nan=False)
        (directory / _FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> LevelWeights:
        """Read what `save` wrote."""
        stored: dict[str, Any] = json.loads((directory / _FILE).read_text(encoding="utf-8"))
        given = stored["settings"]
        settings = ReconciliationSettings(
            **{
                **given,
                "blocks": tuple(given["blocks"]),
                "prior": tuple(given["prior"]),
                "young_prior": tuple(given["young_prior"]),
                "top_down": TopDownSettings(**given["top_down"]),
            }
        )
        return cls(settings, stored["shares"])


def fit_weights(
    bases: Mapping[int, Mapping[str, Floats]],
    panels: Mapping[str, Panel],
    end: int,
    settings: ReconciliationSettings | None = None,
    stands_for: Floats | None = None,
) -> LevelWeights:
    """Choose the shares with the smallest squared error, in units of size, on weeks before `end`.

    Args:
        bases: Origin -> level -> forecast means (k, h), rows as in the panel of the level; `series` always there.
        panels: Level -> panel; `series` and every level of `bases`.
        end: First week that may not be looked at.
        settings: The defaults where none are given.
        stands_for: How many times a series counts in sums over products, float32 (n,); None for once.
    """
    chosen = settings or ReconciliationSettings()
    shares: dict[str, list[list[float]]] = {}
    series = panels[SERIES_LEVEL].series
    there = [name for name in panels if all(name in base for base in bases.values())]
    for level in [name for name in ("product", *TOP) if name in there]:
        _, codes = members(series, level)
        stacks: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]] = []
        actuals: list[npt.NDArray[np.float64]] = []
        for origin, base in bases.items():
            horizon = min(base[level].shape[1], end - origin)
            if horizon <= 0:
                continue
            means = base[SERIES_LEVEL][:, :horizon]
            if level != "product" and stands_for is not None:
                means = means * stands_for[:, None]
            parts = sum_by(means, codes, len(panels[level]))
            own = base[level][:, :horizon].astype(np.float64)
            naive = own if level == "product" else seasonal_naive(panels[level], origin, horizon, chosen.top_down)
            stacks.append((_blocks(horizon, chosen), np.stack([own, naive.astype(np.float64), parts])))
            actual = np.array(panels[level].units[:, origin : origin + horizon], dtype=np.float64)
            if level != "product":
                # before there is a year of history the naive forecast is another one, which says nothing of this
                actual[:, origin + np.arange(horizon) < YEAR] = np.nan
            actuals.append(actual)
        if not stacks:
            continue
        blocks = range(len(chosen.blocks))
        if level != "product":
            shares[level] = [_best(stacks, actuals, block, chosen.prior, chosen) for block in blocks]
            continue
        young = [is_young(panels[level], origin, chosen) for origin in bases if origin < end]
        for name, prior, side in (("product", _no_naive(chosen.prior), False), (YOUNG, chosen.young_prior, True)):
            of_side = [(steps, stack[:, rows == side]) for (steps, stack), rows in zip(stacks, young, strict=True)]
            known = [actual[rows == side] for actual, rows in zip(actuals, young, strict=True)]
            shares[name] = [_best(of_side, known, block, prior, chosen, no_naive=True) for block in blocks]
    return LevelWeights(chosen, shares)


def is_young(products: Panel, origin: int, settings: ReconciliationSettings) -> npt.NDArray[np.bool_]:
    """Which rows of a panel of products have too short a history before the origin, (k,)."""
    return np.asarray(products.first > origin - settings.young)


def _no_naive(prior: tuple[float, float, float]) -> tuple[float, float, float]:
    return prior[0] + prior[1], 0.0, prior[2]


def _blocks(horizon: int, settings: ReconciliationSettings) -> npt.NDArray[np.int64]:
    return np.searchsorted(settings.blocks, np.arange(1, horizon + 1), side="right") - 1


def _best(
    stacks: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]],
    actuals: list[npt.NDArray[np.float64]],
    block: int,
    shares: tuple[float, float, float],
    settings: ReconciliationSettings,
    *,
    no_naive: bool = False,
) -> list[float]:
    """Shares of one block; the error is quadratic in them, so its matrix is made once and every choice tried on it."""
    prior = np.array(shares)
    error = np.zeros((3, 3))
    for (blocks, stack), actual in zip(stacks, actuals, strict=True):
        size = np.nan_to_num(actual).mean(axis=1, keepdims=True) + 1
        miss = np.where(np.isfinite(actual), stack - actual, 0) / np.sqrt(size)
        part = miss[:, :, blocks == block].reshape(3, -1)
        error += part @ part.T
    if not error.any():
        return [float(one) for one in prior]
    steps = range(settings.grid + 1)
    choices = np.array(
        [(a, b, settings.grid - a - b) for a, b in itertools.product(steps, steps) if a + b <= settings.grid]
    )
    choices = choices / settings.grid
    if no_naive:
        choices = choices[choices[:, 1] == 0]
    loss = np.einsum("ci,ij,cj->c", choices, error, choices)
    away = np.abs(choices - prior).sum(axis=1) / 2
    return [float(one) for one in choices[np.argmin(loss * (1 + settings.pull * away))]]
