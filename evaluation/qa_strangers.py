"""Questions that nobody can answer as they are put: empty ones, letters nobody knows, emoji, products nobody knows."""

from __future__ import annotations

from typing import Final

import pandas as pd

from evaluation.category_script import rewritten
from evaluation.measure import Measure
from evaluation.proportion import share
from evaluation.qa_asking import Asking

_SCRIPT: Final = "Georgian"
_EMOJI: Final = "🙂 👍 🔥 💯"
_NO_PRODUCT: Final = "no product of this shop"
_SAYS: Final = {
    "answered_empty": "of test questions whose text was emptied, those that are answered",
    "answered_unknown_script": f"of test questions rewritten in {_SCRIPT} letters, those that are answered",
    "answered_emoji": "of test questions replaced by emoji, those that are answered",
    "answered_unknown_product": "of test questions asked without candidates about a product that there is not, those "
    "that are answered",
}
MEASURES: Final = tuple(_SAYS)


def measures(asking: Asking, sample: pd.DataFrame) -> dict[str, Measure]:
    """How often something is answered all the same; whatever it is, there is no reason for it.

    Args:
        asking: Asks the model.
        sample: Rows of `qa_requests.requests` whose candidates are passages.
    """
    texts = sample["question"].astype("str")
    nothing = pd.Series([None] * len(sample), index=sample.index, dtype=object)
    put = {
        "answered_empty": sample.assign(question=""),
        "answered_unknown_script": sample.assign(question=rewritten(texts, _SCRIPT)),
        "answered_emoji": sample.assign(question=_EMOJI),
        "answered_unknown_product": sample.assign(candidates=nothing, product_id=_NO_PRODUCT),
    }
    return {name: _answered(asking, table, _SAYS[name]) for name, table in put.items()} if len(sample) else {}


def _answered(asking: Asking, table: pd.DataFrame, says: str) -> Measure:
    given = ~asking.answers(table)["abstained"].to_numpy(dtype=bool)
    return share(int(given.sum()), len(given), higher_is_better=False, meaning=says)
