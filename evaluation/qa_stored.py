"""The same questions without candidates: of what the model holds of the product, as a shop asks."""

from __future__ import annotations

from typing import Final

import pandas as pd

from evaluation.bootstrap import Statistic
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.qa_asking import Asking
from evaluation.qa_statistics import GIVEN_PRECISION
from evaluation.ratios import of_sums

_STATISTICS: Final[dict[str, Statistic]] = {
    "stored_right": of_sums("label"),
    "stored_given": of_sums("given"),
    "stored_given_precision": GIVEN_PRECISION,
}
_SAYS: Final = {
    "stored_right": "of answerable questions asked without candidates, those whose answer, given or withheld, rests on "
    "a passage that people judged to answer; one that nobody judged counts as wrong",
    "stored_given": "of answerable questions asked without candidates, those that are answered",
    "stored_given_precision": "of these answers, those that rest on a passage that people judged to answer",
}
MEASURES: Final = tuple(_STATISTICS)


def measures(asking: Asking, sample: pd.DataFrame) -> dict[str, Measure]:
    """What is found among all that is held of a product.

    Args:
        asking: Asks the model.
        sample: Answerable rows of `qa_requests.requests` whose candidates are passages, of a known product.
    """
    if len(sample) == 0:
        return {}
    nothing = pd.Series([None] * len(sample), index=sample.index, dtype=object)
    found = asking.outcomes(sample.assign(candidates=nothing))
    return measured(found, _STATISTICS, _SAYS, asking.settings)
