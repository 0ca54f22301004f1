"""Photos of which the catalogue has nothing: strangers, and those whose products are taken out of it."""

from __future__ import annotations

import json
from typing import Final

import numpy as np
import pandas as pd

from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.visual_asking import Asking
from evaluation.visual_statistics import ACCEPTED, refused_at

MEASURES: Final = ("accepted_by_itself", "refused_by_itself", "refused_lacking_by_itself", "refused_lacking_at_95")


def measures(asking: Asking, table: pd.DataFrame, sample: pd.DataFrame, plain: pd.DataFrame) -> dict[str, Measure]:
    """What the model refuses by its own threshold, and by one that accepts 95 % on this test.

    Args:
        asking: Asks the model.
        table: All rows of `visual_requests.requests`.
        sample: Some of those that show a product of the catalogue.
        plain: Outcomes of these as they are.
    """
    strangers = asking.sample(table, np.array([not ids for ids in table["ids"]], dtype=bool))
    accepted = _answered(asking, sample)
    found = asking.share(
        "accepted_by_itself",
        "of the photos that show a product of the catalogue, those that the model itself answers",
        accepted,
        "answered",
    )
    if len(strangers):
        refused = _answered(asking, strangers)
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
        answered.append(_answered(asking, rows, without=ids))
    says = "of photos whose products were taken out of the catalogue, those that are refused"
    found = asking.share("refused_lacking_by_itself", f"{says} by the model itself", pd.concat(answered), "refused")
    lacking = pd.concat(parts).assign(shows=False, stranger=True)
    both = pd.concat([plain.assign(stranger=False), lacking], ignore_index=True)
    name = "refused_lacking_at_95"
    told = f"{says} by the threshold on confidence that accepts 95 % of the same photos while they are in it"
    return found | measured(both, {name: refused_at(ACCEPTED)}, {name: told}, asking.settings)


def _answered(asking: Asking, rows: pd.DataFrame, **params: str) -> pd.DataFrame:
    """`group`, `answered` and `refused` of each photo, at the model's own threshold."""
    answers = asking.answers(rows, refuse=True, **params)
    given = set(answers.loc[answers["product_id"].notna().to_numpy(dtype=bool), "request_id"].astype("str"))
    answered = rows["example_id"].isin(given).to_numpy(dtype=bool)
    return pd.DataFrame({"group": rows["group"].to_numpy(object), "answered": answered, "refused": ~answered})
