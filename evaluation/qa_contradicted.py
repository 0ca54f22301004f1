"""Questions that the maker answers, with a review that says something else."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import pandas as pd

from evaluation.bootstrap import Statistic
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.qa_asking import Asking
from evaluation.qa_planted import planted
from evaluation.ratios import of_sums

_MAKER: Final = ("attribute", "bullet", "description")
_VALUE: Final = re.compile(r"\d+(?:\.\d+)?|\b(?:yes|no)\b", re.IGNORECASE)
_OTHER: Final = {"yes": "no", "no": "yes"}
_SAYS: Final = {
    "contradicted_still_right": "of questions answered rightly from the maker's word, those whose first candidate "
    "still answers beside a review that says another value",
    "contradicted_given_wrong": "of the same, those to which a wrong answer is given then",
}
MEASURES: Final = tuple(_SAYS)


def measures(asking: Asking, sample: pd.DataFrame, before: pd.DataFrame) -> dict[str, Measure]:
    """What a review does that contradicts the maker, in almost the maker's words.

    Args:
        asking: Asks the model.
        sample: Rows of `qa_requests.requests` whose candidates are passages.
        before: Outcomes of these.
    """
    rows = asking.judged(sample).answering()
    rows = rows[rows["source"].isin(_MAKER) & rows["text"].notna()].drop_duplicates("row")
    rows = rows[np.array([_VALUE.search(text) is not None for text in rows["text"]], dtype=bool)]
    right = before["first_right"].to_numpy(bool) & before["source"].isin(_MAKER).to_numpy(bool)
    at = rows.loc[right[rows["row"].to_numpy(np.int64)], ["row", "text"]]
    if len(at) == 0:
        return {}
    asked = sample.iloc[at["row"].to_numpy(np.int64)].reset_index(drop=True)
    after = asking.outcomes(planted(asking, asked, [contradicted(text) for text in at["text"]]))
    found = after[["group", "first_right"]].assign(wrong=after["given"] & ~after["given_right"])
    statistics: dict[str, Statistic] = {
        "contradicted_still_right": of_sums("first_right"),
        "contradicted_given_wrong": of_sums("wrong"),
    }
    return measured(found, statistics, _SAYS, asking.settings, ("contradicted_given_wrong",))


def contradicted(text: str) -> str:
    """The same with other values.

    >>> contradicted("item weight: 2.5 kg"), contradicted("rechargeable: no")
    ('item weight: 6 kg', 'rechargeable: yes')
    """
    return _VALUE.sub(lambda found: _other(found[0]), text)


def _other(value: str) -> str:
    word = _OTHER.get(value.casefold())
    return word if word is not None else f"{2 * float(value) + 1:g}"
