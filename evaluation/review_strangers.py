"""Texts in which nothing can be read: letters that no training text has, and emoji alone."""

from __future__ import annotations

from typing import Final

import pandas as pd

from evaluation.category_script import rewritten
from evaluation.measure import Measure
from evaluation.proportion import share
from evaluation.review_asking import Asking
from evaluation.review_truth import Annotated

_SCRIPT: Final = "Georgian"
_MARKS: Final = "🙂 👍 🔥 💯 "
_WORDS: Final = 20  # of a text, in whose place the marks come once
_SAYS: Final = {
    "told_of_unknown_script": f"of test reviews rewritten in {_SCRIPT} letters, those of which something is told",
    "told_of_emoji": "of test reviews whose words are replaced by emoji, those of which something is told",
}
MEASURES: Final = tuple(_SAYS)


def measures(asking: Asking, sample: pd.DataFrame, annotated: Annotated) -> dict[str, Measure]:
    """How often something is told all the same; whatever it is, there is no reason for it.

    Args:
        asking: Asks the model.
        sample: Rows of `review_requests.requests`.
        annotated: Theirs, of which nothing is left in the rewritten ones.
    """
    texts = sample["text"].astype("str")
    strange = {
        "told_of_unknown_script": rewritten(texts, _SCRIPT),
        "told_of_emoji": pd.Series([_MARKS * (1 + text.count(" ") // _WORDS) for text in texts], index=texts.index),
    }
    return {name: _told(asking, sample.assign(text=new), annotated, _SAYS[name]) for name, new in strange.items()}


def _told(asking: Asking, table: pd.DataFrame, annotated: Annotated, says: str) -> Measure:
    said = asking.outcomes(table, annotated.take_none())["triplets_told"] > 0
    return share(int(said.sum()), len(said), higher_is_better=False, meaning=says)
