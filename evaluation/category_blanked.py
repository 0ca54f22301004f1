"""What a classifier of products loses where a field is missing: the same listings asked with it and without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from evaluation import category_requests
from evaluation.asked_again import blanked
from evaluation.bootstrap import once
from evaluation.category_f1 import macro_f1
from evaluation.measure import Measure
from evaluation.proportion import share

BLANKED: Final = category_requests.TEXTS
MEASURES: Final = tuple(
    f"{name}_without_{field}{end}" for name in ("top1", "macro_f1") for field in BLANKED for end in ("", "_lost")
)


def blanked_fields(
    sample: pd.DataFrame, said: Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame]
) -> dict[str, Measure]:
    """Measures of the listings that have a field, once it is taken from them, and what that loses.

    The listings that lack it would answer alike, and hide a part of the loss; macro-F1 depends on which leaves there
    are, so that it has to be held against the same listings.

    Args:
        sample: Test listings; a field that none of them has is not measured.
        said: Outcomes, a row a listing, of listings and of what is asked of them.

    Returns:
        Of `MEASURES` those of the fields that are there; `..._lost` is the measure with the field less that without.
    """
    found: dict[str, Measure] = {}
    asked = category_requests.request_columns(sample)
    with_all = said(sample, asked)
    for field in BLANKED:
        if field not in asked or asked[field].isna().all():
            continue
        has = asked[field].notna()
        rows = sample[has].reset_index(drop=True)
        without = said(rows, blanked(asked[has].reset_index(drop=True), [field]))
        found |= _compared(with_all[has.to_numpy()].reset_index(drop=True), without, field)
    return found


def _compared(with_it: pd.DataFrame, without: pd.DataFrame, field: str) -> dict[str, Measure]:
    of = f"of the listings that have {field}"
    says, lost = f"{of}, with it blanked", f"{of}, what they lose with it blanked"
    hits = int(without["label"].sum())
    f1, f1_without = (_macro_f1(rows) for rows in (with_it, without))
    count: dict[str, Any] = {"n": len(without)}
    less: dict[str, Any] = {**count, "higher_is_better": False, "meaning": lost}
    return {
        f"top1_without_{field}": share(hits, len(without), meaning=says),
        f"top1_without_{field}_lost": Measure((int(with_it["label"].sum()) - hits) / len(without), **less),
        f"macro_f1_without_{field}": Measure(f1_without, **count, meaning=f"{says}; see what is lost, not macro_f1"),
        f"macro_f1_without_{field}_lost": Measure(f1 - f1_without, **less),
    }


def _macro_f1(rows: pd.DataFrame) -> float:
    return float(macro_f1(rows, once(len(rows)))[0])
