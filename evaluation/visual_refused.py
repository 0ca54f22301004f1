"""Usual requests, which refuse: photos of products, of strangers, and of what is taken out of the catalogue."""

from __future__ import annotations

import json
from typing import Final

import numpy as np
import pandas as pd

from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.visual_asking import Asking
from evaluation.visual_outcomes import outcomes
from evaluation.visual_statistics import ACCEPTED, refused_at

_USUAL: Final = {
    "top_1": ("photos that show a product, those answered at all, and with one that they show first", "hit_1", "shows"),
    "box_recall": ("the boxes that people drew, those that an answer tells", "matched_boxes", "true_boxes"),
    "box_precision": (
        "the boxes that answers tell, those that people drew, the whole picture being one of them where it is told",
        "matched_boxes",
        "told_boxes",
    ),
    "box_right": (
        "the boxes that people drew, those that are told with the product that is there as their first",
        "right_boxes",
        "true_boxes",
    ),
}
MEASURES: Final = (
    "accepted_by_itself",
    *(f"{name}_by_itself" for name in _USUAL),
    "refused_by_itself",
    "refused_lacking_by_itself",
    "refused_lacking_at_95",
)


def measures(asking: Asking, table: pd.DataFrame, sample: pd.DataFrame, plain: pd.DataFrame) -> dict[str, Measure]:
    """What the model answers and refuses by its own threshold, and by one that accepts 95 % on this test.

    Args:
        asking: Asks the model.
        table: All rows of `visual_requests.requests`.
        sample: Some of those that show a product of the catalogue.
        plain: Outcomes of these as they are.
    """
    strangers = asking.sample(table, np.array([not ids for ids in table["ids"]], dtype=bool))
    usual = asking.answers(sample, refuse=True)
    accepted = _answered(sample, usual)
    found = asking.share(
        "accepted_by_itself",
        "of the photos that show a product of the catalogue, those that the model itself answers",
        accepted,
        "answered",
    )
    told = outcomes(sample, usual)
    for name, (says, upper, lower) in _USUAL.items():
        says = f"of {says}, where the model refuses what it is unsure of, as a usual request has it"
        found |= asking.share(f"{name}_by_itself", says, told, upper, lower)
    if len(strangers):
        refused = _answered(strangers, asking.answers(strangers, refuse=True))
        says = "of the photos of nothing of the catalogue, those that the model itself refuses"
        found |= asking.share("refused_by_itself", says, refused, "refused")
    if len(sample):
        found |= _lacking(asking, sample, plain)
    return found


def _lacking(asking: Asking, sample: pd.DataFrame, plain: pd.DataFrame) -> dict[str, Measure]:
    """The same photos, each asked while what it shows is not to be answered."""
    parts, answered = [], []
    for ids, rows in sample.groupby(sample["ids"].map(lambda one: json.dumps(sorted(set(one)))), sort=True):
        rows = rows.reset_index(drop=True)
        parts.append(asking.outcomes(rows, without=ids))
        answered.append(_answered(rows, asking.answers(rows, refuse=True, without=ids)))
    says = "of photos whose products were taken out of the catalogue, those that are refused"
    found = asking.share("refused_lacking_by_itself", f"{says} by the model itself", pd.concat(answered), "refused")
    lacking = pd.concat(parts).assign(shows=False, stranger=True)
    both = pd.concat([plain.assign(stranger=False), lacking], ignore_index=True)
    name = "refused_lacking_at_95"
    told = f"{says} by the threshold on confidence that accepts 95 % of the same photos while they are in it"
    return found | measured(both, {name: refused_at(ACCEPTED)}, {name: told}, asking.settings)


def _answered(rows: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """`group`, `answered` and `refused` of each photo, by answers at the model's own threshold."""
    given = set(answers.loc[answers["product_id"].notna().to_numpy(dtype=bool), "request_id"].astype("str"))
    answered = rows["example_id"].isin(given).to_numpy(dtype=bool)
    return pd.DataFrame({"group": rows["group"].to_numpy(object), "answered": answered, "refused": ~answered})
