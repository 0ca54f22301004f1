"""What the foretold folds say: measures of each method, and how far ours is ahead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.ad_click_kdd_targets import ERROR, FLOOR, TARGET
from benchmarks.report_tables import framed, out, plain_table
from evaluation.bootstrap import Statistic, draws, once
from evaluation.classification import auc
from evaluation.probabilities import (
    calibration_error_by_chance,
    calibration_ratio,
    expected_calibration_error,
    log_loss,
    normalised_entropy,
)

OURS: Final = "ours"
BY_FOLD: Final[dict[str, Statistic]] = {"auc": auc, "log_loss": log_loss, "normalised_entropy": normalised_entropy}
POOLED: Final[dict[str, Statistic]] = {
    "calibration_error": expected_calibration_error,
    "calibration_ratio": calibration_ratio,
}
HIGHER_IS_BETTER: Final = ("auc",)
CONFIDENCE: Final = 0.95


def measured(rows: pd.DataFrame, *, resamples: int, seed: int) -> dict[str, Any]:
    """Measures by method, and ours against each.

    Args:
        rows: example_id, label, fold, and the probability by each method in a column of its name.
        resamples: Of the bootstrap of differences.
        seed: Of the bootstrap.

    Returns:
        `rows`, `clicks`, `folds`; `methods`: by name the mean over folds with `low` and `high` among them, and what is
        measured of all rows together; `ahead`: by name the gain of ours with its interval.
    """
    methods = [str(name) for name in rows if name not in ("example_id", "label", "fold")]
    found: dict[str, Any] = {
        "rows": len(rows),
        "clicks": int(rows["label"].sum()),
        "folds": int(rows["fold"].nunique()),
        "methods": {name: _measures(rows, name) for name in methods},
    }
    found["ahead"] = (
        {name: _ahead(rows, name, resamples, seed) for name in methods if name != OURS} if OURS in methods else {}
    )
    return found


def _measures(rows: pd.DataFrame, method: str) -> dict[str, Any]:
    outcomes = rows.rename(columns={method: "score"})
    parts = [part for _, part in outcomes.groupby("fold")]
    measures: dict[str, Any] = {}
    for name, statistic in BY_FOLD.items():
        values = [float(statistic(part, once(len(part)))[0]) for part in parts]
        measures[name] = {"mean": float(np.mean(values)), "low": min(values), "high": max(values)}
    for name, statistic in POOLED.items():
        measures[name] = float(statistic(outcomes, once(len(outcomes)))[0])
    return measures | {"calibration_error_by_chance": calibration_error_by_chance(outcomes)}


def _ahead(rows: pd.DataFrame, other: str, resamples: int, seed: int) -> dict[str, Any]:
    """By how much ours is better: the mean over folds, and its interval by resampling rows within folds."""
    gains: dict[str, list[np.ndarray]] = {name: [] for name in BY_FOLD}
    for number, part in rows.groupby("fold"):
        ours, theirs = (part.rename(columns={name: "score"}) for name in (OURS, other))
        weights = [once(len(part)), *draws(part["example_id"], resamples, seed + int(str(number)))]
        for name, statistic in BY_FOLD.items():
            sign = 1 if name in HIGHER_IS_BETTER else -1
            gains[name].append(np.concatenate([sign * (statistic(ours, w) - statistic(theirs, w)) for w in weights]))
    ahead = {}
    for name, values in gains.items():
        mean = np.mean(values, axis=0)
        tail = (1 - CONFIDENCE) / 2
        low, high = np.quantile(mean[1:], [tail, 1 - tail])
        ahead[name] = {"gain": float(mean[0]), "low": float(low), "high": float(high)}
    return ahead


def show(found: dict[str, Any]) -> None:
    """Print both tables and whether the targets are met."""
    table = plain_table(["", "AUC", "log loss", "normalised entropy", "ECE (by chance)", "predicted / clicks"])
    for name, one in found["methods"].items():
        error = f"{one['calibration_error']:.4f} ({one['calibration_error_by_chance']:.4f})"
        table.add_row(name, *(_band(one[measure]) for measure in BY_FOLD), error, f"{one['calibration_ratio']:.3f}")
    what = "with" if found["shown"] else "without"
    title = f"KDD Cup 2012 sample, {found['folds']} folds of seed {found['seed']}, {what} the times shown"
    out.print(framed(title, table, "mean over folds (lowest to highest); ECE of all rows, 15 bins of equally many"))
    if found["ahead"]:
        table = plain_table(["ours is ahead of", "AUC", "log loss", "normalised entropy"])
        for name, gains in found["ahead"].items():
            table.add_row(name, *(_gain(gains[measure]) for measure in BY_FOLD))
        out.print(framed("Gains of ours, 95 % intervals", table))
    if OURS in found["methods"]:
        for sentence in verdicts(found):
            out.print(sentence)


def verdicts(found: dict[str, Any]) -> list[str]:
    """Each target with what was reached, and whether it is met."""
    ours = found["methods"][OURS]
    reached: list[tuple[str, float, Callable[[float], bool]]] = [
        (f"AUC >= {TARGET} (floor {FLOOR})", ours["auc"]["mean"], lambda value: value >= TARGET),
        (f"ECE <= {ERROR}", ours["calibration_error"], lambda value: value <= ERROR),
    ]
    for name, gains in found["ahead"].items():
        reached.append((f"log loss below {name} beyond noise", gains["log_loss"]["low"], lambda value: value > 0))
        reached.append((f"AUC above {name} beyond noise", gains["auc"]["low"], lambda value: value > 0))
    return [f"{what}: {value:.4f}, {'met' if met(value) else 'missed'}" for what, value, met in reached]


def _band(one: dict[str, float]) -> str:
    return f"{one['mean']:.4f} ({one['low']:.4f} to {one['high']:.4f})"


def _gain(one: dict[str, float]) -> str:
    return f"{one['gain']:+.4f} ({one['low']:+.4f} to {one['high']:+.4f})"
