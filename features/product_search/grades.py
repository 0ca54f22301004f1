"""Grades that cannot be read as gains: of two kinds, or numbers that do not say where irrelevant is."""

from __future__ import annotations

from typing import Any

import pandas as pd

from features.columns import Mask
from infra.errors import DataError


def refuse_grades(text: pd.Series[Any], classes: Mask, numbers: pd.Series[Any]) -> None:
    """Refuse grades that are of two kinds, or that say of nothing that it is relevant.

    Args:
        text: (n,) as they are written.
        classes: (n,) whether each is one of the four classes.
        numbers: (n,) the others as numbers.

    Raises:
        DataError: So they are.
    """
    if classes.any() and not classes.all():
        odd = text[~classes]
        raise DataError(
            f"judgments.grade: {len(odd):,} of {len(text):,} rows are numbers, such as {odd.iloc[0]!r}, the others are "
            f"classes, such as {text[classes].iloc[0]!r}.",
            "Give all of them as exact, substitute, complement, irrelevant, or all as numbers from 0 on.",
        )
    if not classes.any() and not (numbers > 0).any():
        raise DataError(
            f"judgments.grade: none of its {len(text):,} numbers is above 0, so no product answers any query.",
            "Give the larger number to the better product, 0 to one that is irrelevant.",
        )


def least_grade(numbers: pd.Series[Any], given: float | None) -> float:
    """The number that stands for a product that is irrelevant.

    Args:
        numbers: (n,) grades, one of them above 0.
        given: By the settings; None: 0, where some number is 0 or all are alike.

    Raises:
        DataError: None is given, and no number is 0 though they differ: 1 may be the worst of a scale, or the least of
            what is relevant. Or none is above the one that is given.
    """
    low, high = float(numbers.min()), float(numbers.max())
    if given is None:
        if low > 0 and low < high:
            raise DataError(
                f"judgments.grade: its {len(numbers):,} numbers go from {low:g} to {high:g} and none is 0, so nothing "
                f"says whether {low:g} is irrelevant.",
                f"Set features.least_grade={low:g} where it is (a scale of 1 to 5), or features.least_grade=0 where "
                "every product that was judged answers its query.",
            )
        return 0.0
    if high <= given:
        raise DataError(
            f"judgments.grade: none of its {len(numbers):,} numbers is above features.least_grade, {given:g}; the "
            f"largest is {high:g}.",
            "Lower features.least_grade: it is the grade of a product that is irrelevant.",
        )
    return given
