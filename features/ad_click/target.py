"""What is predicted of an impression, and of which impressions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from features.ad_click.table import CLICK, CONVERSION, NAME, Impressions, Mask
from infra.errors import DataError

TARGETS: Final = (CLICK, CONVERSION, "conversion_after_click")


@dataclass(frozen=True)
class Target:
    """Labels of n impressions.

    Attributes:
        column: Where they come from.
        label: (n,) int8, 1 for a positive.
        used: (n,) impressions that can be learnt from.
        unknown: Impressions left out because their conversion is not known.
        taken_as_none: Impressions without a click whose conversion is not told, so that there was none.
    """

    column: str
    label: npt.NDArray[np.int8]
    used: Mask
    unknown: int = 0
    taken_as_none: int = 0


def target_of(impressions: Impressions, target: str) -> Target:
    """Labels for a target.

    A conversion that is not told is none where the ad was not clicked, and unknown where it was: many systems write a
    conversion beside a click alone.

    Raises:
        DataError: The outcome is not in the table, or there is one class alone.
    """
    clicked, known_click = _outcome(impressions, CLICK, target)
    if target == CLICK:
        found = Target(CLICK, clicked.astype(np.int8), known_click)
    else:
        converted, known = _outcome(impressions, CONVERSION, target)
        after_click = target == "conversion_after_click"
        among = clicked & known_click if after_click else known_click
        unknown = among & ~known & clicked
        found = Target(
            CONVERSION,
            converted.astype(np.int8),
            among & ~unknown,
            unknown=int(unknown.sum()),
            taken_as_none=int((among & ~known & ~clicked).sum()),
        )
    _refuse_one_class(found, target, impressions.rows)
    return found


def _outcome(impressions: Impressions, name: str, target: str) -> tuple[Mask, Mask]:
    found = impressions.flag(name)
    if found is not None:
        return found
    state = "has no value in any" if name in impressions.schema.names else "is absent from all"
    remedy = f"Give impressions.{name}" + ("." if name == CLICK else ", or train with --set features.target=click.")
    raise DataError(f"{NAME}.{name} {state} of {impressions.rows:,} rows, and features.target is {target}.", remedy)


def _refuse_one_class(target: Target, name: str, rows: int) -> None:
    used = int(target.used.sum())
    positives = int(target.label[target.used].sum())
    whose = "clicked impressions" if name == "conversion_after_click" else "impressions"
    left_out = f"; {rows - used:,} of {rows:,} rows are none of these" if used < rows else ""
    if positives == 0:
        raise DataError(
            f"{NAME}.{target.column} is false in all of {used:,} {whose}{left_out}: there is no "
            f"{target.column} to learn from.",
            f"Join the {target.column}s to the impressions they came of, or give impressions of a longer time.",
        )
    if positives == used:
        raise DataError(
            f"{NAME}.{target.column} is true in all of {used:,} {whose}{left_out}: there is nothing that a "
            f"{target.column} could be told from.",
            f"Give the impressions without a {target.column} too: all ads that were shown, not only those that worked."
            if name != "conversion_after_click"
            else "Give all clicked impressions, not only those that led to a conversion.",
        )
