"""Whether a promised precision is kept, and how many questions it leaves answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pandas as pd

from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.qa_asking import Answers, Asking
from evaluation.qa_statistics import GIVEN_PRECISION, PERCENT
from evaluation.ratios import of_sums

MEASURES: Final = tuple(f"{what}_promised_{one}" for one in PERCENT for what in ("precision", "coverage"))


def measures(asking: Asking, sample: pd.DataFrame) -> dict[str, Measure]:
    """Precision and coverage over all questions at each promise that the model was calibrated for.

    Args:
        asking: Asks the model, whose `facts` say for which `levels` it was calibrated; all are asked for where not.
        sample: Rows of `qa_requests.requests`.
    """
    found: dict[str, Measure] = {}
    for one in _calibrated(asking.model):
        rows = asking.outcomes(sample, precision=one / 100)
        names = {f"precision_promised_{one}": GIVEN_PRECISION, f"coverage_promised_{one}": of_sums("given")}
        says = {
            f"precision_promised_{one}": f"of the answers given where {one} % right ones are promised, those that are "
            "right; undefined where none is given",
            f"coverage_promised_{one}": f"of all questions, those answered where {one} % right answers are promised",
        }
        found |= measured(rows, names, says, asking.settings)
        name = f"precision_promised_{one}"
        found[name] = replace(found[name], n=int(rows["given"].sum()))
    return found


def _calibrated(model: Answers) -> list[int]:
    facts = getattr(model, "facts", None)
    levels = facts.get("levels") if isinstance(facts, Mapping) else None
    if not isinstance(levels, list):
        return list(PERCENT)
    known = {round(100 * float(level["precision"])) for level in levels}
    return [one for one in PERCENT if one in known]
