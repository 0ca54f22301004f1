"""Click probabilities against the true ones: the gap in log loss, where it comes from, and calibration by part."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.proportion import clopper_pearson_of

Json = dict[str, Any]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

CLICKS: Final = 1_000  # in the whole log, of campaigns that are looked at each
CONFIDENCE: Final = 0.95
_TWO_SIDED: Final = 1.959963984540054
AGES: Final = (0.0, 1.0, 3.0, 7.0, 14.0, np.inf)  # days since an ad's launch


def log_loss(probability: Floats, outcome: Floats) -> Floats:
    """Of each row in nats; an `outcome` between 0 and 1 is the chance of it, and the answer the expected loss."""
    loss: Floats = -(outcome * np.log(probability) + (1 - outcome) * np.log1p(-probability))
    return loss


def against_truth(predicted: Floats, truth: Floats, click: Floats) -> Json:
    """Log loss beside that of the truth.

    Args:
        predicted: (rows,) probabilities.
        truth: (rows,) true ones.
        click: (rows,) 0 or 1.

    Returns:
        `rows`, `clicks`; `log_loss`, `truth` and `relative` (their ratio, with the ends of its interval by the delta
        method) on the clicks that happened; `expected`, the ratio over all clicks that might have happened;
        `normalised_entropy` and `normalised_entropy_of_truth`, over the log loss of the share of clicks;
        `calibration`, the sum of probabilities over the clicks, with the interval that chance gives the clicks; and
        `calibration_to_truth`, the same over the true probabilities.
    """
    rows, clicks = len(click), float(click.sum())
    if not 0 < clicks < rows:
        return {"rows": rows, "clicks": int(clicks)}
    ours, best = log_loss(predicted, click), log_loss(truth, click)
    ratio = ours.mean() / best.mean()
    spread = _TWO_SIDED * np.std(ours - ratio * best) / (best.mean() * np.sqrt(rows))
    entropy = log_loss(np.array([clicks / rows]), np.array([clicks / rows]))[0]
    low, high = clopper_pearson_of(np.array([int(clicks)]), np.array([rows]), CONFIDENCE)
    return {
        "rows": rows,
        "clicks": int(clicks),
        "log_loss": float(ours.mean()),
        "truth": float(best.mean()),
        "relative": {"value": float(ratio), "low": float(ratio - spread), "high": float(ratio + spread)},
        "expected": float(log_loss(predicted, truth).mean() / log_loss(truth, truth).mean()),
        "normalised_entropy": float(ours.mean() / entropy),
        "normalised_entropy_of_truth": float(best.mean() / entropy),
        "calibration": {
            "value": float(predicted.sum() / clicks),
            "low": float(predicted.sum() / (rows * high[0])),
            "high": float(predicted.sum() / (rows * low[0])),
        },
        "calibration_to_truth": float(predicted.sum() / truth.sum()),
    }


def slices(table: pd.DataFrame) -> dict[str, Mask]:
    """Parts of the test by name; `table` has `redesigned`, `ad_age_days`, `new_ad`, `cold_customer`, `customer`."""
    age = table["ad_age_days"].to_numpy(np.float64)
    redesigned = table["redesigned"].to_numpy(bool)
    signed_in = table["customer"].notna().to_numpy()
    found: dict[str, Mask] = {"all": np.ones(len(table), bool), "before the shift": ~redesigned}
    found["after the shift"] = redesigned
    for low, high in pairwise(AGES):
        name = f"ads from day {low:.0f} on" if np.isinf(high) else f"ads of {low:.0f} to {high:.0f} days"
        found[name] = (age >= low) & (age < high)
    found["ads that train has not"] = table["new_ad"].to_numpy(bool)
    found["cold customers"] = table["cold_customer"].to_numpy(bool) & signed_in
    found["known customers"] = ~table["cold_customer"].to_numpy(bool) & signed_in
    found["signed out"] = ~signed_in
    return found


def campaigns(
    table: pd.DataFrame, predicted: Floats, in_log: Mapping[str, int], least: int = CLICKS
) -> dict[str, Json]:
    """`against_truth` of each campaign with so many clicks in the whole log, those with the most first.

    Args:
        table: Test rows with `campaign`, `truth` and `label`.
        predicted: (rows,).
        in_log: Clicks by campaign.
        least: So many.
    """
    found: dict[str, Json] = {}
    for name, clicks in sorted(in_log.items(), key=lambda one: -one[1]):
        rows = (table["campaign"] == name).to_numpy()
        if clicks < least or not rows.any():
            continue
        truth, click = (table[column].to_numpy(np.float64)[rows] for column in ("truth", "label"))
        found[name] = {"clicks_in_log": int(clicks), **against_truth(predicted[rows], truth, click)}
    return found


def missed(predicted: Floats, truth: Floats, parts: Mapping[str, Floats]) -> dict[str, Json]:
    """Which part of the true log odds the answers lack.

    What the log odds are off by is regressed on the parts, each row weighing as its variance p (1 - p): `slope` is 0
    where a part is learnt, -1 where it is not known at all, above 0 where it is overdone. `cost` is the expected loss
    that it makes, as a share of the truth's; `level`, what one constant would put right; `rest`, what no part explains:
    chance that was learnt. Costs add up to `expected - 1` of `against_truth` to second order.
    """
    names = [name for name, odds in parts.items() if np.ptp(odds) > 0]
    if not names:
        return {}
    weight = truth * (1 - truth)
    weight = weight / weight.sum()
    off = np.log(predicted / (1 - predicted)) - np.log(truth / (1 - truth))
    level = float(weight @ off)
    design = np.stack([parts[name] - weight @ parts[name] for name in names], axis=1).astype(np.float64)
    root = np.sqrt(weight)
    slope = np.linalg.lstsq(design * root[:, None], (off - level) * root, rcond=None)[0]
    scale = float((truth * (1 - truth)).mean() / 2 / log_loss(truth, truth).mean())
    explained = design * slope
    rest = off - level - explained.sum(axis=1)
    found = {"level": {"slope": level, "cost": scale * level**2}}
    for at, name in enumerate(names):
        # A part that goes along with others shares with them what they explain together.
        shared = float((weight * explained[:, at]) @ explained.sum(axis=1))
        found[name] = {"slope": float(slope[at]), "cost": scale * shared}
    found["rest"] = {"slope": float("nan"), "cost": scale * float(weight @ rest**2)}
    return {name: {key: value for key, value in one.items() if np.isfinite(value)} for name, one in found.items()}
