"""Questions that had an answer, after what answers them was taken away: whatever is answered now is wrong."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.qa_asking import Asking
from evaluation.qa_judged import ANSWERS
from evaluation.ratios import of_sums

_NAME: Final = "false_answers_without_right"
MEASURES: Final = (_NAME,)
_SAYS: Final = {
    _NAME: "of answerable questions whose answering candidates were taken away, those that are answered all the same"
}


def measures(asking: Asking, sample: pd.DataFrame) -> dict[str, Measure]:
    """How often something is answered, at the model's own promise.

    Args:
        asking: Asks the model.
        sample: Answerable rows of `qa_requests.requests` whose candidates are passages.
    """
    if len(sample) == 0:
        return {}
    judged = asking.judged(sample)
    passages = judged.passages()
    left = judged.told(passages[passages["grade"] < ANSWERS])
    # An empty list is none to choose from; a missing one would be what the model holds of the product.
    told = left.where(left.notna(), "[]").to_numpy(object)
    answers = asking.answers(sample.assign(candidates=told))
    given = ~answers["abstained"].to_numpy(dtype=bool)
    rows = sample[["group"]].assign(given=np.asarray(given))
    return measured(rows, {_NAME: of_sums("given")}, _SAYS, asking.settings, (_NAME,))
