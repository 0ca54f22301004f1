"""Tables are refused that hold a column which tells the target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from features.ad_click.leaks import MISSING, Labels, Told, auc_either_way
from features.ad_click.parameters import FeaturesParameters
from features.ad_click.table import NAME, NAMED, NO_TIME, TIME, Longs, Mask
from infra.errors import DataError

BOUNDS: Final = ("leak_auc", "leak_marked", "leak_ruled_out")


def refuse_missing_times(times: Longs | None, label: Labels, used: Mask, parameters: FeaturesParameters) -> None:
    """Refuse a table in which whether the time is missing tells the target: it cannot be split by time.

    Raises:
        DataError: It does.
    """
    if times is None:
        return
    told = Told(auc_either_way((times[used] == NO_TIME).astype(np.int64), label[used]), MISSING)
    refuse_leaks({"time": told}, int(used.sum()), parameters)


def refuse_leaks(told: Mapping[str, Told], rows: int, parameters: FeaturesParameters) -> None:
    """Refuse a table with a column that leaks the target, the worst first.

    Args:
        told: By column.
        rows: That were looked at.
        parameters: The bounds beyond which a column leaks; one of 1 refuses none.

    Raises:
        DataError: There is such a column.
    """
    leaking = {name: broken for name, one in told.items() if (broken := _broken(one, parameters))}
    if not leaking:
        return
    first, *others = sorted(leaking, key=lambda name: -max(_measured(told[name])[bound] for bound in leaking[name]))
    also = f" So do {', '.join(others)}." if others else ""
    bounds = [f"features.{bound}" for bound in leaking[first]]
    raise DataError(
        f"{NAME}.{first} leaks the target: {_how(told[first], leaking[first][0], rows, parameters)}.{also}",
        f"It was filled after the target was known: {_way_out(first)}. If it is known before the ad is shown, raise "
        f"{' and '.join(bounds)}.",
    )


def _way_out(name: str) -> str:
    if name in (TIME, *NAMED):
        return f"rename or drop the column {name}, which the contract names and so is used wherever it is"
    return f"take {name} out of contract.categorical or contract.numeric"


def _measured(told: Told) -> dict[str, float]:
    return dict(zip(BOUNDS, (told.auc, told.marks.told, told.rules_out.told), strict=True))


def _broken(told: Told, parameters: FeaturesParameters) -> list[str]:
    return [bound for bound, value in _measured(told).items() if value > getattr(parameters, bound)]


def _how(told: Told, bound: str, rows: int, parameters: FeaturesParameters) -> str:
    most = f"more than the {getattr(parameters, bound)} of features.{bound}"
    if bound == "leak_auc":
        return (
            f"in {rows:,} training rows {told.by} alone {'tells' if told.by == MISSING else 'tell'} positives from "
            f"others with an AUC of {told.auc:.3f}, "
            f"{most}"
        )
    mark = told.marks if bound == "leak_marked" else told.rules_out
    return (
        f"by {mark.by} it marks {mark.rows:,} of {rows:,} training rows, of which {mark.rate:.2%} are positives; that "
        f"is {mark.told:.3f} of what was unknown of them, {most}"
    )
